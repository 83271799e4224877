"""The quarterly report on paper, read back from the PDF: chapters, annexes, DRAF, signatures; what it must not name."""

import re

import pytest
from django.urls import reverse

from families.models import Family
from institutions.models import FamilyCareUnit
from reporting.actions import report as actions
from reporting.documents import report as documents
from reporting.models import Section
from reporting.quarterly.content import LONGEST_TEXT
from tests.factories import TODAY
from tests.letters import in_order, page_texts, paper_of, text_of
from tests.reporting import make
from tests.reporting.village import rich

pytestmark = pytest.mark.one_database

CHAPTERS = (
    "LAPORAN TRIWULAN", "I. PENDAHULUAN", "II. PELAKSANAAN KEGIATAN", "III. HASIL YANG DICAPAI", "IV. KENDALA",
    "V. SOLUSI", "VI. PENUTUP DAN RENCANA TRIWULAN DEPAN", "Mengetahui,", "LAMPIRAN 1", "LAPORAN KEUANGAN",
    "LAMPIRAN 2", "REKAP RUJUKAN",
)  # fmt: skip


def printed(client, report, query=""):
    response = client.get(f"{reverse('reporting:report-paper', args=[report.uid])}{query}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return response.content


def says_draft(content):
    return all("DRAF" in page for page in page_texts(content))


@pytest.mark.clause("REP-05")
@pytest.mark.clause("REP-06")
def test_every_chapter_with_its_table_and_its_text(people, sign_in):
    rich(people)
    FamilyCareUnit.objects.update(decreed_on=make.DECREED_ON)
    report = make.filled(people.secretary)
    told = text_of(printed(sign_in(people.secretary), report))
    assert in_order(told, *CHAPTERS)
    assert in_order(
        told, "II. PELAKSANAAN", "Rapat rutin FCU", "Sepakat melanjutkan.", "Pendampingan keluarga",
        "FCU mengadakan rapat rutin.", "III. HASIL", "Anggota FCU", "Dua keluarga mulai menabung.", "IV. KENDALA",
        "Jalan rusak saat hujan.", "V. SOLUSI", "Pertemuan dipindah ke dusun.", "Sekretaris", "VI. PENUTUP",
        "Melanjutkan pendampingan.",
    )  # fmt: skip
    assert in_order(
        told, "LAMPIRAN 1", "Saldo awal triwulan", "Rp100.000", "Swadaya masyarakat", "Rp250.000", "Jumlah pengeluaran",
        "Rp300.000", "Saldo akhir triwulan", "Rp50.000", "lima puluh ribu rupiah", "LAMPIRAN 2", "Rujukan dikirim",
    )  # fmt: skip
    figures = documents.report_facts(report)["figures"]
    attended = next(row for table in figures for row in table["rows"] if row["label"] == "Kehadiran dalam pertemuan")
    assert f"Kehadiran dalam pertemuan {attended['all']} {attended['women']} {attended['men']}" in told


def test_no_family_and_no_identity_number_is_named_by_itself(people, sign_in):
    rich(people)
    FamilyCareUnit.objects.update(decreed_on=make.DECREED_ON)
    told = text_of(printed(sign_in(people.secretary), make.filled(people.secretary)))
    names = set(Family.objects.values_list("head_name", flat=True))
    assert len(names) > 4
    assert [name for name in names if name in told] == []
    assert not re.search(r"(?<![0-9])[0-9]{16}(?![0-9])", told)


def test_draf_while_it_is_written_then_how_it_stands_and_clean_once_it_is_accepted(people, sign_in):
    client = sign_in(people.secretary)
    report = make.filled(people.secretary)
    assert says_draft(printed(client, report))
    make.step(make.reasoned(report, people.secretary), "send", people.secretary)
    sent = printed(client, report)
    receipt = make.fresh(report).receipt_number
    assert all("belum diperiksa" in page and "DRAF" not in page for page in page_texts(sent)), page_texts(sent)[0]
    assert receipt in text_of(sent) and "Diterima" not in text_of(sent)
    make.step(make.review(report, people.regency_reports), "accept", people.regency_reports)
    accepted = text_of(printed(client, report))
    assert "DRAF" not in accepted
    assert receipt in accepted and make.fresh(report).accepted_by_words in accepted
    for who in (people.tksk, people.regency_reports, people.village_head):
        assert "DRAF" not in text_of(printed(sign_in(who), report))


def test_the_village_prints_what_it_writes_and_others_what_was_sent(people, sign_in):
    report = make.returned(people)
    actions.save_section(
        report, Section.RESULTS, text="Dua belas keluarga.", done=True, by=people.secretary, on=TODAY
    )  # fmt: skip
    own, other = (text_of(printed(sign_in(by), report)) for by in (people.secretary, people.tksk))
    assert "Dua belas keluarga." in own and "Dua keluarga mulai menabung." not in own
    assert "Dua keluarga mulai menabung." in other and "Dua belas" not in other and "DRAF" in other
    make.step(report, "send", people.secretary)
    client = sign_in(people.secretary)
    assert "Dua belas keluarga." in text_of(printed(client, report))
    assert "Dua keluarga mulai menabung." in text_of(printed(client, report, "?versi=1"))
    make.step(make.review(report, people.regency_reports), "accept", people.regency_reports)
    assert "DRAF" in text_of(printed(client, report, "?versi=1"))
    assert "DRAF" not in text_of(printed(client, report, "?versi=2"))
    for version in ("3", "0", "-1", "satu", "9" * 30):
        url = f"{reverse('reporting:report-paper', args=[report.uid])}?versi={version}"
        assert client.get(url).status_code == 404, version


def test_signed_by_secretary_and_coordinator_and_seen_by_the_head(people, sign_in):
    rich(people)
    FamilyCareUnit.objects.update(decreed_on=make.DECREED_ON)
    report = make.sent(people.secretary)
    officers = report.latest_version().content["officers"]
    told = text_of(printed(sign_in(people.secretary), report))
    assert in_order(
        told, "Sekretaris", "Koordinator", officers["coordinator"].upper(), "Mengetahui,", "Kepala Desa Sidomekar",
    )  # fmt: skip


def test_long_texts_run_on_whole_on_both_papers(people, sign_in):
    by = people.secretary
    report = make.filled(by)
    words = " ".join(f"kata{number:04d}" for number in range(LONGEST_TEXT // 9))
    actions.save_section(report, Section.ACTIVITIES, text=words, done=True, by=by, on=TODAY)
    long = "Hambatan " * 50
    for number in range(12):
        make.obstacle(report, by, obstacle=f"{number} {long}"[:500], solution=f"{long}akhir{number}"[:500])
    client = sign_in(by)
    for paper, size in (("F4", (215, 330)), ("A4", (210, 297))):
        content = printed(client, report, f"?kertas={paper}")
        told = text_of(content)
        assert paper_of(content) == size
        assert re.findall(r"kata\d{4}", told) == words.split()
        for number in range(12):
            assert f"akhir{number}" in told
    assert paper_of(printed(client, report, "?kertas=A3")) == (215, 330)


def test_nihil_and_no_obstacles_are_said(people, sign_in):
    by = people.secretary
    report = make.filled(by, leave_out=(Section.OBSTACLES, Section.FINANCE))
    actions.save_section(report, Section.OBSTACLES, no_obstacles=True, done=True, by=by, on=TODAY)
    actions.save_finance(report, kind="nihil", by=by, on=TODAY)
    told = text_of(printed(sign_in(by), report))
    assert "Tidak ada kendala pada triwulan ini." in told
    assert in_order(told, "LAMPIRAN 1", "Nihil", "nol rupiah")


def test_an_empty_report_prints_lines_to_write_on(people, sign_in):
    told = text_of(printed(sign_in(people.secretary), make.draft(people.secretary)))
    assert in_order(told, *CHAPTERS)
    assert "None" not in told and "." * 60 in told.replace(" ", "")
