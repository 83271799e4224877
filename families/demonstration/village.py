"""The families of one village, as far as its story goes; made by the same actions as on the screens."""

from functools import partial

from families.actions import family as register
from families.actions.assessment import save_assessment
from families.demonstration.line import Line
from families.demonstration.mentoring import Mentoring
from families.models import Answer, Assessment, CodeItem, Family, Indicator, ProblemType
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
    for row in part["families"]:
        if "archived" in row:
            family = Family.objects.get(pk=families[row["key"]].pk)
            register.archive(family, by=by, on=calendar.ago(row["archived_days_ago"]), reason=row["archived"])


def _group(unit, row, cast, place, by, calendar):
    members = [unit.current_members().get(person=cast.person(key, place)) for key in row["members"]]
    on = calendar.day(row)
    group = WorkingGroup(unit=unit, name=row["name"], purpose=row["purpose"], formed_on=on)
    return save_group(group, members, by=by, on=on)


def code(name, number):
    """An answer of a code list, None for no number."""
    return CodeItem.objects.get(list=name, code=number) if number else None


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


def assess(family, row, interviewer, by, calendar):
    """A whole round: as one would wish, but for the codes the story names."""
    on = calendar.day(row)
    answers = [_answer(question, row) for question in Indicator.current(row["set"])]
    round_ = Assessment(family=family, set=row["set"], assessed_on=on, interviewer=interviewer)
    return save_assessment(round_, [answer for answer in answers if answer], by=by, on=on)


def _answer(question, row):
    notes = row.get("notes", {})
    if question.code in row.get("open", ()):
        return None
    if not question.scored:
        return Answer(indicator=question, choice=code("marriage", row.get("marriage", 1)))
    value = question.good_value
    if question.code in row.get("unmet", ()):
        value = "no" if value == "yes" else "yes"
    if question.code in row.get("unknown", ()):
        value = "unknown"
    if question.code in row.get("not_applicable", ()):
        value = "na"
    return Answer(
        indicator=question, value=value, note=notes.get(question.code, ""),
        document_seen=question.asks_document and value == "yes",
    )  # fmt: skip
