"""The ministry writes a new edition of an instrument and publishes it (SME-02, 07, 09)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from fcu_project import audit, dates, workflow
from fcu_project.models import hold, take
from fcu_project.workflow import TransitionRefused
from reporting.models import Instrument, InstrumentQuestion
from reporting.visits import editions

COPIED = ("aspect", "position", "text", "hint", "answer")
CLOSED = "Edisi ini sudah berlaku dan tidak bisa diubah lagi. Buat edisi baru."


def writes(by):
    return by.has_perm("reporting.change_instrument")


def _open(edition, by):
    """Hold a draft for writing. Raises PermissionDenied, TransitionRefused once it is published."""
    if not writes(by):
        raise PermissionDenied
    hold(edition)
    if edition.stage != Instrument.Stage.DRAFT:
        raise TransitionRefused([CLOSED])


@transaction.atomic
def open_draft(aim, *, by, on):
    """A draft of the next edition with the questions of the last."""
    if not writes(by):
        raise PermissionDenied
    if there := editions.draft_of(aim):
        raise TransitionRefused([f"Draf edisi {there.edition} sudah ada. Lanjutkan draf itu."])
    last = editions.latest(aim)
    draft = Instrument.objects.create(aim=aim, edition=last.edition + 1 if last else 1)
    for question in last.questions.all() if last else ():
        InstrumentQuestion.objects.create(instrument=draft, **{name: getattr(question, name) for name in COPIED})
    audit.record("instrument:draft", by=by, obj=draft, on=on)
    return draft


@transaction.atomic
def save_question(question, *, by, on, fields=()):
    """Add a question to a draft, at the end of its aspect unless it says where, or change one."""
    edition = question.instrument
    _open(edition, by)
    if question.aspect not in editions.aspect_labels(edition.aim):
        raise ValidationError({"aspect": "Pilih aspek dari daftar."})
    if not question.position:
        rows = edition.questions.filter(aspect=question.aspect)
        question.position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
    question.save()
    audit.record("instrument:question", by=by, obj=question, fields=fields, on=on)
    return question


@transaction.atomic
def remove_question(question, *, by, on):
    """Take a question out of a draft; in the editions before it stays."""
    edition = question.instrument
    _open(edition, by)
    take(question)
    audit.record("instrument:question-remove", by=by, obj=question, on=on)
    question.delete()
    return edition


@transaction.atomic
def publish(edition, *, valid_from, note="", by, on):
    """In force from `valid_from`. Raises ValidationError beside the day, TransitionRefused where a condition fails."""
    if not writes(by):
        raise PermissionDenied
    if problem := day_problem(edition, valid_from, on):
        raise ValidationError({"valid_from": problem})
    if edition.stage == Instrument.Stage.DRAFT:
        take(edition, valid_from=valid_from, note=note.strip())
    return workflow.perform(edition, "publish", by=by, on=on)


def day_problem(edition, valid_from, on):
    """Not back in time, and after the edition before: a visit that was begun keeps its questions."""
    if valid_from < on:
        return f"Edisi baru berlaku paling cepat hari ini, {dates.long_date(on)}. Isi tanggal sejak hari itu."
    last = editions.latest(edition.aim)
    if last and last.pk != edition.pk and valid_from <= last.valid_from:
        return f"Edisi {last.edition} berlaku mulai {dates.long_date(last.valid_from)}. Isi tanggal sesudahnya."
    return ""


@transaction.atomic
def discard_draft(edition, *, by, on):
    """Throw a draft away; the editions in force stay as they are."""
    _open(edition, by)
    audit.record("instrument:discard", by=by, obj=edition, on=on)
    edition.questions.all().delete()
    edition.delete()
    return edition
