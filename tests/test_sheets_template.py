"""Templates go out, are filled in, and come back as they were; lines that were refused go back with their reasons."""

import datetime
import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
import python_calamine
from openpyxl import load_workbook

from fcu_project.sheets import reader, template, writer
from fcu_project.sheets.columns import Column
from fcu_project.sheets.kinds import DateCell
from tests.corpus.sheets import FORMULAS

ON = datetime.date(2026, 11, 28)
TITLE = "Calon keluarga"
SCHOOL = ((10, "Tidak sekolah", 1), (20, "SD, sederajat", 2))
COLUMNS = [
    Column("head", "Nama kepala keluarga", required=True, width=28),
    Column("nik", "NIK", "identity"),
    Column("born", "Tanggal lahir", "date", latest=0, hint="=Tulis tanggal lahirnya"),
    Column("rt", "RT", "neighbourhood", width=6),
    Column("phone", "Nomor HP", "phone"),
    Column("school", "Pendidikan", "code", choices=SCHOOL),
    Column("schools", "Pendidikan anak", "codes", choices=SCHOOL),
    Column("owned", "Rumah sendiri", "yes_no"),
    Column("income", "Pendapatan", "rupiah", required=True),
    Column("size", "Jumlah anggota", "number"),
]
EXAMPLE = {"head": "Slamet Riyadi", "nik": "3374010101800001", "born": "17-08-1980", "income": "1500000"}
FILLED = {
    "head": ("Siti", "Siti"), "nik": ("0074010101800001", "0074010101800001"),
    "born": ("17-08-1980", datetime.date(1980, 8, 17)), "rt": ("003", "003"),
    "phone": ("081234567890", "6281234567890"),
    "school": ("2 = SD, sederajat", 20), "schools": ("1;2", (10, 20)), "owned": ("Tidak", False),
    "income": (1500000, 1_500_000), "size": (4, 4),
}  # fmt: skip


@pytest.fixture(scope="module")
def empty():
    guide = ["Isi satu keluarga di setiap baris.", "=Jangan ubah judul kolomnya."]
    return template.template(TITLE, COLUMNS, [EXAMPLE, EXAMPLE], guide, marker="calon-keluarga 1").getvalue()


def filled(content, *lines, at=4):
    book = load_workbook(io.BytesIO(content))
    for row, values in enumerate(lines, at):
        for column, value in enumerate(values, 1):
            cell = book[TITLE].cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out


def test_a_whole_template_goes_out_is_filled_in_and_comes_back_equal(empty):
    sheet = reader.read(filled(empty, [typed for typed, _ in FILLED.values()]), COLUMNS, title=TITLE)
    assert (sheet.name, sheet.marker, sheet.remarks) == (TITLE, "calon-keluarga 1", ["2 baris contoh dilewati."])
    (row,) = sheet.rows
    assert row.number == 4
    assert {name: (typed, typed) for name, typed in row.cells.items()} == {n: (t, t) for n, (t, _) in FILLED.items()}
    for column in COLUMNS:
        assert column.parse(row.cells[column.name], on=ON) == (FILLED[column.name][1], "", "")


def test_an_empty_template_is_a_list_of_nothing(empty):
    assert reader.read(io.BytesIO(empty), COLUMNS, title=TITLE).rows == []


def test_every_answer_that_drops_down_is_taken(empty):
    book = load_workbook(io.BytesIO(empty))
    for column in COLUMNS:
        for rule in book[TITLE].data_validations.dataValidation:
            if rule.promptTitle != column.label or rule.type != "list":
                continue
            area = book.defined_names[rule.formula1.lstrip("=")].attr_text
            for (cell,) in book["Kode"][area.rpartition("!")[2].replace("$", "")]:
                assert column.parse(cell.value, on=ON)[1] == "", (column.label, cell.value)
    lists = [rule for rule in book[TITLE].data_validations.dataValidation if rule.type == "list"]
    assert len(lists) == 2, "one for every column of which one answer is chosen"


def test_the_form_keeps_digits_and_shows_what_is_required(empty):
    book = load_workbook(io.BytesIO(empty))
    sheet = book[TITLE]
    assert book.sheetnames == [TITLE, "Kode", "Petunjuk"]
    assert [cell.value for cell in sheet[1]][:2] == ["Nama kepala keluarga *", "NIK"]
    text = {"A", "B", "C", "D", "E", "F", "G", "H"}
    assert {letter for letter, size in sheet.column_dimensions.items() if size.number_format == "@"} == text
    assert sheet.freeze_panes == "B2"
    assert sheet["A2"].value == "CONTOH: Slamet Riyadi"
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$1"
    told = [cell.value for row in book["Petunjuk"].iter_rows() for cell in row if cell.value]
    assert "2. =Jangan ubah judul kolomnya." in told and "=Tulis tanggal lahirnya" in told and "wajib" in told


def test_no_template_has_a_formula_or_more_than_it_needs(empty):
    with zipfile.ZipFile(io.BytesIO(empty)) as archive:
        assert not [name for name in archive.namelist() if "<f>" in archive.read(name).decode()]
        assert not [name for name in archive.namelist() if "vml" in name or "drawing" in name]


def test_refused_lines_go_back_with_their_reasons_and_can_be_handed_in_again():
    """What came in goes out: text as text, numbers as numbers, a date as a date that is read the same way again."""
    cells = [
        dict.fromkeys(column.name for column in COLUMNS) | {"head": text, "income": -5, "nik": 9201234567890124}
        for text in FORMULAS
    ]
    cells[0] |= {"born": DateCell("2026-03-02"), "owned": True, "phone": "_x000D_ 08", "rt": "<b>&amp;"}
    rows = [reader.Row(number, row) for number, row in enumerate(cells, 2)]
    why = ["Tanggal lahir: belum diisi.", "Pendapatan: kurang dari nol."]
    told = [(rows[0], why), *((row, "x") for row in rows[1:])]
    out = template.returned("Perlu diperbaiki: 1/2 'desa'", COLUMNS, told)
    again = reader.read(out, COLUMNS)
    assert again.remarks == []
    assert again.rows[0].cells == cells[0] | {"born": "2 Maret 2026"}
    born = next(column for column in COLUMNS if column.name == "born")
    for row in (rows[0], again.rows[0]):
        assert born.parse(row.cells["born"], on=ON) == (datetime.date(2026, 3, 2), "", "")
    assert [row.cells for row in again.rows[1:]] == cells[1:]
    out.seek(0)
    sheet = load_workbook(out).active
    assert sheet.title == "Perlu diperbaiki  1 2 'desa"
    assert sheet.cell(1, len(COLUMNS) + 1).value == "Keterangan"
    assert sheet.cell(2, len(COLUMNS) + 1).value == " ".join(why)
    assert {sheet.cell(row, 1).data_type for row in range(2, len(rows) + 2)} == {"s"}


def test_what_the_small_writer_writes_is_well_formed_and_read_by_others():
    odd = "a\x00b\ud800", "Tab\there", "_x0041_", "<&>\"'"
    values = ["", None, *odd, "x" * 40_000, 0, -1.5, float("nan"), True, 10**17]
    out = writer.table("=Judul", [f"K{n}" for n in range(len(values))], [values, values], widths=[10] * len(values))
    with zipfile.ZipFile(out) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))  # noqa: S314 (our own)
        assert not re.search("<f[ >]", archive.read("xl/worksheets/sheet1.xml").decode())
    out.seek(0)
    written = ["", "", "ab", "Tab\there", "_x0041_", "<&>\"'", "x" * 32_767, 0, -1.5, "", True, 10**17]
    assert python_calamine.load_workbook(out).get_sheet_by_index(0).to_python()[1] == written
    out.seek(0)
    by_another = next(load_workbook(out).active.iter_rows(min_row=2, values_only=True))
    assert ["" if value is None else value for value in by_another[5:]] == written[5:]
