"""Home tasks of the village around its PSKS: an unfinished preparation, a team that waits for its recognition."""

from django.urls import reverse

from fcu_project.registry import Task
from institutions import preparation
from institutions.models import PsksTeam

WHO = ("village_operator", "psm_facilitator")


def psks_tasks(by, today):
    if by.role not in WHO:
        return
    if preparation.sheet_of(by.region).pk:
        left = [part for part in preparation.parts(by.region) if not part.done]
        if left:
            yield Task(
                "Lengkapi persiapan sosial", f"{len(left)} dari 5 bagian belum selesai: {left[0].label.lower()}.",
                reverse("institutions:preparation-village", args=[by.region.code]), "Lengkapi", urgency=32,
            )  # fmt: skip
    team = PsksTeam.of(by.region)
    if team and team.stage == PsksTeam.Stage.FORMED:
        yield Task(
            "Tim PSKS menunggu pengakuan", f"{team.name} perlu surat pengakuan {by.region.head_title}.",
            team.get_absolute_url(), "Buka tim", urgency=33,
        )  # fmt: skip
