"""The pages of offices' reports: what each reader finds, papers, Excel, tasks, the list (REP-07 to REP-09)."""

import io
import re
from html import unescape

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reporting.above.office_kinds import Kind
from reporting.actions import office as actions
from reporting.documents.office import is_final, office_facts
from reporting.models import OfficeReport
from reporting.tasks.office import office_report_tasks
from tests.factories import TODAY
from tests.reporting import make, offices
from tests.test_query_budget import queries


def words(client, url):
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.content.decode().split("<main", 1)[-1])).split())


LIST = "/laporan-kantor/"


def test_the_list_tells_what_is_owed_and_what_came_in(people, sign_in):
    offices.unit_of(people)
    told = words(sign_in(people.regency_reports), LIST)
    assert "Yang perlu dibuat" in told and "Mulai" in told
    offices.sent(people, Kind.SUBDISTRICT)
    told = words(sign_in(people.regency_reports), LIST)
    assert "menunggu keputusan" in told and "Kecamatan Tegalwangi" in told
    assert "TT-KEC" in words(sign_in(people.regency_reports), f"{LIST}?cari=tegal")
    assert "Tidak ada laporan yang cocok" in words(sign_in(people.regency_reports), f"{LIST}?cari=zzz")
    assert "Tidak ada laporan yang cocok" in words(sign_in(people.regency_reports), f"{LIST}?tahun=2001")


@pytest.mark.clause("REP-09")
def test_lk3_finds_its_report_in_the_menu_and_both_offices_are_named(people, sign_in):
    report = offices.draft(people, Kind.LK3)
    client = sign_in(people.lk3)
    assert "Laporan LK3" in client.get("/").content.decode()
    told = words(client, report.get_absolute_url())
    assert "Dinas Sosial Kabupaten Sukaraya dan Dinas Sosial Provinsi Nusa Rimba" in told


def test_a_reader_sees_what_was_sent_while_it_is_mended(people, sign_in):
    report = offices.returned(people, Kind.REGENCY)
    actions.save_chapter(
        offices.fresh(report), "activities", text="Kata yang baru.", by=people.regency_reports, on=TODAY
    )
    assert "Kata yang baru." not in words(sign_in(people.province), report.get_absolute_url())
    assert "Kegiatan: dikerjakan." in words(sign_in(people.province), report.get_absolute_url())


def test_who_is_no_receiver_reads_and_does_not_decide(people, sign_in):
    report = offices.sent(people, Kind.REGENCY)
    review = reverse("reporting:office-review", args=[report.uid])
    assert sign_in(people.ministry).get(report.get_absolute_url()).status_code == 200
    assert sign_in(people.ministry).get(review).status_code == 403
    assert "Simpan keputusan" in words(sign_in(people.province), review)
    assert "Simpan keputusan" not in words(sign_in(people.regency_reports), review)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_paper_is_a_draft_until_all_took_it_in(kind, people):
    report = offices.sent(people, kind)
    assert is_final(report, report.latest_version()) == (kind == Kind.NATION)
    facts = office_facts(report, report.latest_version())
    assert len(facts["chapters"]) == len(report.row.chapters) and facts["signature"]["capacity"]
    assert len(facts["to"]) == len(offices.RECEIVERS[kind])
    if kind != Kind.NATION:
        for role in offices.RECEIVERS[kind]:
            report = actions.decide(offices.fresh(report), "received", by=getattr(people, role), on=TODAY)
        assert is_final(report, report.latest_version())


def test_all_of_it_is_taken_away_as_one_workbook_with_numbers(people, sign_in):
    report = offices.sent(people, Kind.SUBDISTRICT)
    tables = report.latest_version().content["tables"]
    url = reverse("reporting:office-excel", args=[report.uid])
    answer = sign_in(people.regency_reports).get(url)
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    names = book.sheetnames
    assert names[:2] == ["Ringkasan", "Kendala dan solusi"] and names[-1] == "Kelengkapan catatan"
    assert len(names) == 3 + len(tables)
    rows = list(book.worksheets[2].iter_rows(values_only=True))
    assert rows[1][:2] == ("Wilayah", "Wajib melapor") and rows[-1][:2] in (("Jumlah", 1), (tables[0]["note"], None))
    assert ("Jumlah", 1) in [row[:2] for row in rows]
    assert ("Baris kedua.",) in [row[:1] for row in book.worksheets[0].iter_rows(values_only=True)]
    for wrong in ("0", "99", "x"):
        assert sign_in(people.regency_reports).get(f"{url}?versi={wrong}").status_code == 404


def test_tasks_of_the_writer_and_of_the_receiver(people):
    def titles(by):
        return [task.title for task in office_report_tasks(by, TODAY)]

    assert titles(people.subdistrict_operator) == []
    offices.unit_of(people)
    first = next(iter(office_report_tasks(people.subdistrict_operator, TODAY)))
    assert "Laporan pertama" in first.why and first.due is not None
    offices.sent(people, Kind.SUBDISTRICT, period=make.QUARTER)
    assert "1 laporan kantor menunggu diterima" in titles(people.regency_reports)
    report = offices.fresh(OfficeReport.objects.get())
    actions.decide(report, "returned", note="Tambahkan.", by=people.regency_reports, on=TODAY)
    assert any(title.startswith("Perbaiki laporan triwulan kecamatan") for title in titles(people.tksk))
    assert "1 laporan kantor menunggu diterima" not in titles(people.regency_reports)


def test_the_list_costs_the_same_for_one_row_and_for_eight(people, sign_in):
    offices.sent(people, Kind.REGENCY)
    client = sign_in(people.ministry)
    few = queries(client, LIST)
    for back in range(3):
        period = [make.QUARTER.previous, make.QUARTER.previous.previous, make.QUARTER.previous.previous.previous][back]
        offices.sent(people, Kind.REGENCY, period=period)
    assert queries(client, LIST) <= few
