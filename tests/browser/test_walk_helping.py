"""From a need to an accepted report: pioneer, secretary, TKSK, LK3, a place without an account, Dinas, province."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from families.models import Need, Pairing
from fcu_project.dates import short_date
from referrals.models import Referral
from reporting.models import QuarterFigures, Report, Section
from tests.browser.conftest import LAPTOP, account_for
from tests.browser.test_walk_screens import give_reasons
from tests.factories import scan
from tests.families import short
from tests.letters import text_of
from tests.referrals.make import service
from tests.reporting.make import DECREED_ON, QUARTER

pytestmark = pytest.mark.browser

NAMES = {
    "secretary": "Rina Apriani", "tksk": "Siti Raohun", "lk3": "Nurul Aini", "regency_reports": "Baiq Hidayatun",
    "province": "Wirasana", "coordinator": "Zulkarnaen Hamdi",
}  # fmt: skip
CAPITAL, COURSE = "Modal jualan sayur", "Pelatihan menjahit"


def day(number):
    """A day of the quarter that ended last, counted from its first."""
    return QUARTER.start + timedelta(days=number)


@pytest.fixture
def accounts(people, regions):
    """An active FCU with a pioneer who accompanies a family since the last quarter; user names by role."""
    for role, name in NAMES.items():
        person = getattr(people, role).person
        person.name, person.position = name, ""
        person.save()
    unit = short.unit(regions.village)
    unit.formed_on = unit.decreed_on = unit.inaugurated_on = DECREED_ON
    unit.save()
    unit.memberships.update(joined_on=DECREED_ON)
    short.group(unit)
    days = {"fgd": day(1), "answer": day(2), "designation": day(3), "briefing": day(5), "duty": day(8)}
    pioneer = short.life(people.secretary, "Hadi Suwito", "pioneer", "on_duty", days=days).participation()
    plasma = short.life(people.secretary, "Sumiyati", "plasma", "mentored", days=days).participation()
    Pairing.objects.create(pioneer=pioneer, plasma=plasma, paired_from=day(8))
    service(regions.subdistrict)
    visitor = people.pioneer
    visitor.person = pioneer.representative
    visitor.save()
    return {role: account_for(getattr(people, role), role.replace("_", ".")) for role in (*NAMES, "pioneer")}


# --- the referrals --------------------------------------------------------------------------------------------------
def pioneer_finds_a_need(pioneer):
    pioneer.menu("Pendampingan")
    pioneer.follow("Ibu Sumiyati")
    pioneer.follow("Catat kunjungan")
    pioneer.fill(held_on=short_date(day(10)), kind="visit", topic="Ingin berjualan sayur.", agreed="Mencari modal.",
                 need_title=CAPITAL, need_problem="Pendapatan tidak tetap", need_priority="1",
                 need_referral=True)  # fmt: skip
    pioneer.press("Simpan catatan")
    pioneer.sees(CAPITAL)
    assert Referral.objects.get().stage == "draft"


def fill_and_send(secretary, on, **told):
    """The draft that is open: its content, the family's consent, and the sending on that day."""
    secretary.fill(
        summary="Suami bekerja musiman; Ibu ingin punya penghasilan sendiri.", consented_on=short_date(on),
        consented_by="Sumiyati", shares_name=True, shares_contact=True, **told,
    )  # fmt: skip
    secretary.press("Simpan draf")
    secretary.sees("Draf tersimpan")
    take(secretary, "Kirim rujukan", on)
    secretary.sees("Dikirim")


def take(window, step, on=None, note=""):
    """A step by its button, and the page on which it is confirmed."""
    window.follow(step)
    if on is not None:
        window.fill(on=short_date(on))
    if note:
        window.fill(note=note)
    window.press(step)


def open_referral(window, picture=""):
    """The first referral of the list: those under way, the longest waiting first."""
    window.menu("Rujukan")
    window.sees("Sumiyati")
    if picture:
        window.picture(picture)
    window.page.locator("main table a").first.click()


def secretary_refers_within_the_kecamatan(secretary):
    secretary.open("/")
    secretary.sees("1 usulan rujukan dari pendamping")
    open_referral(secretary)
    secretary.open(f"{secretary.page.url}isi/")
    offered = secretary.page.locator("main [name=service] option").all_text_contents()
    assert "cocok dengan masalah ini" in offered[1]
    secretary.picture("rujukan-isi")
    fill_and_send(secretary, day(12), level="subdistrict", service=offered[1])
    secretary.picture("rujukan")
    letter = text_of(secretary.download(f"/surat/{Referral.objects.get().letter.uid}/surat.pdf"))
    assert "Sumiyati" in letter and "SURAT BALASAN" in letter.upper()


def tksk_writes_down_the_slip(tksk):
    """The place sent the slip back to the TKSK: told of every referral, and able to act."""
    tksk.open("/")
    tksk.sees("Koperasi Mitra Warga belum menjawab")
    open_referral(tksk)
    tksk.follow("Catat balasan")
    tksk.fill(way="paper", kind="served", replied_on=short_date(day(20)), officer="Rina Wati",
              service="Pinjaman Rp2.000.000", result="Cair, mulai berjualan.")  # fmt: skip
    tksk.picture("rujukan-balasan")
    tksk.press("Simpan balasan")
    tksk.sees("Dilayani")


def close(window, on, note):
    open_referral(window)
    window.follow("Tutup dengan hasil")
    window.fill(outcome="full", reached="yes", note=note, closed_on=short_date(on))
    window.press("Tutup rujukan")
    window.sees("Selesai", "Kebutuhan terpenuhi")


def secretary_refers_to_lk3(secretary):
    family = Need.objects.get(title=CAPITAL).family
    secretary.open(f"/keluarga/{family.uid}/")
    secretary.follow("Tambah kebutuhan")
    secretary.fill(title=COURSE, problem="Pendapatan tidak tetap", dimension="economic", priority="2",
                   found_on=short_date(day(14)))  # fmt: skip
    secretary.press("Simpan kebutuhan")
    secretary.page.locator("main form", has_text=COURSE).get_by_role("button").click()
    fill_and_send(secretary, day(16), level="regency", request="Kursus menjahit tiga bulan")


def lk3_forwards(lk3):
    """LK3 reads what was told, nothing of the file; returns the address of the one-time link."""
    lk3.open("/")
    lk3.sees("1 rujukan menunggu diterima")
    open_referral(lk3, picture="rujukan-lk3")
    lk3.sees("Kursus menjahit tiga bulan", "5208••••••••••••")
    take(lk3, "Terima rujukan", day(17))
    lk3.follow("Teruskan ke lembaga")
    lk3.fill(place_name="Balai Latihan Kerja", reason="Melatih menjahit sampai bisa.", forwarded_on=short_date(day(18)))
    lk3.press("Teruskan")
    lk3.follow("Buat tautan jawaban")
    lk3.press("Buat tautan")
    lk3.picture("rujukan-tautan")
    return lk3.page.locator("#alamat-tautan").input_value()


def place_answers(place, url):
    assert place.open(url) == 200
    place.sees("Kursus menjahit tiga bulan")
    place.picture("rujukan-jawab")
    assert place.overflow(360) == []
    place.fill(kind="served", replied_on=short_date(day(25)), officer="Budi Santoso", service="Kursus menjahit",
               result="Lulus, mulai menerima pesanan.")  # fmt: skip
    place.press("Kirim jawaban")
    place.sees("sudah kami terima")
    assert place.open(url) == 404


# --- the report -----------------------------------------------------------------------------------------------------
def secretary_writes_the_report(secretary):
    """From the first line to the receipt; returns the address of the report."""
    secretary.menu("Laporan")
    with secretary.page.expect_navigation():
        secretary.page.locator("main tr", has_text=QUARTER.words).get_by_role("button").click()
    report = secretary.page.url
    expect(secretary.page.get_by_role("button", name="Kirim laporan")).to_have_attribute("aria-disabled", "true")
    for section, text in (
        ("activities", "Kunjungan berjalan dua minggu sekali."),
        ("results", "Satu keluarga mulai berjualan."),
        ("next_plan", "Melanjutkan pendampingan."),
    ):
        secretary.open(f"{report}bagian/{section}/")
        secretary.fill(**{f"{section}_text": text, "done": "yes"})
        secretary.press("Simpan")
    secretary.open(f"{report}kendala/tambah/")
    secretary.fill(obstacle="Jalan rusak saat hujan.", solution="Bertemu di balai dusun.", owner="Sekretaris",
                   due_on=short_date(QUARTER.end + timedelta(days=60)))  # fmt: skip
    secretary.press("Simpan kendala")
    secretary.open(f"{report}bagian/obstacles/")
    secretary.fill(done="yes")
    secretary.press("Simpan")
    secretary.open(f"{report}bagian/finance/")
    secretary.fill(finance_kind="nihil", done="yes")
    secretary.press("Simpan")
    secretary.open(f"{report}kelengkapan/")
    secretary.picture("laporan-kelengkapan")
    assert secretary.overflow(360) == []
    for word in secretary.page.locator("input[name^=word_]").all():
        word.fill("Belum waktunya menurut rencana.")
    secretary.press("Simpan penjelasan")
    secretary.open(report)
    secretary.picture("laporan-draf")
    assert secretary.overflow(360) == []
    give_reasons(secretary, "Daftar hadir masih di buku notulen.")
    take(secretary, "Kirim laporan")
    secretary.sees("Terkirim", f"TT-{Report.objects.get().region.code}")
    return report


def dinas_returns_one_section(dinas):
    dinas.open("/")
    dinas.sees("1 laporan menunggu diperiksa")
    open_review(dinas)
    judge(dinas, results=("mend", "Sebutkan berapa keluarga yang mulai menabung."))
    dinas.picture("laporan-periksa")
    twice(dinas, "Kembalikan untuk diperbaiki")
    assert Report.objects.get().stage == "returned"


def open_review(dinas):
    dinas.menu("Laporan masuk")
    dinas.picture("laporan-matriks")
    with dinas.page.expect_navigation():
        dinas.page.locator("main a[href*='/periksa/']").first.click()


def judge(dinas, **said):
    for section in Section:
        verdict, note = said.get(section.value, ("fine", ""))
        dinas.fill(**{f"verdict_{section.value}": verdict, f"note_{section.value}": note})


def twice(window, step):
    """Judging is saved first, then the step is confirmed on its own page."""
    window.press("Simpan pemeriksaan")
    window.press(step)
    window.press(step)


def secretary_mends_it(secretary, report, coordinator):
    secretary.open("/")
    secretary.sees("Perbaiki laporan")
    secretary.follow("Perbaiki", within=secretary.page.locator(".tasks"), exact=False)
    secretary.sees("Sebutkan berapa keluarga yang mulai menabung.")
    secretary.open(f"{report}bagian/results/")
    secretary.fill(results_text="Satu keluarga mulai berjualan dan menabung.", done="yes")
    secretary.press("Simpan")
    coordinator.open("/")
    coordinator.sees("Setujui laporan")
    coordinator.open(report)
    take(coordinator, "Setujui laporan")
    secretary.open(report)
    take(secretary, "Kirim laporan")


def dinas_accepts(dinas):
    open_review(dinas)
    dinas.sees("Satu keluarga mulai berjualan dan menabung.", "Ditambah:")
    judge(dinas)
    twice(dinas, "Terima laporan")
    assert Report.objects.get().stage == "accepted"


def secretary_prints_and_keeps_the_signed_page(secretary, report):
    assert secretary.open(f"{report}bagian/results/") == 409  # locked
    secretary.open(report)
    paper = text_of(secretary.download(f"{urlsplit(report).path}cetak/"))
    assert "Satu keluarga mulai berjualan dan menabung." in paper and "DRAF" not in paper
    secretary.follow("Unggah pindaian")
    page = scan()
    secretary.page.locator("main form [name=scan]").set_input_files(
        {"name": "laporan.pdf", "mimeType": "application/pdf", "buffer": page.read()}
    )
    secretary.press("Unggah")
    secretary.sees("Lihat pindaian")


def province_reads_the_sum(province):
    """Sums of what was accepted, and not a word of the report itself."""
    province.menu("Rekap")
    province.open(f"/rekap/?tahun={QUARTER.year}&triwulan={QUARTER.number}")
    row = province.page.locator("main tr", has_text="Keluarga plasma yang memperoleh pelayanan")
    expect(row.locator("td").first).to_contain_text("1")
    province.picture("rekap")
    assert province.open(f"/laporan/{Report.objects.get().uid}/") in (403, 404)


def a_late_record_changes_nothing(pioneer, secretary, report):
    """A visit dated into the accepted quarter is kept and told beside; the figure stays as it was sent."""
    before = QuarterFigures.objects.get().mentoring_notes
    pioneer.menu("Pendampingan")
    pioneer.follow("Ibu Sumiyati")
    pioneer.follow("Catat kunjungan")
    pioneer.fill(held_on=short_date(day(40)), kind="phone", topic="Menanyakan kabar usaha.")
    pioneer.press("Simpan catatan")
    secretary.open(report)
    secretary.sees("Perubahan setelah dikirim", "Catatan pendampingan")
    assert QuarterFigures.objects.get().mentoring_notes == before == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("REF-02", "REF-03", "REF-09", "REP-07", "REP-12", "SUC-05")
def test_from_a_need_to_an_accepted_report(accounts, window):
    pioneer = window("pioneer").sign_in(accounts["pioneer"])
    secretary = window("secretary").sign_in(accounts["secretary"])
    tksk, lk3 = (window(role, LAPTOP).sign_in(accounts[role]) for role in ("tksk", "lk3"))
    pioneer_finds_a_need(pioneer)
    secretary_refers_within_the_kecamatan(secretary)
    tksk_writes_down_the_slip(tksk)
    close(secretary, day(30), "Modal diterima, sudah berjualan.")
    secretary_refers_to_lk3(secretary)
    place_answers(window("place"), lk3_forwards(lk3))
    close(lk3, day(32), "Lulus kursus menjahit.")
    assert {row.state for row in Need.objects.all()} == {"met"}
    pioneer.menu("Pendampingan")
    pioneer.follow("Ibu Sumiyati")
    pioneer.sees("Kebutuhan terpenuhi", CAPITAL, COURSE)
    expect(pioneer.page.locator("main")).not_to_contain_text("Kursus menjahit tiga bulan")
    report = secretary_writes_the_report(secretary)
    dinas = window("dinas", LAPTOP).sign_in(accounts["regency_reports"])
    dinas_returns_one_section(dinas)
    secretary_mends_it(secretary, report, window("coordinator").sign_in(accounts["coordinator"]))
    dinas_accepts(dinas)
    secretary_prints_and_keeps_the_signed_page(secretary, report)
    figures = QuarterFigures.objects.get()
    assert (figures.referrals_sent, figures.referrals_served, figures.needs_met) == (2, 2, 2)
    province_reads_the_sum(window("province", LAPTOP).sign_in(accounts["province"]))
    a_late_record_changes_nothing(pioneer, secretary, report)
