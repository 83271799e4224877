"""The way of two referrals: one within the kecamatan, one through LK3 to a place that has a link and no account."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from fcu_project.dates import short_date
from referrals.models import Referral, ReferralReply
from tests.browser.conftest import LAPTOP, account_for
from tests.factories import TODAY
from tests.families import make as families
from tests.referrals import make

pytestmark = pytest.mark.browser

NAMES = {"secretary": "Rina Apriani", "tksk": "Siti Raohun", "lk3": "Nurul Aini"}
CAPITAL, COURSE = "Modal jualan sayur", "Pelatihan menjahit"
ASKED = "Kursus menjahit tiga bulan"
BEGUN, HEARD = TODAY - timedelta(days=6), TODAY - timedelta(days=3)


@pytest.fixture
def accounts(people, regions):
    """A family that a pioneer accompanies, with two open needs; user names by role."""
    for role, name in NAMES.items():
        person = getattr(people, role).person
        person.name, person.position = name, ""
        person.save()
    pairing = families.paired(people)
    for title in (CAPITAL, COURSE):
        make.need(people, pairing=pairing, title=title)
    make.service(regions.subdistrict)
    return {role: account_for(getattr(people, role), role) for role in NAMES}


def choose(window, label, option):
    """An option of the list called `label`, by the beginning of its words."""
    options = window.page.get_by_label(label).locator("option").all_text_contents()
    window.page.get_by_label(label).select_option(next(words for words in options if words.startswith(option)))


def take(window, step, on):
    """A step by its button, and the page on which it is confirmed."""
    window.follow(step)
    window.fill(on=short_date(on))
    window.press(step)


def begin(secretary, need, on, **told):
    """From the need on the family's page to the referral that was sent."""
    secretary.open(f"/keluarga/{family_uid()}/")
    secretary.page.locator("main form", has_text=need).get_by_role("button").click()
    secretary.page.get_by_label("Ringkasan masalah").fill("Suami bekerja musiman; Ibu ingin berpenghasilan sendiri.")
    secretary.page.get_by_label("Tanggal persetujuan").fill(short_date(on))
    secretary.page.get_by_label("Siapa yang menyetujui").fill("Sumiyati")
    for label, words in told.items():
        secretary.fill(**{label: words})


def family_uid():
    return make.Need.objects.get(title=CAPITAL).family.uid


def send(secretary, on):
    secretary.press("Simpan draf")
    secretary.sees("Draf tersimpan")
    take(secretary, "Kirim rujukan", on)
    secretary.sees("Dikirim")


def secretary_sends_within_the_kecamatan(secretary):
    begin(secretary, CAPITAL, BEGUN, level="subdistrict")
    choose(secretary, "Lembaga dan pelayanan", "Koperasi Mitra Warga")
    secretary.picture("perjalanan-isi")
    send(secretary, BEGUN)
    assert secretary.overflow(360) == []


def tksk_sees_it_and_acts(tksk):
    """Told on the home page; reminds the place, and writes down what it answered."""
    tksk.open("/")
    tksk.sees("1 rujukan baru di kecamatan Anda")
    tksk.open(Referral.objects.get().get_absolute_url())
    tksk.follow("Ingatkan")
    assert "Sumiyati" not in tksk.page.get_by_label("Salin atau kirim pesan ini").input_value()
    tksk.picture("perjalanan-ingatkan")
    tksk.press("Catat sudah diingatkan")
    tksk.sees("Lembaga tujuan diingatkan")
    tksk.follow("Catat balasan")
    tksk.fill(way="phone", kind="served", replied_on=short_date(HEARD), officer="Rina Wati",
              service="Pinjaman Rp2.000.000", result="Cair, mulai berjualan.")  # fmt: skip
    tksk.press("Simpan balasan")
    tksk.sees("Dilayani")


def secretary_sends_to_lk3(secretary):
    begin(secretary, COURSE, BEGUN, level="regency", request=ASKED)
    send(secretary, BEGUN)


def lk3_accepts_forwards_and_makes_a_link(lk3):
    """LK3 reads what was told, nothing of the file; returns the address of the link."""
    lk3.open("/")
    lk3.sees("1 rujukan menunggu diterima")
    lk3.follow("Daftar tunggu", within=lk3.page.locator(".tasks"), exact=False)
    lk3.sees("Menurut pengirim", "Desa Sidomekar")
    lk3.open(Referral.objects.get(level="regency").get_absolute_url())
    lk3.sees(ASKED)
    take(lk3, "Terima rujukan", BEGUN)
    lk3.follow("Teruskan ke lembaga")
    lk3.page.get_by_label("Lembaga lain", exact=True).fill("Balai Latihan Kerja")
    lk3.page.get_by_label("Diteruskan pada").fill(short_date(BEGUN))
    lk3.fill(reason="Satu-satunya yang membuka kursus menjahit.")
    lk3.press("Teruskan")
    lk3.follow("Buat tautan jawaban")
    lk3.press("Buat tautan")
    address = lk3.page.get_by_label("Tautan jawaban", exact=True).input_value()
    code = lk3.page.get_by_alt_text("Kode QR tautan jawaban")
    expect(code).to_be_visible()
    assert code.evaluate("e => e.naturalWidth") > 0
    lk3.picture("perjalanan-tautan")
    return address


def place_answers_on_a_cheap_phone(place, address):
    """No account, no script, a narrow screen; afterwards the link leads nowhere."""
    assert place.open(address) == 200
    place.sees(ASKED)
    assert place.overflow(320) == place.overflow(360) == []
    place.picture("perjalanan-jawab")
    place.press("Kirim jawaban")
    place.sees("belum dipilih")  # everything that is missing is named at once
    place.page.get_by_label("Sudah dilayani", exact=True).check()
    place.page.get_by_label("Tanggal jawaban").fill(short_date(HEARD))
    place.page.get_by_label("Nama petugas yang menjawab").fill("Budi Santoso")
    place.page.get_by_label("Pelayanan yang diberikan").fill("Kursus menjahit")
    place.page.get_by_label("Hasil", exact=True).fill("Lulus, mulai menerima pesanan.")
    place.press("Kirim jawaban")
    place.sees("sudah kami terima")
    assert place.open(address) == 404


def secretary_closes_both(secretary):
    for need, words in ((CAPITAL, "Modal diterima, sudah berjualan."), (COURSE, "Lulus kursus menjahit.")):
        secretary.open(Referral.objects.get(need__title=need).get_absolute_url())
        secretary.follow("Tutup dengan hasil")
        secretary.fill(reached="yes")
        secretary.page.get_by_label("Kebutuhan terpenuhi", exact=True).check()
        secretary.page.get_by_role("textbox", name="Keterangan").fill(words)
        secretary.page.get_by_label("Ditutup pada").fill(short_date(TODAY))
        secretary.press("Tutup rujukan")
        secretary.sees("Selesai", "Kebutuhan terpenuhi")
    secretary.picture("perjalanan-selesai")


@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("REF-02", "REF-03", "REF-09")
def test_two_referrals_from_the_need_to_the_outcome(accounts, window):
    secretary = window("secretary").sign_in(accounts["secretary"])
    tksk, lk3 = (window(role, LAPTOP).sign_in(accounts[role]) for role in ("tksk", "lk3"))
    secretary_sends_within_the_kecamatan(secretary)
    tksk_sees_it_and_acts(tksk)
    secretary_sends_to_lk3(secretary)
    address = lk3_accepts_forwards_and_makes_a_link(lk3)
    place_answers_on_a_cheap_phone(window("place", java_script_enabled=False), address)
    secretary_closes_both(secretary)
    assert set(Referral.objects.values_list("stage", "outcome")) == {("closed", "full")}
    assert {reply.way for reply in ReferralReply.objects.all()} == {"phone", "link"}
