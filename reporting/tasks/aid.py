"""Home tasks of earmarked aid: papers its giver waits for, money that must be used or given back in time (FUN-13)."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.roles import VILLAGE
from reporting.models import AidPaper, EarmarkedAid

PAPER_SOON = timedelta(days=14)
USE_SOON = timedelta(days=30)


def aid_tasks(by, today):
    """For whoever keeps the cash book of the village."""
    if by.level != VILLAGE or not by.has_perm("reporting.change_earmarkedaid"):
        return
    yield from _papers(by, today)
    yield from _last_days(by, today)


def _papers(by, today):
    """Papers that were not sent and are due soon or late."""
    owed = AidPaper.objects.visible_to(by).filter(sent_on=None, due_on__lte=today + PAPER_SOON)
    for paper in owed.select_related("aid"):
        late = paper.due_on < today
        yield Task(
            f"Kirim {paper.what}", f"Diminta {paper.aid.giver} untuk bantuan {paper.aid.purpose}.",
            reverse("reporting:aid-paper-send", args=[paper.aid.uid, paper.uid]), "Catat kiriman", paper.due_on,
            "late" if late else "soon", 8 if late else 22,
        )  # fmt: skip


def _last_days(by, today):
    """Money that is left when its last day of use comes near, or has passed."""
    left = EarmarkedAid.objects.visible_to(by).filter(closed_on=None, balance__gt=0)
    for aid in left.filter(use_until__lte=today + USE_SOON):
        late = aid.use_until < today
        verb = "Kembalikan sisa" if late else "Gunakan"
        yield Task(
            f"{verb} bantuan {aid.giver}", f"Sisa {dates.rupiah(aid.balance)} untuk {aid.purpose}.",
            aid.get_absolute_url(), "Buka", aid.use_until, "late" if late else "soon", 12 if late else 24,
        )  # fmt: skip
