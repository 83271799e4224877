"""Forms of the records of help, filled in, one for every way a kind asks."""

from django.urls import reverse

from referrals.kinds import Kind
from tests.factories import TODAY, InstitutionFactory
from tests.families import make as families
from tests.filling import Filling, form, typed_date
from tests.referrals import records
from tests.referrals.fill_referrals import url

TOLD = {
    "form": "class", "topic": "Mendampingi anak belajar", "audience": "Orang tua keluarga dampingan",
    "held_on": typed_date(TODAY), "place": "Balai RW 002", "story": "Belajar bersama dua jam.", "women": "12",
    "men": "8", "cost": "150.000", "source": "self_help", "result": "Dua belas ibu membuat jadwal belajar.",
    "next_step": "Kunjungan ke rumah", "next_on": typed_date(TODAY),
}  # fmt: skip
WORDS = ("topic", "audience", "place", "story", "result", "next_step")
OUTREACH = {**TOLD, "form": "home", "topic": "Lansia yang tinggal sendiri", "audience": None}


def create(kind):
    return f"{reverse('referrals:record-create')}?jenis={kind.value}"


@form("referrals:record-create")
def record_create(people, regions):
    body = InstitutionFactory(region=regions.village)
    return Filling(
        people.secretary, create(Kind.GUIDANCE), {**TOLD, "partners": [body.pk]}, text=WORDS,
        required=("topic", "held_on", "women", "men"), wrong={"held_on": "1-1-2999"},
    )  # fmt: skip


@form("referrals:record-create#media")
def record_create_media(people, regions):
    data = {
        "form": "leaflet", "topic": "Layanan FCU", "edition": "Edisi 2", "copies": "200", "audience": "Warga",
        "held_on": typed_date(TODAY), "place": "Posyandu", "cost": "0", "no_family_data": "on",
    }  # fmt: skip
    return Filling(
        people.secretary, create(Kind.MEDIA), data, text=("topic", "edition", "audience", "place"),
        required=("form", "topic", "held_on", "no_family_data"), wrong={"copies": "banyak"},
    )  # fmt: skip


@form("referrals:record-create#outreach")
def record_create_outreach(people, regions):
    return Filling(
        people.tksk, create(Kind.OUTREACH), {**OUTREACH, "region": regions.village.pk},
        text=("topic", "place", "story", "result", "next_step"),
        required=("region", "topic", "held_on", "place", "story", "women", "men", "next_step", "next_on"),
        wrong={"next_on": "1-1-1990"},
    )  # fmt: skip


@form("referrals:record-update", is_update=True)
def record_update(people, regions):
    row = records.record(people.secretary)
    return Filling(
        people.secretary, url("record-update", row), TOLD, text=WORDS, row=row, contested=(row,),
        required=("topic", "held_on", "women", "men"), wrong={"cost": "-1"},
    )  # fmt: skip


@form("referrals:record-withdraw")
def record_withdraw(people, regions):
    row = records.record(people.secretary)
    return Filling(
        people.secretary, url("record-withdraw", row), {"reason": "Tercatat dua kali."}, text=("reason",),
        contested=(row,), required=("reason",), wrong={"reason": "dua"},
    )  # fmt: skip


@form("referrals:record-next-done", has_text=False)
def record_next_done(people, regions):
    row = records.record(people.secretary, next_step="Kunjungan ke rumah", next_on=TODAY)
    return Filling(
        people.secretary, url("record-next-done", row), {"done_on": typed_date(TODAY)}, contested=(row,),
        required=("done_on",), wrong={"done_on": "1-1-2999"},
    )  # fmt: skip


@form("referrals:record-families", has_text=False)
def record_families(people, regions):
    life, row = families.paired(people).plasma, records.record(people.secretary)
    return Filling(
        people.secretary, url("record-families", row), {"plasma": [life.family.pk]}, contested=(row,),
        wrong={"plasma": ["999999"]},
    )  # fmt: skip


def scene(people):
    """A record with its photo and a next step."""
    row = records.record(
        people.secretary, next_step="Kunjungan ke rumah", next_on=TODAY, photo=records.photo((60, 40)),
    )  # fmt: skip
    return {"record": row}
