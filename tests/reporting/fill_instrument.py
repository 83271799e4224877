"""Drafts of instruments, their forms filled in; rows for the tests of who may open what."""

from datetime import timedelta

from django.urls import reverse

from reporting.actions import instrument as actions
from reporting.models import Instrument, InstrumentQuestion
from tests.factories import TODAY
from tests.filling import Filling, form, typed_date

TEXT = "Apakah pengurus menyimpan daftar hadir rapat?"
ASKED = {"aspect": "people", "text": TEXT, "hint": "Minta ditunjukkan.", "answer": "yes_no", "position": ""}


def in_force(aim="monitoring"):
    return Instrument.in_force(aim, TODAY)


def draft(by, aim="monitoring"):
    return actions.open_draft(aim, by=by, on=TODAY)


def asked(edition, by, **changes):
    """A question more in a draft."""
    told = {**ASKED, "position": 0, **changes}
    return actions.save_question(InstrumentQuestion(instrument=edition, **told), by=by, on=TODAY)


def changed(by, aim="monitoring"):
    """A draft in which something is changed."""
    row = draft(by, aim)
    asked(row, by)
    return Instrument.objects.get(pk=row.pk)


def published(edition, by, *, valid_from=TODAY):
    return actions.publish(Instrument.objects.get(pk=edition.pk), valid_from=valid_from, by=by, on=TODAY)


@form("reporting:instrument-draft", has_text=False)
def instrument_draft(people, regions):
    return Filling(people.ministry, reverse("reporting:instrument-draft", args=["evaluation"]), {})


@form("reporting:question-create")
def question_create(people, regions):
    row = draft(people.ministry)
    return Filling(
        people.ministry, reverse("reporting:question-create", args=[row.uid]), ASKED, text=("text", "hint"),
        required=("aspect", "text", "answer"), wrong={"position": "0"},
    )  # fmt: skip


@form("reporting:question-update", is_update=True)
def question_update(people, regions):
    edition = draft(people.ministry)
    row = edition.questions.first()
    return Filling(
        people.ministry, reverse("reporting:question-update", args=[edition.uid, row.uid]), ASKED | {"position": "2"},
        text=("text", "hint"), required=("aspect", "text", "answer"), wrong={"position": "satu"}, row=row,
        contested=(row,),
    )  # fmt: skip


@form("reporting:question-remove", has_text=False)
def question_remove(people, regions):
    edition = draft(people.ministry)
    row = edition.questions.first()
    url = reverse("reporting:question-remove", args=[edition.uid, row.uid])
    return Filling(people.ministry, url, {}, contested=(row,))


@form("reporting:instrument-publish", is_update=True)
def instrument_publish(people, regions):
    row = changed(people.ministry)
    return Filling(
        people.ministry, reverse("reporting:instrument-publish", args=[row.uid]),
        {"valid_from": typed_date(TODAY + timedelta(days=3)), "note": "Daftar hadir ditanyakan."}, text=("note",),
        required=("valid_from",), wrong={"valid_from": "1-1-2020"}, row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:instrument-discard", has_text=False)
def instrument_discard(people, regions):
    row = draft(people.ministry)
    return Filling(people.ministry, reverse("reporting:instrument-discard", args=[row.uid]), {})


def scene(people):
    """A draft of the instrument of monitoring."""
    edition = draft(people.ministry)
    return {"instrument": edition, "question": edition.questions.first()}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    if short == "instrument-list":
        return []
    if short == "instrument-draft":
        return ["evaluation"]
    if short in ("instrument", "instrument-blank"):
        return [in_force().uid]  # a draft is read by those who write it
    if short in ("question-update", "question-remove"):
        return [scene["instrument"].uid, scene["question"].uid]
    return [scene["instrument"].uid] if short.startswith(("instrument", "question")) else None
