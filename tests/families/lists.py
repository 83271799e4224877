"""Lists of families and members as an officer would upload them: real Excel files."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from families.actions import batch as actions
from families.resources import family, member
from tests.factories import TODAY
from tests.filling import typed_date

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = {"families": family.COLUMNS, "members": member.COLUMNS}
FAMILY = {
    "head_name": "Sumiyati", "head_sex": "P", "rt": "3", "rw": "02", "hamlet": "Krajan", "socio_economic": 2,
    "occupation": "Buruh tani", "problems": "Pendapatan tidak tetap; Terjerat utang", "potential": "Bisa menjahit",
    "recorded_on": typed_date(TODAY),
}  # fmt: skip
MEMBER = {
    "family_number": 1, "name": "Sumiyati", "nik": "5208015203840001", "sex": "P", "birth_place": "Tegalwangi",
    "birth_date": "12-03-1984", "religion": 1, "education": 3, "occupation": 20, "marital": "Kawin",
    "relation": "Kepala keluarga", "nationality": "WNI",
}  # fmt: skip


def xlsx(kind, rows, *, columns=None, name="daftar.xlsx", as_text=False):
    """An upload with the usual headings; each row is {name of the column: cell}; `as_text`: no cell is a formula."""
    columns = columns or COLUMNS[kind]
    book = Workbook()
    sheet = book.active
    sheet.append([column.label for column in columns])
    for row in rows:
        sheet.append([row.get(column.name) for column in columns])
    for cell in (cell for line in sheet for cell in line if as_text and cell.data_type == "f"):
        cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue(), content_type=XLSX)


def families(*rows, **more):
    return xlsx("families", [FAMILY | row for row in rows], **more)


def members(*rows, **more):
    return xlsx("members", [MEMBER | row for row in rows], **more)


def checked(upload, by, kind="families"):
    """The list received and checked, as the screen does it."""
    batch = actions.receive(actions.open_list(upload, kind), by=by, on=TODAY)
    return actions.check(batch, by=by, on=TODAY)


def told(batch):
    """{line: [(column, sentence)]} of everything that was found, errors and remarks."""
    return {
        line.number: [(name, sentence) for name, sentence in [*line.errors, *line.remarks]]
        for line in actions.lines_in(batch)
    }


def states(batch):
    return {line.number: line.state for line in actions.lines_in(batch)}
