"""Berjalan → Selesai, and open again with a reason (II.H, III.C.2.5)."""

from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.workflow import Gate, Transition
from referrals.models import Case, CaseStep
from referrals.models.case import HAD_ENDED, REOPENED

STAGE = Case.Stage


# --- conditions -------------------------------------------------------------------------------------------------------
def something_was_done(case, on):
    """A case without a single step was never handled."""
    return "" if case.steps.exists() else "Belum ada langkah yang dicatat. Catat dahulu apa yang dilakukan."


def ending_written(case, on):
    """No closing without an outcome, what came of it, and what follows."""
    asked = (("hasil", case.outcome), ("keterangan hasil", case.result), ("tindak lanjut", case.follow_up))
    missing = [word for word, value in asked if not value.strip()]
    return f"Belum diisi: {', '.join(missing)}." if missing else ""


def after_what_was_done(case, on):
    """It ends on or after the day it was opened and the day of its last step."""
    last = case.steps.order_by("-done_on").values_list("done_on", flat=True).first() or case.opened_on
    if on < max(last, case.opened_on):
        return f"Tanggal tidak boleh mendahului langkah terakhir ({dates.long_date(max(last, case.opened_on))})."
    return ""


def after_the_end(case, on):
    """It is opened again on or after the day it was closed."""
    if case.closed_on and on < case.closed_on:
        return f"Tanggal tidak boleh mendahului hari kasus ini ditutup ({dates.long_date(case.closed_on)})."
    return ""


def family_is_here(case, on):
    """A family that moved or whose file was put away is helped where it is now."""
    if case.family_id and case.family.archived_on:
        day = dates.long_date(case.family.archived_on)
        return f"Berkas keluarga ini diarsipkan pada {day}. Pulihkan dahulu berkasnya, atau buka kasus baru."
    return ""


# --- what becomes true ------------------------------------------------------------------------------------------------
def close(case, *, by, on, note):
    case.closed_on = on
    case.save()


def reopen(case, *, by, on, note):
    """How it had ended stays in its timeline."""
    ended = f"{HAD_ENDED}{dates.long_date(case.closed_on)}: {case.get_outcome_display()}. {case.result}"
    CaseStep.objects.create(
        case=case, kind=CaseStep.Kind.NOTE, done_on=on, text=f"{REOPENED}{note}"[:1000], result=ended[:500],
        had_ended_on=case.closed_on, recorded_by=by.signature,
    )  # fmt: skip
    case.closed_on, case.outcome, case.result, case.follow_up = None, "", "", ""
    case.save()


# --- who acts, and the table ------------------------------------------------------------------------------------------
def keeps(case, by):
    """The office that carries the case."""
    return case.keeper_id == by.region_id


def own_screen(route):
    return lambda case: reverse(f"referrals:{route}", args=[case.uid])


DONE = Gate("steps", "Ada langkah yang dicatat", something_was_done, fix=lambda case: (
    "Catat langkah", reverse("referrals:case-step-create", args=[case.uid])
))  # fmt: skip
ENDING = Gate("ending", "Hasil dan tindak lanjut tertulis", ending_written)
AFTER = Gate("after", "Setelah langkah terakhir", after_what_was_done)
LATER = Gate("later", "Setelah ditutup", after_the_end)
HERE = Gate("family", "Berkas keluarga tidak diarsipkan", family_is_here)

workflow.register(
    Case,
    (
        Transition(
            "close", "Tutup dengan hasil", (STAGE.OPEN,), STAGE.CLOSED, "referrals.change_case", relation=keeps,
            gates=(DONE, AFTER, ENDING), effect=close, url=own_screen("case-close"),
        ),
        Transition(
            "reopen", "Buka kembali", (STAGE.CLOSED,), STAGE.OPEN, "referrals.change_case", relation=keeps,
            gates=(LATER, HERE), effect=reopen, needs_note=True, url=own_screen("case-reopen"),
        ),
    ),
)  # fmt: skip
# Asked on the screen of the step itself: it does not close the way there.
ASKED_THERE = ("ending",)
