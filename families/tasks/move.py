"""Tasks about families that moved: the village they come to answers, the one they left reads the answer."""

from datetime import timedelta

from django.urls import reverse

from families.models import FamilyMove
from fcu_project import dates
from fcu_project.registry import Task
from institutions.roles import VILLAGE

READ_WITHIN = timedelta(days=30)


def move_tasks(by, today):
    """For those who may answer: families on their way here, and families another village did not find."""
    if by.level != VILLAGE or not by.has_perm("families.change_familymove"):
        return
    coming = FamilyMove.objects.filter(destination=by.region, state=FamilyMove.State.ANNOUNCED)
    found = list(coming.order_by("moved_on", "id").values_list("moved_on", flat=True))
    if found:
        yield Task(
            f"{len(found)} keluarga pindah ke sini", f"Sejak {dates.long_date(found[0])}. Catat kedatangannya.",
            reverse("families:move-list"), "Lihat", urgency=23,
        )  # fmt: skip
    lost = FamilyMove.objects.filter(
        origin=by.region, state=FamilyMove.State.NOT_FOUND, answered_on__gte=today - READ_WITHIN
    )
    for move in lost.select_related("family", "destination").order_by("answered_on", "id")[:3]:
        yield Task(
            f"{move.family.called} tidak ditemukan di {move.destination}", move.answer,
            move.family.get_absolute_url(), "Periksa", urgency=30,
        )  # fmt: skip
