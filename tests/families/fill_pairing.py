"""Forms of consolidation, pairing, notes and needs, filled in."""

from django.urls import reverse

from families.models import BriefingTopic, Need, ProblemType
from tests.factories import TODAY
from tests.families import make
from tests.filling import Filling, form, typed_date

NOTE = {
    "held_on": typed_date(TODAY), "kind": "visit", "topic": "Tabungan mingguan berjalan.",
    "agreed": "Menabung tiap Sabtu.", "next_plan": "Antar ke Puskesmas.", "next_on": typed_date(TODAY),
    "need_title": "Modal jualan sayur", "need_priority": "2",
}  # fmt: skip
PLAN = {
    "problem": "Pendapatan tidak tetap", "goal": "Usaha sampingan berjalan", "activity": "Belajar membuat keripik",
    "period": "Maret sampai Mei", "source": "KUBE Mekar", "measure": "Terjual tiap minggu", "result": "Baru mulai",
}  # fmt: skip


def problem():
    return ProblemType.objects.get(code="pendapatan-tidak-tetap")


def designated_pioneer(people):
    make.selection_group(people)
    return make.short.life(people.secretary, "Hadi Suwito", "pioneer", "designated", days=make.DAYS)


@form("families:consolidation")
def consolidation(people, regions):
    family = designated_pioneer(people)
    meeting = make.planned("consolidation", people.secretary, on=make.BRIEFED_ON)
    first = BriefingTopic.objects.get(number=1)
    return Filling(
        people.secretary, reverse("families:consolidation", args=[meeting.uid]),
        {"materials": ["other"], "other_material": "Merawat lansia di rumah", "methods": ["talk"],
         f"topics-{family.participation().pk}": [first.pk]},
        text=("other_material",), required=("materials", "methods"), wrong={"other_material": ""},
        contested=(meeting,), row=meeting,
    )  # fmt: skip


@form("families:story", is_update=True)
def story(people, regions):
    family = designated_pioneer(people)
    row = family.participation()
    return Filling(
        people.secretary, reverse("families:story", args=[family.uid]),
        {"success_story": "Dahulu buruh tani, sekarang punya warung."}, text=("success_story",),
        required=("success_story",), wrong={"success_story": "a" * 3001}, row=row, contested=(row,),
    )  # fmt: skip


@form("families:plan-create")
def plan_create(people, regions):
    family = designated_pioneer(people)
    return Filling(
        people.secretary, reverse("families:plan-create", args=[family.uid]), PLAN, text=tuple(PLAN),
        required=("problem", "goal", "activity", "period"), wrong={"period": "a" * 101},
        contested=(family.participation(),),
    )  # fmt: skip


@form("families:plan-update", is_update=True)
def plan_update(people, regions):
    family = designated_pioneer(people)
    row = make.plan_item(family.participation(), people.secretary)
    return Filling(
        people.secretary, reverse("families:plan-update", args=[family.uid, row.uid]), PLAN, text=tuple(PLAN),
        required=("problem", "goal", "activity", "period"), wrong={"period": "a" * 101}, row=row, contested=(row,),
    )  # fmt: skip


def ready_to_pair(people):
    """One briefed pioneer and one designated plasma family."""
    return make.ready(people)


@form("families:pairing-create")
def pairing_create(people, regions):
    pioneer, plasma = ready_to_pair(people)
    return Filling(
        people.secretary, reverse("families:pairing-create"),
        {"pioneer": pioneer.pk, "plasma": plasma.pk, "paired_from": typed_date(TODAY), "reason": "Bertetangga dekat."},
        text=("reason",), required=("pioneer", "plasma", "paired_from"), wrong={"paired_from": "1-1-2999"},
        contested=(pioneer,),
    )  # fmt: skip


@form("families:pairing-end")
def pairing_end(people, regions):
    row = make.paired(people)
    return Filling(
        people.secretary, reverse("families:pairing-end", args=[row.uid]),
        {"ended_on": typed_date(TODAY), "reason": "Pionir pindah dusun."}, text=("reason",),
        required=("ended_on", "reason"), wrong={"ended_on": "32-01-2025"}, contested=(row,),
    )  # fmt: skip


@form("families:note-create")
def note_create(people, regions):
    row = make.paired(people)
    return Filling(
        people.secretary, reverse("families:note-create", args=[row.uid]), {**NOTE, "need_problem": problem().pk},
        text=("topic", "agreed", "next_plan", "need_title"), required=("held_on", "kind", "topic"),
        wrong={"held_on": "1-1-2999"},
    )  # fmt: skip


@form("families:need-create")
def need_create(people, regions):
    row = make.paired(people)
    return Filling(
        people.secretary, reverse("families:need-create", args=[row.plasma.family.uid]),
        {"title": "Akta kelahiran anak ketiga", "problem": problem().pk, "dimension": "social", "priority": "1",
         "found_on": typed_date(TODAY)}, text=("title",), required=("title", "problem", "dimension", "priority"),
        wrong={"found_on": "besok"},
    )  # fmt: skip


@form("families:need-close")
def need_close(people, regions):
    pairing = make.paired(people)
    make.note(pairing, people.secretary, Need(title="Modal usaha", problem=problem(), dimension="economic"))
    row = Need.objects.get()
    return Filling(
        people.secretary, reverse("families:need-close", args=[row.uid]),
        {"state": "met", "closed_on": typed_date(TODAY), "outcome": "Pinjaman koperasi sudah cair."},
        text=("outcome",), required=("state", "closed_on", "outcome"), wrong={"closed_on": "1-1-2999"},
        contested=(row,),
    )  # fmt: skip
