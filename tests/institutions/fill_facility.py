"""The FCU's inventory and its proposals to the Musrenbang: forms filled in, and rows for their routes."""

from django.urls import reverse

from institutions.actions import facility as actions
from institutions.models import Facility, MusrenbangProposal
from tests.factories import TODAY
from tests.families import short
from tests.filling import LAST_WEEK, Filling, form, typed_date


def item(unit, by, **more):
    facts = {"kind": "equipment", "name": "Meja tulis", "quantity": 2, "owner": "FCU", "since": LAST_WEEK, **more}
    return actions.save_facility(Facility(unit=unit, **facts), by=by, on=TODAY)


def proposal(unit, by, **more):
    facts = {"year": TODAY.year + 1, "item": "Pelatihan menjahit", "reason": "Banyak ibu ingin berusaha.", **more}
    return actions.save_proposal(MusrenbangProposal(unit=unit, **facts), by=by, on=TODAY)


def scene(people, unit):
    by = people.secretary
    return {"facility": item(unit, by), "proposal": proposal(unit, by)}


def arguments(short_name, scene):
    unit = scene["unit"].uid
    return {
        "facility-list": [unit], "facility-create": [unit], "facility-update": [unit, scene["facility"].uid],
        "facility-gone": [unit, scene["facility"].uid], "musrenbang": [unit], "musrenbang-create": [unit],
        "musrenbang-update": [unit, scene["proposal"].uid],
    }.get(short_name)  # fmt: skip


ITEM = {"kind": "equipment", "name": "Lemari arsip", "quantity": "1", "condition": "good", "owner": "Pinjaman balai",
        "since": typed_date(LAST_WEEK)}  # fmt: skip
PROPOSAL = {"year": str(TODAY.year + 1), "item": "Modal KUBE ibu", "reason": "Usulan rapat FCU.",
            "estimated_cost": "2.500.000"}  # fmt: skip


@form("institutions:facility-create")
def facility_create(people, regions):
    unit = short.unit(regions.village)
    return Filling(
        people.secretary, reverse("institutions:facility-create", args=[unit.uid]), ITEM, text=("name", "owner"),
        required=("kind", "name", "quantity", "condition", "owner", "since"), wrong={"quantity": "0"},
    )  # fmt: skip


@form("institutions:facility-update", is_update=True)
def facility_update(people, regions):
    unit = short.unit(regions.village)
    row = item(unit, people.secretary)
    return Filling(
        people.secretary, reverse("institutions:facility-update", args=[unit.uid, row.uid]), ITEM,
        text=("name", "owner"), required=("name", "owner"), wrong={"since": "31-02-2025"}, contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:facility-gone", has_text=False)
def facility_gone(people, regions):
    unit = short.unit(regions.village)
    row = item(unit, people.secretary)
    return Filling(
        people.secretary, reverse("institutions:facility-gone", args=[unit.uid, row.uid]),
        {"gone_on": typed_date(TODAY)}, required=("gone_on",), wrong={"gone_on": "01-01-2001"}, contested=(row,),
    )  # fmt: skip


@form("institutions:musrenbang-create")
def musrenbang_create(people, regions):
    unit = short.unit(regions.village)
    return Filling(
        people.village_head, reverse("institutions:musrenbang-create", args=[unit.uid]), PROPOSAL,
        text=("item", "reason"), required=("year", "item", "reason"), wrong={"estimated_cost": "dua juta"},
    )  # fmt: skip


@form("institutions:musrenbang-update", is_update=True)
def musrenbang_update(people, regions):
    unit = short.unit(regions.village)
    row = proposal(unit, people.secretary)
    told = {"attended_on": typed_date(LAST_WEEK), "result": "partly", "result_note": "Separuh anggaran."}
    return Filling(
        people.secretary, reverse("institutions:musrenbang-update", args=[unit.uid, row.uid]), {**PROPOSAL, **told},
        text=("item", "reason", "result_note"), required=("year", "item", "reason"),
        wrong={"estimated_cost": "2.50.000"}, contested=(row,), row=row,
    )  # fmt: skip
