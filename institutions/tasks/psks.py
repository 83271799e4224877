"""Home tasks of the village around its PSKS: an unfinished preparation, a team that waits for its recognition."""

from django.urls import reverse

from fcu_project.registry import Task
from institutions import preparation
from institutions.meetings import Kind, kinds_for
from institutions.models import PsksTeam
from institutions.tasks.stage import due_meeting

WHO = ("village_operator", "psm_facilitator")


def psks_tasks(by, today):
    if by.role in WHO:
        yield from _preparation(by)
    if by.level == "village" and (by.role in WHO or Kind.PSKS_ROUTINE in kinds_for(by.role)):
        yield from _team(by, today)


def _preparation(by):
    if preparation.sheet_of(by.region).pk:
        left = [part for part in preparation.parts(by.region) if not part.done]
        if left:
            yield Task(
                "Lengkapi persiapan sosial", f"{len(left)} dari 5 bagian belum selesai: {left[0].label.lower()}.",
                reverse("institutions:preparation-village", args=[by.region.code]), "Lengkapi", urgency=32,
            )  # fmt: skip


def _team(by, today):
    team = PsksTeam.of(by.region)
    if team and team.stage == PsksTeam.Stage.RECOGNISED:
        yield from due_meeting(by, today, Kind.PSKS_ROUTINE, "psks_meeting_months", team.recognised_on)
    elif team and by.role in WHO:
        yield Task(
            "Tim PSKS menunggu pengakuan", f"{team.name} perlu surat pengakuan {by.region.head_title}.",
            team.get_absolute_url(), "Buka tim", urgency=33,
        )  # fmt: skip
