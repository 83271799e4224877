"""One quarterly report of the demonstration, from its sections to what the Dinas said of it."""

from datetime import timedelta

from fcu_project import workflow
from reporting.actions import annex
from reporting.actions import report as actions
from reporting.models import Obstacle, Report, Section
from reporting.quarterly import aspects
from reporting.quarterly.content import TEXTS
from reporting.quarterly.team_report import belongs_inside
from reporting.workflow.report_effects import TEAM_PART


def day_after(calendar, quarter, days):
    """A working day that many days after the end of the quarter, and never after today."""
    day = min(quarter.end + timedelta(days), calendar.today)
    working = calendar.ago((calendar.today - day).days)
    return working if working > quarter.end else day


def report_on(unit, quarter, told, cast, calendar, *, outcome="accepted"):
    """One report, written, sent and reviewed: accepted, "returned" with a note on one section, or only "sent"."""
    by, reviewer = cast.acting(told["writer"], told["place"]), cast.acting(told["reviewer"])
    on = day_after(calendar, quarter, told["days"]["sent"])
    report = _written(actions.open_report(unit, quarter, by=by, on=on), told, cast, on)
    workflow.give_reason(report, workflow.find_gate(Report, "recorded"), told["missing_reason"], by=by)
    if belongs_inside(report):
        workflow.give_reason(report, workflow.find_gate(Report, TEAM_PART), told["team_reason"], by=by)
    workflow.perform(_fresh(report), "approve", by=cast.acting(told["coordinator"], told["place"]), on=on)
    workflow.perform(_fresh(report), "send", by=by, on=on)
    if outcome == "sent":
        return
    for section in Section:
        mend = outcome == "returned" and section == told["review"]["section"]
        verdict = {"verdict": "mend", "note": told["review"]["note"]} if mend else {"verdict": "fine"}
        version = _fresh(report).latest_version()
        actions.review_section(version, section, by=reviewer, on=on, **verdict)
    done = day_after(calendar, quarter, told["days"]["reviewed"])
    workflow.perform(_fresh(report), "return" if outcome == "returned" else "accept", by=reviewer, on=done)


def _written(report, told, cast, on):
    """The five sections, each finished."""
    by, treasurer = cast.acting(told["writer"], told["place"]), cast.acting(told["treasurer"], told["place"])
    for section in TEXTS:
        actions.save_section(report, section, text=told["report"][section.value], done=True, by=by, on=on)
    for row in told["obstacles"]:
        facts = {name: row[name] for name in ("obstacle", "solution", "owner")}
        due = report.period.end + timedelta(row["due_in"])
        actions.save_obstacle(Obstacle(report=report, due_on=due, **facts), by=by, on=on)
    actions.save_section(report, Section.OBSTACLES, done=True, by=by, on=on)
    words = {aspect.code: told["aspects"].get(aspect.code, told["no_records"]) for aspect in aspects.lacking(report)}
    annex.save_words(report, words, by=by, on=on)
    # The sums of the cash book stand, wherever it was open in the quarter.
    return actions.save_finance(report, kind="nihil", note=told["finance"]["note"], by=treasurer, on=on)


def begin(unit, quarter, told, by, on):
    report = actions.open_report(unit, quarter, by=by, on=on)
    actions.save_section(report, Section.ACTIVITIES, text=told["activities"], done=False, by=by, on=on)
    facts = {name: told[name] for name in ("obstacle", "solution", "owner")}
    due = quarter.end + timedelta(told.get("due_in", 30))
    actions.save_obstacle(Obstacle(report=report, due_on=due, **facts), by=by, on=on)


def _fresh(report):
    return Report.objects.with_facts().get(pk=report.pk)
