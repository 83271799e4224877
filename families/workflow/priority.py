"""What the list of priority families adds to a meeting of the FCU: it counts from the day the meeting was held."""

from django.db.models import Q
from django.urls import reverse

from families.models import Participation, PriorityDecision
from families.priorities import PRIORITISES
from fcu_project import dates, workflow
from fcu_project.workflow import Gate, TransitionRefused
from institutions.models import Meeting


def lines_of(meeting):
    """The lines of the list, read once per version of the meeting; none for a kind that has no such list."""
    if meeting.kind not in PRIORITISES:
        return []
    kept = meeting.__dict__.get("_priority_lines")
    if kept is None or kept[0] != meeting.version:
        rows = list(meeting.priorities.select_related("family"))
        kept = meeting.__dict__["_priority_lines"] = (meeting.version, rows)
    return kept[1]


def _names(rows):
    return ", ".join(row.family.called for row in rows[:3])


def none_archived(meeting, on):
    """A file that was put away since the list was begun is brought back, or taken off the list."""
    rows = [row for row in lines_of(meeting) if row.family.archived_on]
    return f"Berkas diarsipkan: {_names(rows)}." if rows else ""


def under_way(meeting, on):
    """Nobody is put first on a day on which the family was not recorded yet, or had ended its way."""
    rows, day = lines_of(meeting), meeting.held_on
    lives = Participation.objects.filter(family__in=[row.family_id for row in rows], started_on__lte=day)
    there = set(lives.filter(Q(ended_on=None) | Q(ended_on__gt=day)).values_list("family", flat=True))
    absent = [row for row in rows if row.family_id not in there]
    return f"Pada tanggal rapat belum didata atau sudah selesai: {_names(absent)}." if absent else ""


def _to_list(meeting):
    return "Buka daftar prioritas", reverse("families:priority-sheet", args=[meeting.uid])


def decided_since(meeting, *, by, on, note):
    """A list that a later meeting went on from stays as it was; what was wrong is put right by a new decision."""
    families = [row.family_id for row in lines_of(meeting)]
    later = PriorityDecision.objects.filter(family__in=families, meeting__stage=Meeting.Stage.HELD)
    later = later.filter(
        Q(meeting__held_on__gt=meeting.held_on) | Q(meeting__held_on=meeting.held_on, meeting__id__gt=meeting.pk)
    )
    row = later.select_related("meeting", "family").order_by("meeting__held_on", "id").first()
    if row is not None:
        day = dates.long_date(row.meeting.held_on)
        raise TransitionRefused([f"Prioritas {row.family.called} sudah diputuskan lagi dalam rapat {day}."])


HOLD = (
    Gate("priority_archived", "Keluarga prioritas tidak diarsipkan", none_archived, applies=lines_of, fix=_to_list),
    Gate("priority_under_way", "Keluarga prioritas sedang berjalan", under_way, applies=lines_of, fix=_to_list),
)
workflow.extend(Meeting, "hold", gates=HOLD)
workflow.extend(Meeting, "reopen", effect=decided_since)
