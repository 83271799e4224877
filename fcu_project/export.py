"""Tables as Excel: written row by row with bounded memory, every text kept as text.

A text that begins with = + - or @ is stored as the text it is, never as a formula, whoever typed it.
"""

import tempfile

from django.http import FileResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from fcu_project import audit, dates

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SPOOL_BYTES = 2 * 1024 * 1024
WIDTHS = (14, 48)


def _cell(sheet, value, bold=False):
    if hasattr(value, "year"):
        value = dates.short_date(value)
    elif isinstance(value, bool):
        value = "Ya" if value else "Tidak"
    elif value is None:
        value = ""
    cell = WriteOnlyCell(sheet, value="" if isinstance(value, str) else value)
    if isinstance(value, str):
        cell._value, cell.data_type = "".join(c for c in value if c >= " " or c in "\n\t"), "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def workbook(title, columns, rows):
    """A file object with one sheet. `columns` are (header, function of a row); `rows` may be a lazy queryset."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, (header, _) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(len(header) + 4, WIDTHS[0]), WIDTHS[1])
    sheet.append([_cell(sheet, header, bold=True) for header, _ in columns])
    for row in rows:
        sheet.append([_cell(sheet, read(row)) for _, read in columns])
    out = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)
    book.save(out)
    out.seek(0)
    return out


def respond(title, columns, rows, *, by, place):
    """The Excel file as a response; the export is in the trail before its content leaves."""
    audit.record(f"export:{title}", by=by)
    name = f"{title}_{place}_{dates.today():%Y-%m-%d}.xlsx".replace(" ", "-").replace("/", "-")
    return FileResponse(workbook(title, columns, rows), as_attachment=True, filename=name, content_type=XLSX)
