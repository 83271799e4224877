"""Tables as .xlsx, line by line: little memory for any length, and every text stays text.

The format is small when tables are all there is: sheets of one table each, or of several one beneath the other, and
four looks of a cell. A text is written as text whatever
it begins with, so nothing that somebody typed ever becomes a formula.
"""

import math
import re
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr  # noqa: S406 (writes, never reads)

SPOOL_BYTES = 2 * 1024 * 1024
LINES_AT_ONCE = 500
LEVEL = 3  # of compression: a third faster than the usual six, a tenth larger
LONGEST_NAME, LONGEST_TEXT = 31, 32_767
PLAIN, HEADING, AS_TEXT, WRAPPED = 0, 1, 2, 3

# Letters that need care in XML; characters it can't hold; and text that Excel would take for an escaped character.
CARE = re.compile("[&<>\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
NAME_FORBIDS = re.compile(r"[\[\]:*?/\\]")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True)
class Sheet:
    """One sheet: `headings`, then `rows` of text, numbers or None; without headings, rows of any length, of which those
    that are a `Heading` stand out.

    `widths` are the columns' widths in letters; `texts` the columns (from 0) in which Excel keeps as text what is typed
    later.
    """

    title: str
    rows: Iterable
    widths: list
    headings: list | None = None
    texts: tuple = ()


class Heading(list):
    """A row that heads what follows."""


def _relations(*pairs):
    links = "".join(f'<Relationship Id="r{n}" Type="{OFFICE}/{k}" Target="{t}"/>' for n, (k, t) in enumerate(pairs, 1))
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def sheet_name(title):
    """A title as Excel lets a sheet be called."""
    return NAME_FORBIDS.sub(" ", title).strip(" '")[:LONGEST_NAME] or "Daftar"


def letters(number):
    """The letters of a column: 1 is A, 27 is AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def table(title, headings, rows, *, widths, texts=()):
    """A file with one sheet, see `Sheet`."""
    return book([Sheet(title, rows, widths, headings, texts)])


def book(sheets):
    """A file with these sheets, written one after the other; titles that Excel would take for the same are told
    apart by a number."""
    sheets = list(sheets)
    names = _names([sheet.title for sheet in sheets])
    out = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)
    parts = [f"worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        archive.writestr("[Content_Types].xml", _content_types(parts))
        archive.writestr("_rels/.rels", _relations(("officeDocument", "xl/workbook.xml")))
        archive.writestr("xl/workbook.xml", _contents(names, sheets))
        links = *(("worksheet", part) for part in parts), ("styles", "styles.xml")
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(*links))
        archive.writestr("xl/styles.xml", STYLES)
        for number, (sheet, name) in enumerate(zip(sheets, parts, strict=True)):
            with archive.open(f"xl/{name}", "w") as part:
                for piece in _sheet(sheet, is_first=not number):
                    part.write(piece.encode())
    out.seek(0)
    return out


def _names(titles):
    found, taken = [], set()
    for title in titles:
        name, number = sheet_name(title), 1
        while name.casefold() in taken:
            number += 1
            ending = f" {number}"
            name = f"{sheet_name(title)[: LONGEST_NAME - len(ending)]}{ending}"
        taken.add(name.casefold())
        found.append(name)
    return found


def _content_types(parts):
    sheets = "".join(f'<Override PartName="/xl/{part}" ContentType="{TYPES}.worksheet+xml"/>' for part in parts)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>{sheets}'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/></Types>'
    )


def _contents(names, sheets):
    """The workbook: its sheets by name, and which of their lines are printed on every page."""
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="r{number}"/>' for number, name in enumerate(names, 1)
    )
    # Sheet names in references are quoted, a quote within them doubled.
    areas = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">'
        + escape("'{}'!$1:$1".format(name.replace("'", "''")))
        + "</definedName>"
        for place, (name, sheet) in enumerate(zip(names, sheets, strict=True))
        if sheet.headings is not None
    )
    areas = f"<definedNames>{areas}</definedNames>" if areas else ""
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{areas}</workbook>'


FROZEN = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'


def _sheet(sheet, *, is_first):
    headings, texts = sheet.headings, set(sheet.texts)
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1" style="{AS_TEXT if n - 1 in texts else PLAIN}"/>'
        for n, width in enumerate(sheet.widths, 1)
    )
    selected = ' tabSelected="1"' if is_first else ""
    yield (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView '
        f'workbookViewId="0"{selected}>{FROZEN if headings is not None else ""}'
        f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )
    if headings is None:
        yield from _any_lines(sheet.rows)
    else:
        places = [letters(n) for n in range(1, len(headings) + 1)]
        yield _line(1, headings, [(place, HEADING) for place in places])
        yield from lines(sheet.rows, [AS_TEXT if n in texts else PLAIN for n in range(len(headings))])
    yield (
        '</sheetData><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _any_lines(rows):
    """Lines of any length, the headings among them bold; long texts are wrapped within their column."""
    for number, row in enumerate(rows, 1):
        look = HEADING if isinstance(row, Heading) else WRAPPED
        yield _line(number, row, [(letters(place), look) for place in range(1, len(row) + 1)])


def lines(rows, looks, first=2):
    """The lines of a sheet from line `first` on, many at a time; `looks` are the numbers of the columns' styles."""
    looks = [(letters(place), look) for place, look in enumerate(looks, 1)]
    waiting = []
    for number, row in enumerate(rows, first):
        waiting.append(_line(number, row, looks))
        if len(waiting) == LINES_AT_ONCE:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)


def _line(number, values, looks):
    cells = []
    for value, (place, look) in zip(values, looks, strict=True):
        if value is None or value == "":
            continue
        style = f' s="{look}"' if look else ""
        if isinstance(value, str):
            text = value[:LONGEST_TEXT]
            if CARE.search(text):
                text = _careful(text)
            cells.append(f'<c r="{place}{number}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
        elif isinstance(value, bool):
            cells.append(f'<c r="{place}{number}"{style} t="b"><v>{value:d}</v></c>')
        elif math.isfinite(value):
            cells.append(f'<c r="{place}{number}"{style}><v>{value}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def _careful(text):
    text = ESCAPED.sub("_x005F_", IMPOSSIBLE.sub("", text))
    return escape(text).replace("\r", "_x000D_")
