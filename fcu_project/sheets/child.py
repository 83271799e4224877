"""Reads one list in a process of its own, which may run out of memory or time without harm to anybody else.

Started by its path, without Django and without any secret in its surroundings. In: one line of JSON (what to look for),
then the file. Out: one JSON document, the list or why it was refused. What is unpacked is checked and packed anew, so
that the reader behind it sees nothing else: only the parts it needs, each as long as the archive's directory said.
"""

import datetime
import io
import json
import posixpath
import re
import resource
import struct
import sys
import unicodedata
import zipfile
import zlib
from itertools import pairwise
from xml.etree import ElementTree  # noqa: S405 (parts with a DOCTYPE never get here)

MEMORY, SECONDS = 400 * 1024 * 1024, 20
HEADER_ROWS, BLANK_ROWS, MOST_COLUMNS, MOST_SHEETS = 10, 200, 1000, 8
EXACT = 2.0**63
NOT_COMPUTED = b"#RUMUS!"
EXAMPLE = "CONTOH"
CODE_SHEET = "Kode"
# Columns of people's own that nobody misses: the running number, and the reasons that we wrote into a returned list.
NOT_MISSED = frozenset({"no", "nomor", "nourut", "nomorurut", "keterangan"})

QUOTED = rb"""\s*=\s*["']%s["']"""
ERROR_CELL = re.compile(rb"(<(?:\w+:)?c\b[^<>]*?\s)t" + QUOTED % rb"e")
FORMULA_CELL = re.compile(
    rb"<((?:\w+:)?)c\b([^<>]*)>\s*<\1f\b(?:[^<>]*/>|[^<>]*>[^<]*</\1f>)\s*(<\1v\s*/>|<\1v\s*>\s*</\1v>)?\s*</\1c>"
)
TYPE = re.compile(rb"\st" + QUOTED % rb"(\w+)")
HIDDEN = QUOTED % rb"(?:1|true)"
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b(?=[^<>]*\bhidden" + HIDDEN + rb")[^<>]*\br" + QUOTED % rb"(\d+)")
HIDDEN_COLUMNS = re.compile(rb"<(?:\w+:)?col\b(?=[^<>]*\bhidden" + HIDDEN + rb")([^<>]*)>")


class Refused(Exception):
    """`code` names the sentence; `facts` fill it."""

    def __init__(self, code, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


def bare(text):
    """A heading for comparing: letters and digits only, lower case, without the mark of a required column."""
    return "".join(c for c in unicodedata.normalize("NFKC", str(text)).casefold() if c.isalnum())


def letters(column):
    """The letters of a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


# --- the container --------------------------------------------------------------------------------------------------
class Package:
    """The parts of the archive that matter, unpacked once and packed anew."""

    def __init__(self, content):
        self.content = content
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.names = set(self.archive.namelist())
        self.relations = self._relations()
        book = self._tree("xl/workbook.xml")
        self.sheets = []  # (name, part, whether it is hidden)
        for element in book.iter():
            kind = _local(element.tag)
            if kind == "sheet":
                part = self.relations.get(_relation_id(element), ("", ""))[1]
                if part.startswith("xl/worksheets/"):
                    self.sheets.append((element.get("name", ""), part, element.get("state", "visible") != "visible"))
        settings = [e for e in book.iter() if _local(e.tag) == "workbookPr"]
        self.since_1904 = any(e.get("date1904") in ("1", "true") for e in settings)

    def part(self, name):
        """The content of one part. Raises Refused when it holds what no list needs."""
        data = self._unpacked(self.archive.getinfo(name))
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Refused("broken")
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise Refused("entities")
        return data

    def _unpacked(self, info):
        """No more is ever unpacked than the directory said, and that must be all."""
        head = self.content[info.header_offset : info.header_offset + 30]
        start = info.header_offset + 30 + sum(struct.unpack("<HH", head[26:30]))
        packed = self.content[start : start + info.compress_size]
        if info.compress_type == zipfile.ZIP_DEFLATED:
            stream = zlib.decompressobj(-zlib.MAX_WBITS)
            data = stream.decompress(packed, info.file_size + 1)
            if len(data) > info.file_size:
                raise Refused("much")
        else:
            data = packed
        if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            raise Refused("broken")
        return data

    def _tree(self, name):
        return ElementTree.fromstring(self.part(name))  # noqa: S314

    def _relations(self):
        found, name = {}, "xl/_rels/workbook.xml.rels"
        for element in self._tree(name) if name in self.names else ():
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            if path in self.names:
                found[element.get("Id")] = element.get("Type", "").rpartition("/")[2], path
        return found

    def packed(self, sheets):
        """An archive of the workbook with only these sheets: {part: content}."""
        out = io.BytesIO()
        wanted = ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]
        wanted += [path for kind, path in self.relations.values() if kind in ("sharedStrings", "styles")]
        with zipfile.ZipFile(out, "w") as archive:
            for name in wanted:
                if name in self.names:
                    archive.writestr(name, self.part(name))
            for name, data in sheets.items():
                archive.writestr(name, data)
        out.seek(0)
        return out


def _local(tag):
    return tag.rpartition("}")[2]


def _relation_id(element):
    return next((value for key, value in element.attrib.items() if _local(key) == "id"), None)


def spoken(data):
    """A sheet in which errors, and formulas that were never computed, stand as text instead of vanishing."""
    if any(mark in data for mark in (b"<f>", b"<f ", b":f>", b":f ")):
        data = FORMULA_CELL.sub(_not_computed, data)
    if b't="e"' in data or b"t='e'" in data:
        data = ERROR_CELL.sub(rb'\1t="str"', data)
    return data


def _not_computed(match):
    prefix, attributes, value = match.groups()
    kind = TYPE.search(attributes)
    if kind and kind[1] == b"str" and value is not None:  # computed, and the result is an empty text
        return match[0]
    start, end = b"<" + prefix, b"</" + prefix
    attributes = TYPE.sub(b"", attributes) + b' t="str"'
    return b"".join((start, b"c", attributes, b">", start, b"v>", NOT_COMPUTED, end, b"v>", end, b"c>"))


def hidden_parts(data):
    """(numbers of hidden rows, numbers of hidden columns counted from 0)."""
    if b"hidden" not in data:
        return set(), set()
    rows = {int(number) for number in HIDDEN_ROW.findall(data)}
    columns = set()
    for attributes in HIDDEN_COLUMNS.findall(data):
        ends = dict(re.findall(rb"""\b(min|max)\s*=\s*["'](\d+)["']""", attributes))
        first, last = int(ends.get(b"min", b"1")), int(ends.get(b"max", b"0"))
        columns.update(range(first - 1, min(last, MOST_COLUMNS)))
    return rows, columns


# --- the heading ----------------------------------------------------------------------------------------------------
class Heading:
    """Which column stands where. `names` is {bare heading: column's name}."""

    def __init__(self, names, top, start):
        self.names, self.places, self.texts, self.length = names, {}, [], 0
        candidates = [(1, index, row) for index, row in enumerate(top)]
        candidates += [(2, index, _joined(names, *pair)) for index, pair in enumerate(pairwise(top))]
        most = 0
        for length, index, row in candidates:
            found = [name for name in map(self.name_of, row) if name]
            if len(set(found)) > most:
                most, self.length, self.texts = len(set(found)), index + length, row
        twice = {}
        for place, text in enumerate(self.texts):
            name = self.name_of(text)
            if name in self.places:
                places = letters(start + self.places[name]), letters(start + place)
                twice = {"label": str(text).strip(), "one": places[0], "other": places[1]}
            elif name:
                self.places[name] = place
        self.twice = twice

    def name_of(self, text):
        """The column that a heading means, or None: with or without what stands in brackets or begins "Kode"."""
        if not isinstance(text, str):
            return None
        return _named(self.names, text)

    def unknown(self):
        """Headings that are nobody's."""
        others = [str(text).strip() for text in self.texts if str(text).strip() and not self.name_of(text)]
        return [text for text in others if bare(text) not in NOT_MISSED]


def _named(names, text):
    whole = bare(text)
    short = bare(re.sub(r"\([^)]*\)", "", text))
    for form in (whole, short, short.removeprefix("kode")):
        if form in names:
            return names[form]
    return None


def _joined(names, upper, lower):
    """Two lines of headings as one: the lower one, under what the upper one says for it and for its neighbours."""
    row, above = [], ""
    for one, other in zip(upper, lower, strict=True):
        one, other = (str(cell).strip() if isinstance(cell, str) else "" for cell in (one, other))
        above = one or above
        both = f"{above} {other}"
        choices = [both, other, one] if other else [one]
        row.append(next((text for text in choices if _named(names, text)), other or one))
    return row


def _numbered(row):
    """Whether this is the line "1, 2, 3 …" that stands below many headings."""
    filled = [str(cell).strip("() .") for cell in row if cell != ""]
    filled = [text[:-2] if text.endswith(".0") else text for text in filled]
    return len(filled) > 2 and filled == [str(number) for number in range(1, len(filled) + 1)]


# --- the lines ------------------------------------------------------------------------------------------------------
def plain(cell):
    """A cell as JSON: None for blank, whole numbers as such, a date in a list of its own."""
    kind = cell.__class__
    if kind is str:
        return cell or None
    if kind is float:
        return int(cell) if -EXACT < cell < EXACT and cell == int(cell) else cell
    if kind is datetime.datetime:
        return [f"{cell:%Y-%m-%d}".rjust(10, "0")]
    if kind is datetime.date:
        return [cell.isoformat()]
    if kind is bool or kind is int:
        return cell
    return str(cell)


def rows_of(sheet, order):
    """The list in one sheet, or Refused("heading") with what was found of it."""
    if sheet.start is None:
        raise Refused("heading", missing=order["required"], found=0, unknown=[])
    start = sheet.start[1]
    if sheet.width > MOST_COLUMNS:
        raise Refused("wide")
    lines = enumerate(sheet.iter_rows(), 1)
    top = []
    for _, row in lines:
        top.append(row)
        if len(top) == HEADER_ROWS + 1:
            break
    heading = Heading(order["names"], top, start)
    missing = [name for name in order["required"] if name not in heading.places]
    if missing or not heading.places:
        raise Refused("heading", missing=missing, found=len(heading.places), unknown=heading.unknown())
    if heading.twice:
        raise Refused("twice", **heading.twice)
    places = {name: [letters(start + at), str(heading.texts[at]).strip()] for name, at in heading.places.items()}
    told = {"places": places, "unknown": heading.unknown(), "examples": 0, "beyond": 0}
    told["rows"] = _lines(top, heading, lines, told, order["limit"])
    return told


def _lines(top, heading, lines, told, limit):
    places, rows, blank = list(heading.places.values()), [], 0
    waiting = [(number, row) for number, row in enumerate(top, 1) if number > heading.length]
    if waiting and _numbered(waiting[0][1]):
        del waiting[0]
    for number, row in (item for source in (waiting, lines) for item in source):
        first = next((cell for cell in row if cell != "" and not (cell.__class__ is str and cell.isspace())), None)
        if first is None:
            blank += 1
            continue
        if blank >= BLANK_ROWS:
            told["beyond"] = number
            break
        blank = 0
        if first.__class__ is str and first.lstrip().upper().startswith(EXAMPLE):
            told["examples"] += 1
            continue
        values = [plain(row[place]) for place in places]
        if all(value is None for value in values):
            continue
        if len(rows) == limit:
            raise Refused("long")
        rows.append([number, *values])
    return rows


def answer(content, order):
    """The list as a dict. Raises Refused."""
    from python_calamine import load_workbook

    package = Package(content)
    visible = [(name, part) for name, part, is_hidden in package.sheets if not is_hidden]
    code = next((part for name, part, _ in package.sheets if name == CODE_SHEET), None)
    visible.sort(key=lambda item: item[0] != order["title"])
    refused = None
    for name, part in visible[:MOST_SHEETS]:
        data = package.part(part)
        rows, columns = hidden_parts(data)
        sheets = {part: spoken(data)}
        del data
        if code and code not in sheets:
            sheets[code] = package.part(code)
        archive = package.packed(sheets)
        del sheets
        book = load_workbook(archive)
        del archive
        try:
            told = rows_of(book.get_sheet_by_name(name), order)
        except Refused as error:
            if error.code != "heading":
                raise
            if refused is None or error.facts["found"] > refused.facts["found"]:
                refused = error
            continue
        kept = {row[0] for row in told["rows"]}
        used = dict(told["places"].values())
        told.update(
            sheet=name, since_1904=package.since_1904, marker=_marker(book) if code else "",
            hidden_rows=sorted(rows & kept),
            hidden_columns=[f"{at} ({used[at]})" for at in map(letters, sorted(columns)) if at in used],
            hidden_sheets=[n for n, _, is_hidden in package.sheets if is_hidden],
            other_sheets=[n for n, _ in visible if n not in (name, *order["own_sheets"])],
        )  # fmt: skip
        return told
    raise refused or Refused("empty")


def _marker(book):
    top = book.get_sheet_by_name(CODE_SHEET).to_python(nrows=1)
    return str(top[0][0]) if top and top[0] else ""


def main():
    """Read the order and the file, write the answer."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.path.append(sys.argv[1])
    order = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    try:
        told = json.dumps(answer(content, order), separators=(",", ":"))
    except Refused as refused:
        told = json.dumps({"refused": refused.code, **refused.facts})
    except MemoryError:
        told = '{"refused":"much"}'
    except ImportError:  # nothing is wrong with the file
        raise
    except BaseException:  # whatever a broken file makes a reader say, its panics too; the person is told one thing
        told = '{"refused":"broken"}'
    sys.stdout.write(told)


if __name__ == "__main__":
    main()
