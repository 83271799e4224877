"""What is missing, the report on realisation, the papers and tasks of the road of originals (FUN-06, REP-13)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fcu_project import pdf
from reporting.documents import receipts as documents
from reporting.models import StimulusReceipt
from reporting.money import originals, realised
from reporting.periods import Span
from reporting.tasks.receipts import receipt_tasks
from tests.factories import TODAY
from tests.letters import page_texts
from tests.reporting import stimulus
from tests.reporting.fill_receipts import at_the_dinas, hand, receive

SPAN = Span(stimulus.PAID_ON.year, 0)


def days_ago(days):
    return TODAY - timedelta(days=days)


def words_of(tasks):
    return " | ".join(f"{task.title}: {task.why}" for task in tasks)


@pytest.fixture
def payment(people):
    return stimulus.paid(people)


def text_of(response):
    return " ".join(" ".join(page_texts(response.content)).split())


def test_what_has_no_receipt_is_listed_with_its_remainder(people, sign_in, payment):
    client, url = sign_in(people.regency_funds), reverse("reporting:receipt-gaps")
    none = client.get(f"{url}?bagian=nihil").content.decode()
    assert "Sumiyati" in none and "Rp2.000.000" in none
    stimulus.receipt(people, payment, 1_200_000)
    assert "Sumiyati" not in client.get(f"{url}?bagian=nihil").content.decode()
    rest = client.get(f"{url}?bagian=sisa").content.decode()
    assert "Sumiyati" in rest and "Rp800.000" in rest
    assert client.get(f"{url}?unduh=xlsx").status_code == 200
    assert "Rp800.000" in text_of(client.get(f"{url}?cetak=pdf"))
    stimulus.receipt(people, payment, 800_000, number="N-18")
    assert "Semua sudah ada" in client.get(url).content.decode()


@pytest.mark.clause("REP-13")
def test_the_list_of_receipts_tells_where_each_original_is_and_which_stays_too_long(people, sign_in, payment):
    first = stimulus.receipt(people, payment)
    stimulus.receipt(people, payment, number="N-18")
    at_the_dinas(people, payment, first)
    client, url = sign_in(people.secretary), reverse("reporting:receipt-list")
    told = {place: client.get(f"{url}?di={place}").content.decode() for place in ("keluarga", "dinas", "lama")}
    assert "N-18" in told["keluarga"] and "N-17" not in told["keluarga"]
    assert "N-17" in told["dinas"] and "N-18" not in told["dinas"]
    assert "N-18" in told["lama"] and "N-17" not in told["lama"]  # 37 days with the family, 30 are allowed
    assert "N-17" in client.get(f"{url}?cari=rejeki").content.decode()
    assert text_of(client.get(f"{url}?cetak=pdf")).count("N-1") == 2
    assert client.get(f"{url}?unduh=xlsx").status_code == 200


@pytest.mark.clause("REP-13")
def test_the_report_holds_every_receipt_with_its_place_on_the_last_day(people, sign_in, payment):
    first = stimulus.receipt(people, payment)
    stimulus.receipt(people, payment, 250_000, number="N-18", seller="Pasar Tanjung")
    at_the_dinas(people, payment, first)
    accounts = realised.accounts_of(people.regency_funds, SPAN, people.regency_funds.region)
    sums = realised.sums_of(accounts)
    assert (sums.families, sums.paid, sums.shown, sums.left) == (1, 2_000_000, 750_000, 1_250_000)
    assert sums.places == {"Dinas Sosial": 1, "Keluarga": 1}
    client = sign_in(people.regency_funds)
    url = f"{reverse('reporting:realisation-report')}?tahun={SPAN.year}&bagian=tahun"
    page = client.get(f"{url}&desa={payment.region.code}").content.decode()
    assert "N-17" in page and "Pasar Tanjung" in page
    told = text_of(client.get(f"{url}&cetak=pdf"))
    for words in ("Direktorat Pemberdayaan Keluarga", "N-18", "Rp750.000", "tujuh ratus lima puluh ribu rupiah"):
        assert words in told
    assert client.get(f"{url}&unduh=xlsx").status_code == 200
    assert "N-17" not in client.get(f"{url.replace(str(SPAN.year), '2001')}").content.decode()


def test_a_semester_reads_days_never_todays_state(people, payment):
    """A receipt of the span counts there; what came before is told apart; a later payment is no part of it."""
    StimulusReceipt.objects.filter(pk=stimulus.receipt(people, payment).pk).update(dated_on=days_ago(1))
    yesterday = Span(days_ago(1).year, 1 if days_ago(1).month <= 6 else 2)
    account = realised.accounts_of(people.secretary, yesterday, payment.region)[0]
    assert account.shown == 500_000
    assert realised.accounts_of(people.secretary, Span(2001, 1), payment.region) == []


@pytest.mark.clause("FUN-06")
def test_the_letter_lists_the_originals_and_the_slip_says_what_arrived(people, sign_in, payment):
    rows = [stimulus.receipt(people, payment), stimulus.receipt(people, payment, 250_000, number="N-18")]
    sent = hand(people.secretary, "family", "office", rows, number="12/FCU/2026")
    client = sign_in(people.secretary)
    for paper in ("F4", "A4"):
        letter = text_of(client.get(f"{reverse('reporting:handover-letter', args=[sent.uid])}?kertas={paper}"))
        for words in ("12/FCU/2026", "Sumiyati", "N-17", "N-18", "Rp750.000", "Kepala Dinas Sosial", "Tanda terima"):
            assert words in letter
    receive(sent, people.regency_funds, missing=[rows[1]])
    slip = text_of(client.get(reverse("reporting:handover-slip", args=[sent.uid])))
    assert "Diterima 1" in slip and "Tidak ada: Tertinggal" in slip and "Rp500.000" in slip


def test_a_family_reads_only_its_own_receipts_on_its_slip(people, payment):
    other = stimulus.paid(people, "Wagiyem", number="0999999999")
    rows = [stimulus.receipt(people, payment), stimulus.receipt(people, other, number="N-40")]
    given = hand(people.secretary, "family", "fcu", rows)
    lines = list(given.rows.select_related("handover", "receipt__disbursement__grant__family", "receipt__region"))
    facts = documents.slip_facts(given, lines[:1], "F4", payment.grant.family)
    html = pdf.compose(documents.SLIP_TEMPLATE, facts)
    assert "N-17" in html and "N-40" not in html and "Wagiyem" not in html and "hanya mengantarkan" in html


def test_another_kabupaten_receives_nothing(people, regions, payment):
    sent = hand(people.secretary, "family", "office", [stimulus.receipt(people, payment)])
    assert originals.may_receive(sent, people.regency_funds)
    people.regency_funds.region = regions.city
    assert not originals.may_receive(sent, people.regency_funds)


def test_home_tells_each_office_what_waits(people, payment):
    row = stimulus.receipt(people, payment)
    assert "Antar 1 kuitansi asli" in words_of(receipt_tasks(people.secretary, TODAY))
    assert "1 pencairan belum lengkap" in words_of(receipt_tasks(people.secretary, TODAY))
    sent = hand(people.secretary, "family", "office", [row])
    assert "1 kuitansi asli dari Keluarga" in words_of(receipt_tasks(people.regency_funds, TODAY))
    receive(sent, people.regency_funds, missing=[row])
    assert "1 kuitansi asli tidak sampai" in words_of(receipt_tasks(people.secretary, TODAY))
    at_the_dinas(people, payment, row)
    assert "tidak sampai" not in words_of(receipt_tasks(people.secretary, TODAY))
    later = Span(TODAY.year, 2).end + timedelta(days=1)
    assert "Teruskan 1 kuitansi" in words_of(receipt_tasks(people.regency_funds, later))
    hand(people.regency_funds, "office", "ministry", [row])
    assert "1 kuitansi asli dari Dinas Sosial" in words_of(receipt_tasks(people.ministry, TODAY))
    assert words_of(receipt_tasks(people.coordinator, TODAY)) == ""
