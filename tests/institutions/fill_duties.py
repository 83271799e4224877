"""Notes on duties: forms filled in, and rows for their routes."""

from django.urls import reverse

from institutions.actions import activity as actions
from institutions.models import Activity, Duty
from tests import factories as make
from tests.factories import TODAY
from tests.filling import LAST_WEEK, Filling, form, typed_date

MONITORS, JOINT, IDEA = "village-head-fcu-iiib66-3", "psks-team-fcu-iif84-2", "member-fcu-iiia52-2"


def note(by, code, *, partners=(), **more):
    """A note on the duty `code`, kept as on the screen."""
    facts = {"done_on": LAST_WEEK, "title": "Meninjau kegiatan", "region": by.region, **more}
    duty = Duty.objects.get(code=code)
    return actions.save_activity(Activity(duty=duty, **facts), list(partners), by=by, on=TODAY)


def scene(people, unit):
    row = note(people.village_head, MONITORS)
    row.paper_scan = unit.decree_in_force().document.signed_scan
    row.save()
    return {"activity": row}


def arguments(short_name, scene):
    row = [scene["activity"].uid]
    return {
        "activity": row, "activity-update": row, "activity-withdraw": row, "activity-paper": row,
        "activity-create": [MONITORS], "duty-list-of": ["village_head", scene["unit"].region.code],
        "activeness": [scene["unit"].uid],
    }.get(short_name)  # fmt: skip


OBSERVED = {
    "done_on": typed_date(LAST_WEEK), "title": "Meninjau kunjungan pionir", "place": "Dusun Krajan",
    "story": "Ikut satu kunjungan.", "result": "Kunjungan berjalan tertib.",
}  # fmt: skip


@form("institutions:activity-create")
def activity_create(people, regions):
    """The PSKS team's joint activity: the fullest form there is, written by the operator from the team's paper."""
    body = make.InstitutionFactory(region=regions.village)
    facilitator = make.PersonFactory(region=regions.village)
    more = {"facilitator": facilitator.pk, "women": "12", "men": "9", "partners": [body.pk],
            "local_wisdom": "Gotong royong", "paper_number": "04/PSKS/2026"}  # fmt: skip
    return Filling(
        people.village_operator, reverse("institutions:activity-create", args=[JOINT]), {**OBSERVED, **more},
        text=("title", "place", "story", "result", "local_wisdom", "paper_number"),
        required=("done_on", "title", "facilitator", "paper_number", "partners"), wrong={"women": "dua belas"},
    )  # fmt: skip


@form("institutions:activity-update", is_update=True)
def activity_update(people, regions):
    row = note(people.village_head, MONITORS)
    return Filling(
        people.village_head, reverse("institutions:activity-update", args=[row.uid]), OBSERVED,
        text=("title", "place", "story", "result"), required=("done_on", "title"), wrong={"done_on": "31-02-2026"},
        contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:activity-withdraw")
def activity_withdraw(people, regions):
    row = note(people.village_head, MONITORS)
    return Filling(
        people.village_head, reverse("institutions:activity-withdraw", args=[row.uid]), {"reason": "Salah tanggal."},
        text=("reason",), required=("reason",), wrong={"reason": "x"}, contested=(row,),
    )  # fmt: skip
