"""What of aid and budgets is taken away: the account to the giver, registers, Excel (FUN-07, FUN-13)."""

import pytest
from django.urls import reverse

from tests import letters
from tests.factories import TODAY
from tests.reporting import cash
from tests.reporting.fill_budget import line
from tests.test_export import sheet_of

pytestmark = pytest.mark.django_db


@pytest.mark.clause("FUN-13")
@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_the_account_to_the_giver(paper, people, sign_in):
    by = people.treasurer
    aid = cash.aid(by, amount=2_000_000, received=1_500_000, categories=["economy", "mentoring"])
    cash.money_out(by, 250_000, aid=aid, category="economy", text="Bahan keripik", payee="Toko Rejeki")
    cash.money_out(by, 40_000, aid=aid, category="economy", text="Kemasan")
    gone = cash.money_out(by, 77_000, aid=aid, category="mentoring", text="Salah ketik")
    cash.actions.reverse(cash.fresh(gone), by=by, on=TODAY, reason="Bukan dari bantuan")
    content = sign_in(by).get(aid.get_absolute_url(), {"cetak": "pdf", "kertas": paper}).content
    told = " ".join(letters.page_texts(content))
    year = TODAY.year
    for words in (
        "LAPORAN PERTANGGUNGJAWABAN BANTUAN", "Kementerian Sosial", "45/PK/2026", "Bimbingan usaha keluarga",
        "Rp2.000.000", "Jumlah penerimaan Rp1.500.000", f"BKK-001/{year}, BKK-002/{year} Rp290.000",
        "Jumlah pemakaian sesuai tujuan Rp290.000", "Rp1.210.000", "satu juta dua ratus sepuluh ribu rupiah",
        "Toko Rejeki", "Belum ada: Nota menyusul", "2 pengeluaran belum mempunyai foto bukti", "Bendahara",
        "Koordinator", "Mengetahui, Kepala Desa Sidomekar",
    ):  # fmt: skip
        assert words in told, words
    assert "Salah ketik" not in told  # it was taken back: neither spent nor received


def test_what_was_not_spent_is_not_signed_as_spent(people, sign_in):
    """Given back stands apart, what waits is told, and the account is interim until the aid is closed."""
    by, client = people.treasurer, sign_in(people.treasurer)
    aid = cash.aid(by, amount=2_000_000, received=1_500_000, categories=["economy"])
    cash.money_out(by, 800_000, aid=aid, category="economy", text="Menunggu")
    cash.money_out(by, 200_000, aid=aid, category="given_back", text="Sisa dikirim balik")
    told = " ".join(letters.page_texts(client.get(aid.get_absolute_url(), {"cetak": "pdf"}).content))
    for words in (
        "Laporan sementara sampai tanggal", "Jumlah pemakaian sesuai tujuan Rp0", "Jumlah yang dikembalikan Rp200.000",
        "Rp800.000 masih menunggu persetujuan Koordinator", "Tidak ada uang bantuan ini yang dipakai", "Rp1.300.000",
    ):  # fmt: skip
        assert words in told, words
    assert "dipakai sesuai tujuannya" not in told and "Pengembalian sisa bantuan" not in told.split("Lampiran")[0]


def test_closing_an_aid_reminds_of_what_never_came_and_was_not_sent(people, sign_in):
    by = people.treasurer
    aid = cash.aid(by, amount=900_000)
    aid.papers.create(what="Foto kegiatan")
    page = sign_in(by).get(reverse("reporting:aid-close", args=[aid.uid])).content.decode()
    assert "Rp900.000 tidak pernah diterima" in page and "Belum dikirim kepada pemberi: Foto kegiatan." in page


def test_the_entries_of_an_aid_as_a_table(people, sign_in):
    by = people.treasurer
    aid = cash.aid(by, received=400_000)
    cash.money_out(by, 100_000, aid=aid, category="economy")
    rows = list(sheet_of(sign_in(by).get(aid.get_absolute_url(), {"unduh": "xlsx"})).values)
    assert rows[0][6:8] == ("Masuk", "Keluar")
    assert [row[6:8] for row in rows[1:]] == [(400_000, None), (None, 100_000)]


@pytest.mark.clause("FUN-07")
def test_the_register_of_a_year_on_paper_and_as_a_table(people, regions, sign_in):
    office = people.regency_funds
    meant = line(office, regions.village, title="Bantuan FCU desa", document="DPA 1.06", amount=5_000_000)
    line(office, None, kind="programme", title="Bimbingan teknis", amount=700_000)
    line(office, regions.village, title="Tahun lalu", year=TODAY.year - 1)
    cash.aid(people.treasurer, source="regency", received=1_000_000, budget_line=meant)
    client, url = sign_in(office), reverse("reporting:budget-list")
    told = letters.text_of(client.get(url, {"cetak": "pdf"}).content)
    for words in (
        "REGISTER BANTUAN DAN ANGGARAN", f"Tahun {TODAY.year}. Jumlah Rp5.700.000", "sudah sampai Rp1.000.000",
        "Bantuan FCU desa", "DPA 1.06", "Rp4.000.000", "Desa Sidomekar",
    ):  # fmt: skip
        assert words in told, words
    assert "Tahun lalu" not in told
    rows = list(sheet_of(client.get(url, {"unduh": "xlsx"})).values)
    assert {row[3]: row[9:12] for row in rows[1:]} == {
        "Bantuan FCU desa": (5_000_000, 1_000_000, 4_000_000), "Bimbingan teknis": (700_000, None, None),
    }  # fmt: skip
    [_, village] = sheet_of(client.get(meant.get_absolute_url(), {"unduh": "xlsx"})).values
    assert village[1:2] + village[3:] == ("Desa Sidomekar", 1, 5_000_000, 1_000_000, 4_000_000, 0)
