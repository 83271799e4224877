"""Home task of who judges the trial: sites that were evaluated to the end and have no verdict yet (SME-12)."""

from django.urls import reverse

from fcu_project.registry import Task
from reporting.verdicts import sites


def verdict_tasks(by, today):
    """One line with how many there are."""
    if not by.has_perm("reporting.add_verdict"):
        return
    waiting = sites.to_conclude(by.region).count()
    if waiting:
        yield Task(
            f"{waiting} lokasi sudah dievaluasi, belum disimpulkan",
            "Evaluasi akhir kegiatannya sudah ditandatangani. Simpulkan hasil uji cobanya.",
            f"{reverse('reporting:verdict-list')}?saring={sites.NONE}", "Lihat", urgency=34,
        )  # fmt: skip
