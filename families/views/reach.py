"""Fetching what a screen is about: within the reach (else 404), and whether this office may write (else 403)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from families.models import Family, Participation, Role
from institutions.views import meeting as meeting_views


def visible_family(request, uid):
    """A family within the reader's reach. Raises Http404."""
    rows = Family.objects.visible_to(request.assignment).select_related("region", "socio_economic", "occupation")
    return get_object_or_404(rows, uid=uid)


def own_family(request, uid):
    """A family of the own village; one that is visible elsewhere may be read, not written (403)."""
    family = visible_family(request, uid)
    if family.region_id != request.assignment.region_id:
        raise PermissionDenied
    return family


def pioneer_of(request, uid):
    """The latest pioneer life of the family `uid`, under way or ended, within the reader's reach. Raises Http404."""
    rows = Participation.objects.visible_to(request.assignment).filter(family__uid=uid, role=Role.PIONEER)
    rows = rows.exclude(designated_on=None)
    row = rows.select_related("family__region", "representative").order_by("-id").first()
    if row is None:
        raise Http404
    return row


def visible_meeting(request, uid, *kinds):
    """A meeting of one of `kinds` within the reader's reach. Raises Http404."""
    meeting = meeting_views.visible_meeting(request, uid)
    if meeting.kind not in kinds:
        raise Http404
    return meeting
