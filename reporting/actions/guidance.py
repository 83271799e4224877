"""The TKSK guides an FCU on its monitoring, evaluation and reporting; the FCU answers (II.F.5.2(5)(3), REP-14)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from reporting.periods import unit_owing
from reporting.quarterly import guided

WITHDRAWN = "Catatan ini sudah ditarik TKSK."
ANSWERED = "Catatan ini sudah dijawab FCU."


@transaction.atomic
def give_guidance(row, *, village, quarter, by, on):
    """Keep a note on the FCU that owes `quarter` in `village`. Raises ValidationError beside the field."""
    if not guided.may_give(by) or not village.code.startswith(by.territory):
        raise PermissionDenied
    unit = unit_owing(village, quarter)
    if problem := guided.period_problem(unit, quarter, by.today):
        raise ValidationError({"period": problem})
    if problem := guided.day_problem(on, quarter, by.today):
        raise ValidationError({"given_on": problem})
    row.unit, row.region, row.year, row.quarter = unit, village, quarter.year, quarter.number
    row.given_on, row.given_by, row.given_by_words = on, by.actor_uid, by.signature
    row.save()
    audit.record("guidance:give", by=by, obj=row, on=on)
    return row


def may_answer(row, by):
    """The coordinator or secretary of that FCU."""
    return row.region_id == by.region_id and by.has_perm("reporting.answer_reportguidance")


def may_withdraw(row, by):
    """Whoever gave it, and nobody else."""
    return row.given_by == by.actor_uid and guided.may_give(by) and row.region.code.startswith(by.territory)


def closed(row):
    """Why a note is neither answered nor withdrawn any more, or ""."""
    if row.withdrawn_at:
        return WITHDRAWN
    return ANSWERED if row.answered_on else ""


@transaction.atomic
def answer_guidance(row, *, answer, by, on):
    """What the FCU did about a note, or means to do."""
    if not may_answer(row, by):
        raise PermissionDenied
    take(row)
    if reason := closed(row):
        raise TransitionRefused([reason])
    if not answer.strip():
        raise ValidationError({"answer": "Tuliskan jawaban FCU."})
    row.answer, row.answered_on, row.answered_by_words = answer.strip(), on, by.signature
    row.save()
    audit.record("guidance:answer", by=by, obj=row, fields=["answer"], on=on)
    return row


@transaction.atomic
def withdraw_guidance(row, *, by, on):
    """Take a note back as long as nobody answered it. The row stays, and reads "Ditarik"."""
    if not may_withdraw(row, by):
        raise PermissionDenied
    take(row)
    if reason := closed(row):
        raise TransitionRefused([reason])
    row.withdrawn_at = timezone.now()
    row.save()
    audit.record("guidance:withdraw", by=by, obj=row, fields=["withdrawn_at"], on=on)
    return row
