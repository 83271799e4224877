"""The report of a quarter: written, sent, returned, mended, accepted, opened again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from fcu_project import workflow
from fcu_project.models import StaleVersion, StoredFile
from fcu_project.workflow import TransitionRefused
from reporting.actions import report as actions
from reporting.models import Obstacle, QuarterFigures, Report, ReportVersion, Section, SectionReview
from reporting.models.report import FrozenRow
from reporting.periods import quarter_of
from reporting.quarterly import content
from tests import factories
from tests.factories import TODAY
from tests.families import short
from tests.reporting import make
from tests.reporting.make import QUARTER


def refusal(act, *args, **kwargs):
    with pytest.raises(TransitionRefused) as refused:
        act(*args, **kwargs)
    return " ".join(refused.value.reasons)


# --- one per FCU and quarter ------------------------------------------------------------------------------------
@pytest.mark.clause("REP-02")
def test_one_report_per_fcu_and_quarter(people):
    by = people.secretary
    report = make.draft(by)
    assert make.draft(people.coordinator).pk == report.pk
    assert (report.year, report.quarter, report.stage) == (QUARTER.year, QUARTER.number, "draft")
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(unit=report.unit, region=report.region, year=report.year, quarter=report.quarter)
    assert make.draft(by, QUARTER.next).pk != report.pk  # the running quarter may be prepared
    assert report.period == QUARTER and str(report) == f"Laporan {QUARTER.words}"


@pytest.mark.clause("REP-02")
def test_no_report_before_the_first_duty_nor_on_a_quarter_to_come(people):
    by = people.secretary
    unit = make.unit_of(by.region)
    assert "Laporan pertama" in refusal(actions.open_report, unit, QUARTER.previous, by=by, on=TODAY)
    assert "belum mulai" in refusal(actions.open_report, unit, QUARTER.next.next, by=by, on=TODAY)
    unit.deactivated_on = QUARTER.start - timedelta(days=1)
    assert "tidak aktif" in refusal(actions.open_report, unit, QUARTER, by=by, on=TODAY)
    unit.decreed_on = None
    assert "SK" in refusal(actions.open_report, unit, QUARTER, by=by, on=TODAY)
    assert not Report.objects.exists()


def test_a_twin_gets_the_report_that_was_opened_meanwhile(people, monkeypatch):
    unit = make.unit_of(people.secretary.region)

    def opened_meanwhile(*args):
        Report.objects.create(unit=unit, region=unit.region, year=QUARTER.year, quarter=QUARTER.number)
        return ""

    monkeypatch.setattr(actions, "opening_problem", opened_meanwhile)
    assert make.draft(people.secretary) == Report.objects.get()


def test_who_opens_and_writes(people, regions):
    report = make.draft(people.secretary)
    stranger = factories.AssignmentFactory(role="secretary", region=regions.sibling)
    for by in (stranger, people.regency_reports, people.tksk):
        with pytest.raises(PermissionDenied):
            actions.save_section(make.fresh(report), "results", text="Lain", by=by, on=TODAY)
        with pytest.raises(PermissionDenied):
            actions.open_report(report.unit, QUARTER, by=by, on=TODAY)
    with pytest.raises(PermissionDenied):
        actions.save_section(report, "results", text="Lain", by=people.treasurer, on=TODAY)
    actions.save_finance(report, kind="nihil", by=people.treasurer, on=TODAY)
    assert make.fresh(report).finance_kind == "nihil"
    with pytest.raises(PermissionDenied):
        actions.save_finance(report, kind="nihil", by=people.village_head, on=TODAY)


# --- what sending asks for --------------------------------------------------------------------------------------
def test_a_quarter_that_is_not_over_is_not_sent(people):
    running = quarter_of(TODAY)
    words = refusal(make.sent, people.secretary, running)
    assert f"{running.words} belum selesai" in words and "Laporan bisa dikirim setelah" in words
    assert Report.objects.get().stage == "draft" and not QuarterFigures.objects.exists()


@pytest.mark.clause("REP-05")
@pytest.mark.parametrize("section", list(Section))
def test_every_section_is_mandatory(section, people):
    report = make.filled(people.secretary, leave_out=[section])
    buttons = workflow.available(make.fresh(report), people.secretary, TODAY)
    shut = [gate for gate in buttons[0].gates if gate.state == "shut"]
    assert [gate.name for gate in shut] == [f"section_{section}"]
    assert shut[0].fix_url.endswith(f"/{section}/")
    refusal(make.step, make.reasoned(report, people.secretary), "send", people.secretary)
    assert make.fresh(report).stage == "draft"


@pytest.mark.clause("REP-05")
def test_every_obstacle_has_a_solution(people):
    report = make.draft(people.secretary)
    with pytest.raises(ValidationError, match="solusi"):
        make.obstacle(report, people.secretary, solution="  ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Obstacle.objects.create(report=report, obstacle="Jalan rusak", solution="", owner="Sekretaris")
    assert not Obstacle.objects.exists()


def test_no_obstacles_is_said_not_left_out(people):
    by = people.secretary
    report = make.draft(by)
    with pytest.raises(ValidationError, match="Tulis sedikitnya satu kendala"):
        actions.save_section(report, "obstacles", done=True, by=by, on=TODAY)
    actions.save_section(report, "obstacles", no_obstacles=True, done=True, by=by, on=TODAY)
    row = make.obstacle(report, by)
    assert not make.fresh(report).no_obstacles
    with pytest.raises(ValidationError, match="Hapus dahulu"):
        actions.save_section(make.fresh(report), "obstacles", no_obstacles=True, by=by, on=TODAY)
    row.report = make.fresh(report)
    actions.remove_obstacle(row, by=by, on=TODAY)
    assert not make.fresh(report).is_done("obstacles")


def test_a_section_is_finished_only_when_it_says_something(people):
    by = people.secretary
    report = make.draft(by)
    with pytest.raises(ValidationError, match="belum diisi"):
        actions.save_section(report, "results", text="  ", done=True, by=by, on=TODAY)
    with pytest.raises(ValidationError, match="Paling banyak 5000"):
        actions.save_section(report, "results", text="a" * 5001, by=by, on=TODAY)
    actions.save_section(make.fresh(report), "results", text="Berjalan.", by=by, on=TODAY)
    assert content.open_problem(make.fresh(report), Section.RESULTS).endswith("belum ditandai selesai.")
    actions.save_section(make.fresh(report), "results", done=True, by=by, on=TODAY)
    emptied = actions.save_section(make.fresh(report), "results", text="", by=by, on=TODAY)
    assert not emptied.is_done("results")


@pytest.mark.clause("REP-06")
def test_the_finance_half_is_nihil_or_totals_that_never_fall_below_zero(people):
    by = people.treasurer
    report = make.draft(people.secretary)
    with pytest.raises(ValidationError, match="Pengeluaran lebih besar"):
        actions.save_finance(report, kind="totals", amounts={"expense_total": 1}, by=by, on=TODAY)
    with pytest.raises(ValidationError, match="nihil"):
        actions.save_finance(make.fresh(report), kind="nihil", amounts={"opening_balance": 1}, by=by, on=TODAY)
    with pytest.raises(ValidationError):
        actions.save_finance(make.fresh(report), kind="totals", amounts={"income_csr": -1}, by=by, on=TODAY)
    saved = actions.save_finance(make.fresh(report), kind="totals", amounts=make.AMOUNTS, by=by, on=TODAY)
    assert (saved.income_total, saved.closing_balance) == (250_000, 50_000)
    following = make.draft(people.secretary, QUARTER.next)
    assert following.brought_forward() == 50_000


# --- sent -------------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-02")
def test_sending_freezes_a_version_and_the_figures(people):
    report = make.sent(people.secretary)
    version, frozen = ReportVersion.objects.get(), QuarterFigures.objects.get()
    receipt = f"TT-{report.region.code}-{QUARTER.year}-{QUARTER.number}-1"
    assert (report.stage, report.sent_on, report.sent_by) == ("sent", TODAY, people.secretary.actor_uid)
    assert report.receipt_number == version.receipt_number == receipt
    assert version.content["sections"]["results"]["text"] == make.TEXTS[Section.RESULTS]
    assert version.content["reasons"] in ({}, {"recorded": "Pencatat sakit."})
    assert (frozen.report_id, frozen.region_id, frozen.year) == (report.pk, report.region_id, QUARTER.year)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM reporting_reportversion")
        assert "menabung" not in cursor.fetchone()[0]  # sealed
    version.number = 7
    with pytest.raises(FrozenRow):
        version.save()


def test_sent_twice_is_refused_the_second_time(people):
    report = make.sent(people.secretary)
    assert "Terkirim" in refusal(make.step, report, "send", people.secretary)
    stale = make.fresh(report)
    Report.objects.filter(pk=report.pk).update(stage="returned", version=stale.version + 1)
    stale.stage = stale.stage_read = "returned"
    assert "baru saja diubah orang lain" in refusal(workflow.perform, stale, "send", by=people.coordinator, on=TODAY)
    assert ReportVersion.objects.count() == 1


def test_what_was_sent_is_not_written_on(people):
    report = make.sent(people.secretary)
    row = Obstacle.objects.get()
    assert "tidak bisa diubah" in refusal(
        actions.save_section, make.fresh(report), "results", text="Lain", by=people.secretary, on=TODAY
    )
    for act in (actions.save_obstacle, actions.remove_obstacle):
        refusal(act, row, by=people.secretary, on=TODAY)
    refusal(actions.save_finance, make.fresh(report), kind="nihil", by=people.secretary, on=TODAY)


@pytest.mark.parametrize("role", ["treasurer", "village_head", "village_operator", "regency_reports", "ministry"])
def test_who_does_not_send(role, people):
    report = make.reasoned(make.filled(people.secretary), people.secretary)
    with pytest.raises(PermissionDenied):
        make.step(report, "send", getattr(people, role))


# --- reviewed ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-12")
def test_returned_with_a_note_mended_and_accepted(people):
    reviewer, by = people.regency_reports, people.secretary
    report = make.sent(by)
    assert "Tandai dahulu" in refusal(make.step, report, "return", reviewer)
    with pytest.raises(ValidationError, match="Tuliskan apa"):
        actions.review_section(report.latest_version(), "results", verdict="mend", by=reviewer, on=TODAY)
    report = make.review(report, reviewer, mend=[Section.RESULTS])
    assert "Hasil yang dicapai" in refusal(make.step, report, "accept", reviewer)
    report = make.step(report, "return", reviewer)
    assert (report.stage, report.returned_on, report.returned_by_words) == ("returned", TODAY, reviewer.signature)
    assert "Belum diperbaiki" in refusal(make.step, report, "send", by)
    actions.save_section(make.fresh(report), "results", text="Dua keluarga menabung, 14 peserta.", by=by, on=TODAY)
    report = make.step(report, "send", by)
    first, second = ReportVersion.objects.order_by("number")
    assert second.receipt_number.endswith("-2") and second.previous == first
    assert SectionReview.objects.filter(report_version=first).count() == 5 and not second.reviews.exists()
    assert "Belum diperiksa" in refusal(make.step, report, "accept", reviewer)
    report = make.step(make.review(report, reviewer), "accept", reviewer)
    assert (report.stage, report.accepted_on, report.accepted_by) == ("accepted", TODAY, reviewer.actor_uid)
    assert QuarterFigures.objects.count() == 1


def test_what_a_new_version_changed(people):
    report = make.returned(people)
    assert content.difference(report.latest_version(), None) == {"sections": [], "figures": [], "annexes": []}
    actions.save_section(make.fresh(report), "results", text="Tiga keluarga menabung.", by=people.secretary, on=TODAY)
    short.held("routine", report.region, make.day(QUARTER, 5))
    report = make.step(make.reasoned(report, people.secretary), "send", people.secretary)
    version = report.latest_version()
    changed = content.difference(version, version.previous)
    recorded, written = changed["sections"]
    assert recorded["lines"][0][0] == "+" and "Rapat rutin FCU" in recorded["lines"][0][1]  # the table of chapter II
    assert [written] == [{"section": "results", "label": "Hasil yang dicapai", "lines": [
        ("-", "Dua keluarga mulai menabung."), ("+", "Tiga keluarga menabung.")]}]  # fmt: skip
    assert changed["figures"] == [("Pertemuan terlaksana", 0, 1)]


@pytest.mark.clause("REP-12")
def test_an_accepted_report_is_locked_and_only_the_kabupaten_opens_it_with_a_reason(people):
    report = make.accepted(people)
    refusal(actions.save_section, make.fresh(report), "results", text="Lain", by=people.secretary, on=TODAY)
    refusal(make.step, report, "send", people.secretary)
    for by in (people.secretary, people.coordinator, people.tksk, people.regency_funds):
        with pytest.raises(PermissionDenied):
            make.step(report, "reopen", by, note="Salah jumlah")
    assert "alasan" in refusal(make.step, report, "reopen", people.regency_reports)
    figures = QuarterFigures.objects.get()
    report = make.step(report, "reopen", people.regency_reports, note="Salah jumlah uang.")
    assert (report.stage, report.return_note, report.accepted_on) == ("returned", "Salah jumlah uang.", None)
    assert QuarterFigures.objects.get().version == figures.version  # they stay until it is sent again
    assert make.step(report, "send", people.secretary).receipt_number.endswith("-2")
    assert QuarterFigures.objects.get().version > figures.version


def test_four_eyes(people, regions):
    """Whoever sent it, whatever they are by now, neither reviews nor accepts it."""
    report = make.sent(people.secretary)
    promoted = factories.AssignmentFactory(
        role="regency_reports", region=regions.regency, person=people.secretary.person
    )
    with pytest.raises(PermissionDenied):
        actions.review_section(report.latest_version(), "results", verdict="fine", by=promoted, on=TODAY)
    make.review(report, people.regency_reports)
    with pytest.raises(PermissionDenied):
        make.step(report, "accept", promoted)


def test_only_the_own_kabupaten_reviews(people, regions):
    report = make.sent(people.secretary)
    elsewhere = factories.AssignmentFactory(role="regency_reports", region=regions.city)
    for by in (elsewhere, people.tksk, people.province, people.secretary):
        with pytest.raises(PermissionDenied):
            actions.review_section(report.latest_version(), "results", verdict="fine", by=by, on=TODAY)
        with pytest.raises(PermissionDenied):
            make.step(report, "accept", by)
    assert not SectionReview.objects.exists()


def test_a_section_is_reviewed_once_again_and_only_in_the_latest_version(people):
    reviewer = people.regency_reports
    report = make.returned(people)
    first = report.latest_version()
    assert "tidak sedang diperiksa" in refusal(
        actions.review_section, first, "results", verdict="fine", by=reviewer, on=TODAY
    )
    actions.save_section(report, "results", text="Lain.", by=people.secretary, on=TODAY)
    report = make.step(report, "send", people.secretary)
    first = ReportVersion.objects.get(number=1)
    assert "lebih baru" in refusal(actions.review_section, first, "results", verdict="fine", by=reviewer, on=TODAY)
    for verdict, note in (("mend", "Kurang jelas."), ("fine", "")):
        actions.review_section(report.latest_version(), "results", verdict=verdict, note=note, by=reviewer, on=TODAY)
        report = make.fresh(report)
    row = SectionReview.objects.get(report_version__number=2)
    assert (row.verdict, row.note, row.reviewed_by) == ("fine", "", reviewer.signature)


def test_two_reviewers_at_once(people, regions):
    """One returns it, the other still has the page on which it may be accepted: one wins, the other is told."""
    report = make.review(make.sent(people.secretary), people.regency_reports)
    other = factories.AssignmentFactory(role="regency_reports", region=regions.regency)
    stale, stale_version = make.fresh(report), make.fresh(report).latest_version()
    assert stale_version.report.stage == "sent"  # read before the other one writes
    actions.review_section(
        make.fresh(report).latest_version(), "finance", verdict="mend", note="Salah jumlah.", by=other, on=TODAY
    )
    with pytest.raises(StaleVersion):
        actions.review_section(stale_version, "finance", verdict="fine", by=people.regency_reports, on=TODAY)
    assert "baru saja diubah" in refusal(workflow.perform, stale, "accept", by=people.regency_reports, on=TODAY)
    assert make.step(report, "return", other).stage == "returned"
    assert SectionReview.objects.get(section="finance").verdict == "mend"


def test_an_office_above_sees_what_was_sent_never_a_draft(people, regions):
    report = make.filled(people.secretary)
    above = (people.regency_reports, people.tksk)
    assert not any(Report.objects.visible_to(by).exists() for by in above)
    assert Report.objects.visible_to(people.village_head).get() == report
    make.step(make.reasoned(report, people.secretary), "send", people.secretary)
    assert all(Report.objects.visible_to(by).get() == report for by in above)
    stranger = factories.AssignmentFactory(role="regency_reports", region=regions.city)
    assert not Report.objects.visible_to(stranger).exists()


# --- afterwards -------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-12")
def test_a_record_dated_into_an_accepted_quarter_leaves_the_figures_and_shows(people):
    report = make.accepted(people)
    assert content.later_changes(make.fresh(report)) == []
    frozen = QuarterFigures.objects.get()
    short.held("routine", report.region, make.day(QUARTER, 12))
    assert content.later_changes(make.fresh(report)) == [("Pertemuan terlaksana", 0, 1)]
    assert QuarterFigures.objects.get().meetings_held == frozen.meetings_held == 0
    assert content.later_changes(make.draft(people.secretary, QUARTER.next)) == []


def test_the_signed_page_is_attached_once_it_is_accepted(people):
    report = make.sent(people.secretary)
    refusal(actions.attach_signed_scan, report, factories.scan(), by=people.secretary, on=TODAY)
    report = make.step(make.review(report, people.regency_reports), "accept", people.regency_reports)
    with pytest.raises(PermissionDenied):
        actions.attach_signed_scan(report, factories.scan(), by=people.regency_reports, on=TODAY)
    actions.attach_signed_scan(report, factories.scan(), by=people.secretary, on=TODAY)
    assert make.fresh(report).signed_scan == StoredFile.objects.get()


@pytest.mark.clause("REP-12")
def test_what_was_asked_for_may_also_be_mended_in_the_records(people):
    """The Dinas missed a list of attendance: it is filled in, and the text needs no other word."""
    report = make.returned(people, mend=(Section.ACTIVITIES,))
    with pytest.raises(TransitionRefused, match="Belum diperbaiki"):
        make.step(report, "send", people.secretary)
    short.held("routine", report.region, make.day(QUARTER, 20))
    assert make.step(report, "send", people.secretary).stage == "sent"
