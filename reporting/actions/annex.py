"""What goes with a report: the writer's word on aspects without records, photos and papers (REP-01, REP-04)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fcu_project import audit, files
from fcu_project.models import hold, take
from fcu_project.workflow import TransitionRefused
from referrals.models import ServiceRecord
from reporting.actions.report import UNAPPROVED
from reporting.quarterly.annexes import MOST, PAPER, PHOTO, is_of_unit, room_for, standing, writes
from reporting.quarterly.aspects import WORD_LENGTH, aspects_of

NOUNS = {PHOTO: "foto", PAPER: "berkas"}


def writable(report, by):
    """Refuse whoever does not write this report, and any change to what was sent."""
    if not writes(report, by):
        raise PermissionDenied
    if not report.is_open:
        raise TransitionRefused([f"Laporan ini {report.get_stage_display().lower()}. Isinya tidak bisa diubah lagi."])


def _unapproved(report):
    """The coordinator approved what would be sent; an office has nobody who does."""
    return UNAPPROVED if is_of_unit(report) else {}


# --- the writer's word ------------------------------------------------------------------------------------------
@transaction.atomic
def save_words(report, words, *, by, on):
    """Keep what the writer says of aspects without records: {code: why}; an empty one takes the word back.

    Raises ValidationError for a code that this report does not have, or too long a word.
    """
    writable(report, by)
    known = {aspect.code for aspect in aspects_of(report)}
    words = {code: word.strip() for code, word in words.items()}
    if unknown := set(words) - known:
        raise ValidationError(f"Laporan ini tidak punya aspek {', '.join(sorted(unknown))}.")
    if any(len(word) > WORD_LENGTH for word in words.values()):
        raise ValidationError(f"Penjelasan paling banyak {WORD_LENGTH} huruf.")
    kept = {code: word for code, word in {**report.aspects, **words}.items() if word}
    if kept == report.aspects:
        take(report)
    else:
        take(report, aspects=kept, **_unapproved(report))
    audit.record("report:aspects", by=by, obj=report, fields=sorted(words), on=on)
    return report


# --- photos and papers ------------------------------------------------------------------------------------------
@transaction.atomic
def add_photo(report, upload, *, caption, by, on, taken_on=None, shows_people=False):
    """Attach a photo, made small and without its metadata. Raises ValidationError as `files.check_photo`, for a
    seventh, and for one that is attached already."""
    _held(report, by)
    return _add(report, PHOTO, files.store_photo(upload, by=by), caption, taken_on, by, on, shows_people)


@transaction.atomic
def add_paper(report, upload, *, caption, by, on, taken_on=None):
    """Attach a paper as it was scanned. Raises ValidationError as `files.check_scan`, for an eleventh, and for one that
    is attached already."""
    _held(report, by)
    return _add(report, PAPER, files.store_scan(upload, by=by), caption, taken_on, by, on)


@transaction.atomic
def add_from_records(report, records, *, by, on, shows_people=False):
    """Attach the photos of activities of help, each with what it was and its day. Each owner keeps a file of its own.

    Raises ValidationError where one is attached already or there are too many.
    """
    _held(report, by)
    offered = {row.pk for row in photographed(report)}
    added = []
    for record in records:
        if record.pk not in offered:
            raise ValidationError("Foto ini bukan dari kegiatan pada masa laporan.")
        stored = record.photo
        copy = files.store(files.read(stored), stored.content_type, stored.original_name, by=by)
        added.append(_add(report, PHOTO, copy, record.topic, record.held_on, by, on, shows_people))
    return added


def photographed(report):
    """Activities in the time of the report that have a photo and were written down by its own office."""
    kept = ServiceRecord.objects.standing().filter(keeper=report.region, photo__isnull=False)
    time = report.period
    return kept.filter(held_on__range=(time.start, time.end)).select_related("photo").order_by("held_on", "id")


def _held(report, by):
    """Hold the report, so that two who add at once count one after the other, and nobody sends it meanwhile."""
    if not writes(report, by):
        raise PermissionDenied
    hold(report)
    writable(report, by)
    take(report, **_unapproved(report))


def _add(report, kind, stored, caption, taken_on, by, on, shows_people=False):
    most, noun = MOST[kind], NOUNS[kind]
    if room_for(report, kind) < 1:
        raise ValidationError(f"Sudah ada {most} {noun}, paling banyak {most}. Lepas dahulu satu.")
    twin = next((row for row in standing(report) if row.file.sha256 == stored.sha256), None)
    if twin:
        raise ValidationError(f"Berkas yang sama sudah dilampirkan: {twin.caption}.")
    last = report.attachments.filter(kind=kind).aggregate(last=Max("position"))["last"]
    row = report.attachments.model(
        report=report, kind=kind, file=stored, caption=caption.strip(), taken_on=taken_on, shows_people=shows_people,
        position=(last or 0) + 1, added_by=by.signature,
    )  # fmt: skip
    row.full_clean()
    row.save()
    audit.record(f"attachment:add-{kind}", by=by, obj=row, on=on)
    return row


@transaction.atomic
def remove_attachment(row, *, by, on):
    """Take it off the report as it is being written; in versions that were sent it stays readable."""
    report = row.report
    _held(report, by)
    if row.removed_at:
        raise TransitionRefused([f"“{row.caption}” sudah dilepas dari laporan."])
    take(row, removed_at=timezone.now())
    audit.record("attachment:remove", by=by, obj=row, on=on)
    return row
