"""Home tasks of secret cases: that some wait to be taken, and what was opened to the reader by name; numbers alone."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from fcu_project.registry import Task
from referrals.models import SecretCase
from referrals.secrecy import TAKE_WITHIN
from referrals.secret_trail import let_in


def secret_tasks(by, today):
    """For who was let in what was opened; for LK3 and the cases officer (REF-15) what waits, late after a day."""
    if by.has_perm("referrals.view_secretcase"):
        yield from _let_in(by)
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


def _let_in(by):
    """Nobody is told by any other way than this and by telephone."""
    for found in let_in(by):
        case, grant = found.grant.case, found.grant
        until = {"due": grant.until, "due_state": "soon" if grant.until else "", "urgency": 2}
        if found.is_new and grant.scope == grant.Scope.STUB:
            url = reverse("referrals:secret-case-task", args=[case.uid])
            yield Task(
                f"Tugas kasus rahasia {case.number}", "Dititipkan kepada Anda dengan nama.", url, "Buka tugas", **until
            )
        elif found.is_new:
            why = "Kasus rahasia. Setiap kali dibuka, hal itu tercatat."
            yield Task(f"Anda diberi izin membuka {case.number}", why, case.get_absolute_url(), "Buka", **until)
        if found.has_news:
            why = "Tugas yang dititipkan sudah dijawab."
            yield Task(f"Ada hasil baru dalam {case.number}", why, case.get_absolute_url(), "Baca", urgency=2)
