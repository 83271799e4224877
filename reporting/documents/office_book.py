"""The whole report of an office as one workbook: its chapters, then a sheet for each table, as on paper."""

from datetime import date

from fcu_project import dates
from fcu_project.sheets.writer import Heading, Sheet
from reporting.above import office_content
from reporting.above.office_kinds import Chapter
from reporting.above.office_tables.shown import sheet_rows
from reporting.documents.annexes import ANNEXES, ASPECTS

WIDTHS = [30, 40, 24, 18]
FIRST, OTHER = 34, 16  # width of a table's columns, in letters


def sheets_of(report, told, version=None):
    """[Sheet] of what is `told` to its reader."""
    found = [Sheet("Ringkasan", _summary(report, told, version), WIDTHS)]
    if Chapter.OBSTACLES in told["chapters"]:
        found.append(Sheet(Chapter.OBSTACLES.label, _obstacles(told["chapters"][Chapter.OBSTACLES]), WIDTHS))
    for table in told["tables"]:
        widths = [FIRST, *(OTHER for _ in table["columns"][1:])]
        found.append(Sheet(table["heading"], _table(table), widths))
    if told["aspects"]:
        found.append(Sheet(ANNEXES[ASPECTS][0], _aspects(told["aspects"]), WIDTHS))
    if told["attachments"]:
        found.append(Sheet("Foto dan berkas", _attached(told["attachments"]), WIDTHS))
    return found


def _day(iso):
    return dates.short_date(date.fromisoformat(iso)) if iso else None


def _summary(report, told, version):
    yield Heading([f"{report.get_kind_display().upper()} {report.period.words}"])
    yield ["Kantor", told["office"]]
    if version:
        yield ["Dikirim", dates.long_date(version.sent_on)]
        yield ["Nomor tanda terima", version.receipt_number]
    for chapter in report.row.chapters:
        if chapter != Chapter.OBSTACLES and chapter in told["chapters"]:
            yield []
            yield Heading([chapter.label])
            yield from ([line] for line in told["chapters"][chapter]["text"].splitlines() if line.strip())
    if told["reasons"]:
        yield []
        yield from ([line] for line in office_content.reason_lines(told))


def _obstacles(told):
    yield Heading(["Kendala", "Solusi", "Penanggung jawab", "Batas waktu"])
    for row in told["rows"]:
        yield [row["obstacle"], row["solution"], row["owner"], _day(row["due_on"])]
    if told["none"] and not told["rows"]:
        yield ["Tidak ada kendala."]


def _table(table):
    yield Heading([table["heading"]])
    yield Heading(table["columns"])
    yield from sheet_rows(table)
    if table.get("note"):
        yield [table["note"]]


def _aspects(lines):
    yield Heading(["Aspek", "Keterangan", "Pencatat", "Catatan"])
    yield from ([line["label"], line["word"], line["owner"], line["number"]] for line in lines)


def _attached(rows):
    yield Heading(["Keterangan", "Jenis", "Tanggal"])
    for row in rows:
        yield [row["caption"], "Foto" if row["kind"] == "photo" else "Berkas", _day(row["taken_on"])]
