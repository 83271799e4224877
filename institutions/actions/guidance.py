"""What was taught at a meeting, and what PSKS stated together: kept while the meeting is planned."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit
from fcu_project.models import take
from institutions.actions.meeting import editable
from institutions.guidance import PROVIDERS, WITH_TOPIC_LIST, teaches
from institutions.meetings import Kind, may_keep
from institutions.models import GuidanceSessionTopic, GuidanceTopic


def topics_for(session):
    """The topics that may be ticked: of the provider's own list, those in use and those it had ticked before."""
    offered = GuidanceTopic.objects.filter(provider=session.provider)
    earlier = GuidanceSessionTopic.objects.filter(session_id=session.pk).values("topic")
    return offered.filter(is_active=True) | offered.filter(pk__in=earlier)


@transaction.atomic
def save_guidance(session, topics=(), *, by, on):
    """Keep who taught what at a planned meeting. `topics` are those ticked, where the kind has a list (II.F.5.2).

    Raises PermissionDenied for another office or role, TransitionRefused once the meeting was held, ValidationError
    for a provider the kind does not know, a topic of another provider, or nothing taught at all.
    """
    meeting, topics = session.meeting, list(topics)
    _party(meeting, by)
    if not teaches(meeting.kind) or session.provider not in PROVIDERS[meeting.kind]:
        raise ValidationError({"provider": "Pemberi ini tidak memberi bimbingan pada jenis pertemuan ini."})
    if meeting.kind in WITH_TOPIC_LIST:
        if not topics:
            raise ValidationError({"topics": "Centang sedikitnya satu materi."})
        if {topic.pk for topic in topics} - set(topics_for(session).values_list("pk", flat=True)):
            raise ValidationError({"topics": "Materi ini bukan dari daftar pemberi bimbingan. Pilih dari daftarnya."})
        session.material = ""
    elif not session.material.strip():
        raise ValidationError({"material": "Materi belum diisi."})
    else:
        topics = []
    take(meeting)  # so that nobody declares it held in the same moment
    verb = "guidance:change" if session.pk else "guidance:add"
    session.save()
    GuidanceSessionTopic.objects.filter(session=session).delete()
    GuidanceSessionTopic.objects.bulk_create(GuidanceSessionTopic(session=session, topic=topic) for topic in topics)
    audit.record(verb, by=by, obj=session, on=on)
    return session


@transaction.atomic
def save_awareness(statement, *, by, on):
    """Keep the four things PSKS stated at a planned awareness meeting (II.F.5); none may be empty.

    Raises as `save_guidance` does.
    """
    meeting = statement.meeting
    _party(meeting, by)
    if meeting.kind != Kind.AWARENESS:
        raise ValidationError("Rumusan penyadaran dicatat pada pertemuan penyadaran PSKS.")
    statement.full_clean()
    take(meeting)
    verb = "awareness:change" if statement.pk else "awareness:add"
    statement.save()
    audit.record(verb, by=by, obj=statement, on=on)
    return statement


def _party(meeting, by):
    editable(meeting, by)
    if not may_keep(by.role, meeting.kind):
        raise PermissionDenied
