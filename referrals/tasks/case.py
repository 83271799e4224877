"""Home tasks of cases: those that stand still (III.C.2.5)."""

from datetime import timedelta

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.urls import reverse

from fcu_project.registry import Task
from referrals.models import Case
from referrals.models.case import QUIET_AFTER

MOST_NAMED = 3  # one by one; the list holds the others


def case_tasks(by, today):
    """Open cases of this office without a step for thirty days, the longest first; by number, nobody is named."""
    if not by.has_perm("referrals.change_case"):
        return
    rows = Case.objects.filter(keeper=by.region_id).quiet(today)
    rows = rows.annotate(last=Coalesce(Max("steps__done_on"), "opened_on")).order_by("last", "id")
    rows = list(rows[: MOST_NAMED + 1])
    for row in rows[:MOST_NAMED]:
        days = (today - row.last).days
        yield Task(
            f"{row} menunggu langkah berikutnya", f"Sudah {days} hari tanpa langkah. Catat langkahnya, atau tutup.",
            row.get_absolute_url(), "Buka", row.last + timedelta(days=QUIET_AFTER), "late", urgency=24,
        )  # fmt: skip
    if len(rows) > MOST_NAMED:
        yield Task(
            "Kasus lain juga lama tanpa langkah", "Lihat semuanya dalam buku kasus.",
            f"{reverse('referrals:case-list')}?keadaan=lama", "Lihat", urgency=25,
        )  # fmt: skip
