"""From a visit to the verdict: an FCU is monitored, a finding closed and checked, the numbers of its accepted quarter
stand above, it is evaluated at the end, and the ministry judges the trial."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from fcu_project import workflow
from fcu_project.dates import long_date, short_date
from institutions.models import FamilyCareUnit
from reporting import indicators
from reporting.models import Aim, Finding, QuarterFigures, Verdict, VerdictAnswer, Visit
from reporting.verdicts.questions import QUESTIONS
from tests.browser import judging_steps as steps
from tests.browser import report_steps
from tests.browser.conftest import LAPTOP, account_for
from tests.browser.report_steps import fits, shown_well
from tests.browser.test_money_journey import photo
from tests.factories import TODAY
from tests.letters import text_of
from tests.reporting import make, told, visits
from tests.reporting.make import DECREED_ON, QUARTER, day
from tests.reporting.test_figures import recount
from tests.reporting.village import rich

pytestmark = pytest.mark.browser

NAMES = {
    "tksk": "Siti Raohun", "secretary": "Rina Apriani", "regency_reports": "Baiq Hidayatun",
    "ministry": "Ratih Anggraini",
}  # fmt: skip
HELD_ON, CLOSED_ON = day(QUARTER, 40), day(QUARTER, 55)
DUE_ON = day(QUARTER, 70)
FOUND, ADVICE = "Buku tamu belum diisi sejak bulan lalu.", "Isi buku tamu setiap ada yang datang."
OWNER, EVIDENCE = "Sekretaris FCU", "Buku tamu terisi sampai hari ini dan diletakkan di meja depan."
DEVIATION, ANSWER = "Kunjungan ke keluarga terlambat dua pekan.", "Kami kejar bulan ini."
CHECKED = "Buku tamu dilihat, isinya lengkap."
OVERALL, SUMMARY = "fit_if", "Layak bila petugas kecamatan mendampingi sampai akhir."
LESSONS, CHANGES = "Rapat rutin menentukan jalannya FCU.", "Pembekalan pionir ditambah satu hari."
GRADES = [*VerdictAnswer.Grade.values, *VerdictAnswer.Grade.values][: len(QUESTIONS)]
BESIDE = {"worth": ("Hasil: efektif", "Jejaring kerja", visits.CONCLUSION[Aim.EVALUATION]["success_text"])}


# --- what there is before -------------------------------------------------------------------------------------------
@pytest.fixture
def village(people, regions):
    """A village with many records; another whose report was accepted, and one whose report nobody has read."""
    rich(people)
    FamilyCareUnit.objects.update(**dict.fromkeys(("formed_on", "decreed_on", "inaugurated_on"), DECREED_ON))
    told.report(
        regions.sibling, plasma_end=7, plasma_end_women=3, plasma_end_men=4, plasma_visited=5, plasma_visited_women=2,
        plasma_visited_men=3, plasma_promoted=2, needs_met=6, members_end=9, members_active=4,
    )  # fmt: skip
    told.report(regions.elsewhere, stage="sent", plasma_end=400, plasma_promoted=90, needs_met=300, members_end=50)
    return regions.village


@pytest.fixture
def windows(window, people, village):
    """A phone in the village, a laptop above."""
    opened = SimpleNamespace()
    for role, name in NAMES.items():
        by = getattr(people, role)
        by.person.name, by.person.position = name, ""
        by.person.save()
        size = {} if by.level == "village" else {"size": LAPTOP}
        setattr(opened, role, window(role, **size).sign_in(account_for(by, role)))
    return opened


# --- monitored ------------------------------------------------------------------------------------------------------
def tksk_monitors(tksk, village):
    """Planned, filled in by phone, concluded with a finding, handed over. Returns its address."""
    address = steps.plan(
        tksk, Aim.MONITORING, village, on=HELD_ON, phase="middle", officers=f"{NAMES['tksk']}, TKSK",
    )  # fmt: skip
    steps.begin(tksk, HELD_ON)
    fits(tksk, "pembinaan-mulai")
    steps.fill_by_phone(tksk, Aim.MONITORING)
    steps.conclude(tksk, observed_text="Rapat rutin berjalan.", as_planned="no", deviation_text=DEVIATION)
    steps.write_finding(tksk, found=FOUND, advice=ADVICE, owner=OWNER, due_on=DUE_ON)
    steps.hand_over(tksk)
    shown_well(tksk, "pembinaan-diserahkan")
    return address


def tksk_plans_the_next(tksk, village):
    return steps.plan(tksk, Aim.MONITORING, village, on=TODAY, phase="needed", officers=f"{NAMES['tksk']}, TKSK")


def secretary_reads_and_signs(secretary, visit):
    """Home tells of the visit to come and of the one to sign; every answer of the instrument is there to read."""
    secretary.open("/")
    secretary.sees(f"Pemantauan oleh TKSK {visit.by_region}", long_date(TODAY), "Tandatangani hasil pemantauan")
    fits(secretary, "beranda-sekretaris")
    secretary.open(visit.get_absolute_url())
    answers = list(visit.answers.select_related("question"))
    assert len(answers) == visit.instrument.questions.count() > 7
    secretary.sees(DEVIATION, FOUND, *(one.question.text for one in answers), *{one.words for one in answers})
    shown_well(secretary, "pembinaan-dibaca")
    steps.sign(secretary, ANSWER)
    fits(secretary, "pembinaan-selesai")


def secretary_closes(secretary, finding):
    """Overdue on the home of the village, and closed with words and a photo only."""
    secretary.open("/")
    secretary.sees(f"Selesaikan temuan: {FOUND}")
    steps.tab(secretary, "Laporan", "Pembinaan", "Temuan")
    secretary.sees(FOUND, "Lewat batas waktu")
    fits(secretary, "temuan")
    secretary.follow(FOUND)
    fits(secretary, "temuan-terbuka")
    secretary.follow("Catat penyelesaian")
    secretary.fill(on=short_date(CLOSED_ON), scan=photo("buku-tamu.jpg"))
    secretary.press("Simpan penyelesaian")
    secretary.sees("Bukti penyelesaian belum diisi")
    secretary.fill(evidence=EVIDENCE, scan=photo("buku-tamu.jpg"))
    fits(secretary, "temuan-penyelesaian")
    secretary.press("Simpan penyelesaian")
    secretary.sees("Penyelesaian tersimpan", EVIDENCE, "Menunggu pemeriksaan", NAMES["secretary"])
    assert secretary.download(f"{finding.get_absolute_url()}bukti/")[:3] == b"\xff\xd8\xff"
    fits(secretary, "temuan-ditutup")


# --- the quarter ----------------------------------------------------------------------------------------------------
def secretary_reports_the_quarter(secretary, report):
    """The finding stands in the report as closed, on screen and on paper, as it was sent."""
    secretary.open(report.get_absolute_url())
    report_steps.give_reasons(secretary, "Pencatat sakit.")
    report_steps.send(secretary, f"TT-{report.region.code}-{QUARTER.year}-{QUARTER.number}-1")
    told_there = secretary.page.locator("section[aria-labelledby=temuan-triwulan]")
    for words in (FOUND, ADVICE, OWNER, "Selesai", "Ditemukan 1, diselesaikan 1, belum selesai 0"):
        expect(told_there).to_contain_text(words)
    fits(secretary, "laporan-dengan-temuan")
    paper = text_of(secretary.download(f"{report.get_absolute_url()}cetak/?kertas=A4"))
    for words in (FOUND, ADVICE, "Ditemukan 1, diselesaikan 1, belum selesai 0"):
        assert words in paper, words


def dinas_accepts(dinas, report):
    """Its figures are those of the records."""
    report_steps.open_review(dinas, report.region, "Terkirim")
    dinas.sees(FOUND)
    fits(dinas, "periksa-dengan-temuan")
    report_steps.accept(dinas)
    frozen = QuarterFigures.objects.get(report=report)
    assert {one: getattr(frozen, one) for one in indicators.REPORT_COLUMNS} == recount(report.region, QUARTER)


# --- checked, evaluated ---------------------------------------------------------------------------------------------
def tksk_checks_at_the_next_visit(tksk, address):
    """From the page of the visit that is being filled in; what was closed is looked at there."""
    tksk.open("/")
    tksk.sees("1 temuan selesai menunggu diperiksa")
    tksk.open(address)
    steps.begin(tksk, TODAY)
    earlier = tksk.page.locator("section[aria-labelledby=temuan-lama]")
    expect(earlier).to_contain_text(EVIDENCE)
    fits(tksk, "pembinaan-temuan-lama")
    tksk.follow("Periksa", within=earlier, exact=False)
    tksk.sees(FOUND, EVIDENCE)
    tksk.fill(verdict="fine", note=CHECKED)
    fits(tksk, "temuan-periksa")
    tksk.press("Simpan pemeriksaan")
    tksk.sees("Pemeriksaan tersimpan.")
    expect(earlier).to_have_count(0)


def secretary_sees_it_checked(secretary, finding):
    secretary.open(finding.get_absolute_url())
    secretary.sees("Diperiksa, sesuai", CHECKED, NAMES["tksk"])
    shown_well(secretary, "temuan-diperiksa")


def dinas_evaluates(windows, people, village):
    """At the end of the pilot: its aspects by the maker, what it comes to and both signatures on the screens."""
    dinas, by = windows.regency_reports, people.regency_reports
    plan = visits.planned(by, village, Aim.EVALUATION, phase="end")
    visit = visits.with_aspects(visits.fresh(workflow.perform(plan, "begin", by=by, on=TODAY)), by)
    dinas.open(visit.get_absolute_url())
    dinas.sees("8/8 aspek")
    dinas.follow("Isi simpulan", within=dinas.page.locator("section[aria-labelledby=isinya]"))
    steps.conclude(dinas, **visits.CONCLUSION[Aim.EVALUATION])
    steps.hand_over(dinas)
    windows.secretary.open(visit.get_absolute_url())
    steps.sign(windows.secretary, "Kami setuju.")
    fits(windows.secretary, "evaluasi-selesai")
    assert visits.fresh(visit).stage == Visit.Stage.SIGNED


# --- the numbers above ----------------------------------------------------------------------------------------------
def numbers_stand_above(windows, village):
    """Of both accepted reports and not of the third, in the kabupaten and for the ministry."""
    regency = village.parent.parent
    of_regency = steps.indicators_say_the_recount(windows.regency_reports, regency)
    of_nation = steps.indicators_say_the_recount(windows.ministry, regency.parent.parent)
    assert of_regency == of_nation and len(of_regency) > 10  # nobody else has an FCU; not merely empty
    for window, region in ((windows.regency_reports, regency), (windows.ministry, regency.parent.parent)):
        steps.dashboard_says_the_recount(window, region)


# --- judged ---------------------------------------------------------------------------------------------------------
def ministry_judges(ministry, secretary, village):
    """Begun at the site, nine answers, the words, concluded. Returns the verdict."""
    ministry.open("/")
    ministry.sees("1 lokasi sudah dievaluasi, belum disimpulkan")
    steps.tab(ministry, "Rekap", "Dasbor", "Kesimpulan")
    row = ministry.page.locator("main tr", has_text=str(village))
    expect(row).to_contain_text("Ada")  # evaluated at the end
    shown_well(ministry, "kesimpulan-lokasi")
    ministry.follow("Mulai", within=row, exact=False)
    fits(ministry, "kesimpulan-mulai")
    ministry.press("Mulai kesimpulan")
    ministry.sees("Draf kesimpulan dibuka", "0/9 dijawab", QUARTER.words, "9 dari 9 pertanyaan belum dijawab")
    fits(ministry, "kesimpulan-draf")
    for (code, question), grade in zip(QUESTIONS.items(), GRADES, strict=True):
        steps.answer_question(ministry, question, grade, reason_of(code), *BESIDE.get(code, ()))
    ministry_writes_the_words(ministry)
    tells_nothing_yet(secretary)
    report_steps.take(ministry, "Simpulkan")
    ministry.sees("Disimpulkan", long_date(TODAY), "Dibekukan", SUMMARY)
    shown_well(ministry, "kesimpulan-ditetapkan")
    return Verdict.objects.get()


def reason_of(code):
    return f"Terlihat pada bukti {QUESTIONS[code].label.lower()} di lokasi ini."


def ministry_writes_the_words(ministry):
    """Beside the answers so far."""
    ministry.sees("9/9 dijawab")
    ministry.follow("Tulis : kesimpulan, pelajaran, perubahan")
    ministry.sees(reason_of("effectiveness"))
    ministry.fill(overall=OVERALL, summary_text=SUMMARY, lessons_text=LESSONS, changes_text=CHANGES)
    fits(ministry, "kesimpulan-kata")
    report_steps.save(ministry)
    ministry.sees("Kesimpulan tersimpan.", SUMMARY, LESSONS)
    fits(ministry, "kesimpulan-siap")


def tells_nothing_yet(secretary):
    """A draft is the ministry's alone."""
    steps.tab(secretary, "Laporan", "Dasbor", "Kesimpulan")
    secretary.sees("Belum ada kesimpulan")
    assert secretary.open(Verdict.objects.get().get_absolute_url()) == 404
    secretary.open("/")


def sheet_reads_back(content, village):
    """Grade and reason of every question, the overall word, what was learnt; signed by the ministry, no draft."""
    sheet = text_of(content)
    grades = [VerdictAnswer.Grade(grade).label for grade in GRADES]
    for question, grade in zip(QUESTIONS.values(), grades, strict=True):
        for words in (question.label, grade, reason_of(question.code)):
            assert words in sheet, words
    for words in (Verdict.Overall(OVERALL).label, SUMMARY, LESSONS, CHANGES, str(village), QUARTER.words, "LAMPIRAN"):
        assert words in sheet, words
    assert "DRAF" not in sheet and "Disimpulkan walaupun" not in sheet
    for name in ("Sumiyati", "Wagiman", "Hadi Suwito"):
        assert name not in sheet, name


def village_reads_it(secretary, verdict):
    steps.tab(secretary, "Laporan", "Dasbor", "Kesimpulan")
    fits(secretary, "kesimpulan-desa")
    with secretary.page.expect_navigation():
        secretary.page.locator("main table.rows a.stretched-link").click()
    assert secretary.page.url.endswith(verdict.get_absolute_url())
    secretary.sees(Verdict.Overall(OVERALL).label, SUMMARY, LESSONS, CHANGES, *map(reason_of, QUESTIONS))
    expect(secretary.page.get_by_role("link", name="Buka kembali")).to_have_count(0)
    shown_well(secretary, "kesimpulan-dibaca")


@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("SME-11", "SME-12")
def test_from_a_visit_to_the_verdict_on_the_trial(windows, people, village):
    tksk, secretary, dinas, ministry = (getattr(windows, role) for role in NAMES)
    tksk_monitors(tksk, village)
    later = tksk_plans_the_next(tksk, village)
    finding = Finding.objects.get()
    secretary_reads_and_signs(secretary, visits.fresh(finding.visit))
    secretary_closes(secretary, finding)
    report = make.approved(make.filled(people.secretary))
    secretary_reports_the_quarter(secretary, report)
    dinas_accepts(dinas, report)
    tksk_checks_at_the_next_visit(tksk, later)
    secretary_sees_it_checked(secretary, finding)
    dinas_evaluates(windows, people, village)
    numbers_stand_above(windows, village)
    verdict = ministry_judges(ministry, secretary, village)
    sheet_reads_back(ministry.download(f"{verdict.get_absolute_url()}cetak/?kertas=F4"), village)
    village_reads_it(secretary, verdict)
