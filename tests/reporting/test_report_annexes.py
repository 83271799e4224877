"""The annexes of the report as tables, and the whole report read back from paper, page by page."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from families.models import Family, Need
from fcu_project import dates
from institutions.models import FamilyCareUnit
from referrals.models import Referral
from reporting.models import Report
from reporting.quarterly.annex_tables import annexes_of, state_on
from tests.letters import page_texts, paper_of
from tests.reporting import cash, make
from tests.reporting.make import QUARTER, day
from tests.reporting.village import rich

pytestmark = pytest.mark.django_db
TITLES = ("LAPORAN KEUANGAN", "BUKU KAS UMUM", "DAFTAR BUKTI PENGELUARAN", "REKAP RUJUKAN",
          "REKAP KELUARGA DAN PERUBAHAN INDIKATOR", "DAFTAR HADIR")  # fmt: skip


@pytest.fixture
def report(people):
    """A filled report of a village with something of everything, and a cash book."""
    rich(people)
    FamilyCareUnit.objects.update(decreed_on=make.DECREED_ON, formed_on=make.DECREED_ON)
    by = people.treasurer
    cash.book(by, opening=500_000, opened_on=QUARTER.start)
    for number in range(14):
        cash.money_in(by, 150_000 + number, on=day(QUARTER, 3 + number))
        cash.money_out(by, 12_500 + number, on=day(QUARTER, 4 + number))
    return make.filled(people.secretary)


def cells(table, name):
    place = table["columns"].index(name)
    return [row[place] for row in table["rows"]]


# --- the tables -------------------------------------------------------------------------------------------------
@pytest.mark.one_database
def test_the_annexes_agree_with_the_figures_and_the_finance(report, people):
    """One scene for all of them: it takes long to set up."""
    told, closing = annexes_of(report), report.closing_balance
    book = told["cash"][0]
    assert cells(book, "Saldo")[0] == 500_000 and cells(book, "Saldo")[-1] == closing == book["total"][-1]
    assert cells(book, "No urut")[1:] == list(range(1, 29))
    assert "Warung Bu Tini" not in str(book) and "Konsumsi pertemuan" not in str(book)

    sent = Referral.objects.filter(sent_on__range=(QUARTER.start, QUARTER.end))
    assert len(told["referrals"][0]["rows"]) == sent.count() == 5
    states = dict(zip(cells(told["referrals"][0], "Nomor surat"), cells(told["referrals"][0], "Keadaan"), strict=True))
    assert sorted(states.values()) == ["Dikirim", "Dikirim", "Dilayani", "Selesai", "Selesai"]
    waited = cells(told["referrals"][0], "Hari menunggu")
    assert max(waited) == (QUARTER.end - day(QUARTER, 32)).days and min(waited) == 0

    visited = told["families"][0]
    numbers = {f"No. {row.number}" for row in Family.objects.filter(head_name__in=("Sumiyati", "Wagiman"))}
    assert set(cells(visited, "Keluarga")) == numbers
    assert sum(cells(visited, "Kontak")) == visited["total"][3] == 3
    met = Need.objects.filter(state="met", closed_on__range=(QUARTER.start, QUARTER.end))
    assert sum(cells(visited, "Kebutuhan terpenuhi")) == met.count() == 2
    assert sum(value is not None for value in cells(visited, "Akhir triwulan")) == 1

    meetings = told["attendance"]
    attended = sum(len(table["rows"]) for table in meetings)
    counts = [re.search(r"(\d+) hadir \(P (\d+), L (\d+)\)", table["note"]).groups() for table in meetings]
    assert attended == sum(int(every) for every, _, _ in counts) > 5
    assert all(int(every) == int(women) + int(men) for every, women, men in counts)
    for name in Family.objects.values_list("head_name", flat=True):
        assert name not in str(told), name


@pytest.mark.one_database
def test_a_sensitive_need_stands_nowhere(people):
    """Neither is it counted beside a family, nor is the place told to which it led."""
    rich(people)
    FamilyCareUnit.objects.update(decreed_on=make.DECREED_ON)
    report = make.draft(people.secretary)
    row = Referral.objects.filter(level="subdistrict").order_by("id").first()
    before = annexes_of(report)
    type(row.need.problem).objects.filter(pk=row.need.problem_id).update(is_sensitive=True)
    told = annexes_of(report)
    assert "Puskesmas" in str(before["referrals"]) and "Puskesmas" not in str(told["referrals"])
    assert set(cells(told["referrals"][0], "Lembaga tujuan")) == {"rahasia"}
    assert sum(cells(told["families"][0], "Kebutuhan terpenuhi")) == 0 < Need.objects.count()


def test_how_a_referral_stood_on_a_day():
    row = Referral(level="regency", sent_on=QUARTER.start, accepted_on=day(QUARTER, 5), declined_on=day(QUARTER, 9))
    assert state_on(row, day(QUARTER, 4)) == ("Dikirim", QUARTER.start)
    assert state_on(row, day(QUARTER, 5)) == ("Diterima", day(QUARTER, 5))
    assert state_on(row, day(QUARTER, 9)) == ("Dikembalikan LK3", day(QUARTER, 9))
    with pytest.raises(ValueError, match="sent after"):
        state_on(row, QUARTER.start - timedelta(days=1))


# --- the paper --------------------------------------------------------------------------------------------------
@pytest.mark.one_database
@pytest.mark.clause("REP-06")
def test_a_full_report_page_by_page(report, people, sign_in):
    """Both halves apart, every annex on pages of its own under its number, found by the list of contents."""
    report = make.step(make.reasoned(report, people.secretary), "send", people.secretary)
    client = sign_in(people.secretary)
    for paper, size in (("F4", (215, 330)), ("A4", (210, 297))):
        url = f"{reverse('reporting:report-paper', args=[report.uid])}?kertas={paper}"
        content = client.get(url).content
        pages = [" ".join(page.split()) for page in page_texts(content)]
        assert paper_of(content) == size and len(pages) < 25
        contents = pages[1]
        assert "DAFTAR ISI DAN LAMPIRAN" in contents and "BAGIAN TEKNIS" in contents
        for number, title in enumerate(TITLES, 1):
            found = [at for at, page in enumerate(pages, 1) if f"LAMPIRAN {number} {title}" in page]
            listed = re.search(rf"Lampiran {number}\. {title}[ .]*(\d+)", contents, re.IGNORECASE)
            assert found == [int(listed[1])], (title, found, listed and listed[0])
        finance = next(page for page in pages if "LAMPIRAN 1 LAPORAN KEUANGAN" in page)
        assert "BAGIAN ADMINISTRATIF (KEUANGAN) LAMPIRAN 1" in finance
        signed = [page for page in pages if "Mengetahui," in page]
        assert len(signed) == 1 and "Demikian laporan ini" in signed[0]
        whole = " ".join(pages)
        assert "Laporan kemajuan keluarga pionir" in whole and "Empat hasil pada keluarga plasma" in whole
        assert dates.rupiah(report.closing_balance) in whole and "None" not in whole
        assert [name for name in Family.objects.values_list("head_name", flat=True) if name in whole] == []


@pytest.mark.one_database
def test_a_version_sent_before_there_were_annexes_still_reads(people, sign_in):
    report = make.sent(people.secretary)
    version = report.latest_version()
    old = {key: value for key, value in version.content.items() if key not in ("mentoring", "annexes", "aspects")}
    type(version).objects.filter(pk=version.pk).update(content=old)
    client = sign_in(people.secretary)
    pages = page_texts(client.get(f"{reverse('reporting:report-paper', args=[report.uid])}?versi=1").content)
    assert any("LAMPIRAN 2" in page and "REKAP RUJUKAN" in page for page in pages)
    assert not any("LAMPIRAN 3" in page for page in pages)
    for route in ("report", "report-excel"):
        assert client.get(reverse(f"reporting:{route}", args=[report.uid])).status_code == 200
    dinas = sign_in(people.regency_reports)
    assert dinas.get(reverse("reporting:review", args=[report.uid])).status_code == 200


@pytest.mark.one_database
def test_the_receipt_of_a_report(people, sign_in):
    draft = make.draft(people.secretary)
    client, url = sign_in(people.secretary), reverse("reporting:report-receipt", args=[draft.uid])
    assert client.get(url).status_code == 404  # nothing was sent yet
    report = make.accepted(people)
    pages = [" ".join(page.split()) for page in page_texts(client.get(url).content)]
    report = Report.objects.get(pk=report.pk)
    assert len(pages) == 1
    sender, taker = (words.split(",")[0] for words in (report.sent_by_words, report.accepted_by_words))
    for words in (report.receipt_number, str(report), sender, taker, "Dinas Sosial Kabupaten", "Diterima",
                  dates.long_date(report.sent_on), str(report.unit)):  # fmt: skip
        assert words in pages[0], words
    assert report.receipt_number in sign_in(people.regency_reports).get(f"{url}?versi=1").headers["Content-Disposition"]
    assert client.get(f"{url}?versi=2").status_code == 404
    assert url in client.get(report.get_absolute_url()).content.decode()
