"""From shoebox to closed month: money typed on a phone, refused, approved, reversed, printed, signed and closed, and
the same sums in the recap and in the report of the quarter."""

import io
import re
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from fcu_project.dates import long_date, rupiah, short_date
from reporting.models import CashBook, CashEntry, MonthClosing
from reporting.money import ledger, months
from tests.browser.conftest import account_for
from tests.browser.test_pages import axe
from tests.letters import reader, text_of
from tests.reporting import make
from tests.reporting.make import QUARTER

pytestmark = pytest.mark.browser

NAMES = {"treasurer": "Murniati", "coordinator": "Zulkarnaen Hamdi", "secretary": "Rina Apriani"}
# The last month of the quarter that ended last: over on every day on which the tests run.
MONTH = months.month_of(QUARTER.end)
OPENING, DUES, GIFT, COPIES, MISTYPED, MEAL, TENT = 150_000, 900_000, 1_500_000, 45_000, 60_000, 160_000, 750_000
# A reversal stands on the page as a line of the other side; the recap takes it off what it reverses.
INCOME, EXPENSE = DUES + GIFT + MISTYPED, COPIES + MISTYPED + MEAL + TENT
CAME, WENT = DUES + GIFT, COPIES + MEAL + TENT
CLOSING = OPENING + CAME - WENT
MORE_THAN_THERE = 9_000_000


def day(number):
    """A day of the month, as it is typed."""
    return short_date(MONTH.first.replace(day=number))


def photo(name):
    """A picture of a receipt as a phone takes it; no two are alike."""
    out = io.BytesIO()
    Image.effect_noise((900, 1200), 80).save(out, "JPEG", quality=80)
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.fixture
def accounts(people):
    """An FCU without a cash book; user names by role."""
    for role, name in NAMES.items():
        person = getattr(people, role).person
        person.name, person.position = name, ""
        person.save()
    make.unit_of(people.treasurer.region)
    return {role: account_for(getattr(people, role), role) for role in NAMES}


def looks_well(window, name):
    """Kept as a picture; nothing sticks out of a narrow window, and whoever reads it by ear finds the way."""
    window.picture(name)
    assert window.overflow(360) == []
    assert axe.run(window.page).response["violations"] == []


def refused(window, *sentences):
    """The form came back with these sentences; nothing was written."""
    before = CashEntry.objects.count()
    window.press("Simpan")
    window.sees(*sentences)
    assert CashEntry.objects.count() == before


def saved(window, *sentences):
    window.press("Simpan")
    window.sees("Tersimpan", *sentences)
    return window.page.url


# --- the month is typed ---------------------------------------------------------------------------------------------
def treasurer_opens_the_book(treasurer):
    treasurer.menu("Kas")
    treasurer.follow("Buka buku kas")
    treasurer.fill(opened_on=day(1), opening_balance="150000", opening_note="Buku kas kertas halaman 12")
    treasurer.press("Buka buku kas")
    treasurer.sees(f"saldo awal {rupiah(OPENING)}")


def treasurer_types_what_came_in(treasurer):
    """Two sources. CSR that binds the FCU is refused, and taken once the giver lets go (III.B.4)."""
    treasurer.follow("Uang masuk")
    amount = treasurer.page.locator("[name=amount]")
    amount.press_sequentially(str(DUES))
    expect(amount).to_have_value("900.000")
    treasurer.fill(on=day(3), source="self_help", giver="Warga RT 003", text="Iuran warga")
    treasurer.press("Simpan lalu catat berikutnya")
    treasurer.sees("BKM-001", f"Saldo kas sekarang {rupiah(OPENING + DUES)}")
    treasurer.fill(on=day(4), source="business", giver="PT Samudra Jaya", text="Dana CSR untuk pendampingan")
    treasurer.page.locator("[name=amount]").press_sequentially(str(GIFT))
    refused(treasurer, "Jawab dahulu")
    treasurer.fill(non_binding="yes")
    refused(treasurer, "hanya boleh menerima dana yang tidak mengikat")
    treasurer.fill(non_binding="no")
    expect(treasurer.page.locator("[name=amount]")).to_have_value("1.500.000")  # nothing typed was lost
    saved(treasurer, "BKM-002", f"Saldo kas sekarang {rupiah(OPENING + DUES + GIFT)}")
    expect(treasurer.page.locator("main dl div", has_text="Pemberi mengikat FCU?")).to_contain_text("Tidak")
    treasurer.open(f"/kas/sumber/?tahun={MONTH.year}")
    treasurer.sees("Warga RT 003", rupiah(DUES), "PT Samudra Jaya", rupiah(GIFT), rupiah(CAME))


def spend(treasurer, amount, number, **told):
    treasurer.menu("Kas")
    treasurer.follow("Uang keluar")
    treasurer.fill(on=day(number), amount=str(amount), **told)


def treasurer_spends_a_little(treasurer):
    """With the picture of the receipt; the same picture proves nothing a second time. Returns the mistyped entry."""
    note, meal = photo("nota-fotokopi.jpg"), photo("nota-konsumsi.jpg")
    spend(treasurer, COPIES, 5, category="office", payee="Toko Maju", text="Fotokopi formulir", receipt=note)
    saved(treasurer, "BKK-001", rupiah(OPENING + CAME - COPIES))
    picture = treasurer.page.get_by_alt_text("Foto bukti BKK-001")
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    treasurer.page.wait_for_function("e => e.naturalWidth > 0", arg=picture.element_handle())
    looks_well(treasurer, "uang-keluar")
    spend(treasurer, MISTYPED, 8, category="mentoring", payee="Warung Bu Tini", text="Konsumsi pertemuan",
          receipt=note)  # fmt: skip
    refused(treasurer, "Berkas ini sudah menjadi bukti BKK-001")
    refused(treasurer, "mulai Rp50.000 perlu foto bukti")  # what was chosen before is gone: the browser keeps no file
    treasurer.fill(receipt=meal)
    return saved(treasurer, "BKK-002"), meal


def treasurer_asks_too_much(treasurer):
    """More than there is, is told with the balance; what is left to pay waits for the coordinator."""
    spend(treasurer, MORE_THAN_THERE, 12, category="mentoring", payee="Sewa Tenda Jaya", text="Sewa tenda",
          receipt=photo("nota-tenda.jpg"))  # fmt: skip
    there = OPENING + CAME - COPIES - MISTYPED
    refused(treasurer, f"Saldo kas {long_date(MONTH.first.replace(day=12))}: {rupiah(there)}", "Pilih lagi berkasnya.")
    looks_well(treasurer, "uang-keluar-ditolak")
    treasurer.fill(amount=str(TENT), receipt=photo("nota-tenda.jpg"))
    entry = saved(treasurer, "menunggu persetujuan koordinator", f"Saldo kas {rupiah(there)}")
    treasurer.sees("Belum masuk saldo")
    return entry


def coordinator_approves(coordinator):
    """Who approves types no entry (MEM-09)."""
    assert coordinator.open("/kas/keluar/") == 403
    coordinator.open("/")
    coordinator.sees(f"Setujui pengeluaran {rupiah(TENT)}")
    coordinator.follow("Periksa", within=coordinator.page.locator(".tasks"), exact=False)
    coordinator.sees("Sewa tenda", rupiah(TENT), "Sisa sesudah dibayar")
    looks_well(coordinator, "persetujuan")
    coordinator.follow("Setujui pengeluaran", exact=False)
    coordinator.sees("Sewa Tenda Jaya", "Bukti: ada")
    coordinator.press("Setujui pengeluaran")
    coordinator.sees("Tidak ada yang menunggu persetujuan")


def treasurer_reverses(treasurer, mistyped, meal):
    """A line is never edited: it is taken back, and its receipt proves the line that is right."""
    treasurer.open(mistyped)
    treasurer.follow("Balik catatan ini")
    treasurer.fill(on=day(20), text=f"Jumlah salah tulis, seharusnya {rupiah(MEAL)}.")
    treasurer.press("Balik catatan ini")
    treasurer.sees("Baris ini membatalkan BKK-002")
    spend(treasurer, MEAL, 20, category="mentoring", payee="Warung Bu Tini", text="Konsumsi pertemuan", receipt=meal)
    saved(treasurer, "BKK-004", f"Saldo kas sekarang {rupiah(CLOSING)}")


def treasurer_prints_the_kuitansi(treasurer, entry):
    treasurer.open(entry)
    link = treasurer.page.get_by_role("link", name="Cetak kuitansi").get_attribute("href")
    paper = text_of(treasurer.download(link))
    assert "Tujuh ratus lima puluh ribu rupiah" in paper
    assert "BKK-003" in paper and rupiah(TENT) in paper and NAMES["coordinator"].upper() in paper.upper()
    assert "DRAF" not in paper and "BATAL" not in paper


# --- the month is closed ---------------------------------------------------------------------------------------------
def number(text):
    return int(text.replace(".", ""))


def sums_on(paper):
    """(in, out, closing) of the month from the last lines of a printed page of the book."""
    text = text_of(paper)
    this_month = re.search(r"Jumlah bulan ini ([\d.]+) ([\d.]+)", text)
    closing = re.search(r"Saldo akhir ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)", text)
    return number(this_month[1]), number(this_month[2]), number(closing[4])


def treasurer_closes_the_month(treasurer):
    """Prints the page, has it signed, uploads it; the balance on it is the one the book says. Returns the page."""
    treasurer.open(f"/kas/bulan/?tahun={MONTH.year}")
    treasurer.follow(MONTH.words)
    treasurer.sees("Siap ditandatangani")
    month = treasurer.page.url
    link = treasurer.page.get_by_role("link", name="Cetak lembar bulan ini").get_attribute("href")
    page = treasurer.download(f"{urlsplit(month).path}{link}")
    assert sums_on(page) == (INCOME, EXPENSE, CLOSING)
    text = text_of(page)
    assert "DRAF" not in text and "Pembalikan BKK-002" in text
    assert NAMES["treasurer"].upper() in text.upper() and NAMES["coordinator"].upper() in text.upper()
    assert len(reader(page).pages) == 1
    treasurer.follow("Tutup bulan ini")
    looks_well(treasurer, "tutup-bulan")
    signed = {"name": "lembar.pdf", "mimeType": "application/pdf", "buffer": page}
    treasurer.fill(scan=signed, signed_on=short_date(MONTH.next.first), stated=str(CLOSING + 10_000))
    treasurer.press("Tutup bulan ini")
    treasurer.sees(f"Saldo akhir menurut buku {rupiah(CLOSING)}", f"selisih {rupiah(10_000)}")
    treasurer.fill(scan=signed, stated=str(sums_on(page)[2]))
    treasurer.press("Tutup bulan ini")
    treasurer.sees("sudah ditutup", "Ditutup", f"{rupiah(CLOSING)}, 7 baris", NAMES["treasurer"], NAMES["coordinator"])
    looks_well(treasurer, "bulan-ditutup")
    kept = treasurer.page.get_by_role("link", name="Buka lembar").get_attribute("href")
    assert sums_on(treasurer.download(kept)) == (INCOME, EXPENSE, CLOSING)


def nothing_more_goes_into_it(treasurer, entry):
    spend(treasurer, 10_000, 25, category="office", payee="Toko Maju", text="Materai")
    refused(treasurer, f"Buku sudah ditutup sampai {MONTH.words}")
    treasurer.open(entry)
    treasurer.follow("Balik catatan ini")
    treasurer.fill(on=day(25), text="Tenda tidak jadi dipakai.")
    treasurer.press("Balik catatan ini")
    treasurer.sees(f"Buku sudah ditutup sampai {MONTH.words}")


def stats_of(window):
    return [text.strip() for text in window.page.locator("main .stat .value").all_text_contents()]


def recap_agrees(treasurer):
    """Without the reversal on both sides; what is left is what stands on the page."""
    treasurer.open(f"/kas/rekap/?jenis=bulan&tahun={MONTH.year}&ke={MONTH.number}")
    treasurer.heading(f"Rekap kas {MONTH.words}")
    assert stats_of(treasurer) == [rupiah(amount) for amount in (OPENING, CAME, WENT, CLOSING)]
    assert INCOME - EXPENSE == CAME - WENT
    looks_well(treasurer, "rekap-kas")
    link = treasurer.page.get_by_role("link", name="Cetak laporan keuangan").get_attribute("href")
    report = text_of(treasurer.download(f"/kas/rekap/{link}"))
    assert f"{CLOSING:,}".replace(",", ".") in report


def secretary_reports_the_quarter(secretary):
    """Nothing is typed again: the finance section tells what the book holds."""
    secretary.menu("Laporan")
    with secretary.page.expect_navigation():
        secretary.page.locator("main tr", has_text=QUARTER.words).get_by_role("button").click()
    report = secretary.page.url
    secretary.open(f"{report}bagian/finance/")
    lines = secretary.page.locator("main dl.facts div")
    for label, amount in (("Saldo awal", OPENING), ("Jumlah pengeluaran", WENT), ("Saldo akhir", CLOSING)):
        expect(lines.filter(has_text=label).first).to_contain_text(rupiah(amount))
    secretary.sees(f"{MONTH.words} Sudah ditutup")
    looks_well(secretary, "laporan-keuangan")
    secretary.fill(done="yes")
    secretary.press("Simpan")
    paper = text_of(secretary.download(f"{urlsplit(report).path}cetak/"))
    assert rupiah(CLOSING) in paper and "BKK-003" in paper


@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("FUN-01", "FUN-08", "FUN-09", "FUN-10", "MEM-09")
def test_from_the_shoebox_to_the_closed_month(accounts, window):
    treasurer = window("treasurer").sign_in(accounts["treasurer"])
    treasurer_opens_the_book(treasurer)
    treasurer_types_what_came_in(treasurer)
    mistyped, meal = treasurer_spends_a_little(treasurer)
    tent = treasurer_asks_too_much(treasurer)
    coordinator_approves(window("coordinator").sign_in(accounts["coordinator"]))
    treasurer_reverses(treasurer, mistyped, meal)
    treasurer_prints_the_kuitansi(treasurer, tent)
    treasurer_closes_the_month(treasurer)
    nothing_more_goes_into_it(treasurer, tent)
    recap_agrees(treasurer)
    secretary_reports_the_quarter(window("secretary").sign_in(accounts["secretary"]))
    book, closing = CashBook.objects.get(), MonthClosing.objects.get()
    assert book.balance == ledger.balance_on(book, MONTH.last) == closing.closing == CLOSING
