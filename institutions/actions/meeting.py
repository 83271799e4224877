"""Planning and recording meetings."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.meetings import JOINT, KINDS, Kind, may_host, may_keep
from institutions.models import Attendance, Decision, Meeting, MeetingPurpose, Region


@transaction.atomic
def save_meeting(meeting, *, by, on, also=()):
    """Plan or change a meeting. `also` are further kinds the same event fills (a joint event).

    The region follows from the kind's level and the actor's place. A meeting entered for another host is marked as
    recorded from paper. Raises PermissionDenied if this role may not enter the kind, ValidationError for bad dates.
    """
    kind = Kind(meeting.kind)
    if not may_keep(by.role, kind):
        raise PermissionDenied
    if meeting.pk:
        editable(meeting, by)
    meeting.region = meeting_region(kind, by, meeting.region if meeting.region_id else None)
    meeting.keeper = by.region
    if not may_host(by.role, kind):
        meeting.from_paper, meeting.recorded_by = True, by.signature
    meeting.also_held = [k for k in JOINT.get(kind, ()) if k in also]
    verb = "meeting:change" if meeting.pk else "meeting:add"
    meeting.save()
    meeting.purposes.all().delete()
    MeetingPurpose.objects.bulk_create(
        MeetingPurpose(meeting=meeting, kind=purpose, counts_in=meeting.counts_below)
        for purpose in (kind, *meeting.also_held)
    )
    audit.record(verb, by=by, obj=meeting, on=on)
    return meeting


def meeting_region(kind, by, chosen=None):
    """Where a meeting of `kind` is held: the actor's place at that level, or a chosen region within the territory.

    A regency that holds meetings in several kecamatan chooses one. Raises ValidationError when it is missing.
    """
    level = KINDS[kind].level
    own = by.region.ancestor(level)
    if own is not None:
        return own
    if chosen is None or chosen.level != level or not chosen.code.startswith(by.territory):
        raise ValidationError({"region": f"{Region.Level(level).label} tempat pertemuan belum dipilih."})
    return chosen


def editable(meeting, by):
    """Refuse changes to a meeting that was held, or that another office keeps."""
    if meeting.keeper_id != by.region_id:
        raise PermissionDenied
    if meeting.stage != Meeting.Stage.PLANNED:
        raise TransitionRefused(["Pertemuan ini sudah dinyatakan terlaksana. Buka kembali dahulu untuk mengubahnya."])


@transaction.atomic
def save_minutes(meeting, *, by, on):
    """Keep minutes, method, votes and objections of a planned meeting."""
    editable(meeting, by)
    if meeting.method != Meeting.Method.VOTE:
        meeting.votes_for = meeting.votes_against = None
    meeting.save()
    audit.record("meeting:minutes", by=by, obj=meeting, on=on)
    return meeting


@transaction.atomic
def save_attendance(row, *, by, on):
    """Add or change one participant. A person stands on the list once, whatever hats they wear."""
    editable(row.meeting, by)
    take(row.meeting)  # so that nobody declares it held in the same moment
    row.position = row.position or row.person.position
    row.save()
    audit.record("attendance:save", by=by, obj=row, on=on)
    return row


@transaction.atomic
def save_attendances(rows, *, by, on):
    """Add several participants, each with a trace of its own; all of them or none."""
    return [save_attendance(row, by=by, on=on) for row in rows]


@transaction.atomic
def mark_present(meeting, present, *, by, on):
    """Set who came: `present` holds ids of the participants who did; the others did not."""
    editable(meeting, by)
    take(meeting)
    Attendance.objects.filter(meeting=meeting).exclude(pk__in=present).update(present=False)
    Attendance.objects.filter(meeting=meeting, pk__in=present).update(present=True)
    audit.record("attendance:present", by=by, obj=meeting, on=on)
    return meeting


@transaction.atomic
def remove_attendance(row, *, by, on):
    """Strike a participant from the list of a meeting that was not held yet."""
    editable(row.meeting, by)
    take(row.meeting)
    audit.record("attendance:remove", by=by, obj=row, on=on)
    row.delete()


@transaction.atomic
def add_decision(decision, *, by, on):
    """Add a decision; it takes the next number of its meeting."""
    meeting = decision.meeting
    editable(meeting, by)
    take(meeting)  # two recorders at once get two numbers
    last = Decision.objects.filter(meeting=meeting).order_by("-number").first()
    decision.number = last.number + 1 if last else 1
    decision.save()
    audit.record("decision:add", by=by, obj=decision, on=on)
    return decision
