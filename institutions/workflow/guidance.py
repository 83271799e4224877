"""What a meeting that teaches or makes PSKS aware must show beside the rest before it counts (II.F.2, II.F.5)."""

from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import Gate
from institutions.guidance import WITH_TOPIC_LIST, teaches
from institutions.meetings import Kind
from institutions.models import Awareness, GuidanceSession, Meeting
from institutions.workflow.meeting import recorded_in_full


def guides(meeting):
    return teaches(meeting.kind) and recorded_in_full(meeting)


def makes_aware(meeting):
    return meeting.kind == Kind.AWARENESS and recorded_in_full(meeting)


def session_of(meeting):
    return GuidanceSession.objects.filter(meeting=meeting).first()


def guidance_recorded(meeting, on):
    """By whom, and at least one topic or line of material."""
    session = session_of(meeting)
    if session is None:
        return "Pemberi dan materinya belum dicatat."
    if session.taught():
        return ""
    return "Belum ada materi yang dicentang." if meeting.kind in WITH_TOPIC_LIST else "Materinya belum diisi."


def statement_recorded(meeting, on):
    """STG-04: the four things that PSKS state together; none of them is empty (see the form)."""
    if Awareness.objects.filter(meeting=meeting).exists():
        return ""
    return "Kegiatan, prosedur pelayanan, permasalahan, dan kebutuhan belum dirumuskan."


def _told(meeting):
    session = session_of(meeting)
    return f"{session.get_provider_display()}, {len(session.taught())} materi"


def _to_guidance(meeting):
    return "Isi bimbingan", reverse("institutions:guidance", args=[meeting.uid])


def _to_awareness(meeting):
    return "Isi rumusan", reverse("institutions:awareness", args=[meeting.uid])


workflow.extend(
    Meeting,
    "hold",
    gates=(
        Gate("guidance", "Pemberi dan materi tercatat", guidance_recorded, evidence=_told, fix=_to_guidance,
             applies=guides),
        Gate("awareness", "Empat rumusan PSKS tercatat", statement_recorded, fix=_to_awareness, applies=makes_aware),
    ),
)  # fmt: skip
