"""The letter that goes with a report: written from the report in one step, then numbered like every letter."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.actions.letter import write_letter
from institutions.documents.letter_kinds import kinds_for
from institutions.models import IssuedDocument
from reporting.documents.cover import cover_text, subject_of
from reporting.models import Report

COVER = IssuedDocument.Kind.COVER


def cover_of(report):
    """The letter that goes with what was sent last: one per sending, and none that was cancelled; else None."""
    letter, version = report.cover_letter, report.latest_version()
    if letter is None or version is None or letter.stage == IssuedDocument.Stage.CANCELLED:
        return None
    return letter if letter.created_at >= version.created_at else None


def earlier_covers(report):
    """[(number of the sending, letter)]: letters of earlier sendings that are neither issued nor cancelled."""
    versions = list(report.versions.order_by("number"))
    if len(versions) < 2:
        return []
    subject = subject_of(report)
    named = Q(subject=subject) | Q(subject__startswith=f"{subject}, kiriman ke-") | Q(pk=report.cover_letter_id)
    stages = (IssuedDocument.Stage.DRAFT, IssuedDocument.Stage.READY)
    letters = IssuedDocument.objects.filter(
        named, kind=COVER, region=report.region, stage__in=stages, created_at__lt=versions[-1].created_at
    )
    return [
        (max((row.number for row in versions if row.created_at <= letter.created_at), default=1), letter)
        for letter in letters.order_by("created_at")
    ]


def writes(report, by):
    """Whether this actor writes the report, and so the letter that goes with it."""
    if report.region_id != by.region_id or COVER not in kinds_for(by):
        return False
    if isinstance(report, Report):
        return by.has_perm("reporting.send_report")
    return by.role in report.row.writers and bool(report.row.receivers)


def may_cover(report, by):
    return writes(report, by) and report.latest_version() is not None


@transaction.atomic
def open_cover(report, *, by, on):
    """The letter of what was sent last: the one there is, or a new draft with its words. Returns the letter.

    Raises PermissionDenied, TransitionRefused before the first sending.
    """
    if not writes(report, by):
        raise PermissionDenied
    if report.latest_version() is None:
        raise TransitionRefused(["Kirim dahulu laporannya. Surat pengantarnya menyebut nomor tanda terima."])
    if letter := cover_of(report):
        return letter
    take(report)  # so that two taps write one letter
    text, subject = cover_text(report)
    letter = write_letter(text, kind=COVER, subject=subject, by=by, on=on).document
    report.cover_letter = letter
    report.save()
    return letter
