"""The reports of the demonstration: of the quarters that are over the last came back to be mended, the older ones were
accepted; the running one is begun."""

import tomllib
from datetime import timedelta
from pathlib import Path

from fcu_project import workflow
from institutions.models import FamilyCareUnit
from reporting.actions import annex
from reporting.actions import report as actions
from reporting.demonstration.incidents import tell_incidents
from reporting.demonstration.money import keep_money
from reporting.demonstration.office import tell_offices
from reporting.models import Obstacle, Report, Section
from reporting.periods import is_owed, owed_quarters, quarter_of
from reporting.quarterly import aspects
from reporting.quarterly.content import TEXTS
from reporting.quarterly.team_report import belongs_inside
from reporting.workflow.report_effects import TEAM_PART


def tell_money(cast, calendar):
    """The cash book, aid and stimulus, where the referrals end: the reports are drawn from them."""
    keep_money(_story("money"), cast, calendar)


def tell(cast, calendar):
    """Go on with the demonstration where the money is told."""
    tell_incidents(_story("incidents"), cast, calendar)
    told = _story("reports")
    writer = cast.acting(told["writer"], told["place"])
    unit = FamilyCareUnit.of(writer.region)
    owed = owed_quarters(unit, calendar.today)
    for quarter in owed:
        _report(unit, quarter, told, cast, calendar, returned=quarter == owed[-1])
    now = quarter_of(calendar.today)
    if is_owed(unit, now):
        _begin(unit, now, told["draft"], writer, calendar.today)
    tell_offices(_story("offices"), cast, calendar, _day)


def _story(name):
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def _day(calendar, quarter, days):
    """A working day that many days after the end of the quarter, and never after today."""
    day = min(quarter.end + timedelta(days), calendar.today)
    working = calendar.ago((calendar.today - day).days)
    return working if working > quarter.end else day


def _report(unit, quarter, told, cast, calendar, *, returned):
    """One report, written, sent and reviewed: returned with a note on one section, or accepted."""
    by, reviewer = cast.acting(told["writer"], told["place"]), cast.acting(told["reviewer"])
    on = _day(calendar, quarter, told["days"]["sent"])
    report = _written(actions.open_report(unit, quarter, by=by, on=on), told, cast, on)
    workflow.give_reason(report, workflow.find_gate(Report, "recorded"), told["missing_reason"], by=by)
    if belongs_inside(report):
        workflow.give_reason(report, workflow.find_gate(Report, TEAM_PART), told["team_reason"], by=by)
    workflow.perform(_fresh(report), "approve", by=cast.acting(told["coordinator"], told["place"]), on=on)
    workflow.perform(_fresh(report), "send", by=by, on=on)
    for section in Section:
        mend = returned and section == told["review"]["section"]
        verdict = {"verdict": "mend", "note": told["review"]["note"]} if mend else {"verdict": "fine"}
        version = _fresh(report).latest_version()
        actions.review_section(version, section, by=reviewer, on=on, **verdict)
    done = _day(calendar, quarter, told["days"]["reviewed"])
    workflow.perform(_fresh(report), "return" if returned else "accept", by=reviewer, on=done)


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


def _begin(unit, quarter, told, by, on):
    report = actions.open_report(unit, quarter, by=by, on=on)
    actions.save_section(report, Section.ACTIVITIES, text=told["activities"], done=False, by=by, on=on)
    facts = {name: told[name] for name in ("obstacle", "solution", "owner")}
    due = quarter.end + timedelta(told.get("due_in", 30))
    actions.save_obstacle(Obstacle(report=report, due_on=due, **facts), by=by, on=on)


def _fresh(report):
    return Report.objects.with_facts().get(pk=report.pk)
