"""The report of an office: its life for each kind, who may what, who decides on it (REP-07 to REP-09, REP-12)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.roles import ROLES
from reporting.above.office_duties import due_on, owed_periods, period_holding
from reporting.above.office_kinds import TABLE, Chapter, Kind
from reporting.actions import office as actions
from reporting.models import OfficeDecision, OfficeReport
from reporting.models.report import FrozenRow
from reporting.periods import Quarter, Span
from reporting.workflow.office import Paper
from tests import factories
from tests.factories import TODAY
from tests.reporting import make, offices
from tests.reporting.make import QUARTER

KINDS = [pytest.param(kind, id=kind.value) for kind in TABLE]
SEEN = {  # who reads what was sent, beside its writers
    Kind.TEAM: {"coordinator", "secretary", "village_head", "tksk", "subdistrict_operator", "regency_reports"},
    Kind.SUBDISTRICT: {"regency_reports"}, Kind.LK3: {"regency_reports", "province", "ministry"},
    Kind.REGENCY: {"province", "ministry"}, Kind.PROVINCE: {"ministry"}, Kind.NATION: set(),
    Kind.SEMESTER: {"ministry"}, Kind.YEAR: {"ministry"},
}  # fmt: skip


def readers(people):
    return {role for role in ROLES if OfficeReport.objects.visible_to(getattr(people, role)).exists()}


@pytest.mark.clause("REP-07")
@pytest.mark.parametrize("kind", KINDS)
def test_the_life_of_a_report(kind, people):
    """Written by its office, sent with a receipt, taken in by every office to which it goes, and then locked."""
    by = getattr(people, offices.WRITERS[kind])
    report = offices.filled(people, kind)
    assert readers(people) == set(TABLE[kind].writers)
    if kind not in (Kind.TEAM, Kind.LK3):
        with pytest.raises(TransitionRefused, match="belum"):  # the FCU below has not reported
            workflow.perform(offices.fresh(report), "send", by=by, on=TODAY)
    report = workflow.perform(offices.reasoned(report, by), "send", by=by, on=TODAY)
    assert report.stage == "sent" and report.receipt_number.startswith("TT-")
    assert readers(people) == {*TABLE[kind].writers, *SEEN[kind]}
    with pytest.raises(TransitionRefused):
        actions.save_chapter(report, TABLE[kind].chapters[0], text="Lain.", by=by, on=TODAY)
    goes_to = offices.RECEIVERS[kind]
    for left, role in enumerate(goes_to, 1):
        taker = getattr(people, role)
        assert list(OfficeReport.objects.awaiting(taker)) == [report]
        report = actions.decide(offices.fresh(report), "received", by=taker, on=TODAY)
        assert report.stage == ("received" if left == len(goes_to) else "sent")
        assert not OfficeReport.objects.awaiting(taker).exists()
    version = report.latest_version()
    assert version.decisions.count() == len(goes_to)
    assert set(version.content["chapters"]) == {chapter.value for chapter in TABLE[kind].chapters}
    with pytest.raises(FrozenRow):
        version.save()


@pytest.mark.parametrize("kind", [kind for kind in TABLE if offices.RECEIVERS[kind]])
def test_given_back_mended_and_sent_again(kind, people):
    by = getattr(people, offices.WRITERS[kind])
    report = offices.returned(people, kind)
    assert (report.stage, report.return_note) == ("returned", "Tambahkan usulan.")
    first = TABLE[kind].chapters[0]
    actions.save_chapter(offices.fresh(report), first, text="Diperbaiki.", by=by, on=TODAY)
    if kind not in (Kind.TEAM, Kind.LK3):  # the reason held for that sending only
        with pytest.raises(TransitionRefused):
            workflow.perform(offices.fresh(report), "send", by=by, on=TODAY)
    report = workflow.perform(offices.reasoned(report, by), "send", by=by, on=TODAY)
    numbers = list(report.versions.values_list("number", "content"))
    assert [number for number, _ in numbers] == [2, 1]
    assert report.latest_version().receipt_number.endswith("-2")
    assert numbers[1][1]["chapters"][first]["text"] != numbers[0][1]["chapters"][first]["text"]


@pytest.mark.clause("REP-09")
def test_lk3_reports_to_kabupaten_and_province_and_both_decide(people):
    report = actions.decide(offices.sent(people, Kind.LK3), "received", by=people.province, on=TODAY)
    assert report.stage == "sent"
    with pytest.raises(PermissionDenied):
        actions.decide(offices.fresh(report), "received", by=people.province, on=TODAY)
    report = actions.decide(
        offices.fresh(report), "returned", note="Jumlah rujukan?", by=people.regency_reports, on=TODAY
    )
    assert report.stage == "returned" and report.returned_by_words == people.regency_reports.signature
    assert {row.decision for row in OfficeDecision.objects.all()} == {"received", "returned"}


@pytest.mark.parametrize("kind", KINDS)
def test_only_its_writers_open_and_write_it(kind, people):
    report = offices.draft(people, kind)
    for role in ROLES:
        by = getattr(people, role)
        if role in TABLE[kind].writers:
            assert actions.open_office_report(kind, report.period, by=by, on=TODAY) == report
            continue
        with pytest.raises(PermissionDenied):
            actions.open_office_report(kind, report.period, by=by, on=TODAY)
        with pytest.raises(PermissionDenied):
            actions.save_chapter(report, TABLE[kind].chapters[0], text="x", by=by, on=TODAY)
        with pytest.raises(PermissionDenied):
            workflow.perform(report, "send", by=by, on=TODAY)


@pytest.mark.parametrize("kind", KINDS)
def test_only_those_to_whom_it_goes_decide(kind, people, regions):
    report = offices.sent(people, kind)
    for role in set(ROLES) - set(offices.RECEIVERS[kind]):
        with pytest.raises(PermissionDenied):
            actions.decide(offices.fresh(report), "received", by=getattr(people, role), on=TODAY)
    strangers = [("regency_reports", regions.city), ("province", regions.by_code["98"])]
    for role, place in strangers:
        with pytest.raises(PermissionDenied):
            stranger = factories.AssignmentFactory(role=role, region=place)
            actions.decide(offices.fresh(report), "received", by=stranger, on=TODAY)
    assert not OfficeDecision.objects.exists()


def test_packets_on_money_are_no_business_of_province_and_reports(people):
    for kind in (Kind.SEMESTER, Kind.YEAR):
        report = offices.received(people, kind)
        for role in ("province", "regency_reports", "regency_cases", "lk3", "tksk"):
            assert report not in OfficeReport.objects.visible_to(getattr(people, role))


def test_four_eyes(people, regions):
    """Whoever sent it does not decide on it, whatever they are by then."""
    report = offices.sent(people, Kind.SUBDISTRICT)
    same = factories.AssignmentFactory(
        role="regency_reports", region=regions.regency, person=people.subdistrict_operator.person
    )
    with pytest.raises(PermissionDenied):
        actions.decide(offices.fresh(report), "received", by=same, on=TODAY)


def test_only_a_receiver_opens_it_again_with_a_reason(people):
    report = offices.received(people, Kind.REGENCY)
    for role in ("regency_reports", "ministry"):
        with pytest.raises(PermissionDenied):
            workflow.perform(offices.fresh(report), "reopen", by=getattr(people, role), on=TODAY, note="Salah.")
    with pytest.raises(TransitionRefused):
        workflow.perform(offices.fresh(report), "reopen", by=people.province, on=TODAY)
    report = workflow.perform(offices.fresh(report), "reopen", by=people.province, on=TODAY, note="Angka keliru.")
    assert (report.stage, report.received_on, report.return_note) == ("returned", None, "Angka keliru.")
    assert report.latest_version().decisions.get().decision == "received"  # what was decided stays on record


def test_the_ministry_finishes_by_sending_and_may_open_its_own(people):
    report = offices.sent(people, Kind.NATION)
    assert not [row for row in workflow.available(report, people.ministry, TODAY) if row.name.startswith("rec")]
    report = workflow.perform(offices.fresh(report), "reopen-own", by=people.ministry, on=TODAY, note="Salah tulis.")
    assert report.is_open


# --- from paper -----------------------------------------------------------------------------------------------------
def letter(office, **how):
    return Paper(**{"office": office, "number": "460/77/2026", "dated_on": TODAY, **how})


def test_the_decision_of_an_office_without_an_account_is_recorded_from_its_paper(people, regions):
    report = offices.sent(people, Kind.SUBDISTRICT)
    by = people.subdistrict_operator
    with pytest.raises(PermissionDenied):  # the Dinas works here and decides itself
        actions.decide(offices.fresh(report), "received", by=by, on=TODAY, paper=letter(regions.regency))
    offices.gone("regency_reports")
    for wrong in ({"number": ""}, {"dated_on": TODAY + timedelta(days=1)}, {"dated_on": report.period.end}):
        with pytest.raises(ValidationError):
            paper = letter(regions.regency, **wrong)
            actions.decide(offices.fresh(report), "received", by=by, on=TODAY, paper=paper)
    with pytest.raises(TransitionRefused):  # without its paper there is nothing to record
        workflow.perform(offices.fresh(report), "receive-paper", by=by, on=TODAY)
    paper = letter(regions.regency, scan=factories.scan())
    report = actions.decide(offices.fresh(report), "received", by=by, on=TODAY, paper=paper)
    row = OfficeDecision.objects.get()
    assert (report.stage, row.office, row.from_paper) == ("received", regions.regency, True)
    assert (row.paper_number, row.recorded_by) == ("460/77/2026", by.signature) and row.paper_scan_id
    assert "Dinas Sosial" in row.decided_by_words


def test_each_of_two_offices_without_an_account_has_its_own_paper(people, regions):
    report = offices.sent(people, Kind.LK3)
    offices.gone("regency_reports")
    offices.gone("province")
    for number, office in (("1/A", regions.province), ("2/B", regions.regency)):
        paper = letter(office, number=number)
        report = actions.decide(offices.fresh(report), "received", by=people.lk3, on=TODAY, paper=paper)
    assert report.stage == "received"
    assert list(OfficeDecision.objects.values_list("paper_number", flat=True)) == ["1/A", "2/B"]


# --- duties ---------------------------------------------------------------------------------------------------------
def test_an_office_owes_from_the_quarter_in_which_there_is_something_to_report(people, regions):
    today = QUARTER.next.start + timedelta(days=3)
    assert owed_periods(Kind.REGENCY, regions.regency, today) == []
    with pytest.raises(TransitionRefused, match="belum ada FCU"):
        actions.open_office_report(Kind.REGENCY, QUARTER, by=people.regency_reports, on=TODAY)
    make.unit(regions.village)  # decreed in the quarter before
    for kind, region in ((Kind.SUBDISTRICT, regions.subdistrict), (Kind.NATION, regions.nation)):
        assert owed_periods(kind, region, today) == [QUARTER]
    assert owed_periods(Kind.REGENCY, regions.city, today) == []
    with pytest.raises(TransitionRefused, match="Laporan pertama"):
        actions.open_office_report(Kind.REGENCY, QUARTER.previous, by=people.regency_reports, on=TODAY)
    with pytest.raises(TransitionRefused, match="belum mulai"):
        actions.open_office_report(Kind.REGENCY, QUARTER.next.next, by=people.regency_reports, on=TODAY)
    with pytest.raises(TransitionRefused, match="belum dibentuk"):
        actions.open_office_report(Kind.TEAM, QUARTER, by=people.psks_team, on=TODAY)


def test_periods_and_due_days(regions):
    assert period_holding(Kind.SEMESTER, Quarter(2025, 3).start) == Span(2025, 2)
    assert period_holding(Kind.YEAR, Quarter(2025, 3).start) == Span(2025, 0)
    assert str(due_on(regions.regency, Quarter(2025, 4))) == "2026-02-10"
    assert str(due_on(regions.regency, Span(2025, 1))) == "2025-07-31"
    regions.province.settings.create(key="office_report_due_day", value="31")
    assert str(due_on(regions.regency, Quarter(2025, 4))) == "2026-02-28"


def test_it_is_sent_when_its_time_is_over_and_every_chapter_finished(people):
    report = offices.draft(people, Kind.SUBDISTRICT, period=QUARTER.next)
    gates = {gate.name: gate.state for gate in workflow.available(report, people.tksk, TODAY)[0].gates}
    chapters = {f"chapter_{chapter}" for chapter in TABLE[Kind.SUBDISTRICT].chapters}
    assert set(gates) == {"period", *chapters, "aspects", "reported", "accepted"}
    assert gates["period"] == "shut" and all(gates[name] == "shut" for name in chapters)
    with pytest.raises(ValidationError):
        actions.save_chapter(report, Chapter.FINDINGS, text=" ", done=True, by=people.tksk, on=TODAY)
    with pytest.raises(LookupError):
        actions.save_chapter(report, Chapter.FINANCE, text="Nihil.", by=people.tksk, on=TODAY)


def test_an_obstacle_has_a_solution_and_takes_back_that_there_was_none(people):
    by = people.regency_reports
    report = offices.draft(people)
    report = actions.save_chapter(report, Chapter.OBSTACLES, no_obstacles=True, done=True, by=by, on=TODAY)
    with pytest.raises(ValidationError):
        offices.obstacle(report, by, solution=" ")
    row = offices.obstacle(offices.fresh(report), by)
    assert not offices.fresh(report).no_obstacles
    with pytest.raises(ValidationError):
        actions.save_chapter(offices.fresh(report), Chapter.OBSTACLES, no_obstacles=True, by=by, on=TODAY)
    actions.remove_obstacle(type(row).objects.select_related("report").get(pk=row.pk), by=by, on=TODAY)
    assert not offices.fresh(report).is_done(Chapter.OBSTACLES)
