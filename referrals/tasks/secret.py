"""Home tasks of secret cases: only that some wait to be taken. Nobody else is told anything."""

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from fcu_project.registry import Task
from referrals.models import SecretCase
from referrals.secrecy import TAKE_WITHIN


def secret_tasks(by, today):
    """For LK3 and the cases officer of the Dinas (REF-15): late once one waits for more than a day."""
    if not by.has_perm("referrals.take_secretcase"):
        return
    told = SecretCase.objects.register_of(by).waiting(today).order_by().aggregate(
        n=Count("pk"), urgent=Count("pk", filter=Q(is_emergency=True)), since=Min("reported_at")
    )  # fmt: skip
    if not told["n"]:
        return
    late = timezone.now() - told["since"] > TAKE_WITHIN
    why = f"{told['urgent']} di antaranya darurat. " if told["urgent"] else ""
    yield Task(
        f"{told['n']} laporan rahasia menunggu diambil", f"{why}Diambil dalam 24 jam.",
        reverse("referrals:secret-register"), "Lihat", due=(told["since"] + TAKE_WITHIN).date(),
        due_state="late" if late else "soon", urgency=1 if told["urgent"] else 3,
    )  # fmt: skip
