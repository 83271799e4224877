"""The reports of offices in the demonstration: received, waiting, one returned, one begun; by the actions of the
screens."""

from datetime import timedelta

from fcu_project import workflow
from reporting.above.office_duties import owed_periods
from reporting.above.office_kinds import Chapter, Kind
from reporting.actions import annex
from reporting.actions import office as actions
from reporting.models import OfficeObstacle, OfficeReport
from reporting.quarterly.aspects import lacking
from reporting.workflow.office import ACCEPTED, DECISION, REPORTED


def tell_offices(story, cast, calendar, day_after):
    """Tell everything of `offices.toml`; `day_after(calendar, quarter, days)` is a working day after a quarter."""
    for row in story["reports"]:
        writer = cast.acting(row["writer"])
        owed = owed_periods(Kind(row["kind"]), writer.region, calendar.today)
        if row["back"] < len(owed):
            _report(row, owed[-1 - row["back"]], writer, story, cast, calendar, day_after)


def _report(row, quarter, by, story, cast, calendar, day_after):
    """One report as far as the story takes it."""
    on, decided = (day_after(calendar, quarter, story["days"][name]) for name in ("sent", "decided"))
    report = _written(actions.open_office_report(Kind(row["kind"]), quarter, by=by, on=on), row, story, by, on)
    if row["until"] == "draft":
        return
    for gate in (REPORTED, ACCEPTED) if report.row.sums else ():
        workflow.give_reason(report, gate, story["reason"], by=by)
    workflow.perform(_fresh(report), "send", by=by, on=on)
    for taker in row.get("takers", ()):
        returns = row["until"] == "returned"
        decision = DECISION.RETURNED if returns else DECISION.RECEIVED
        actions.decide(_fresh(report), decision, by=cast.acting(taker), on=decided, note=row.get("note", ""))


def _written(report, row, story, by, on):
    """Its chapters, each finished; of a draft the first only."""
    texts, told = story["texts"][row["kind"]], story["obstacle"]
    for place, chapter in enumerate(report.row.chapters):
        if row["until"] == "draft" and place:
            break
        if chapter == Chapter.OBSTACLES:
            facts = {name: told[name] for name in ("obstacle", "solution", "owner")}
            due = report.period.end + timedelta(told["due_in"])
            actions.save_obstacle(OfficeObstacle(report=report, due_on=due, **facts), by=by, on=on)
            actions.save_chapter(report, chapter, done=True, by=by, on=on)
        else:
            actions.save_chapter(report, chapter, text=texts[chapter.value], done=True, by=by, on=on)
    annex.save_words(report, {aspect.code: story["no_records"] for aspect in lacking(report)}, by=by, on=on)
    return report


def _fresh(report):
    return OfficeReport.objects.with_facts().get(pk=report.pk)
