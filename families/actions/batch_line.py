"""One line of a list from Excel: what was typed, how it is read, and what was found about it."""

from dataclasses import dataclass, field

from families.resources.codes import SPELLINGS
from fcu_project.identity import IDENTITY_NUMBER
from fcu_project.sheets.kinds import DateCell, folded

READY, MAYBE, WRONG, KNOWN = "ready", "maybe", "wrong", "known"
SAVEABLE = (READY, MAYBE)  # what waits in MAYBE is saved only when it is ticked
STATES = {READY: "Siap", MAYBE: "Mungkin ganda", WRONG: "Perlu diperbaiki", KNOWN: "Sudah ada"}
NO_NUMBERS = "Jangan menulis NIK atau nomor KK di sini."
SHOWN_TWINS = 5


@dataclass(slots=True)
class Line:
    """`number` is the line's number in Excel, `cells` what was typed, in the order of the columns.

    `errors` and `remarks` are [name of the column or "", sentence]; `values` what the cells were read as.
    """

    number: int
    cells: list
    state: str = READY
    errors: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    values: dict = field(default_factory=dict)

    def wrong(self, name, sentence):
        self.errors.append([name, sentence])
        self.state = WRONG

    def remark(self, name, sentence):
        self.remarks.append([name, sentence])

    def maybe(self, name, sentence):
        """It is probably on file: whether it is another family is for people to say, by ticking it."""
        self.state = MAYBE
        self.remarks.insert(0, [name, sentence])

    def known(self, sentence):
        """It is on file: nothing of it is saved, nothing of the file is changed."""
        self.state = KNOWN
        self.remark("", sentence)


def lines_of(sheet, columns):
    """The lines of a sheet as it was read."""
    names = [column.name for column in columns]
    return [Line(row.number, [row.cells.get(name) for name in names]) for row in sheet.rows]


def packed(lines):
    """The lines as they are stored; a date of Excel's own is told apart from typed text."""
    return [
        [line.number, [[c] if c.__class__ is DateCell else c for c in line.cells], line.state, line.errors,
         line.remarks]
        for line in lines
    ]  # fmt: skip


def unpacked(stored):
    """The lines that were stored."""
    return [
        Line(number, [DateCell(c[0]) if c.__class__ is list else c for c in cells], state, errors, remarks)
        for number, cells, state, errors, remarks in stored
    ]


def read_lines(lines, columns, on, *, own=None, after=None):
    """Read every cell anew, beside its column's rules; `own` are {column: parser} of columns read in their own way.

    No identity number may stand in words: free text is neither encrypted nor masked.
    """
    readers = [
        (at, column.name, (own or {}).get(column.name) or column.parser(on), SPELLINGS.get(column.name),
         column.kind == "text") for at, column in enumerate(columns)
    ]  # fmt: skip
    for count, line in enumerate(lines, 1):
        line.state, line.errors, line.remarks, line.values = READY, [], [], {}
        for at, name, read, spellings, is_words in readers:
            cell = line.cells[at]
            if spellings and cell is not None:
                cell = spellings.get(folded(cell), cell)
            line.values[name], error, remark = read(cell)
            if error:
                line.wrong(name, error)
            elif is_words and cell.__class__ is not None.__class__ and _holds_number(cell):
                line.wrong(name, NO_NUMBERS)
            if remark:
                line.remark(name, remark)
        if after and count % 1000 == 0:
            after(count)


def _holds_number(cell):
    text = str(cell)
    return len(text) >= 16 and IDENTITY_NUMBER.search(text) is not None


def twins(lines, key, sentence, name=""):
    """Lines that say the same as another one of the file: all of them are shown, none is chosen (I15).

    `key` gives what may stand once, or None; `sentence` is told with the numbers of the others.
    """
    found = {}
    for line in lines:
        if line.state in SAVEABLE and (value := key(line)) is not None:
            found.setdefault(value, []).append(line)
    for group in found.values():
        for line in group if len(group) > 1 else ():
            others = [str(other.number) for other in group if other is not line]
            more = f" dan {len(others) - SHOWN_TWINS} lagi" if len(others) > SHOWN_TWINS else ""
            line.wrong(name, sentence.format(rows=", ".join(others[:SHOWN_TWINS]) + more))
