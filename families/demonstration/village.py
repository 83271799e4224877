"""The families of one village, as far as its story goes; made by the same actions as on the screens."""

from functools import partial

from families.actions import family as register
from families.demonstration.assessed import assess, code
from families.demonstration.line import Line
from families.demonstration.mentoring import Mentoring
from families.demonstration.rise import rise
from families.models import Family, ProblemType
from institutions.actions.unit import save_group
from institutions.demonstration.event import play as hold_meeting
from institutions.models import FamilyCareUnit, Institution, WorkingGroup


def play(place, part, cast, calendar):
    """Tell the part of one village: its selection group, its candidates, and the line if it goes on."""
    unit = FamilyCareUnit.objects.get(region__code=part["region"])
    by = cast.acting(part["group"]["by"], place)
    group = _group(unit, part["group"], cast, place, by, calendar)
    families = {}
    for row in part["families"]:
        families[row["key"]] = _candidate(row, by, group, calendar)
    if "head" in part:
        head = cast.acting(part["head"], place)
        confirmed = [families[row["key"]] for row in part["families"] if row.get("confirmed")]
        register.confirm(confirmed, by=head, on=calendar.ago(part["confirmed_days_ago"]))
    bodies = {body.name: body for body in Institution.objects.filter(region=unit.region)}
    meet = partial(hold_meeting, cast=cast, calendar=calendar, place=place, bodies=bodies)
    if "meetings" in part:
        secretary = cast.acting(part["secretary"], place)
        Line(part, families, secretary, cast, calendar, place, meet).tell()
        Mentoring(part, families, secretary, cast, calendar, place).tell()
        if "rise" in part:
            rise(part["rise"], families[part["rise"]["family"]], secretary, cast, calendar, place, meet)
    for row in part["families"]:
        if "archived" in row:
            family = Family.objects.get(pk=families[row["key"]].pk)
            register.archive(family, by=by, on=calendar.ago(row["archived_days_ago"]), reason=row["archived"])


def _group(unit, row, cast, place, by, calendar):
    members = [unit.current_members().get(person=cast.person(key, place)) for key in row["members"]]
    on = calendar.day(row)
    group = WorkingGroup(unit=unit, name=row["name"], purpose=row["purpose"], formed_on=on)
    return save_group(group, members, by=by, on=on)


def _candidate(row, by, group, calendar):
    on = calendar.day(row)
    interviewer = group.members.order_by("id")[row.get("interviewer", 0)].membership.person
    family = Family(
        head_name=row["head"], head_sex=row["sex"], rt=row["rt"], rw=row["rw"], hamlet=row["hamlet"],
        socio_economic=code("socio_economic", row["ses"]), occupation=code("occupation", row["occupation"]),
        problem_note=row.get("note", ""), potential=row.get("potential", ""), recorded_on=on, interviewer=interviewer,
    )  # fmt: skip
    family.full_clean(exclude=["region", "number", "search_name"])
    register.add_candidate(family, problems=ProblemType.objects.filter(code__in=row["problems"]), by=by, on=on)
    for told in row.get("assessments", ()):
        assess(family, told, interviewer, by, calendar)
    return family
