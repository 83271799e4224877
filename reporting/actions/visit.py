"""A visit is planned, filled in, concluded, answered; a note of watching is written (III.C.1; SME-01 to 10, 13)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates, files, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit
from reporting.models import Aim, Instrument, Visit, VisitAnswer
from reporting.visits.answers import is_answered, state_of
from reporting.visits.kinds import KINDS, LEVEL, TARGET, aims_of, may_note, office_words, targets_of
from reporting.workflow.visit import CHANGES, is_own

STAGE, MODE = Visit.Stage, Visit.Mode
NO_UNIT = "Di desa/kelurahan ini belum ada FCU yang ditetapkan dengan SK."


# --- planning -------------------------------------------------------------------------------------------------------
def unit_visited(region):
    """The FCU of a village that can be visited: one with a decree; None where there is none."""
    unit = FamilyCareUnit.of(region)
    return unit if unit is not None and unit.decreed_on else None


def aim_problem(visit, by):
    """Why this office may not visit these with this aim, or "" (III.C.1: who, whom; from the centre downwards)."""
    kind = KINDS[visit.aim]
    if visit.target not in targets_of(by.role, visit.aim):
        return "Kantor Anda hanya membina yang ada di bawahnya."
    if visit.region.level != LEVEL[visit.target] or not visit.region.code.startswith(by.territory):
        return "Yang dituju harus di wilayah kantor Anda."
    if visit.target == TARGET.FCU and visit.unit is None:
        return NO_UNIT
    return "" if visit.mode in kind.modes else "Cara ini tidak dipakai untuk jenis pembinaan ini."


def _checked(visit, by):
    if problem := aim_problem(visit, by):
        raise ValidationError(problem)
    allowed = KINDS[visit.aim].methods
    visit.methods = [code for code in allowed if code in visit.methods]
    if visit.mode == MODE.DESK:  # SME-13: read from reports, so nobody goes anywhere
        visit.place = visit.met = ""
    visit.full_clean()


def _of_office(visit, by):
    visit.by_region, visit.by_role = by.region, by.role
    visit.by_words = office_words(by.role, by.region)[:160]


@transaction.atomic
def plan_visit(visit, *, by, on):
    """Keep a new plan. `visit` tells its aim, target, region, phase, mode, day. Raises PermissionDenied for an aim that
    is not of this role, ValidationError for whom it may not visit."""
    if visit.aim not in aims_of(by):
        raise PermissionDenied
    visit.unit = unit_visited(visit.region) if visit.target == TARGET.FCU else None
    _of_office(visit, by)
    _checked(visit, by)
    visit.save()
    audit.record("visit:plan", by=by, obj=visit, on=on)
    return visit


def writable(visit, by):
    """Refuse whoever is not of the office that visits, and any change to what was signed or cancelled."""
    if not is_own(visit, by) or not by.has_perm(CHANGES):
        raise PermissionDenied
    if not visit.is_open:
        raise TransitionRefused([f"Sudah {visit.get_stage_display().lower()}. Isinya tidak bisa diubah lagi."])


def fillable(visit, by):
    """The same, for what is found: only once it began."""
    writable(visit, by)
    if visit.stage != STAGE.FILLING:
        raise TransitionRefused(["Tekan “Isi hasil” dahulu, dan isi tanggal pelaksanaannya."])


@transaction.atomic
def save_facts(visit, *, by, on, fields=()):
    """Change when, where, whom, how; whom it is about stays. With another day another edition may be asked, as long as
    nothing is answered."""
    writable(visit, by)
    if visit.stage == STAGE.FILLING:
        if visit.held_on is None or visit.held_on > dates.today_in(visit.region.zone):
            raise ValidationError({"held_on": "Isi tanggal pelaksanaan, paling lambat hari ini."})
        if visit.aim != Aim.NOTE and not visit.answers.exists():
            visit.instrument = Instrument.in_force(visit.aim, visit.held_on)
    _checked(visit, by)
    visit.save()
    audit.record("visit:change", by=by, obj=visit, fields=fields, on=on)
    return visit


# --- filling in -----------------------------------------------------------------------------------------------------
@transaction.atomic
def save_aspect(visit, code, answers, *, by, on):
    """Keep the answers on one aspect: {question's key: {score, yes, words}}; unfinished ones may be saved too.

    Raises LookupError for an aspect that the instrument does not ask about.
    """
    fillable(visit, by)
    state = state_of(visit, code)
    if state is None:
        raise LookupError(code)
    done = [one for one in visit.done_aspects if one != code]
    kept = []
    for question, row in state.lines:
        told = answers.get(question.pk, {})
        row = row or VisitAnswer(visit=visit, question=question)
        row.score, row.yes, row.words = told.get("score"), told.get("yes"), told.get("words", "").strip()
        row.full_clean()
        kept.append((question, row))
    if all(is_answered(question, row) for question, row in kept):
        done.append(code)
    take(visit, done_aspects=done)  # so that nobody signs it in the same moment
    for _, row in kept:
        row.save()
    audit.record("visit:aspect", by=by, obj=visit, fields=[code], on=on)
    return visit


@transaction.atomic
def save_conclusion(visit, *, by, on, fields=()):
    """Keep what a visit comes to; unfinished words may be saved too, signing asks for all of them."""
    fillable(visit, by)
    if visit.as_planned:
        visit.deviation_text = ""
    visit.full_clean()
    visit.save()
    audit.record("visit:conclusion", by=by, obj=visit, fields=fields, on=on)
    return visit


# --- notes ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def write_note(visit, *, by, on, paper=None):
    """A note of watching, written and signed in one go (SME-10). With `paper` (workflow.visit.SignedPage) the village
    records what its head wrote on paper."""
    if not may_note(by) or (by.role == "village_operator") != (paper is not None):
        raise PermissionDenied
    visit.aim, visit.target = Aim.NOTE, TARGET.FCU
    visit.unit, visit.planned_on = unit_visited(visit.region), visit.held_on
    _of_office(visit, by)
    _checked(visit, by)
    visit.save()
    audit.record("visit:note", by=by, obj=visit, on=on)
    workflow.perform(visit, "begin", by=by, on=visit.held_on)
    workflow.perform(visit, "finish", by=by, on=paper.on if paper else on)
    if paper:
        _written_on_paper(visit, paper, by)
    return visit


def _written_on_paper(visit, page, by):
    """Who wrote and signed it is the head of the village; who typed it is told beside."""
    visit.from_paper, visit.recorded_by = True, by.signature
    visit.paper_number, visit.paper_date = page.number, page.on
    if page.scan:
        visit.paper_scan = files.store_scan(page.scan, by=by)
    visit.signed_by_words = page.signed_by
    visit.save()


@transaction.atomic
def save_note(visit, *, by, on, fields=()):
    """Change a note that was opened again."""
    fillable(visit, by)
    if visit.aim != Aim.NOTE:
        raise PermissionDenied
    visit.planned_on = visit.held_on
    return save_facts(visit, by=by, on=on, fields=fields)


# --- the other side -------------------------------------------------------------------------------------------------
def answer_visit(visit, *, answer, by, on):
    """The visited side signs, with what it has to say."""
    return workflow.perform(visit, "answer", by=by, on=on, note=answer)


def record_signed_page(visit, page, *, answer, by, on):
    """The visiting office records the page that was signed on paper. Raises ValidationError for a day to come."""
    if page.on > by.today:
        raise ValidationError({"paper_date": f"Tanggal {dates.long_date(page.on)} belum tiba."})
    visit.page = page
    return workflow.perform(visit, "record-page", by=by, on=page.on, note=answer)
