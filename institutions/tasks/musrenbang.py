"""Home task of the months before the Musrenbang of the kecamatan: what the FCU proposes to it (III.B.6.6(4))."""

from datetime import timedelta

from django.urls import reverse

from fcu_project.registry import Task
from institutions.models import FamilyCareUnit, MusrenbangProposal
from institutions.musrenbang import coming_musrenbang, is_gathering
from institutions.road import own_road

AT_WORK = (FamilyCareUnit.Stage.DECREED, FamilyCareUnit.Stage.ACTIVE)


def musrenbang_tasks(by, today):
    """For the secretary, as long as the FCU proposes nothing for the coming year."""
    if by.role != "secretary" or not is_gathering(by.region, today):
        return
    unit, _ = own_road(by, today)
    if unit.stage not in AT_WORK:
        return
    held = coming_musrenbang(by.region, today)
    if not MusrenbangProposal.objects.filter(unit=unit, year=held.year).exists():
        yield Task(
            "Usulkan kegiatan FCU ke Musrenbang kecamatan", f"Belum ada usulan untuk tahun {held.year}.",
            reverse("institutions:musrenbang-create", args=[unit.uid]), "Tulis usulan", held - timedelta(days=1),
            "later", 34,
        )  # fmt: skip
