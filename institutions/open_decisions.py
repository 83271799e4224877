"""Decisions of an office's own held meetings, as far as the reader may know what those meetings said."""

from institutions.meetings import Kind, may_read_results
from institutions.models import Decision, Meeting


def readable_kinds(by):
    """Kinds of meetings whose results this role may read at all."""
    return [kind for kind in Kind if may_read_results(by, Meeting(kind=kind))]


def decided_by(by):
    """Decisions of the held meetings that the reader's office keeps."""
    rows = Decision.objects.visible_to(by).filter(
        meeting__keeper=by.region_id, meeting__stage=Meeting.Stage.HELD, meeting__kind__in=readable_kinds(by)
    )
    return rows.select_related("meeting__region")


def still_open(by, kind):
    """What earlier meetings of `kind` decided and nobody has closed yet, the oldest first."""
    rows = decided_by(by).filter(meeting__kind=kind, closed_on=None)
    return rows.order_by("meeting__held_on", "number")
