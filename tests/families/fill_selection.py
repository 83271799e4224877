"""Forms of working groups, assessments, the FGD and designations, filled in."""

from django.urls import reverse

from families.models import Indicator
from tests import factories as founding
from tests.factories import TODAY
from tests.families import make
from tests.filling import LAST_WEEK, Filling, form, typed_date


def psks_members(people):
    """An active FCU whose first two members stand for different elements."""
    unit = founding.active_unit(people.village_operator)
    members = list(unit.current_members().filter(kind="psks"))
    for member, kind in zip(members, ("posyandu", "karang-taruna"), strict=False):
        member.institution.element = founding.InstitutionType.objects.get(code=kind)
        member.institution.save()
    return unit, members[:2]


@form("institutions:working-group-create")
def working_group_create(people, regions):
    unit, members = psks_members(people)
    return Filling(
        people.secretary, reverse("institutions:working-group-create", args=[unit.uid]), contested=(unit,),
        data={"kind": "selection", "name": "Pokja Identifikasi dan Seleksi", "purpose": "Mendata calon keluarga.",
              "formed_on": typed_date(LAST_WEEK), "members": [member.pk for member in members]},
        text=("name", "purpose"), required=("kind", "name", "formed_on", "members"), wrong={"formed_on": "kemarin"},
    )  # fmt: skip


@form("institutions:working-group-update", is_update=True)
def working_group_update(people, regions):
    group = make.selection_group(people)
    members = [row.membership_id for row in group.members.all()]
    return Filling(
        people.secretary, reverse("institutions:working-group-update", args=[group.uid]), row=group, contested=(group,),
        data={"name": "Pokja Keluarga", "purpose": "Mendata dan mengunjungi.", "formed_on": typed_date(LAST_WEEK),
              "ended_on": typed_date(TODAY), "members": members},
        text=("name", "purpose"), required=("name", "formed_on", "members"), wrong={"ended_on": "31-02-2025"},
    )  # fmt: skip


def all_answers(which):
    """Every question answered, one of them as not applicable; and the errors of a form without any answer."""
    data = {}
    for question in Indicator.current(which):
        data[f"value-{question.code}"] = "yes" if question.scored else "marriage-4"
    data |= {"note": "Ditemui di rumah.", "assessed_on": typed_date(LAST_WEEK)}
    return data, ("assessed_on", "interviewer", *(name for name in data if name.startswith("value-")))


@form("families:assessment-create")
def assessment_create(people, regions):
    make.selection_group(people)
    family = make.candidate(people.secretary)
    data, required = all_answers("pioneer")
    data |= {"interviewer": people.secretary.person_id, "value-P1.1": "na", "note-P1.1": "Ibu tunggal, suami wafat."}
    return Filling(
        people.secretary, reverse("families:assessment-create", args=[family.uid, "pioneer"]), data,
        text=("note", "note-P1.1"), required=required, wrong={"assessed_on": "31-02-2025"}, contested=(family,),
    )  # fmt: skip


@form("families:assessment-update", is_update=True)
def assessment_update(people, regions):
    make.selection_group(people)
    family = make.candidate(people.secretary)
    row = make.assessed(family, "plasma", people.secretary)
    data, required = all_answers("plasma")
    data |= {"interviewer": row.interviewer_id, "note-L5.2": "Baru mulai arisan."}
    return Filling(
        people.secretary, reverse("families:assessment-update", args=[row.uid]), data, row=row,
        text=("note", "note-L5.2"), required=required, wrong={"value-L2.1": "mungkin"}, contested=(row, family),
    )  # fmt: skip


@form("families:ranking")
def ranking(people, regions):
    group = make.selection_group(people)
    key = make.candidate(people.secretary).participation().pk
    meeting = make.fgd(people, group)
    return Filling(
        people.secretary, reverse("families:ranking", args=[meeting.uid]), row=meeting, contested=(meeting,),
        data={"ticked": [key], f"rank-{key}": "1", f"choice-{key}": "plasma", f"limited_access-{key}": "on",
              f"reason-{key}": "Jauh dari Puskesmas, belum terjangkau bantuan."},
        text=(f"reason-{key}",), required=("ticked",), wrong={f"rank-{key}": "satu"},
    )  # fmt: skip


@form("families:designation", has_text=False)
def designation(people, regions):
    _, plasma = make.willing(people, make.selection_group(people), pioneers=())
    meeting = make.planned("plasma_designation", people.secretary, on=make.DESIGNATED_ON)
    key = plasma[0].participation().pk
    return Filling(
        people.secretary, reverse("families:designation", args=[meeting.uid]), row=meeting, contested=(meeting,),
        data={"ticked": [key], f"place_kind-{key}": "plasma_home", f"method-{key}": "discussion"},
    )  # fmt: skip


@form("families:unmet-reasons")
def unmet_reasons(people, regions):
    make.selection_group(people)
    family = make.candidate(people.secretary)
    make.assessed(family, "pioneer", people.secretary, unmet=("P3.4", "P5.4"))
    row = family.participation()
    return Filling(
        people.secretary, reverse("families:unmet-reasons", args=[family.uid]), row=row, contested=(row,),
        data={"reason-P3.4": "Anak sulung kejar paket C.", "reason-P5.4": "Sudah ikut arisan."},
        text=("reason-P3.4", "reason-P5.4"), required=("reason-P3.4", "reason-P5.4"), wrong={"reason-P3.4": ""},
    )  # fmt: skip
