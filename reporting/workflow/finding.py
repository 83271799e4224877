"""Belum selesai → Selesai, menunggu pemeriksaan → Diperiksa; found wanting it is open again; or withdrawn (SME-11)."""

from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.workflow import Gate, Transition
from reporting.models import Finding, Visit
from reporting.visits import findings

STAGE = Finding.Stage
CLOSES, CHECKS, CHANGES = (f"reporting.{verb}_finding" for verb in ("close", "check", "change"))


# --- parties --------------------------------------------------------------------------------------------------------
def of_either_side(finding, by):
    """The side that was visited; or the visiting office, which was told on paper or by phone."""
    return findings.is_visited(finding, by) or findings.is_visitor(finding.visit, by)


def of_visitor(finding, by):
    return findings.is_visitor(finding.visit, by)


# --- conditions -----------------------------------------------------------------------------------------------------
def after_it_was_found(finding, on):
    if on < finding.found_on:
        return f"Temuan ini dicatat {dates.long_date(finding.found_on)}. Isi tanggal sejak hari itu."
    return ""


def after_it_was_closed(finding, on):
    if finding.closed_on and on < finding.closed_on:
        return f"Temuan ini selesai {dates.long_date(finding.closed_on)}. Pemeriksaannya sejak hari itu."
    return ""


def took_place(finding, on):
    return "Kunjungannya dibatalkan." if finding.visit.stage == Visit.Stage.CANCELLED else ""


# --- effects --------------------------------------------------------------------------------------------------------
def _noted(finding, step, *, by, on, note="", visit=None):
    finding.history = [*finding.history, findings.line(step, by=by, on=on, note=note, visit=visit)]


def close(finding, *, by, on, note):
    """The evidence is on the row by now; see actions.finding."""
    _noted(finding, findings.CLOSE, by=finding.closed_by_words, on=on, note=finding.evidence)
    finding.save()


def confirm(finding, *, by, on, note):
    finding.checked_on, finding.checked_by_words, finding.check_note = on, by.signature, note.strip()
    _noted(finding, findings.CONFIRM, by=by.signature, on=on, note=finding.check_note, visit=finding.checked_in)
    finding.save()


def reopen(finding, *, by, on, note):
    """Not as it was told: open again; the evidence stays in its history."""
    finding.check_note = note.strip()
    _noted(finding, findings.REOPEN, by=by.signature, on=on, note=finding.check_note, visit=finding.checked_in)
    finding.closed_on = finding.closed_by = finding.evidence_file = None
    finding.closed_by_words = finding.evidence = ""
    finding.checked_on, finding.checked_by_words = on, by.signature
    finding.save()


def withdraw(finding, *, by, on, note):
    finding.withdrawn_on = on
    _noted(finding, findings.WITHDRAW, by=by.signature, on=on, note=note.strip())
    finding.save()


# --- the table ------------------------------------------------------------------------------------------------------
def _screen(name):
    return lambda finding: reverse(f"reporting:{name}", args=[finding.uid])


FOUND = Gate("found", "Setelah temuan dicatat", after_it_was_found)
CLOSED = Gate("closed", "Setelah diselesaikan", after_it_was_closed)
STANDS = Gate("stands", "Kunjungan terlaksana", took_place)

workflow.register(
    Finding,
    (
        Transition(
            findings.CLOSE, "Catat penyelesaian", (STAGE.OPEN,), STAGE.CLOSED, CLOSES, relation=of_either_side,
            gates=(FOUND, STANDS), effect=close, url=_screen("finding-close"),
        ),
        Transition(
            findings.CONFIRM, "Periksa", (STAGE.CLOSED,), STAGE.CHECKED, CHECKS, relation=findings.is_checker,
            gates=(CLOSED,), effect=confirm, four_eyes="closed_by", url=_screen("finding-check"),
        ),
        Transition(
            findings.REOPEN, "Buka lagi", (STAGE.CLOSED,), STAGE.OPEN, CHECKS, relation=findings.is_checker,
            gates=(CLOSED,), effect=reopen, four_eyes="closed_by", needs_note=True, url=_screen("finding-check"),
        ),
        Transition(
            findings.WITHDRAW, "Tarik temuan", (STAGE.OPEN,), STAGE.WITHDRAWN, CHANGES, relation=of_visitor,
            gates=(FOUND,), effect=withdraw, needs_note=True, asks_date=False, is_danger=True,
            done="Temuan ditarik. Tulisannya tetap terbaca dengan alasannya.",
        ),
    ),
)  # fmt: skip
