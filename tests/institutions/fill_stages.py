"""Stages, guidance at meetings, awareness, decisions: forms filled in, and rows for their routes."""

from datetime import timedelta

from django.urls import reverse

from institutions.actions import decision as decision_actions
from institutions.actions import stage as stage_actions
from institutions.models import GuidanceTopic, StageRecord
from tests import factories as make
from tests.factories import TODAY
from tests.filling import LAST_WEEK, Filling, form, typed_date


def started(region, step, by, *, on=LAST_WEEK, **more):
    return stage_actions.start_stage(StageRecord(region=region, step=step, started_on=on, **more), by=by, on=TODAY)


def decided(by, *, kind="routine", on=LAST_WEEK):
    """An open decision of a meeting that was held."""
    return make.held_meeting(kind, by, on=on).decisions.first()


def scene(people, unit):
    by, region = people.village_operator, unit.region
    record = started(region, "preparation", by, paper_number="02/2026")
    record.paper_scan = unit.decree_in_force().document.signed_scan
    record.save()
    closed = decided(by, on=TODAY - timedelta(days=3))
    decision_actions.close_decision(closed, done_on=TODAY, outcome="Selesai.", by=by, on=TODAY)
    return {
        "stage_record": record, "taught": make.held_meeting("technical_guidance", by, on=TODAY, hold=False),
        "aware": make.held_meeting("awareness", by, on=TODAY, hold=False), "open_decision": decided(by),
        "closed_decision": closed,
    }  # fmt: skip


def arguments(short, scene):
    record = scene["stage_record"]
    return {
        "stage-paper": [record.uid], "stages-village": [record.region.code],
        "stage-start": [record.region.code, "briefing"], "guidance": [scene["taught"].uid],
        "awareness": [scene["aware"].uid], "decision-close": [scene["open_decision"].uid],
        "decision-reopen": [scene["closed_decision"].uid],
    }.get(short)  # fmt: skip


@form("institutions:stage-start")
def stage_start(people, regions):
    return Filling(
        people.village_operator, reverse("institutions:stage-start", args=[regions.village.code, "mapping"]),
        {"started_on": typed_date(LAST_WEEK), "note": "Petugas datang.", "paper_number": "03/2026"},
        text=("note", "paper_number"), required=("started_on",), wrong={"started_on": "31-02-2026"},
    )  # fmt: skip


@form("institutions:guidance", is_update=True)
def guidance(people, regions):
    meeting = make.held_meeting("technical_guidance", people.village_operator, on=TODAY, hold=False)
    row = meeting.guidance
    topic = GuidanceTopic.objects.filter(provider="tksk").first()
    return Filling(
        people.village_operator, reverse("institutions:guidance", args=[meeting.uid]) + "?pemberi=tksk",
        {"provider": "tksk", "speaker": "Siti Raohun", "topics": [topic.pk], "method": "Diskusi", "audience": "Kader"},
        text=("speaker", "method", "audience"), required=("topics",), wrong={"topics": ["999999"]}, contested=(row,),
        row=row,
    )  # fmt: skip


@form("institutions:awareness", is_update=True)
def awareness(people, regions):
    meeting = make.held_meeting("awareness", people.village_operator, on=TODAY, hold=False)
    row = meeting.awareness
    four = {"activities": "Posyandu.", "procedure": "Lapor kader.", "problems": "Lansia.", "needs": "Pendamping."}
    return Filling(
        people.village_operator, reverse("institutions:awareness", args=[meeting.uid]), four, text=tuple(four),
        required=tuple(four), wrong={"needs": ""}, contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:decision-close")
def decision_close(people, regions):
    row = decided(people.village_operator)
    return Filling(
        people.village_operator, reverse("institutions:decision-close", args=[row.uid]),
        {"done_on": typed_date(TODAY), "outcome": "Sudah dikerjakan."}, text=("outcome",),
        required=("done_on", "outcome"), wrong={"done_on": "01-01-2001"}, contested=(row,),
    )  # fmt: skip


@form("institutions:decision-reopen", has_text=False)
def decision_reopen(people, regions):
    by = people.village_operator
    row = decision_actions.close_decision(decided(by), done_on=TODAY, outcome="Selesai.", by=by, on=TODAY)
    return Filling(by, reverse("institutions:decision-reopen", args=[row.uid]), {}, contested=(row,))
