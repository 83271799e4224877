"""Tables as Excel: written row by row with bounded memory, every text kept as text.

A text that begins with = + - or @ is stored as the text it is, never as a formula, whoever typed it.
"""

from decimal import Decimal

from django.db.models import QuerySet
from django.http import FileResponse

from fcu_project import audit, dates
from fcu_project.sheets import writer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_AT_ONCE = 1000
WIDTHS = (14, 48)


def _plain(value):
    """What stands in a cell: text and numbers as they are, dates as every screen shows them."""
    kind = value.__class__
    if kind is str or kind is int or kind is float or value is None:
        return value
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if hasattr(value, "year"):
        return dates.short_date(value)
    return value if isinstance(value, int | Decimal) else str(value)


def _in_turn(rows):
    """The rows one after another; a queryset is read in parts and not kept."""
    unread = isinstance(rows, QuerySet) and rows._result_cache is None
    return rows.iterator(chunk_size=ROWS_AT_ONCE) if unread else rows


def workbook(title, columns, rows):
    """A file object with one sheet. `columns` are (header, function of a row); `rows` may be a lazy queryset."""
    headings = [header for header, _ in columns]
    widths = [min(max(len(header) + 4, WIDTHS[0]), WIDTHS[1]) for header in headings]
    reads = [read for _, read in columns]
    lines = ([_plain(read(row)) for read in reads] for row in _in_turn(rows))
    return writer.table(title, headings, lines, widths=widths)


def respond_book(title, sheets, *, by, place, obj=None):
    """Several sheets (`writer.Sheet`) as one file; the export is in the trail before its content leaves."""
    audit.record(f"export:{title}", by=by, obj=obj)
    return _attached(writer.book(sheets), title, place)


def respond(title, columns, rows, *, by, place):
    """The Excel file as a response; the export is in the trail before its content leaves."""
    audit.record(f"export:{title}", by=by)
    return _attached(workbook(title, columns, rows), title, place)


def _attached(content, title, place):
    name = f"{title}_{place}_{dates.today():%Y-%m-%d}.xlsx".replace(" ", "-").replace("/", "-")
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)
