"""Books of Excel made by hand or by openpyxl, for the lists of `tests.corpus.sheets`. Every function returns bytes."""

import io
import zipfile

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADS = ("Nama kepala keluarga", "NIK", "Tanggal lahir", "RT", "Pendapatan")
LINES = (
    ("Slamet Riyadi", "3374010101800001", "17-08-1980", "003", "1500000"),
    ("Siti Aminah", "3374014101850002", "1 Januari 1985", "001", "Rp750.000"),
)


def made(fill):
    """A book made by openpyxl; `fill` gets the book and its first sheet."""
    book, out = Workbook(), io.BytesIO()
    book.active.title = "Daftar"
    fill(book, book.active)
    book.save(out)
    return out.getvalue()


def table(*lines, heads=HEADS):
    """An honest list: the headings, then the lines, every text as text."""

    def fill(book, sheet):
        for row, line in enumerate((heads, *lines), 1):
            for column, value in enumerate(line, 1):
                cell = sheet.cell(row, column)
                if isinstance(value, str):
                    cell._value, cell.data_type = value, "s"
                else:
                    cell.value = value

    return made(fill)


def honest():
    return table(*LINES)


def parts(sheet, *, book="", extra=(), heads=HEADS):
    """The parts of a small book written by hand: `sheet` is what follows the line of headings."""
    head = "".join(text(f"{get_column_letter(n)}1", name) for n, name in enumerate(heads, 1))
    top = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData><row r="1">{head}</row>'
    sheet = sheet if isinstance(sheet, bytes) else sheet.encode()
    return {
        "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        b'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{REL}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}">{book}<sheets><sheet name="Daftar" sheetId="1" '
        'r:id="r1"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
        f'Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
        "xl/worksheets/sheet1.xml": top.encode() + sheet + b"</sheetData></worksheet>",
        **dict(extra),
    }


def packed(content, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, method)
    return out.getvalue()


def text(place, content):
    return f'<c r="{place}" t="inlineStr"><is><t>{content}</t></is></c>'


def line(number, *cells):
    """One line of a hand-written sheet; a cell is text, or a tuple (attributes, inside)."""
    row = ""
    for column, cell in enumerate(cells, 1):
        place = f"{get_column_letter(column)}{number}"
        row += text(place, cell) if isinstance(cell, str) else f'<c r="{place}" {cell[0]}>{cell[1]}</c>'
    return f'<row r="{number}">{row}</row>'
