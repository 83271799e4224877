"""The whole report as one workbook, read back with a real reader; a workbook of several sheets."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from families.models import Family
from fcu_project.models import AuditEvent
from fcu_project.sheets.writer import Heading, Sheet, book, table
from institutions.models import FamilyCareUnit
from reporting.actions import report as actions
from tests.factories import TODAY
from tests.reporting import cash, make
from tests.reporting.make import QUARTER, day
from tests.reporting.village import rich


def read(response):
    assert response.status_code == 200 and response["Content-Type"].endswith("spreadsheetml.sheet")
    return load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def rows_of(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def url_of(report, query=""):
    return f"{reverse('reporting:report-excel', args=[report.uid])}{query}"


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.clause("REP-06")
def test_the_workbook_says_what_the_paper_says(people, sign_in):
    rich(people)
    FamilyCareUnit.objects.update(decreed_on=make.DECREED_ON, formed_on=make.DECREED_ON)
    cash.book(people.treasurer, opening=500_000, opened_on=QUARTER.start)
    cash.money_out(people.treasurer, 12_500, on=day(QUARTER, 9))
    report = make.filled(people.secretary)
    report = make.step(make.reasoned(report, people.secretary), "send", people.secretary)
    workbook = read(sign_in(people.regency_reports).get(url_of(report)))
    assert workbook.sheetnames == [
        "Ringkasan", "Kegiatan", "Rencana", "Angka", "Kendala", "Keuangan", "Buku kas umum", "Daftar bukti pengeluaran",
        "Rekap rujukan", "Rekap keluarga", "Daftar hadir",
        "Kelengkapan catatan",
    ]  # fmt: skip
    told = {sheet.title: rows_of(sheet) for sheet in workbook}
    finance = {row[0]: row[2] for row in told["Keuangan"] if row[0]}
    assert finance["Saldo akhir triwulan"] == report.closing_balance == 487_500
    figures = {row[1]: row[2:5] for row in told["Angka"] if row[0] == "Kegiatan"}
    assert figures["Kehadiran dalam pertemuan"][0] == report.figures.attendances > 0
    obstacle = next(row for row in told["Kendala"] if row[0] == 1)
    assert obstacle[1:3] == ["Jalan rusak saat hujan.", "Sekretaris"] and obstacle[3]
    assert any("FCU mengadakan rapat rutin." in str(row) for row in told["Kegiatan"])
    whole = str(told)
    assert report.receipt_number in whole
    assert [name for name in Family.objects.values_list("head_name", flat=True) if name in whole] == []
    assert AuditEvent.objects.filter(verb__startswith="export:Laporan", object_uid=report.uid).exists()


@pytest.mark.django_db
@pytest.mark.one_database
def test_whose_text_it_is_and_of_which_version(people, regions, sign_in):
    report = make.returned(people)
    actions.save_section(report, "results", text="Dua belas keluarga.", done=True, by=people.secretary, on=TODAY)
    readers = people.secretary, people.tksk
    own, other = (str(rows_of(read(sign_in(by).get(url_of(report)))["Angka"])) for by in readers)
    assert "Dua belas keluarga." in own and "Dua belas keluarga." not in other
    client = sign_in(people.secretary)
    assert "Dua belas" not in str(rows_of(read(client.get(url_of(report, "?versi=1")))["Angka"]))
    assert client.get(url_of(report, "?versi=9")).status_code == 404


# --- the writer -------------------------------------------------------------------------------------------------
def test_several_sheets_with_tables_of_any_width():
    rows = [Heading(["Judul"]), ["=1+1", 5, None], [], ["a", "b", "c", 4.5]]
    again = [["satu", 1]]
    found = load_workbook(book([
        Sheet("Isi", rows, [20, 10]), Sheet("isi", again, [20, 10], ["Nama", "Jumlah"]), Sheet("a/b", [], [9]),
    ]))  # fmt: skip
    assert found.sheetnames == ["Isi", "isi 2", "a b"]
    first, second = found["Isi"], found["isi 2"]
    assert first["A2"].value == "=1+1" and first["A2"].data_type == "s" and first["D4"].value == 4.5
    assert first["A1"].font.b and not first["A2"].font.b and first.freeze_panes is None
    assert rows_of(second) == [["Nama", "Jumlah"], ["satu", 1]] and second.freeze_panes == "A2"
    assert rows_of(load_workbook(table("X", ["A"], [["b"]], widths=[9])).active) == [["A"], ["b"]]


def test_a_long_sheet_is_written_as_it_comes():
    """The rows are read one after the other, never kept."""
    seen = []

    def rows():
        for number in range(5000):
            seen.append(number)
            yield [number, "teks"]

    sheet = load_workbook(book([Sheet("Panjang", rows(), [9, 9])]), read_only=True).active
    assert sum(1 for _ in sheet.iter_rows()) == len(seen) == 5000
