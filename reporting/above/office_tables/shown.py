"""A table of a report ready to be read: every cell as words; the same for every report, on screen, paper and in Excel.

Two ways of setting it: `bare` for the dense annexes of the FCU's report, amounts without Rp; the usual one with Rp and
rows numbered on paper, for reports of offices and of the PSKS team.
"""

from datetime import date

from fcu_project import dates
from reporting.above.office_tables.table import AMOUNT, DATE, NUMBER, TEXT

WIDE_FROM = 8  # columns from which a table lies across the paper
WIDE_AMOUNTS = 5  # columns of rupiah that need as much room
WIDE_WORDS_FROM = 7  # columns, where more than one is text, likewise
WIDTHS = {NUMBER: 24, AMOUNT: 30, DATE: 24}  # of columns that lie across the paper, in millimetres
DENSE_FROM = 150  # millimetres taken by these; beyond it letters and columns are smaller
PRINTED = {NUMBER: "figure", AMOUNT: "rupiah", DATE: "date"}  # classes of the paper
SHORT_HEAD = 3  # letters of a heading, such as "P", above a narrow column
SHORT = 25  # rows of a table that is kept on one page
NARROW = 4  # columns that fit a phone
COUNT = "count"  # kind of the column that numbers the rows


def shown(table, *, bare=False, counts=False):
    """{heading, note, nil, heads, rows, total, bare, is_short, is_wide, is_across, is_dense} of a table.

    A cell is {text, kind, label, look, right}; the first says what its row is about and has no label. `nil` stands
    where there are no rows. `counts` numbers the rows of a bare table; the others are numbered on paper alone.
    """
    kinds, columns = table["kinds"], table["columns"]
    heads = [_cell(label, "", kind, _look(label, kind, bare)) for label, kind in zip(columns, kinds, strict=True)]
    rows = [_cells(row, heads, bare) for row in table["rows"]]
    total = _cells(table["total"], heads, bare) if table.get("total") else []
    if counts:
        heads = [_cell("No", "", COUNT, COUNT), *heads]
        rows = [[_cell(str(number), "No", COUNT, COUNT), *row] for number, row in enumerate(rows, 1)]
        total = [_cell("", "", COUNT, COUNT), *total] if total else []
    return {
        "heading": table["heading"], "note": table.get("note", ""), "nil": "Nihil." if bare else "Tidak ada barisnya.",
        "heads": heads, "rows": rows, "total": total, "bare": bare,
        "is_short": len(rows) <= SHORT, "is_wide": not bare or len(heads) > NARROW,
        "is_across": not bare and bool(rows) and _needs_room(kinds),
        "is_dense": sum(WIDTHS.get(kind, 0) for kind in kinds) > DENSE_FROM,
    }  # fmt: skip


def _needs_room(kinds):
    wide_from = WIDE_WORDS_FROM if kinds.count(TEXT) > 1 else WIDE_FROM
    return len(kinds) >= wide_from or kinds.count(AMOUNT) >= WIDE_AMOUNTS


def _cell(text, label, kind, look):
    return {"text": text, "label": label, "kind": kind, "look": look, "right": kind in (NUMBER, AMOUNT)}


def _cells(values, heads, bare):
    words = bare_words if bare else cell_words
    return [
        _cell(words(value, head["kind"]), head["text"] if place else "", head["kind"], head["look"])
        for place, (value, head) in enumerate(zip(values, heads, strict=True))
    ]


def _look(label, kind, bare):
    """How wide a column is on paper."""
    if bare:
        return kind
    return "short" if kind == NUMBER and len(label) <= SHORT_HEAD else PRINTED.get(kind, "")


# --- a cell in words ------------------------------------------------------------------------------------------------
def cell_words(value, kind):
    """One cell: "–" where nothing stands, rupiah, a short date, or a number with its points."""
    if value is None or value == "":
        return "–"
    if kind == AMOUNT and isinstance(value, int):
        return dates.rupiah(value)
    return _words(value, kind)


def bare_words(value, kind):
    """The same without Rp and with nothing where nothing stands, but "–" for a number that is not known."""
    if value is None or value == "":
        return "–" if value is None and kind == NUMBER else ""
    if kind == NUMBER:
        return str(value)
    return _words(value, kind)


def _words(value, kind):
    """A row of totals may say something else in a column of days or numbers."""
    if kind == DATE and value[:1].isdigit():
        return dates.short_date(date.fromisoformat(value))
    return f"{value:,}".replace(",", ".") if kind in (NUMBER, AMOUNT) and isinstance(value, int) else str(value)


# --- in Excel -------------------------------------------------------------------------------------------------------
def sheet_rows(table):
    """The rows of a table and its totals for a sheet: numbers stay numbers, days are written as on the paper."""
    for row in (*table["rows"], *([table["total"]] if table.get("total") else ())):
        yield [
            _words(value, DATE) if kind == DATE and value else value
            for value, kind in zip(row, table["kinds"], strict=True)
        ]
