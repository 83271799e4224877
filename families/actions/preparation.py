"""Consolidation: what a session taught, which pioneer got which briefing, the action plan, the success story."""

from django.db import transaction
from django.db.models import Max

from families.actions.family import own, under_way
from families.models import Briefing, Participation
from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.actions.meeting import editable
from institutions.meetings import Element
from institutions.models import Attendance


def pioneers_to_brief(meeting):
    """Pioneers of the village who are designated and not yet on duty."""
    rows = Participation.objects.filter(family__region=meeting.region).pioneers()
    return rows.exclude(representative=None).select_related("representative", "family").order_by("family__number")


@transaction.atomic
def save_session(session, given, *, by, on):
    """Keep what a planned consolidation taught, and to whom: `given` is {participation: topics}.

    A pioneer who got a briefing stands on the list of those present. The fifth briefing needs an action plan. Raises
    TransitionRefused.
    """
    meeting = session.meeting
    editable(meeting, by)
    take(meeting)
    session.full_clean()
    session.save()
    meeting.briefings.all().delete()
    for participation, topics in given.items():
        _brief(meeting, participation, topics, by)
    audit.record("consolidation:save", by=by, obj=meeting, on=on)
    return session


def _brief(meeting, participation, topics, by):
    name = participation.representative.name
    for topic in topics:
        if topic.needs_action_plan and not participation.plan_items.exists():
            raise TransitionRefused([f"{name}: rencana aksi ditulis dahulu, baru materi {topic.number} dicentang."])
        if participation.briefings.filter(topic=topic).exists():
            raise TransitionRefused([f"{name}: materi {topic.number} sudah diberikan pada pertemuan lain."])
        Briefing.objects.create(
            participation=participation, topic=topic, meeting=meeting, given_on=meeting.held_on,
            recorded_by=by.signature,
        )  # fmt: skip
    if topics:
        row = Attendance.objects.filter(meeting=meeting, person=participation.representative).first()
        row = row or Attendance(meeting=meeting, person=participation.representative, element=Element.PIONEER)
        row.present = True
        row.save()


def may_prepare(participation, by):
    """The FCU of the village, or the pioneer of their own plan."""
    if by.role == "pioneer":
        return participation.representative_id == by.person_id
    return participation.family.region_id == by.region_id


def sees_preparation(participation, by):
    """Whether `by` reads story and plan: who writes them, and who reads the family's file. LK3 only briefs."""
    return may_prepare(participation, by) or by.has_perm("families.view_familymember")


@transaction.atomic
def save_plan_item(item, *, by, on):
    """Add or change a line of a pioneer's action plan."""
    participation = item.participation
    _may(participation, by)
    under_way(participation)
    take(participation)
    if item.pk is None:
        last = participation.plan_items.aggregate(Max("number"))["number__max"]
        item.number = (last or 0) + 1
    item.save()
    audit.record("plan:save", by=by, obj=item, on=on)
    return item


@transaction.atomic
def save_story(participation, *, by, on):
    """Keep the success story a pioneer tells (second briefing)."""
    own(participation.family, by)
    under_way(participation)
    participation.save()
    audit.record("story:save", by=by, obj=participation, on=on)
    return participation


def _may(participation, by):
    if not may_prepare(participation, by):
        own(participation.family, by)
        raise TransitionRefused(["Rencana aksi ini milik keluarga lain."])
