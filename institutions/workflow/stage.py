"""Berjalan → Selesai: what each of the eight stages shows when it is closed (II.F.1–8).

Which comes first is advised, never forced: no gate looks at another stage. Only the preparation holds its own stage
up; what is missing elsewhere may be passed with a written reason.
"""

from dataclasses import dataclass

from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.meetings import KINDS
from institutions.models import PsksTeam, StageRecord
from institutions.roles import VILLAGE
from institutions.stage_facts import StageFacts
from institutions.trial_stages import STAGES, TrialStage


def keeps_stage(record, by):
    """The village's own office, and those above it, whose territory it lies in."""
    return record.region.code.startswith(by.territory)


# --- conditions -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Shown:
    """A stage beside the facts of its village (and, on a board, of others)."""

    record: StageRecord
    facts: StageFacts

    @property
    def region(self):
        return self.record.region


def alone(record):
    return Shown(record, StageFacts([record.region]))


def prepared(shown, on):
    return shown.facts.preparations[shown.region.pk]


def mapped(shown, on):
    return shown.facts.maps[shown.region.pk]


def aware(shown, on):
    return "" if shown.facts.has_stated(shown.region) else "Rumusan penyadaran PSKS belum tercatat."


def organised(shown, on):
    lacking = shown.facts.lacking_in_team(shown.region)
    if lacking is None:
        return "Tim PSKS belum dibentuk."
    return f"Tim PSKS belum lengkap: {', '.join(lacking)}." if lacking else ""


def met(shown, on):
    if shown.facts.met(shown.region, shown.record.step):
        return ""
    return f"Belum ada pertemuan {shown.record.get_step_display().lower()} yang terlaksana untuk {shown.region}."


def first_lack(record, facts, on):
    """The first condition of this stage that is not met, in words, or ""."""
    asked = (gate for gate in GATES if gate.applies(record))
    return next((problem for gate in asked if (problem := gate.check(Shown(record, facts), on))), "")


# --- the way to what opens them -----------------------------------------------------------------------------------
def _to_meeting(shown):
    """The form of the first kind of this stage that is held in a village; the others stand beside it there."""
    kinds = STAGES[shown.record.step].kinds
    kind = next((kind for kind in kinds if KINDS[kind].level == VILLAGE), kinds[0])
    return "Catat pertemuan", reverse("institutions:meeting-create", args=[kind])


def _to_preparation(shown):
    return "Buka persiapan sosial", reverse("institutions:preparation-village", args=[shown.region.code])


def _to_map(shown):
    return "Buka pemetaan", reverse("institutions:mapping-village", args=[shown.region.code])


def _to_team(shown):
    team = PsksTeam.of(shown.region)
    return ("Buka tim PSKS", team.get_absolute_url()) if team else _to_meeting(shown)


def _gate(name, label, check, *steps, **more):
    """A condition of the stages `steps` only."""
    return Gate(name, label, check, applies=lambda record: record.step in steps, about=alone, **more)


GATES = (
    _gate("prepared", "Persiapan sosial lengkap", prepared, TrialStage.PREPARATION, fix=_to_preparation),
    _gate("met", "Pertemuannya terlaksana", met, TrialStage.BRIEFING, TrialStage.SOCIALISATION, warns=True,
          fix=_to_meeting),
    _gate("mapped", "Pemetaan sosial lengkap", mapped, TrialStage.MAPPING, warns=True, fix=_to_map),
    _gate("aware", "Rumusan penyadaran tercatat", aware, TrialStage.AWARENESS, warns=True, fix=_to_meeting),
    _gate("organised", "Tim PSKS dan koordinatornya lengkap", organised, TrialStage.ORGANISING, warns=True,
          fix=_to_team),
)  # fmt: skip


# --- effects ----------------------------------------------------------------------------------------------------
def ended(record, *, by, on, note):
    """The stage ends on a day of its own, however late it is written down."""
    if on < record.started_on:
        raise TransitionRefused([f"Tahapan ini baru dimulai {dates.long_date(record.started_on)}."])
    if on > dates.today_in(record.region.zone):
        raise TransitionRefused(["Tanggal selesai belum tiba."])
    record.ended_on = on
    record.note = note or record.note
    record.save(update_fields=["ended_on", "note"])


def runs_again(record, *, by, on, note):
    record.ended_on = None
    record.note = note
    record.save(update_fields=["ended_on", "note"])


STAGE = StageRecord.Stage
workflow.register(
    StageRecord,
    (
        Transition(
            "close", "Nyatakan selesai", (STAGE.RUNNING,), STAGE.CLOSED, "institutions.change_stagerecord",
            relation=keeps_stage, gates=GATES, effect=ended,
        ),
        Transition(
            "reopen", "Buka kembali", (STAGE.CLOSED,), STAGE.RUNNING, "institutions.change_stagerecord",
            relation=keeps_stage, effect=runs_again, needs_note=True, asks_date=False,
        ),
    ),
)  # fmt: skip
