"""Quarters that were reported on paper before the application: their true dates; and a quarter without activity."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from fcu_project.registry import panels_for
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit
from reporting import recap
from reporting.actions import from_paper as actions
from reporting.actions import report as writing
from reporting.actions.from_paper import ACCEPTED
from reporting.actions.nothing import NIHIL, NO_RECORDS, fill_nothing
from reporting.models import Section
from reporting.quarterly.aspects import told_aspects
from reporting.tasks.report import report_tasks, reports_note
from reporting.tasks.report_above import office_tasks
from reporting.views.review import reading_context
from tests import factories
from tests.factories import TODAY
from tests.reporting import cash, make
from tests.reporting.fill_from_paper import without_office
from tests.reporting.make import QUARTER

SENT_ON = QUARTER.end + timedelta(days=1)


def ready(people):
    return make.reasoned(make.filled(people.secretary), people.secretary)


def send(report, by, on=SENT_ON, **more):
    return actions.send_on_paper(make.fresh(report), by=by, on=on, number="012/FCU/2026", **more)


def panel(rf, report, by):
    request = rf.get("/")
    request.assignment = by
    return " ".join(panels_for("report", request, make.fresh(report)))


@pytest.mark.clause("REP-02")
def test_a_report_that_went_out_on_paper_keeps_its_true_day_and_the_figures_of_its_quarter(people):
    by = people.secretary
    factories.held_meeting("routine", people.village_operator, on=make.day(QUARTER, 5))
    factories.held_meeting("routine", people.village_operator, on=SENT_ON)  # of the next quarter
    report = send(ready(people), by, to="Ibu Rini")
    version = report.latest_version()
    assert (report.stage, report.sent_on, version.sent_on) == ("sent", SENT_ON, SENT_ON)
    assert version.content["paper"] == {
        "number": "012/FCU/2026", "recorded_on": TODAY.isoformat(), "by": by.signature
    }  # fmt: skip
    assert report.figures.meetings_held == 1
    (row,) = recap.matrix(by.region, QUARTER.year)
    cell = row.cells[QUARTER.number - 1]
    assert (cell.status, cell.days_late) == ("sent", 0)  # in time, whenever it was written down
    without_office(people)
    accepted = actions.decide(make.fresh(report), ACCEPTED, by=by, on=SENT_ON + timedelta(days=1), number="460/1")
    assert accepted.accepted_on == SENT_ON + timedelta(days=1)


@pytest.mark.parametrize(("days", "words"), [(0, "belum selesai"), (500, "belum tiba")])
def test_its_day_lies_after_the_quarter_and_not_ahead(days, words, people):
    with pytest.raises(TransitionRefused, match=words):
        send(ready(people), people.secretary, on=QUARTER.end + timedelta(days=days))


def test_a_quarter_that_can_be_sent_here_is_sent_here(people, rf, sign_in, monkeypatch):
    report = ready(people)
    assert "Catat sudah dikirim" in panel(rf, report, people.secretary)
    FamilyCareUnit.objects.update(created_at=timezone.now() - timedelta(days=400))
    due = make.fresh(report).due_on
    monkeypatch.setattr("fcu_project.dates.today_in", lambda zone: due + timedelta(days=30))
    assert "Catat sudah dikirim" not in panel(rf, report, people.secretary)
    with pytest.raises(TransitionRefused, match="masih bisa dikirim lewat aplikasi"):
        send(report, people.secretary)
    monkeypatch.setattr("fcu_project.dates.today_in", lambda zone: due + timedelta(days=31))
    assert "Catat sudah dikirim" in panel(rf, report, people.secretary)
    assert send(report, people.secretary).stage == "sent"


def test_it_is_offered_only_where_it_can_be_written_down(people, rf):
    by = people.secretary
    returned = make.step(make.review(make.sent(by), people.regency_reports, mend=("results",)), "return",
                         people.regency_reports)  # fmt: skip
    assert "Catat sudah dikirim" not in panel(rf, make.fresh(returned), by)  # it went through the application


def test_it_is_not_offered_while_the_quarter_runs(people, rf, monkeypatch):
    report = ready(people)
    monkeypatch.setattr("fcu_project.dates.today_in", lambda zone: report.period.end)
    assert "Catat sudah dikirim" not in panel(rf, report, people.secretary)


def test_it_waits_for_the_dinas_that_reviews_here_from_the_day_it_came(people, sign_in):
    report = ready(people)
    client = sign_in(people.secretary)
    page = client.get(f"{report.get_absolute_url()}sudah-dikirim/").content.decode()
    assert "penerimaannya hanya dicatat Dinas" in page
    report = send(report, people.secretary)
    task = next(task for task in office_tasks(people.regency_reports, TODAY) if "menunggu diperiksa" in task.title)
    assert task.due == TODAY + timedelta(days=14)
    told = reading_context(make.fresh(report), report.latest_version(), people.regency_reports)
    assert told["paper"]["number"] == "012/FCU/2026"


def test_only_a_finished_report_is_said_to_have_been_sent(people, sign_in):
    report = make.filled(people.secretary, leave_out=(Section.RESULTS,))
    with pytest.raises(TransitionRefused, match="belum diisi"):
        send(report, people.secretary)
    page = sign_in(people.secretary).get(f"{report.get_absolute_url()}sudah-dikirim/").content.decode()
    assert "Syarat langkah ini" in page and 'name="number"' not in page
    with pytest.raises(PermissionDenied):
        send(ready(people), people.treasurer)


# --- nihil ----------------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-02")
def test_a_quarter_without_activity_is_filled_in_one_step_and_can_be_changed(people, rf):
    by = people.secretary
    report = make.draft(by)
    assert "Isi dengan nihil" in panel(rf, report, by)
    report = fill_nothing(make.fresh(report), next_plan="Kunjungan tiap bulan.", by=by, on=TODAY)
    assert set(report.done_sections) == set(Section.values) and report.finance_kind == "nihil"
    told = {line["label"]: line for line in told_aspects(make.fresh(report))}
    assert told["Rapat FCU"]["word"] == told["Rujukan"]["word"] == NO_RECORDS
    assert report.activities_text == NIHIL[Section.ACTIVITIES] and report.next_plan_text == "Kunjungan tiap bulan."
    writing.save_section(make.fresh(report), Section.RESULTS, text="Pengurus tetap berkumpul.", by=by, on=TODAY)
    assert "Isi dengan nihil" not in panel(rf, report, by)
    assert make.step(make.explained(make.fresh(report), by), "send", by).stage == "sent"


def test_what_is_written_stays_and_money_that_is_there_is_told(people):
    by = people.secretary
    make.unit(by.region, decreed_on=make.DECREED_ON - timedelta(days=200))
    make.filled(by, QUARTER.previous)
    report = make.draft(by)
    writing.save_section(report, Section.RESULTS, text="Dua keluarga menabung.", by=by, on=TODAY)
    report = fill_nothing(make.fresh(report), next_plan="Lanjut.", by=by, on=TODAY)
    assert report.results_text == "Dua keluarga menabung."
    assert (report.finance_kind, report.opening_balance, report.expense_total) == ("totals", 50_000, 0)


def test_nihil_with_a_cash_book_takes_the_sums_of_the_book(people):
    report = make.draft(people.secretary)
    cash.book(people.treasurer, opened_on=QUARTER.start)
    report = fill_nothing(make.fresh(report), next_plan="Lanjut.", by=people.secretary, on=TODAY)
    assert report.is_done(Section.FINANCE)


def test_nothing_is_not_said_where_something_happened(people, rf):
    factories.held_meeting("routine", people.village_operator, on=make.day(QUARTER, 5))
    report = make.draft(people.secretary)
    assert "Isi dengan nihil" not in panel(rf, report, people.secretary)
    with pytest.raises(TransitionRefused, match="tercatat kegiatan"):
        fill_nothing(report, next_plan="Lanjut.", by=people.secretary, on=TODAY)


# --- the first one ----------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-02")
def test_between_the_decree_and_the_first_duty_the_village_is_told_when_it_begins(people, sign_in):
    by = people.secretary
    make.unit(by.region, decreed_on=TODAY)
    first = QUARTER.next.next
    (task,) = report_tasks(by, TODAY)
    assert task.title == f"Laporan pertama: {first.words}" and task.due == first.due_on(by.region)
    assert reports_note(by) == f"Pertama: {first.short}"
    page = sign_in(by).get("/laporan/").content.decode()
    assert f"Laporan pertama: {first.words}" in page and "batas kirim" in page
