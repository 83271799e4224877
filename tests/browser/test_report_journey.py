"""One quarter of three villages, from empty pages to the ministry's sum, with a return on the way and changes later."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from fcu_project.dates import short_date
from institutions.models import FamilyCareUnit, Region
from reporting.above.office_kinds import Kind
from reporting.models import OfficeReport, Report, Section
from reporting.workflow.office import CODES
from tests import factories
from tests.browser import report_steps as steps
from tests.browser.conftest import LAPTOP, account_for
from tests.browser.report_steps import fits, office_sums, recap_sums, shown_well, together, told
from tests.browser.test_money_journey import photo
from tests.families import make as families
from tests.families import short
from tests.reporting import make
from tests.reporting.make import DECREED_ON, QUARTER, day
from tests.reporting.village import rich

pytestmark = pytest.mark.browser

NAMES = {
    "secretary": "Rina Apriani", "coordinator": "Zulkarnaen Hamdi", "regency_reports": "Baiq Hidayatun",
    "subdistrict_operator": "Lalu Mastur", "province": "Gede Wirasana", "ministry": "Ratih Anggraini",
}  # fmt: skip
TEXTS = {
    Section.ACTIVITIES: "FCU mengadakan rapat rutin dan mengunjungi keluarga.",
    Section.RESULTS: "Keluarga mulai menabung.", Section.NEXT_PLAN: "Melanjutkan pendampingan.",
}  # fmt: skip
FINANCE = {"finance_kind": "totals", "opening_balance": "100000", "income_self_help": "250000",
           "expense_total": "300000"}  # fmt: skip
NOTE, MENDED = "Tuliskan berapa keluarga yang menabung.", "Dua keluarga mulai menabung di koperasi."
NOT_YET, BY_PHONE, SILENT = "Belum waktunya menurut rencana.", "Disetujui lewat telepon.", "Kantor itu belum siap."
MEETINGS = "Pertemuan terlaksana"


# --- what there is before -------------------------------------------------------------------------------------------
@pytest.fixture
def villages(people, regions):
    """Two villages in one kecamatan, one with many records and one with a few; one in another without any."""
    first, second, third = regions.village, regions.sibling, regions.elsewhere
    rich(people)
    by = factories.AssignmentFactory(role="secretary", region=second)
    short.group(short.unit(second))
    families.candidate(by, "Painem")
    families.Family.objects.filter(region=second).update(recorded_on=day(QUARTER, 5), head_sex="male")
    factories.held_meeting("routine", by, on=day(QUARTER, 7))
    factories.AssignmentFactory(role="secretary", region=third)
    make.unit(third, name="Mawar")
    dated = dict.fromkeys(("formed_on", "decreed_on", "inaugurated_on"), DECREED_ON)
    FamilyCareUnit.objects.update(**dated)
    return SimpleNamespace(first=first, second=second, third=third, all=[first, second, third])


@pytest.fixture
def windows(window, people, villages):
    """A signed-in window per party: a phone in the village, a laptop above."""
    opened = SimpleNamespace()
    for role, name in NAMES.items():
        by = getattr(people, role)
        by.person.name, by.person.position = name, ""
        by.person.save()
        size = {} if by.level == "village" else {"size": LAPTOP}
        setattr(opened, role, window(role, **size).sign_in(account_for(by, role.replace("_", "."))))
    for region, name in ((villages.second, "second"), (villages.third, "third")):
        by = factories.Assignment.objects.get(role="secretary", region=region)
        setattr(opened, name, window(name).sign_in(account_for(by, name)))
    return opened


def receipt(region, number):
    return f"TT-{region.code}-{QUARTER.year}-{QUARTER.number}-{number}"


# --- the first village ----------------------------------------------------------------------------------------------
def secretary_writes_the_report(secretary):
    secretary.menu("Laporan")
    secretary.press(f"Mulai : {QUARTER.words}")
    secretary.sees("0/5 bagian")
    fits(secretary, "laporan-kosong")
    for section, text in TEXTS.items():
        steps.write(secretary, section, **{f"{section.value}_text": text})
    steps.write(secretary, Section.FINANCE, **FINANCE)
    secretary_tells_an_obstacle(secretary)
    secretary.sees("5/5 bagian")


def secretary_tells_an_obstacle(secretary):
    """With what is done about it, by whom and until when: without, it is not taken."""
    steps.open_part(secretary, Section.OBSTACLES)
    secretary.follow("Tambah kendala")
    secretary.fill(obstacle="Jalan rusak saat hujan.", owner="Sekretaris")
    secretary.press("Simpan kendala")
    secretary.sees("belum diisi")
    secretary.fill(solution="Pertemuan dipindah ke dusun.", due_on=short_date(factories.TODAY))
    fits(secretary, "laporan-kendala")
    secretary.press("Simpan kendala")
    secretary.sees("Kendala dan solusinya tersimpan", "Pertemuan dipindah ke dusun.")
    secretary.fill(done="yes")
    steps.save(secretary)


def secretary_completes_it(secretary):
    """The checklist of aspects, a photo, and reasons for what is not recorded."""
    secretary.follow("Lengkapi atau jelaskan")
    fits(secretary, "laporan-kelengkapan")
    secretary.follow("Kembali ke laporan")
    steps.explain_aspects(secretary, NOT_YET)
    secretary.follow("Tambah foto")
    secretary.fill(photo=photo("kelas.jpg"), caption="Kelas pengasuhan", people="nobody")
    secretary.press("Lampirkan")
    secretary.sees("Lampiran tersimpan", "Kelas pengasuhan")


def coordinator_approves(coordinator, report):
    coordinator.open(report)
    coordinator.sees("Semua bagian sudah selesai")
    steps.take(coordinator, "Setujui laporan")
    coordinator.sees("Laporan disetujui")


def secretary_sends(secretary, report, number):
    secretary.open(report)
    steps.give_reasons(secretary, "Pencatat sakit.")
    steps.send(secretary, number)


def dinas_returns_one_section(dinas, village):
    steps.open_review(dinas, village, "Terkirim")
    dinas.sees("Kelas pengasuhan")
    dinas.fill(verdict_activities="fine")
    dinas.press(f"Simpan pemeriksaan sampai {Section.ACTIVITIES.label}")
    dinas.fill(verdict_results="mend", note_results=NOTE)
    steps.judge_rest(dinas)
    dinas.sees("1 bagian perlu diperbaiki")
    fits(dinas, "periksa-laporan")
    steps.decide(dinas, "Kembalikan untuk diperbaiki", note="Tinggal satu bagian.")
    dinas.sees("Menunggu perbaikan FCU")


def secretary_mends(secretary):
    """The list leads to the very section, where the note stands."""
    secretary.menu("Laporan")
    secretary.follow(f"Perbaiki : {QUARTER.words}")
    assert secretary.page.url.endswith("#bagian-results")
    place = secretary.page.locator("#bagian-results")
    expect(place).to_be_in_viewport()
    expect(place).to_contain_text(NOTE)
    shown_well(secretary, "laporan-dikembalikan")
    steps.open_part(secretary, Section.RESULTS)
    secretary.sees(NOTE)
    secretary.fill(results_text=MENDED, done="yes")
    steps.save(secretary)
    secretary.sees("menunggu persetujuan Koordinator")


def dinas_reads_what_changed_and_accepts(dinas, village):
    """What did not change is taken over, what did is judged."""
    steps.open_review(dinas, village, "Kiriman ulang")
    dinas.sees("Kiriman ulang", "Yang berubah sejak versi 1", f"Diminta: {NOTE}", "Ditambah:", MENDED)
    shown_well(dinas, "periksa-kiriman-ulang")
    dinas.press("Terima 4 bagian itu")
    dinas.sees("Tidak berubah sejak versi 1")
    steps.accept(dinas)


def first_village_reports(windows, villages):
    """Written, approved, sent, returned, mended, approved, sent again, accepted. Returns its address."""
    secretary, dinas = windows.secretary, windows.regency_reports
    secretary_writes_the_report(secretary)
    secretary_completes_it(secretary)
    report = Report.objects.get(region=villages.first).get_absolute_url()
    coordinator_approves(windows.coordinator, report)
    secretary_sends(secretary, report, receipt(villages.first, 1))
    fits(secretary, "laporan-terkirim")
    dinas_returns_one_section(dinas, villages.first)
    secretary_mends(secretary)
    coordinator_approves(windows.coordinator, report)
    secretary_sends(secretary, report, receipt(villages.first, 2))
    dinas_reads_what_changed_and_accepts(dinas, villages.first)
    return report


# --- the other two --------------------------------------------------------------------------------------------------
def second_village_reports(secretary, dinas, village):
    """With a few records, and the coordinator's word by telephone."""
    steps.opened_from(secretary, "/laporan/", "Mulai", QUARTER.words)
    for section, text in TEXTS.items():
        steps.write(secretary, section, **{f"{section.value}_text": text})
    steps.write(secretary, Section.FINANCE, finance_kind="nihil")
    steps.write(secretary, Section.OBSTACLES, no_obstacles=True)
    steps.explain_aspects(secretary, NOT_YET)
    steps.give_reasons(secretary, BY_PHONE)
    steps.send(secretary, receipt(village, 1))
    steps.open_review(dinas, village, "Terkirim")
    steps.accept(dinas)


def third_village_reports_nothing(secretary, dinas, village):
    """All sections with one confirmation."""
    steps.opened_from(secretary, "/laporan/", "Mulai", QUARTER.words)
    secretary.follow("Isi dengan nihil")
    fits(secretary, "laporan-nihil")
    secretary.press("Isi laporan dengan nihil")
    secretary.sees("5/5 bagian")
    if secretary.page.get_by_role("link", name="Lengkapi atau jelaskan").count():
        steps.explain_aspects(secretary, "Tidak ada kegiatan pada triwulan ini.")
    steps.give_reasons(secretary, BY_PHONE)
    steps.send(secretary, receipt(village, 1))
    steps.open_review(dinas, village, "Terkirim")
    dinas.sees("Nihil.")
    steps.accept(dinas)


def recap_names_who_is_missing(dinas, villages):
    """The sum of the two that were accepted; the third by name."""
    assert recap_sums(dinas) == told(together([villages.first, villages.second]))
    silent = dinas.page.locator("section[aria-labelledby=belum]")
    expect(silent).to_contain_text("FCU Mawar")
    expect(silent).to_contain_text("1 FCU")
    shown_well(dinas, "rekap-belum-lengkap")


# --- level by level -------------------------------------------------------------------------------------------------
def kecamatan_reports(kecamatan, dinas, villages):
    """From the list of its own reports; the sum of its two villages."""
    name = f"{Kind.SUBDISTRICT.label} {QUARTER.words}"
    steps.opened_from(kecamatan, steps.OFFICES, "Mulai", name)
    kecamatan.sees("Belum ada catatan atau penjelasan: Sosialisasi dan koordinasi")
    fits(kecamatan, "laporan-kecamatan")
    report = OfficeReport.objects.get(kind=Kind.SUBDISTRICT)
    steps.finish_and_send(kecamatan, report, SILENT, f"TT-KEC-{report.region.code}-")
    by_hand = told(together([villages.first, villages.second]))
    assert office_sums(kecamatan, report.get_absolute_url()) == by_hand == recap_sums(kecamatan)
    steps.receive(dinas, str(report.region))


def office_reports(window, kind, villages, receiver=None):
    """Begun at the recap, written, sent, taken in above; recap and report say the recount. Returns its address."""
    by_hand = told(together(villages.all))
    assert recap_sums(window) == by_hand
    expect(window.page.locator("section[aria-labelledby=belum]")).to_have_count(0)
    fits(window, f"rekap-{kind}")
    window.press("Tulis laporan kantor")
    report = OfficeReport.objects.get(kind=kind)
    steps.finish_and_send(window, report, SILENT, f"TT-{CODES[kind]}-{report.region.code}-")
    address = report.get_absolute_url()
    assert office_sums(window, address) == by_hand
    fits(window, f"laporan-{kind}")
    steps.receive(receiver, str(report.region))
    assert office_sums(receiver, f"{address}periksa/") == by_hand
    return address


def ministry_sees_the_sum(ministry, villages):
    """Of the nation, of the province and of the kabupaten alike, since nobody else has an FCU."""
    ministry.menu("Rekap")
    by_hand = told(together(villages.all))
    assert by_hand["Kehadiran dalam pertemuan"][1] and by_hand["Keluarga plasma"][2]  # women and men
    assert recap_sums(ministry) == by_hand
    fits(ministry, "rekap-kementerian")
    above = villages.first.parent.parent
    for region in (above, above.parent):
        assert recap_sums(ministry, region) == by_hand
    with_them = Region.objects.filter(code__in=("970101", "970102")).order_by("code")
    for region, below in zip(with_them, (villages.all[:2], villages.all[2:]), strict=True):
        assert recap_sums(ministry, region) == told(together(below))


# --- what comes later -----------------------------------------------------------------------------------------------
def a_late_record_changes_no_sum(windows, people, villages, report):
    """The sum stays, and the village is told that its records say more."""
    before = told(together(villages.all))
    factories.held_meeting("routine", people.secretary, on=day(QUARTER, 40))
    assert told(together(villages.all)) != before
    for window in (windows.regency_reports, windows.ministry):
        assert recap_sums(window) == before
    windows.secretary.open(report)
    windows.secretary.sees("Perubahan setelah dikirim", MEETINGS)
    shown_well(windows.secretary, "laporan-berubah")
    return before


def dinas_opens_it_again(windows, villages):
    dinas = windows.regency_reports
    steps.open_review(dinas, villages.first, "Diterima")
    dinas.follow("Buka kembali")
    dinas.press("Buka kembali")
    dinas.sees("Alasan belum diisi")
    dinas.fill(note="Satu rapat terlambat dicatat.")
    dinas.press("Buka kembali")
    dinas.sees("Menunggu perbaikan FCU")
    for window in (dinas, windows.ministry):
        assert recap_sums(window) == told(together([villages.second, villages.third]))


def it_is_accepted_again(windows, villages, report):
    """Sent once more; the sum is that of the records as they are now."""
    secretary, dinas = windows.secretary, windows.regency_reports
    secretary.open(report)
    secretary.sees("Dibuka kembali Dinas Sosial", "Satu rapat terlambat dicatat.")
    steps.write(secretary, Section.RESULTS, results_text=f"{MENDED} Satu rapat ditambahkan.")
    coordinator_approves(windows.coordinator, report)
    secretary_sends(secretary, report, receipt(villages.first, 3))
    steps.open_review(dinas, villages.first, "Kiriman ulang")
    steps.accept(dinas)
    for window in (dinas, windows.province, windows.ministry):
        assert recap_sums(window) == told(together(villages.all))


def what_was_sent_stays(windows, kabupaten, before):
    """The report of the kabupaten as it was sent, and beside it what has changed since."""
    for window in (windows.regency_reports, windows.province):
        assert office_sums(window, kabupaten) == before
        window.sees("Sejak dikirim berubah")
        row = window.page.locator("section[aria-labelledby=perubahan] tr", has_text=MEETINGS)
        was = before[MEETINGS][0]
        assert row.inner_text().split()[-2:] == [str(was), str(was + 1)]
    shown_well(windows.province, "laporan-kabupaten-berubah")


@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("REP-07", "REP-12")
def test_one_quarter_of_three_villages_up_to_the_ministry(windows, villages, people):
    dinas = windows.regency_reports
    report = first_village_reports(windows, villages)
    second_village_reports(windows.second, dinas, villages.second)
    recap_names_who_is_missing(dinas, villages)
    kecamatan_reports(windows.subdistrict_operator, dinas, villages)
    third_village_reports_nothing(windows.third, dinas, villages.third)
    kabupaten = office_reports(dinas, Kind.REGENCY, villages, windows.province)
    office_reports(windows.province, Kind.PROVINCE, villages, windows.ministry)
    ministry_sees_the_sum(windows.ministry, villages)
    before = a_late_record_changes_no_sum(windows, people, villages, report)
    dinas_opens_it_again(windows, villages)
    it_is_accepted_again(windows, villages, report)
    what_was_sent_stays(windows, kabupaten, before)
