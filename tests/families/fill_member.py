"""Forms of the families, filled in: member."""

from datetime import date

from django.urls import reverse

from families.models import FamilyMember
from tests import factories
from tests.families import make
from tests.filling import LAST_WEEK, Filling, form, typed_date

BORN = date(2009, 8, 17)


def chosen(people, name="Sumiyati", role="plasma"):
    """A family that an FGD chose, its identity part still empty."""
    group = make.selection_group(people)
    family = make.candidate(people.secretary, name)
    make.assessed(family, role, people.secretary)
    make.fgd(people, group, lines=[(family, role)], hold=True)
    family.refresh_from_db()
    return family


CHILD = {
    "name": "Dimas Aditya", "nik": make.nik(BORN, "male", region="970101"), "no_nik": "", "sex": "male",
    "birth_place": "Banyuraga", "birth_date": typed_date(BORN), "religion": "1", "education": "4", "occupation": "3",
    "marital": "1", "relation": "4", "nationality": "1", "immigration_document": "", "father_name": "Suharto Wijaya",
    "mother_name": "Sumiyati", "disability": "7", "insurance": "2",
}  # fmt: skip
REQUIRED = (
    "name", "nik", "sex", "birth_date", "religion", "education", "occupation", "marital", "relation", "nationality",
)  # fmt: skip


@form("families:identity", is_update=True)
def identity(people, regions):
    family = chosen(people)
    return Filling(
        people.secretary, reverse("families:identity", args=[family.uid]),
        {"address": "Gang Melati 4, dekat musala", "rt": "003", "rw": "2", "hamlet": "Krajan", "phone": "081234567890",
         "phone_owner": "Tetangga, Bu Ani", "card_number": "9701012003150007", "welfare_stage": "2", "decile": "2",
         "decile_as_of": typed_date(LAST_WEEK), "decile_source": "Aplikasi SIKS-NG"},
        text=("hamlet", "address", "phone_owner", "decile_source"), required=("address",), row=family,
        contested=(family,),
        wrong={"card_number": "97010120031500"},
    )  # fmt: skip


@form("families:member-create")
def member_create(people, regions):
    family = chosen(people)
    make.identified(family, people.secretary)
    family.refresh_from_db()
    return Filling(
        people.secretary, reverse("families:member-create", args=[family.uid]), {**CHILD},
        text=("name", "birth_place", "father_name", "mother_name"), required=REQUIRED, contested=(family,),
        wrong={"nik": "97010117080900O1"},
    )  # fmt: skip


@form("families:member-update", is_update=True)
def member_update(people, regions):
    family = chosen(people)
    make.identified(family, people.secretary)
    row = make.member(
        family, people.secretary, "Dimas", relation=4, sex="male", born=BORN, marital=1,
        number=make.nik(BORN, "male", region="970101", serial=9),
    )  # fmt: skip
    family.refresh_from_db()
    return Filling(
        people.secretary, reverse("families:member-update", args=[family.uid, row.uid]), {**CHILD, "nik": ""}, row=row,
        text=("name", "birth_place", "father_name", "mother_name"), contested=(family, row),
        required=tuple(name for name in REQUIRED if name != "nik"), wrong={"birth_date": "31-02-2009"},
    )  # fmt: skip


def with_husband(people):
    family = chosen(people)
    make.identified(family, people.secretary)
    family.refresh_from_db()
    return family, FamilyMember.objects.get(family=family, is_head=False)


@form("families:member-end", has_text=False)
def member_end(people, regions):
    family, husband = with_husband(people)
    return Filling(
        people.secretary, reverse("families:member-end", args=[family.uid, husband.uid]),
        {"left_on": typed_date(LAST_WEEK), "left_reason": "moved"}, contested=(family, husband),
        required=("left_on", "left_reason"), wrong={"left_on": "kemarin"},
    )  # fmt: skip


@form("families:member-head", has_text=False)
def member_head(people, regions):
    family, husband = with_husband(people)
    return Filling(
        people.secretary, reverse("families:member-head", args=[family.uid, husband.uid]), {"relation": "3"},
        contested=(family, husband), required=("relation",), wrong={"relation": "1"},
    )  # fmt: skip


ANSWER = {
    "willing": "yes", "data_use": "on", "head_signed": "on", "spouse_signed": "on", "thumbprint": "on",
    "answered_on": typed_date(LAST_WEEK), "note": "Dibacakan, lalu keduanya memberi cap jempol.",
}  # fmt: skip


@form("families:consent")
def consent(people, regions):
    family, _ = with_husband(people)
    row = family.participation()
    interviewer = factories.PersonFactory(region=regions.village)
    return Filling(
        people.secretary, reverse("families:consent", args=[family.uid]), {**ANSWER, "interviewer": interviewer.pk},
        text=("note",), required=("willing", "answered_on"), wrong={"answered_on": "kemarin"}, contested=(row,),
        has_scan=True,
    )  # fmt: skip
