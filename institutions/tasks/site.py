"""Home tasks of the proposals: whose turn it is."""

from django.urls import reverse

from fcu_project.registry import Task
from institutions.models import PilotSite
from institutions.workflow.site import NEXT

MOST_TASKS = 3


def site_tasks(by, today):
    """The next step of the own village's proposal; above it, what waits for this office's own act."""
    if not by.has_perm("institutions.change_pilotsite"):
        return
    turns = [act.source for act in NEXT.values() if _has_turn(act, by)]
    waiting = PilotSite.objects.visible_to(by).filter(stage__in=turns).select_related("region__parent")
    for site in waiting.order_by("updated_at", "id")[:MOST_TASKS]:
        act = NEXT[site.stage]
        yield Task(
            f"Usulan lokasi {site.region}: {act.step.label.lower()}",
            f"Tahap sekarang: {site.get_stage_display().lower()}.",
            reverse("institutions:site-step", args=[site.uid, act.step]), act.label, urgency=32,
        )  # fmt: skip


def _has_turn(act, by):
    """A chosen place is concluded at the end of the trial: no task, or the ministry would read it for a year."""
    if act.target == PilotSite.Stage.CONCLUDED:
        return False
    return by.role in act.roles or (by.level == act.level == "village")
