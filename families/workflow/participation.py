"""Calon → Diusulkan → Bersedia → Ditetapkan → Sudah dibekali → Bertugas | Didampingi (III.B.5.2–5.4).

Steps that a meeting decides are made when that meeting is declared held; the others by who serves the family.
"""

from django.db.models import Prefetch
from django.urls import reverse

from families.actions.assessment import with_answers
from families.models import FamilyMember, Participation, Role
from families.workflow.conditions import (
    agreed,
    all_briefed,
    became_pioneer,
    chosen_in_fgd,
    criteria_met,
    data_use_agreed,
    designated_in_meeting,
    difficulties_asked_again,
    file_merged,
    has_charge,
    has_companion,
    head_recorded,
    is_pioneer,
    merge_undone,
    move_announced,
    move_cancelled,
    not_archived,
    not_rising_yet,
    plan_written,
    refused,
    short_record_complete,
    story_written,
    strengths_asked,
    told_before_rise,
)
from families.workflow.effects import (
    after_end,
    answer_noted,
    begin_rise,
    begun,
    consolidated,
    decline,
    designate,
    end,
    pass_over,
    reconsider,
    reopen,
    stay_plasma,
    step_back,
    take_role,
)
from fcu_project import workflow
from fcu_project.workflow import Gate, Transition

STAGE = Participation.Stage


def in_own_village(participation, by):
    return participation.family.region_id == by.region_id


def own_pioneer(participation, by):
    return in_own_village(participation, by) and participation.role == Role.PIONEER


def own_plasma(participation, by):
    return in_own_village(participation, by) and participation.role == Role.PLASMA


def own_rise(participation, by):
    return in_own_village(participation, by) and participation.is_rise


def own_but_no_rise(participation, by):
    """Whoever only meant to become a pioneer does not leave the trial: they stay plasma."""
    return in_own_village(participation, by) and not participation.is_rise


def briefs(participation, by):
    """Who may say that a pioneer is briefed: the own FCU, LK3 of the kabupaten, TKSK of the kecamatan."""
    return participation.role == Role.PIONEER and participation.family.region.code.startswith(by.territory)


# --- ways to mend -----------------------------------------------------------------------------------------------
def _page(label, route):
    return lambda p: (label, reverse(f"families:{route}", args=[p.family.uid]))


def _to_consolidation(participation):
    """The five are ticked on the sheet of a consolidation meeting: the way there is to plan one."""
    return "Rencanakan pemantapan", reverse("institutions:meeting-create", args=["consolidation"])


NOT_ARCHIVED = Gate(
    "archived", "Berkas tidak diarsipkan", not_archived, fix=_page("Pulihkan berkas", "restore")
)  # fmt: skip
FACTS = Gate("facts", "Data calon lengkap", short_record_complete, fix=_page("Lengkapi data calon", "family-update"))
CHOSEN = Gate("fgd", "Dipilih dalam FGD", chosen_in_fgd)
IDENTITY = Gate("identity", "Anggota keluarga tercatat", head_recorded, fix=_page("Isi anggota", "member-list"))
AGREED = Gate("agreed", "Menyatakan bersedia", agreed, fix=_page("Catat kesediaan", "consent"))
DATA_USE = Gate("data_use", "Menyetujui pemakaian data", data_use_agreed, fix=_page("Catat persetujuan", "consent"))
CRITERIA = Gate(
    "criteria", "Indikator dan alasannya", criteria_met, applies=is_pioneer, fix=_page("Tulis alasan", "unmet-reasons")
)
DESIGNATED = Gate("meeting", "Ditetapkan dalam pertemuan", designated_in_meeting)
BRIEFED = Gate("briefed", "Lima materi pembekalan", all_briefed, fix=_to_consolidation)
PLAN = Gate("plan", "Rencana aksi", plan_written, fix=_page("Tulis rencana aksi", "plan-create"))
STORY = Gate("story", "Cerita keberhasilan", story_written, fix=_page("Tulis cerita", "story"))
CHARGE = Gate("charge", "Ada keluarga dampingan", has_charge)
COMPANION = Gate("companion", "Ada keluarga pendamping", has_companion)
NOT_RISING = Gate("rising", "Belum diusulkan naik", not_rising_yet)


def _ask_again(which, label):
    """To the next round of a list; a list that was never asked is not asked "again"."""

    def fix(participation):
        family = participation.family
        asked = any(one.set == which for one in family.assessments.all())
        return ("Nilai ulang" if asked else label), reverse("families:assessment-create", args=[family.uid, which])

    return fix


# A promotion begins with a new round of both lists; FGD, consent, designation and briefings follow (MEN-05).
ASKED_12 = Gate(
    "asked_12", "12 indikator dinilai ulang", difficulties_asked_again, fix=_ask_again("plasma", "Nilai 12 indikator")
)  # fmt: skip
ASKED_18 = Gate(
    "asked_18", "18 indikator dinilai", strengths_asked, fix=_ask_again("pioneer", "Nilai 18 indikator")
)  # fmt: skip
# What must be true of a family before a meeting may designate it.
READY_TO_DESIGNATE = (NOT_ARCHIVED, IDENTITY, AGREED, DATA_USE, CRITERIA)


def with_conditions(participations):
    """Participations with all that READY_TO_DESIGNATE asks of them, for many at once."""
    members = FamilyMember.objects.only("family", "is_head", "left_on")  # no number is opened for a list
    return participations.select_related("family__region").prefetch_related(
        Prefetch("family__members", members), Prefetch("family__assessments", with_answers()), "consents",
        "unmet_reasons",
    )  # fmt: skip


MERGED = Gate("merged", "Berkasnya digabung", file_merged)
UNMERGED = Gate("unmerged", "Penggabungannya dibatalkan", merge_undone)
MOVES = Gate("moves", "Kepindahannya dicatat", move_announced)
STAYS = Gate("stays", "Kepindahannya dibatalkan", move_cancelled)
LIVING = (STAGE.WILLING, STAGE.DESIGNATED, STAGE.CONSOLIDATED, STAGE.ON_DUTY, STAGE.MENTORED)
BEFORE_DESIGNATION = (STAGE.CANDIDATE, STAGE.PROPOSED, STAGE.WILLING)
DECIDES = "families.decide_participation"
workflow.register(
    Participation,
    (
        Transition(
            "propose", "Usulkan sesuai FGD", (STAGE.CANDIDATE,), STAGE.PROPOSED, DECIDES,
            relation=in_own_village, gates=(NOT_ARCHIVED, FACTS, CHOSEN), effect=take_role,
        ),
        Transition(
            "pass_over", "Catat tidak dipilih", (STAGE.CANDIDATE,), STAGE.NOT_CHOSEN, DECIDES,
            relation=in_own_village, gates=(CHOSEN,), effect=pass_over,
        ),
        Transition(
            "reconsider", "Kembalikan ke calon", (STAGE.PROPOSED,), STAGE.CANDIDATE, DECIDES,
            relation=in_own_village, effect=reconsider, needs_note=True, asks_date=False,
        ),
        Transition(
            "agree", "Catat bersedia", (STAGE.PROPOSED,), STAGE.WILLING, "families.add_consent",
            relation=in_own_village, gates=(IDENTITY, AGREED), effect=answer_noted,
        ),
        Transition(
            "decline", "Catat tidak bersedia", (STAGE.PROPOSED,), STAGE.UNWILLING, "families.add_consent",
            relation=in_own_village, gates=(Gate("refused", "Penolakan tercatat", refused),), effect=decline,
        ),
        Transition(
            "designate", "Tetapkan", (STAGE.WILLING,), STAGE.DESIGNATED, DECIDES,
            relation=in_own_village, gates=(*READY_TO_DESIGNATE, DESIGNATED), effect=designate,
        ),
        Transition(
            "consolidate", "Nyatakan sudah dibekali", (STAGE.DESIGNATED,), STAGE.CONSOLIDATED,
            "families.brief_pioneer", relation=briefs, gates=(BRIEFED, STORY, PLAN), effect=consolidated,
            asks_date=False, lands=lambda p: reverse("families:briefing-card", args=[p.family.uid]),
        ),
        Transition(
            "begin_duty", "Mulai bertugas", (STAGE.CONSOLIDATED,), STAGE.ON_DUTY, "families.add_pairing",
            relation=own_pioneer, gates=(CHARGE,), effect=begun,
        ),
        Transition(
            "begin_mentoring", "Mulai didampingi", (STAGE.DESIGNATED,), STAGE.MENTORED, "families.add_pairing",
            relation=own_plasma, gates=(COMPANION,), effect=begun,
        ),
        Transition(
            "rise", "Usulkan naik menjadi pionir", (STAGE.MENTORED,), STAGE.MENTORED, DECIDES,
            relation=own_plasma, gates=(NOT_ARCHIVED, NOT_RISING, ASKED_12, ASKED_18), effect=begin_rise,
            needs_note=True, tells=told_before_rise,
            done="Diusulkan naik menjadi pionir, menunggu FGD. Pendampingan berjalan terus.",
        ),
        Transition(
            "stay_plasma", "Batalkan usulan naik", (STAGE.CANDIDATE, STAGE.PROPOSED, STAGE.WILLING), STAGE.WITHDRAWN,
            DECIDES, relation=own_rise, effect=stay_plasma, needs_note=True, is_danger=True,
        ),
        Transition(
            "become_independent", "Catat mandiri", (STAGE.MENTORED,), STAGE.INDEPENDENT, DECIDES,
            relation=own_plasma, gates=(Gate("risen", "Ditetapkan sebagai pionir", became_pioneer),), effect=end,
            needs_note=True,
        ),
        Transition(
            "withdraw", "Catat mengundurkan diri", LIVING, STAGE.WITHDRAWN, DECIDES,
            relation=own_but_no_rise, effect=end, needs_note=True, is_danger=True, lands=after_end,
        ),
        Transition(
            "move_away", "Catat pindah", (STAGE.DESIGNATED, STAGE.CONSOLIDATED, STAGE.ON_DUTY, STAGE.MENTORED),
            STAGE.MOVED, DECIDES, relation=in_own_village, effect=end, needs_note=True, is_danger=True, lands=after_end,
            url=lambda p: reverse("families:family-move", args=[p.family.uid]),
        ),
        # With its file: a candidate's way ends with a merge, any earlier way with a move; both can be undone.
        Transition(
            "move_early", "Catat pindah sebelum ditetapkan", BEFORE_DESIGNATION, STAGE.MOVED, DECIDES,
            relation=in_own_village, gates=(MOVES,), effect=end, needs_note=True, is_danger=True,
        ),
        *(
            Transition(
                f"back_to_{stage}", "Batalkan kepindahan", (STAGE.MOVED,), stage, DECIDES,
                relation=in_own_village, gates=(STAYS,), effect=reopen,
            )
            for stage in (*BEFORE_DESIGNATION, *LIVING[1:])
        ),
        Transition(
            "close_double", "Tutup karena berkas digabung", (STAGE.CANDIDATE,), STAGE.FINISHED, DECIDES,
            relation=in_own_village, gates=(MERGED,), effect=end, needs_note=True, is_danger=True,
        ),
        Transition(
            "reopen_double", "Buka lagi", (STAGE.FINISHED,), STAGE.CANDIDATE, DECIDES,
            relation=in_own_village, gates=(UNMERGED,), effect=reopen,
        ),
        Transition(
            "finish", "Catat selesai bertugas", (STAGE.ON_DUTY,), STAGE.FINISHED, DECIDES,
            relation=own_pioneer, effect=end, needs_note=True, is_danger=True, lands=after_end,
        ),
        Transition(
            "step_back", "Catat kembali didampingi", (STAGE.DESIGNATED, STAGE.CONSOLIDATED, STAGE.ON_DUTY),
            STAGE.STEPPED_BACK, DECIDES, relation=own_pioneer, effect=step_back, needs_note=True, is_danger=True,
            lands=after_end,
        ),
    ),
)  # fmt: skip
# Steps that follow from a meeting, a signed answer, a pairing, a move or a merge: they have no button of their own.
BY_EVENT = (
    "propose", "pass_over", "agree", "decline", "designate", "begin_duty", "begin_mentoring", "move_early",
    "close_double", "become_independent",
)  # fmt: skip
ONWARDS = ("propose", "agree", "designate")  # of these, what a family still waits for on its way
BACKWARDS = ("reconsider",)


def stage_reached(participation):
    """The stage at which a way stood when it ended, as its dates tell it."""
    for day, stage in (
        (participation.on_duty_from, STAGE.ON_DUTY if participation.role == Role.PIONEER else STAGE.MENTORED),
        (participation.consolidated_on, STAGE.CONSOLIDATED),
        (participation.designated_on, STAGE.DESIGNATED),
        (participation.answered_on, STAGE.WILLING),
        (participation.proposed_on, STAGE.PROPOSED),
    ):
        if day:
            return stage
    return STAGE.CANDIDATE
