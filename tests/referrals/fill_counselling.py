"""Forms of the book of consultations, filled in."""

from django.urls import reverse

from referrals.actions import counselling as actions
from referrals.models import Counselling
from tests.factories import TODAY
from tests.filling import Filling, form, typed_date
from tests.referrals.fill_referrals import url

ASKED = {
    "held_on": typed_date(TODAY), "way": "office", "client": "Rahmat Hidayat", "client_sex": "male", "client_age": "41",
    "topic": "Anak sering membolos.", "advice": "Temui wali kelas bersama istri.", "follow_up": "Datang lagi Jumat.",
    "seen_before": "new",
}  # fmt: skip
WORDS = ("client", "topic", "advice", "follow_up")
REQUIRED = ("held_on", "way", "client", "client_sex", "topic", "seen_before")


def counselling(by, *, family=None, secret=False, **changes):
    """A consultation in the book of the office of `by`."""
    facts = {
        "held_on": TODAY, "client": "" if family else "Rahmat Hidayat", "client_sex": "male", "family": family,
        "topic": "Anak sering membolos.", "advice": "Temui wali kelas.", "counsellor": by.person,
        "is_confidential": secret, **changes,
    }  # fmt: skip
    return actions.save_counselling(Counselling(**facts), by=by, on=TODAY)


@form("referrals:counselling-create")
def counselling_create(people, regions):
    return Filling(
        people.secretary, reverse("referrals:counselling-create"), ASKED, text=WORDS, required=REQUIRED,
        wrong={"held_on": "1-1-2999"},
    )  # fmt: skip


@form("referrals:counselling-update", is_update=True)
def counselling_update(people, regions):
    row = counselling(people.secretary)
    return Filling(
        people.secretary, url("counselling-update", row), ASKED, text=WORDS, required=REQUIRED, row=row,
        wrong={"held_on": "besok"}, contested=(row,),
    )  # fmt: skip


@form("referrals:counselling-update#confidential")
def counselling_sealed(people, regions):
    row = counselling(people.secretary, secret=True)
    return Filling(
        people.secretary, url("counselling-update", row), {**ASKED, "is_confidential": "on"}, text=WORDS,
        required=REQUIRED, row=row, wrong={"held_on": "besok"}, contested=(row,),
    )  # fmt: skip


@form("referrals:counselling-withdraw")
def counselling_withdraw(people, regions):
    row = counselling(people.secretary)
    return Filling(
        people.secretary, url("counselling-withdraw", row), {"reason": "Tercatat dua kali."}, text=("reason",),
        required=("reason",), wrong={"reason": "a"}, contested=(row,),
    )  # fmt: skip


def scene(people):
    """One in the book of the FCU."""
    return {"counselling": counselling(people.secretary)}
