"""Home tasks of secret cases: only that some wait to be taken. Nobody else is told anything."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from fcu_project.registry import Task
from referrals.models import SecretCase
from referrals.secrecy import TAKE_WITHIN


def secret_tasks(by, today):
    """For LK3 and the cases officer of the Dinas (REF-15): late once one waits for more than a day."""
    if not by.has_perm("referrals.take_secretcase"):
        return
    waiting = SecretCase.objects.register_of(by).waiting(today).order_by()
    yield from _urgent(waiting.filter(is_emergency=True), today)
    told = waiting.filter(is_emergency=False).aggregate(n=Count("pk"), since=Min("reported_at"))
    if not told["n"]:
        return
    late = timezone.now() - told["since"] > TAKE_WITHIN
    yield Task(
        f"{told['n']} laporan rahasia menunggu diambil", "Diambil dalam 24 jam.",
        reverse("referrals:secret-register"), "Lihat", due=(told["since"] + TAKE_WITHIN).date(),
        due_state="late" if late else "soon", urgency=3,
    )  # fmt: skip


def _urgent(waiting, today):
    """Before every other task, however old."""
    number = waiting.count()
    if number:
        yield Task(
            f"{number} laporan rahasia darurat: ambil sekarang", "Ada yang masih dalam bahaya.",
            reverse("referrals:secret-register"), "Ambil", due=today, due_state="late", urgency=0,
        )  # fmt: skip
