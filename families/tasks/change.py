"""Task of asking again: plasma families whose last round of the 12 is too long ago (MEN-08)."""

from django.db.models import Count, Min
from django.urls import reverse

from families.change import months_between, to_ask_again
from fcu_project import dates
from fcu_project.registry import Task
from institutions.models import FamilyCareUnit
from institutions.roles import VILLAGE


def change_tasks(by, today):
    """For who asks the questions in the village; one family by name, several by their list."""
    if by.level != VILLAGE or not by.has_perm("families.add_assessment"):
        return
    waiting = to_ask_again(by.region, today).order_by()
    told = waiting.aggregate(n=Count("id"), since=Min("asked_on"))
    if not told["n"]:
        return
    word = "Nilai ulang" if told["since"] else "Nilai"
    since = f"Putaran terlama {dates.long_date(told['since'])}." if told["since"] else "Belum pernah dinilai."
    if told["n"] == 1:
        family = waiting.get().family
        title, url = f"{word} keluarga {family.called}", reverse("families:change", args=[family.uid])
    else:
        unit = FamilyCareUnit.of(by.region)
        title = f"{word} {told['n']} keluarga dampingan"
        url = reverse("families:change-figures", args=[unit.uid]) if unit else reverse("families:pairing-list")
    why = f"{since} Dampingan dinilai ulang tiap {months_between(by.region)} bulan."
    yield Task(title, why, url, word, urgency=32)
