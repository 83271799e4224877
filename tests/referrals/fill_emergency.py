"""Forms of emergencies and of reminders, filled in."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from referrals.actions import emergency as actions
from referrals.models import Emergency
from tests.factories import TODAY
from tests.filling import Filling, form, typed_date
from tests.referrals import make
from tests.referrals.fill_referrals import url

YESTERDAY = typed_date(TODAY - timedelta(days=1))
CALLED = {
    "client": "anak laki-laki 6 tahun", "client_sex": "male", "happened": "Rumah roboh, satu anak terluka.",
    "called_on": YESTERDAY, "called_time": "09.30", "place_kind": "health", "place_name": "Puskesmas Tegalwangi",
    "spoken_to": "Bidan Yuli", "phone": "119", "result": "Ambulans tiba pukul 09.50.",
}  # fmt: skip
WORDS = ("client", "happened", "place_name", "spoken_to", "result")
REQUIRED = ("happened", "called_on", "called_time", "place_kind", "spoken_to", "result")


def emergency(by, *, hours=1, region=None, **changes):
    """A call for help, `hours` ago, written down by `by`."""
    facts = {
        "region": region or by.region, "client": "seorang anak laki-laki", "client_sex": "male",
        "happened": "Rumah roboh, satu anak terluka.", "called_at": timezone.now() - timedelta(hours=hours),
        "place_kind": "health", "place_name": "Puskesmas Tegalwangi", "spoken_to": "Bidan Yuli", "phone": "119",
        "result": "Ambulans tiba.", **changes,
    }  # fmt: skip
    return actions.save_emergency(Emergency(**facts), by=by, on=TODAY)


def fresh(row):
    return Emergency.objects.with_facts().get(pk=row.pk)


@form("referrals:emergency-create")
def emergency_create(people, regions):
    return Filling(
        people.secretary, reverse("referrals:emergency-create"), CALLED, text=WORDS, required=REQUIRED,
        wrong={"called_time": "pagi"},
    )  # fmt: skip


@form("referrals:emergency-create#tksk")
def emergency_create_above(people, regions):
    return Filling(
        people.tksk, reverse("referrals:emergency-create"), {**CALLED, "region": regions.village.pk}, text=WORDS,
        required=("region", "client", *REQUIRED), wrong={"called_on": "1-1-2999"},
    )  # fmt: skip


@form("referrals:emergency-update", is_update=True)
def emergency_update(people, regions):
    row = emergency(people.secretary)
    return Filling(
        people.secretary, url("emergency-update", row), CALLED, text=WORDS, required=REQUIRED, row=row,
        wrong={"phone": "1"}, contested=(row,),
    )  # fmt: skip


@form("referrals:emergency-told")
def emergency_told(people, regions):
    row = emergency(people.secretary, hours=30)
    return Filling(
        people.secretary, url("emergency-told", row),
        {"told_on": YESTERDAY, "told_time": "23.30", "whom": "Konselor piket"}, text=("whom",),
        required=("told_on", "told_time", "whom"), wrong={"told_on": "1-1-1990"}, contested=(row,),
    )  # fmt: skip


@form("referrals:emergency-refer")
def emergency_refer(people, regions):
    need = make.need(people)
    row = emergency(people.secretary, family=need.family)
    return Filling(
        people.secretary, url("emergency-refer", row),
        {"need": "", "title": "Tempat tinggal sementara", "problem": make.problem().pk, "dimension": "economic",
         "protection_reason": "Keluarga masih di rumah sakit."},
        text=("title", "protection_reason"), required=("title", "problem", "dimension"), wrong={"need": "999999"},
        contested=(row,),
    )  # fmt: skip


@form("referrals:emergency-no-paper")
def emergency_no_paper(people, regions):
    row = emergency(people.secretary)
    return Filling(
        people.secretary, url("emergency-no-paper", row), {"reason": "Sudah tuntas ditangani Puskesmas."},
        text=("reason",), required=("reason",), wrong={"reason": "ok"}, contested=(row,),
    )  # fmt: skip


@form("referrals:nudge", has_text=False)
def nudge(people, regions):
    row = make.sent(people)
    return Filling(people.secretary, url("nudge", row), {}, contested=(row,))


def scene(people):
    """A call of which LK3 was told; no paper has followed yet."""
    row = emergency(people.secretary)
    return {"emergency": actions.tell_lk3(row, told_at=timezone.now(), whom="Konselor", by=people.secretary, on=TODAY)}
