"""Lessons of the trial: noted by an office, answered once by one above it, taken back by its own (V)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused


def may_change(lesson, by):
    """Its own office, until it was answered: an answer belongs to the words it answers."""
    open_still = lesson.withdrawn_on is None and lesson.answered_on is None
    return open_still and _own(lesson, by)


def may_withdraw(lesson, by):
    return lesson.withdrawn_on is None and _own(lesson, by)


def may_answer(lesson, by):
    """An office above the place of the lesson, once."""
    above = lesson.region.code.startswith(by.territory) and lesson.region_id != by.region_id
    waiting = lesson.withdrawn_on is None and lesson.answered_on is None
    return above and waiting and by.has_perm("institutions.answer_lesson")


def _own(lesson, by):
    return lesson.region_id == by.region_id and by.has_perm("institutions.change_lesson")


@transaction.atomic
def save_lesson(lesson, *, by, on):
    """Note or mend a lesson of the own place.

    Raises PermissionDenied for another place, TransitionRefused once it was answered or taken back, ValidationError for
    a date that has not come.
    """
    if not by.has_perm("institutions.add_lesson") or lesson.region_id != by.region_id:
        raise PermissionDenied
    if lesson.withdrawn_on:
        raise TransitionRefused(["Catatan ini sudah ditarik."])
    if lesson.answered_on:
        raise TransitionRefused(["Catatan ini sudah ditanggapi. Tulis catatan baru bila ada yang perlu ditambahkan."])
    if lesson.noted_on > on:
        raise ValidationError({"noted_on": "Tanggal tidak boleh setelah hari ini."})
    verb = "lesson:change" if lesson.pk else "lesson:add"
    lesson.noted_by = by.signature
    lesson.full_clean()
    lesson.save()
    audit.record(verb, by=by, obj=lesson, on=on)
    return lesson


@transaction.atomic
def answer_lesson(lesson, answer, *, by, on):
    """The answer of an office above. Raises PermissionDenied outside its territory or role, TransitionRefused where
    there is nothing to answer any more."""
    if lesson.answered_on or lesson.withdrawn_on:
        raise TransitionRefused(["Catatan ini sudah ditanggapi atau ditarik."])
    if not may_answer(lesson, by):
        raise PermissionDenied
    if on < lesson.noted_on:
        raise ValidationError("Tanggapan tidak boleh lebih awal dari catatannya.")
    take(lesson, answer=answer, answered_on=on, answered_by=by.signature)
    audit.record("lesson:answer", by=by, obj=lesson, on=on)
    return lesson


@transaction.atomic
def withdraw_lesson(lesson, *, by, on):
    """Take a lesson back: only its own place and those above still read it."""
    if not _own(lesson, by):
        raise PermissionDenied
    if lesson.withdrawn_on:
        raise TransitionRefused(["Catatan ini sudah ditarik."])
    take(lesson, withdrawn_on=on)
    audit.record("lesson:withdraw", by=by, obj=lesson, on=on)
    return lesson
