"""Direncanakan → Sedang diisi → Menunggu tanda tangan → Selesai, or Dibatalkan (III.C.1; SME-01 to 10, 13).

What was read at the desk, and a note, is signed by its writer alone; a visit or a call by both sides. The visited side
signs here with its answer, or whoever visited records the page that was signed on paper.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from fcu_project import dates, files, workflow
from fcu_project.workflow import Gate, Transition
from reporting.models import Aim, Instrument, Visit
from reporting.visits.answers import states_of
from reporting.visits.kinds import MODE, TARGET, VISITED_ROLE, needs_both

STAGE = Visit.Stage
PLANS, CHANGES, ANSWERS = (f"reporting.{verb}_visit" for verb in ("plan", "change", "answer"))
CONCLUSIONS = {
    Aim.SUPERVISION: {"advice_text": "arahan dan bimbingan"},
    Aim.MONITORING: {},
    Aim.EVALUATION: {
        "success_text": "keberhasilan", "failure_text": "kegagalan", "change_text": "perubahan yang perlu",
        "strength_text": "kekuatan yang bisa ditingkatkan",
    },
    Aim.NOTE: {"observed_text": "hasil pengamatan"},
}  # fmt: skip


@dataclass
class SignedPage:
    """The page that the visited side signed on paper: when, who, its scan."""

    signed_by: str
    on: date
    number: str = ""
    scan: object = None


# --- parties --------------------------------------------------------------------------------------------------------
def is_own(visit, by):
    """Whether it is a visit of the reader's own office."""
    return visit.by_region_id == by.region_id and visit.by_role == by.role


def is_visited(visit, by):
    """Whether the reader belongs to those who were visited."""
    if visit.region_id != by.region_id or is_own(visit, by):
        return False
    return by.level == "village" if visit.target == TARGET.FCU else by.role == VISITED_ROLE[visit.target]


def _own_with_both(visit, by):
    return is_own(visit, by) and needs_both(visit)


def _own_alone(visit, by):
    return is_own(visit, by) and not needs_both(visit)


# --- conditions -----------------------------------------------------------------------------------------------------
def has_happened(visit, on):
    """It tells of a day that has come."""
    if visit.held_on is None:
        return "Tanggal pelaksanaan belum diisi."
    if visit.held_on > dates.today_in(visit.region.zone):
        return f"Tanggal pelaksanaan {dates.long_date(visit.held_on)} belum tiba."
    return ""


def facts_told(visit, on):
    """SME-02, 07, 09: where, whom, by what method; what was read at the desk has neither place nor meeting (SME-13)."""
    asked = []
    if visit.mode == MODE.VISIT:
        asked.append(("tempat", visit.place))
    if visit.mode != MODE.DESK and visit.aim != Aim.NOTE:
        asked += [("yang ditemui", visit.met), ("metode", visit.methods)]
    left = [label for label, value in asked if not value]
    return f"Belum diisi: {', '.join(left)}." if left else ""


def aspects_filled(visit, on):
    left = [state.label for state in states_of(visit) if not state.is_done]
    return f"Belum selesai: {', '.join(left)}." if left else ""


def has_instrument(visit):
    return visit.instrument_id is not None


def concluded(visit, on):
    """What each aim has to end with: II.G.1 to 3."""
    if visit.aim == Aim.MONITORING:
        if visit.as_planned is None:
            return "Belum dijawab: apakah kegiatan sesuai rencana."
        if not visit.as_planned and not visit.deviation_text.strip():
            return "Tidak sesuai rencana: tuliskan penyimpangan yang terlihat."
        if not has_instrument(visit) and not visit.observed_text.strip():
            return "Belum diisi: hasil pengamatan."
        return ""
    left = [label for field, label in CONCLUSIONS[visit.aim].items() if not getattr(visit, field).strip()]
    return f"Belum diisi: {', '.join(left)}." if left else ""


def after_it_was_held(visit, on):
    if visit.held_on and on < visit.held_on:
        return f"Tanggal tanda tangan tidak boleh sebelum pelaksanaan, {dates.long_date(visit.held_on)}."
    return ""


def not_before_the_first(visit, on):
    """The other side signs what was signed before."""
    if visit.signed_on and on < visit.signed_on:
        return f"Petugas menandatangani {dates.long_date(visit.signed_on)}. Isi tanggal sejak hari itu."
    return ""


# --- effects --------------------------------------------------------------------------------------------------------
def begin(visit, *, by, on, note):
    """The questions are those in force on the day it was held."""
    visit.held_on = on
    visit.instrument = Instrument.in_force(visit.aim, on) if visit.aim != Aim.NOTE else None
    visit.save()


def sign(visit, *, by, on, note):
    """Who wrote a note on paper stays its signer, whoever typed it."""
    visit.signed_on, visit.signed_by = on, by.actor_uid
    if not visit.from_paper:
        visit.signed_by_words = by.signature
    visit.save()


def unsign(visit, *, by, on, note):
    visit.signed_on, visit.signed_by = None, None
    if not visit.from_paper:
        visit.signed_by_words = ""
    visit.save()


def answer(visit, *, by, on, note):
    visit.answered_on, visit.answered_by_words, visit.answer_note = on, by.signature, note.strip()[:1000]
    visit.save()


def record_page(visit, *, by, on, note):
    """What was signed on paper, and who wrote it down."""
    page = visit.page
    visit.from_paper, visit.recorded_by = True, by.signature
    visit.paper_number, visit.paper_date = page.number, page.on
    if page.scan:
        visit.paper_scan = files.store_scan(page.scan, by=by)
    visit.answered_on, visit.answered_by_words, visit.answer_note = page.on, page.signed_by, note.strip()[:1000]
    visit.save()


def cancel(visit, *, by, on, note):
    visit.cancelled_on, visit.cancel_note = on, note.strip()[:500]
    visit.save()


# --- the table ------------------------------------------------------------------------------------------------------
def _to_facts(visit):
    return ("Lengkapi", reverse("reporting:visit-update", args=[visit.uid]))


def _to_aspects(visit):
    left = next((state for state in states_of(visit) if not state.is_done), None)
    if left is None:
        return ("", "")
    return (f"Isi {left.label.lower()}", reverse("reporting:visit-fill", args=[visit.uid, left.code]))


def _to_conclusion(visit):
    if visit.aim == Aim.NOTE:
        return _to_facts(visit)
    return ("Isi simpulan", reverse("reporting:visit-conclusion", args=[visit.uid]))


def _tells_day(visit, on):
    return ["Isi tanggal pelaksanaannya. Pertanyaan instrumennya yang berlaku pada hari itu."]


HELD = Gate("held", "Sudah dilaksanakan", has_happened, fix=_to_facts)
FACTS = Gate("facts", "Tempat, orang, dan metode", facts_told, fix=_to_facts)
FILLED = Gate("aspects", "Semua aspek terisi", aspects_filled, fix=_to_aspects, applies=has_instrument)
CONCLUDED = Gate("conclusion", "Simpulan", concluded, fix=_to_conclusion)
AFTER = Gate("after", "Ditandatangani setelah dilaksanakan", after_it_was_held)
SECOND = Gate("second", "Setelah petugas menandatangani", not_before_the_first)
COMPLETE = (HELD, FACTS, FILLED, CONCLUDED, AFTER)

workflow.register(
    Visit,
    (
        Transition(
            "begin", "Isi hasil", (STAGE.PLANNED,), STAGE.FILLING, CHANGES, relation=is_own, effect=begin,
            tells=_tells_day,
            done="Silakan isi. Yang dituju belum melihatnya sampai Anda menandatangani.",
        ),
        Transition(
            "hand", "Tandatangani dan serahkan", (STAGE.FILLING,), STAGE.HANDED, CHANGES, relation=_own_with_both,
            gates=COMPLETE, effect=sign,
            done="Ditandatangani. Yang dituju sekarang membacanya dan diminta menandatangani.",
        ),
        Transition(
            "finish", "Tandatangani", (STAGE.FILLING,), STAGE.SIGNED, CHANGES, relation=_own_alone, gates=COMPLETE,
            effect=sign, done="Selesai. Yang dituju sekarang dapat membacanya.",
        ),
        Transition(
            "answer", "Tandatangani dan tanggapi", (STAGE.HANDED,), STAGE.SIGNED, ANSWERS, relation=is_visited,
            gates=(SECOND,), effect=answer, four_eyes="signed_by", asks_date=False,
            url=lambda visit: reverse("reporting:visit-answer", args=[visit.uid]),
        ),
        Transition(
            "record-page", "Catat halaman bertanda tangan", (STAGE.HANDED,), STAGE.SIGNED, CHANGES, relation=is_own,
            gates=(SECOND,), effect=record_page,
            url=lambda visit: reverse("reporting:visit-signed-paper", args=[visit.uid]),
        ),
        Transition(
            "back", "Ambil kembali untuk diperbaiki", (STAGE.HANDED,), STAGE.FILLING, CHANGES, relation=is_own,
            effect=unsign, asks_date=False, done="Terbuka lagi. Perbaiki, lalu tandatangani lagi.",
        ),
        Transition(
            "reopen", "Buka lagi untuk diperbaiki", (STAGE.SIGNED,), STAGE.FILLING, CHANGES, relation=_own_alone,
            effect=unsign, needs_note=True, asks_date=False, done="Terbuka lagi. Perbaiki, lalu tandatangani lagi.",
        ),
        Transition(
            "cancel", "Batalkan", (STAGE.PLANNED, STAGE.FILLING), STAGE.CANCELLED, CHANGES, relation=is_own,
            effect=cancel, needs_note=True, is_danger=True, asks_date=False,
        ),
    ),
)  # fmt: skip

