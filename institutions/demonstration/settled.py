"""How the villages that are told briefly settled down: PSKS on the map, a name board, the plan of the year."""

import tomllib
from datetime import date
from pathlib import Path

from fcu_project import workflow
from institutions.actions import facility as keep
from institutions.actions import mapping
from institutions.actions import plan as act
from institutions.demonstration import letter
from institutions.demonstration.plan import months_from
from institutions.models import AnnualPlan, Facility, FamilyCareUnit, Institution, ItemProgress, Meeting, PlanItem

PLANNED = ("kind", "what", "objective", "target", "amount", "facilities", "owner")


def settle(cast, calendar):
    """Play `settled.toml` once the villages have founded their FCUs."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    for row in told["villages"]:
        operator = cast.acting("operator", row["place"])
        _map(row, told["bodies"], operator, calendar)
        unit = FamilyCareUnit.of(operator.region)
        if "board_days_ago" in row:
            since = calendar.ago(row["board_days_ago"])
            board = Facility(unit=unit, kind=Facility.Kind.NAME_BOARD, name=f"Papan nama {unit}", owner="FCU")
            board.since = since
            keep.save_facility(board, by=operator, on=since)
        if "plan" in row:
            _plan(unit, row, told["items"], cast, calendar)


def _map(row, bodies, by, calendar):
    """Whatever of `bodies` the village has, by its element."""
    day = calendar.ago(row["mapped_days_ago"])
    for body in Institution.objects.filter(region=by.region, element__code__in=bodies).select_related("element"):
        told = bodies[body.element.code]
        for whom in told["serves"]:
            setattr(body, f"serves_{whom}", True)
        body.structure, body.joint_role, body.mapped_on = told["structure"], told["joint_role"], day
        mapping.map_body(body, by=by, on=day)


def _plan(unit, row, items, cast, calendar):
    """The plan of this year, agreed in a meeting; what was done of it as far as the year has come."""
    secretary, coordinator = (cast.acting(row["plan"][who], row["place"]) for who in ("secretary", "coordinator"))
    on = calendar.ago(row["plan"]["meeting_days_ago"])
    meeting = Meeting.objects.get(region=unit.region, kind="routine", held_on=on)
    year = calendar.today.year
    plan = act.start_plan(AnnualPlan(region=unit.region, unit=unit, year=year), by=secretary, on=on)
    written = {}
    for told in items:
        item = PlanItem(plan=plan, **{name: told[name] for name in PLANNED})
        item.months = months_from(told["months"], calendar.today.month)
        written[told["key"]] = act.save_item(item, by=secretary, on=on)
    letter.issue(meeting, "record", by=secretary, on=on)
    plan.agreed_in = meeting
    act.save_plan(plan, by=secretary, on=on)
    workflow.perform(plan, "put_forward", by=secretary, on=on)
    workflow.perform(plan, "agree", by=coordinator, on=on)
    first = max(on, date(year, 1, 1))
    workflow.perform(plan, "start", by=secretary, on=first)
    for key, state, days in row["plan"]["progress"]:
        item = PlanItem.objects.select_related("plan").get(pk=written[key].pk)
        mark = ItemProgress(item=item, state=state, on=max(calendar.ago(days), first))
        act.note_progress(mark, by=secretary, on=mark.on)
