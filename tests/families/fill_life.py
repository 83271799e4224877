"""Forms of the families, filled in: what happens in a family's life."""

from datetime import date, timedelta

from django.urls import reverse

from families.actions import member as member_actions
from families.actions import merge as merge_actions
from families.actions import split as split_actions
from families.models import Family, FamilyMember
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.families.fill_member import chosen, with_husband
from tests.filling import LAST_WEEK, Filling, form, typed_date


def to(name, *rows):
    return reverse(f"families:{name}", args=[row.uid for row in rows])


def household(people):
    """A mother who is head, her husband, a daughter of age: (family, head, husband, daughter)."""
    family = chosen(people)
    make.identified(family, people.secretary)
    family = Family.objects.get(pk=family.pk)
    make.member(family, people.secretary, "Ratna Dewi", relation=4, born=date(2004, 5, 6), marital=1)
    family = Family.objects.get(pk=family.pk)
    head, husband, daughter = family.members.order_by("position").select_related("relation", "marital")
    return family, head, husband, daughter


CHILD = {
    "name": "Bayu Pratama", "sex": "male", "birth_place": "Tegalwangi", "birth_date": typed_date(LAST_WEEK),
    "relation": "4", "religion": "1", "father_name": "Suharto Wijaya", "mother_name": "Sumiyati", "without_nik": "on",
    "no_nik": "newborn", "nik": "",
}  # fmt: skip


@form("families:member-birth")
def member_birth(people, regions):
    family, _ = with_husband(people)
    return Filling(
        people.secretary, to("member-birth", family), CHILD, text=("birth_place", "father_name", "mother_name", "name"),
        required=("name", "sex", "birth_date", "religion", "relation"), wrong={"birth_date": "31-02-2025"},
        contested=(family,),
    )  # fmt: skip


WIFE = {
    "name": "Wulan Sari", "nik": make.nik(date(1999, 8, 17), region="970101"), "no_nik": "", "sex": "female",
    "birth_place": "Banyuraga", "birth_date": "17-08-1999", "religion": "1", "education": "4", "occupation": "2",
    "marital": "2", "relation": "5", "nationality": "1", "immigration_document": "", "father_name": "Karto",
    "mother_name": "Sumini", "disability": "7", "insurance": "2", "joined_reason": "married",
    "joined_on": typed_date(LAST_WEEK),
}  # fmt: skip


@form("families:member-join")
def member_join(people, regions):
    family, _ = with_husband(people)
    return Filling(
        people.secretary, to("member-join", family), WIFE, text=("birth_place", "father_name", "mother_name", "name"),
        required=("name", "joined_reason", "joined_on", "marital"), wrong={"joined_on": "kemarin"},
        contested=(family,),
    )  # fmt: skip


@form("families:member-death", has_text=False)
def member_death(people, regions):
    family, head, husband, daughter = household(people)
    answers = {f"relation-{husband.pk}": "1", f"relation-{daughter.pk}": "4"}
    return Filling(
        people.secretary, to("member-death", family, head), {"died_on": typed_date(LAST_WEEK), **answers},
        required=("died_on", *answers), wrong={"died_on": "kemarin"}, contested=(family, head),
    )  # fmt: skip


@form("families:member-back")
def member_back(people, regions):
    family, husband = with_husband(people)
    member_actions.end_member(husband, by=people.secretary, on=TODAY, left_on=LAST_WEEK, reason="moved")
    family = Family.objects.get(pk=family.pk)
    return Filling(
        people.secretary, to("member-back", family, husband),
        {"relation": "2", "reason": "Ternyata masih tinggal di rumah ini."}, text=("reason",),
        required=("relation", "reason"), wrong={"reason": "ya"}, contested=(family,),
    )  # fmt: skip


@form("families:identity#new-card")
def new_card(people, regions):
    family, _ = with_husband(people)
    return Filling(
        people.secretary, to("identity", family),
        {"address": "Gang Melati 4", "rt": "003", "rw": "002", "hamlet": "Krajan", "phone_owner": "",
         "card_number": "9701012003150099", "card_change": "new", "card_reason": "members",
         "card_from": typed_date(TODAY)},
        text=("hamlet", "address"), required=("address",), row=family, contested=(family,),
        wrong={"card_from": "kemarin"},
    )  # fmt: skip


@form("families:family-split")
def family_split(people, regions):
    family, head, husband, daughter = household(people)
    answers = {
        f"go-{daughter.pk}": "on", f"relation-{head.pk}": "1", f"marital-{head.pk}": "2",
        f"relation-{husband.pk}": "2", f"marital-{husband.pk}": "2", f"relation-{daughter.pk}": "1",
        f"marital-{daughter.pk}": "2",
    }  # fmt: skip
    return Filling(
        people.secretary, to("family-split", family),
        {"checked": "on", "split_on": typed_date(LAST_WEEK), "rt": "004", "rw": "002", "hamlet": "Krajan Kulon",
         "address": "Gang Mawar", **answers},
        text=("hamlet", "address"), required=("split_on",), wrong={"split_on": "kemarin"},
        contested=(family,),
    )  # fmt: skip


def parted(people, going=2):
    """A family of which the daughter, or who stands at that place, left: (the new family, its old one)."""
    family, *rows = household(people)
    head, husband, daughter = rows
    standing = {row.pk: (row.relation, row.marital) for row in rows}
    standing[rows[going].pk] = (make.code("relation", 1), make.code("marital", 2))
    if going == 0:
        standing[husband.pk] = (make.code("relation", 1), husband.marital)
    new = split_actions.split_family(
        family, [rows[going]], standing, split_on=LAST_WEEK, place={"rt": "004", "rw": "002"}, as_candidate=False,
        by=people.secretary, on=TODAY,
    )  # fmt: skip
    return new, Family.objects.get(pk=family.pk)


@form("families:split-undo")
def split_undo(people, regions):
    new, _ = parted(people)
    return Filling(
        people.secretary, to("split-undo", new), {"reason": "Tidak jadi memisah."}, text=("reason",),
        required=("reason",), wrong={"reason": "ya"}, contested=(new,),
    )  # fmt: skip


def twins(people):
    """Two short records of one family."""
    make.selection_group(people)
    return make.candidate(people.secretary), make.candidate(people.secretary)


@form("families:family-merge")
def family_merge(people, regions):
    one, other = twins(people)
    return Filling(
        people.secretary, to("family-merge", one, other),
        {"keep": str(one.uid), "reason": "Didata dua kali oleh pokja dan kader."}, text=("reason",),
        required=("keep", "reason"), wrong={"reason": "ya"}, contested=(other,),
    )  # fmt: skip


@form("families:family-distinct", has_text=False)
def family_distinct(people, regions):
    one, other = twins(people)
    return Filling(people.secretary, to("family-distinct", one, other), {}, contested=(one,))


def merged(people):
    """(the file that stays, the file that was put away)."""
    keep, other = twins(people)
    merge_actions.merge(keep, other, reason="Didata dua kali.", by=people.secretary, on=TODAY)
    return Family.objects.get(pk=keep.pk), Family.objects.get(pk=other.pk)


@form("families:merge-undo", has_text=False)
def merge_undo(people, regions):
    _, other = merged(people)
    return Filling(people.secretary, to("merge-undo", other), {}, contested=(other,))


@form("families:family-move")
def family_move(people, regions):
    family, _ = with_husband(people)
    return Filling(
        people.secretary, to("family-move", family),
        {"destination": regions.sibling.code, "moved_on": typed_date(TODAY - timedelta(days=2)),
         "reason": "Ikut anak yang bekerja.", "passes_on": "on"},
        text=("reason",), required=("destination", "moved_on", "reason"), wrong={"moved_on": "kemarin"},
        contested=(family,),
    )  # fmt: skip


def coming(people, regions, *, passes_on=True):
    """A family of Desa Sidomekar on its way to Desa Sukamaju: (move, the secretary there)."""
    family, _ = with_husband(people)
    move = make.moved(family, regions.sibling, people.secretary, passes_on=passes_on)
    return move, AssignmentFactory(role="secretary", region=regions.sibling)


@form("families:move-arrival")
def move_arrival(people, regions):
    move, there = coming(people, regions)
    return Filling(
        there, to("move-arrival", move),
        {"arrived_on": typed_date(TODAY), "rt": "001", "rw": "001", "hamlet": "Tengah", "address": "Gang Anggrek"},
        text=("hamlet", "address"), required=("arrived_on",), wrong={"arrived_on": "kemarin"}, contested=(move,),
    )  # fmt: skip


@form("families:move-not-found")
def move_not_found(people, regions):
    move, there = coming(people, regions)
    return Filling(
        there, to("move-not-found", move), {"answer": "Sudah dicari di RT 001, tidak dikenal."}, text=("answer",),
        required=("answer",), wrong={"answer": "tak"}, contested=(move,),
    )  # fmt: skip


@form("families:move-cancel")
def move_cancel(people, regions):
    move, _ = coming(people, regions)
    return Filling(
        people.secretary, to("move-cancel", move), {"reason": "Tidak jadi pindah."}, text=("reason",),
        required=("reason",), wrong={"reason": "ya"}, contested=(move,),
    )  # fmt: skip


def living(family):
    """Names of who lives in the family now, in the order of the card."""
    rows = FamilyMember.objects.filter(family=family, left_on=None).order_by("position")
    return list(rows.values_list("name", flat=True))
