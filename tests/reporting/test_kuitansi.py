"""The kuitansi: exact in words, stamped where it must be, a draft while it waits; and the list of evidence (FUN-09)."""

import random
from datetime import timedelta

import pytest
from django.urls import reverse

from fcu_project import pdf, workflow
from fcu_project.dates import number_in_words
from institutions.models import RegionSetting
from reporting.actions import cashbook as actions
from reporting.documents.kuitansi import TEMPLATE, kuitansi_facts, mark_of, money_in_words
from tests.factories import TODAY
from tests.letters import page_texts, reader
from tests.reporting import cash
from tests.reporting.fill_approval import on_paper, waiting

HARD = {
    11: "sebelas", 100: "seratus", 111: "seratus sebelas", 1000: "seribu", 1001: "seribu satu",
    1_001_000: "satu juta seribu", 1_001_999: "satu juta seribu sembilan ratus sembilan puluh sembilan",
    25_750_500: "dua puluh lima juta tujuh ratus lima puluh ribu lima ratus",
    1_000_000_000: "satu miliar", 2_000_001_000: "dua miliar seribu",
    9_999_999_999: "sembilan miliar sembilan ratus sembilan puluh sembilan juta sembilan ratus sembilan puluh sembilan "
                   "ribu sembilan ratus sembilan puluh sembilan",
}  # fmt: skip


@pytest.mark.parametrize(("amount", "words"), HARD.items())
def test_hard_amounts_in_words(amount, words):
    assert number_in_words(amount) == words
    assert money_in_words(amount) == f"{words[0].upper()}{words[1:]} rupiah"


def read_back(words):
    """The number that Indonesian words say, read word by word as a child learns it."""
    ones = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    scale = {"ribu": 1000, "juta": 10**6, "miliar": 10**9}
    whole = group = digit = 0
    for word in words.split():
        if word in ones:
            digit = ones.index(word)
        elif word in ("sepuluh", "sebelas", "seratus"):
            group += {"sepuluh": 10, "sebelas": 11, "seratus": 100}[word]
        elif word in ("belas", "puluh", "ratus"):
            group, digit = group + {"belas": 10 + digit, "puluh": 10 * digit, "ratus": 100 * digit}[word], 0
        elif word == "seribu":
            whole, group, digit = whole + 1000, 0, 0
        else:
            whole, group, digit = whole + (group + digit) * scale[word], 0, 0
    return whole + group + digit


def test_words_say_the_amount_they_were_made_from():
    drawn = random.Random(2026)
    amounts = [drawn.randrange(1, 10 ** drawn.randint(1, 10)) for _ in range(3000)]
    bases = [base * 1000**power for base in (1, 10, 11, 100, 101, 999) for power in (1, 2)]
    edges = [base + more for base in bases for more in (0, 1, 999)]
    assert [a for a in amounts + edges if read_back(number_in_words(a)) != a] == []


def expense(people, amount, **more):
    by = people.treasurer
    cash.money_in(by, 20_000_000)
    row = cash.money_out(by, amount, **more)
    if row.stage == "waiting":
        workflow.perform(cash.fresh(row), "approve", by=people.coordinator, on=TODAY)
    return cash.fresh(row)


def printed(row, paper="F4"):
    content = pdf.render(TEMPLATE, kuitansi_facts(row) | {"paper": paper}, paper=paper, mark=mark_of(row))
    return content, " ".join(page_texts(content))


@pytest.mark.django_db
@pytest.mark.clause("FUN-09")
@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_an_expense_has_its_kuitansi_twice_on_one_page(people, paper):
    row = expense(people, 1_001_000, payee="Sri Wahyuni", text="Sewa tenda pertemuan")
    content, text = printed(row, paper)
    assert len(reader(content).pages) == 1
    for words in (row.evidence, "Satu juta seribu rupiah", "Rp1.001.000", "Sewa tenda pertemuan", "SRI WAHYUNI",
                  "Lunas dibayar,", "Setuju dibayar,", f"Bendahara {row.book.unit}", "KUITANSI"):
        assert text.count(words) >= 2, words
    assert text.count("Salinan untuk arsip") == 1 and "Meterai" not in text and "DRAF" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_the_longest_words_still_share_one_page(people, paper):
    row = expense(people, 9_777_777, payee="Kelompok Usaha Bersama " * 5, text="Belanja bahan " * 14,
                  no_receipt_reason="x" * 200)
    row.amount, row.for_treasurer = 8_888_888_888, True
    assert len(reader(printed(row, paper)[0]).pages) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("amount", "stamps"), [(5_000_000, 0), (5_000_001, 2)])
def test_a_stamp_is_due_above_five_million(people, amount, stamps):
    out = expense(people, amount)
    come = cash.fresh(cash.money_in(people.treasurer, amount))
    assert [printed(row)[1].count("Meterai") for row in (out, come)] == [stamps, stamps]


@pytest.mark.django_db
def test_the_coordinator_signs_from_the_limit_on(people, regions):
    by = people.treasurer
    cash.money_in(by, 2_000_000)
    below, at = cash.fresh(cash.money_out(by, 499_999)), cash.fresh(cash.money_out(by, 500_000))
    assert "Setuju dibayar" not in printed(below)[1] and "Setuju dibayar" in printed(at)[1]


@pytest.mark.django_db
def test_what_waits_prints_as_a_draft_without_a_number(people):
    text = printed(waiting(people.treasurer))[1]
    assert mark_of(waiting(people.treasurer)) == "DRAF"
    assert "BKK-" not in text and "Nomor: ......" in text and "Belum disetujui." in text


@pytest.mark.django_db
def test_money_in_and_a_reversal_have_papers_of_their_own(people):
    by = people.treasurer
    come = cash.fresh(cash.money_in(by, 300_000, giver="Toko Makmur", terms="Untuk lomba anak"))
    text = printed(come)[1]
    assert all(words in text for words in ("TANDA TERIMA UANG", "Toko Makmur", "Yang menyerahkan", "BKM-", "lomba"))
    back = actions.reverse(come, by=by, on=TODAY, reason="Cek ditolak bank")
    text = printed(cash.fresh(back))[1]
    assert "BUKTI PEMBALIKAN" in text and f"Membatalkan {come.evidence}" in text and "Cek ditolak bank" in text
    assert mark_of(cash.fresh(come)) == "BATAL" and back.evidence in printed(cash.fresh(come))[1]


@pytest.mark.django_db
def test_paper_approvals_are_told_on_the_kuitansi(people):
    assert "dicatat dari kertas oleh" in printed(cash.fresh(on_paper(people.treasurer)))[1]


@pytest.mark.django_db
def test_a_refused_expense_has_no_kuitansi(people, sign_in):
    row = waiting(people.treasurer)
    url = reverse("reporting:cash-kuitansi", args=[row.uid])
    answer = sign_in(people.treasurer).get(url)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    workflow.perform(row, "refuse", by=people.coordinator, on=TODAY, note="Terlalu mahal")
    assert sign_in(people.treasurer).get(url).status_code == 409


@pytest.mark.django_db
@pytest.mark.clause("FUN-09")
def test_the_list_of_evidence_tells_where_each_receipt_is(people, sign_in):
    """From the limit on an expense needs its receipt or a reason, which the list tells."""
    by = people.treasurer
    RegionSetting.objects.create(region=by.region, key="expense_receipt_from", value="60000")
    row = expense(people, 60_000, no_receipt_reason="Penjual tidak punya nota", payee="Mbok Darmi")
    small = cash.money_out(by, 59_999, no_receipt_reason="", text="Gorengan")
    waiting(by, text="Belum disetujui")
    client, url = sign_in(by), reverse("reporting:cash-evidence")
    page = client.get(url).content.decode()
    assert all(words in page for words in (row.evidence, small.evidence, "Penjual tidak punya nota", "Mbok Darmi"))
    assert "Belum disetujui" not in page
    assert client.get(f"{url}?unduh=xlsx").status_code == 200
    month = row.on.month
    book = client.get(f"{url}?cetak=pdf&bulan={month}&tahun={row.on.year}")
    text = " ".join(page_texts(b"".join(book) if book.streaming else book.content))
    assert "DAFTAR BUKTI PENGELUARAN" in text and "Tidak ada: Penjual tidak punya nota" in text
    other = (row.on.replace(day=1) - timedelta(days=1)).month
    assert row.evidence not in client.get(f"{url}?bulan={other}").content.decode()
