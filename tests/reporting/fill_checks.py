"""Forms of inspections of the stimulus; and rows for the tests of who may open what."""

from datetime import timedelta

from django.urls import reverse

from reporting.actions import checks as actions
from reporting.models import StimulusCheck, StimulusGrant
from tests.factories import TODAY
from tests.filling import Filling, form, typed_date
from tests.referrals import records
from tests.reporting import stimulus

CHECKED_ON = stimulus.PAID_ON + timedelta(days=20)
CHECK = {
    "on": typed_date(CHECKED_ON), "way": "visit", "inspector": "Endang Lestari, Dinas Sosial",
    "received_rightly": "yes", "used_rightly": "partly", "note": "Warung sudah buka.\nSebagian barang belum ada.",
    "finding": "Rak dagangan belum dibeli.", "action": "Keluarga membeli rak dan menunjukkan kuitansinya.",
    "due_on": typed_date(TODAY + timedelta(days=14)),
}  # fmt: skip
TEXT = ("inspector", "note", "finding", "action")


def paid_grant(people, name="Rubinah", number="0999999901"):
    """A grant of which money reached the family."""
    there = StimulusGrant.objects.filter(family__head_name=name).first()
    return there or stimulus.paid(people, name, number=number).grant


def check(people, grant=None, *, by=None, photo=None, **told):
    """An inspection of the Dinas; with a finding unless `told` says otherwise."""
    facts = {
        "on": CHECKED_ON, "way": "visit", "inspector": "Endang Lestari, Dinas Sosial", "received_rightly": "yes",
        "used_rightly": "partly", "note": "Warung sudah buka.", "finding": "Rak dagangan belum dibeli.",
        "action": "Keluarga membeli rak.", "due_on": TODAY + timedelta(days=14), **told,
    }  # fmt: skip
    row = StimulusCheck(grant=grant or paid_grant(people), **facts)
    return actions.record_check(row, by=by or people.regency_funds, on=facts["on"], photo=photo)


def clean(people, grant=None, **told):
    """An inspection that found nothing."""
    return check(people, grant, **{"used_rightly": "yes", "finding": "", "action": "", "due_on": None, **told})


@form("reporting:stimulus-check-create")
def check_create(people, regions):
    grant = paid_grant(people)
    return Filling(
        people.regency_funds, reverse("reporting:stimulus-check-create", args=[grant.uid]), CHECK, text=TEXT,
        required=("on", "way", "inspector", "received_rightly", "used_rightly", "note"), wrong={"finding": ""},
    )  # fmt: skip


@form("reporting:stimulus-check-update", is_update=True)
def check_update(people, regions):
    row = check(people)
    return Filling(
        people.regency_funds, reverse("reporting:stimulus-check-update", args=[row.uid]), CHECK, text=TEXT,
        required=("on", "way", "inspector", "received_rightly", "used_rightly", "note"), wrong={"action": ""},
        row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:stimulus-check-resolve")
def check_resolve(people, regions):
    row = check(people)
    return Filling(
        people.regency_funds, reverse("reporting:stimulus-check-resolve", args=[row.uid]),
        {"resolved_on": typed_date(TODAY), "resolution": "Rak dan kuitansinya sudah dilihat."}, text=("resolution",),
        required=("resolved_on", "resolution"), wrong={"resolved_on": "lusa"}, contested=(row,),
    )  # fmt: skip


def scene(people):
    """An inspection with a photo and an open finding, of Desa Sidomekar."""
    return {"stimulus_check": check(people, photo=records.photo((60, 40)))}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    row = scene["stimulus_check"]
    if short in ("stimulus-check-list", "stimulus-unchecked"):
        return []
    if short in ("stimulus-check-create", "stimulus-check-blank"):
        return [row.grant.uid]
    return [row.uid] if short.startswith("stimulus-check") else None
