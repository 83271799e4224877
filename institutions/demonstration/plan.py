"""The annual plan of the story's FCU, from planning together to what became of its rows."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

from fcu_project import workflow
from institutions.actions import activity as noting
from institutions.actions import plan as act
from institutions.models import (
    Activity,
    AnnualPlan,
    Duty,
    FamilyCareUnit,
    Institution,
    ItemProgress,
    Meeting,
    PlanItem,
    PlanRevision,
    PraSheet,
)

PLANNED = ("kind", "what", "objective", "target", "amount", "source", "facilities", "owner")
SHEET = ("problem", "causes", "alternatives", "choice", "tools", "trained")


def plan_year(cast, calendar):
    """Play `plan.toml` once its village's FCU is at work."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    place = told["place"]
    by, coordinator = cast.acting("sekretaris", place), cast.acting("ipsm", place)
    unit, year = FamilyCareUnit.of(by.region), calendar.today.year
    meeting = Meeting.objects.get(
        region=by.region, kind="routine", held_on=calendar.ago(told["meeting_days_ago"])
    )
    plan = act.start_plan(AnnualPlan(region=by.region, unit=unit, year=year), by=by, on=meeting.held_on)
    for row in told["pra"]:
        facts = {name: row[name] for name in SHEET}
        guide = cast.person("tksk", place)
        sheet = PraSheet(plan=plan, held_on=calendar.day(row), facilitator=guide, guide="tksk", **facts)
        act.save_pra(sheet, by=by, on=meeting.held_on)
    items = {row["key"]: _plan(plan, row, cast, place, by, meeting.held_on) for row in told["items"]}
    plan.agreed_in = meeting
    act.save_plan(plan, by=by, on=meeting.held_on)
    workflow.perform(plan, "put_forward", by=by, on=meeting.held_on)
    workflow.perform(plan, "agree", by=coordinator, on=meeting.held_on)
    workflow.perform(plan, "start", by=by, on=max(plan.agreed_on, date(year, 1, 1)))
    _revise(plan, told["revision"], items, by, coordinator, calendar)
    for row in told["progress"]:
        item = PlanItem.objects.select_related("plan").get(pk=items[row["item"]].pk)
        progress = ItemProgress(item=item, state=row["state"], on=calendar.day(row), note=row.get("note", ""))
        act.note_progress(progress, by=by, on=progress.on)
    _note(told["activity"], items, coordinator, calendar)
    item = PlanItem.objects.select_related("plan__unit").get(pk=items[told["musrenbang"]["item"]].pk)
    act.bring_to_musrenbang(item, year=year + 1, reason=told["musrenbang"]["reason"], by=by, on=by.today)


def _plan(plan, row, cast, place, by, on):
    item = PlanItem(plan=plan, **{name: row[name] for name in PLANNED if name in row})
    item.months = months_from(row["months"], by.today.month)
    item.person = cast.person(row["person"], place) if "person" in row else None
    act.save_item(item, by=by, on=on)
    lines = [
        {"text": text, "volume": Decimal(volume), "measure": measure, "price": price}
        for text, volume, measure, price in row.get("budget", ())
    ]
    return act.save_funds(item, lines, by=by, on=on) if lines else item


def months_from(offsets, month):
    """Months of the year, counted from that of loading; what would fall into another year is left out."""
    return sorted({month + offset for offset in offsets} & set(range(1, 13))) or [month]


def _revise(plan, row, items, by, coordinator, calendar):
    on, approved = calendar.day(row), calendar.ago(row["approved_days_ago"])
    revision = act.open_revision(PlanRevision(plan=plan, reason=row["reason"], on=on), by=by, on=on)
    item = PlanItem.objects.select_related("plan__unit").get(pk=items[row["item"]].pk)
    item.target, item.months = row["target"], months_from(row["months"], by.today.month)
    act.save_item(item, by=by, on=on)
    revision = PlanRevision.objects.select_related("plan__unit").get(pk=revision.pk)
    act.approve_revision(revision, on=approved, by=coordinator)


def _note(row, items, by, calendar):
    """In the year of the plan, whatever the day of loading is."""
    item = items[row["item"]]
    day = max(calendar.day(row), date(item.plan.year, 1, 1))
    activity = Activity(
        duty=Duty.objects.get(code=row["duty"]), region=by.region, done_on=day, title=row["title"],
        place=row["place_name"], result=row["result"], women=row["women"], facilitator=by.person, plan_item=item,
    )  # fmt: skip
    partners = Institution.objects.filter(region=by.region, name__in=row["partners"])
    noting.save_activity(activity, list(partners), by=by, on=day)
