"""Home tasks about expenses: what the coordinator decides, and what the treasurer does after the decision (MEM-09)."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.roles import VILLAGE
from reporting.models import CashEntry
from reporting.workflow.cashbook import APPROVES, KEEPS

STAGE = CashEntry.Stage
ONE_BY_ONE = 3  # more stand together in one line
TOLD_FOR = timedelta(days=14)  # how long a decision stays on the treasurer's page


def approval_tasks(by, today):
    """Tasks of one assignment of a village; each only with the permission to do it."""
    if by.level != VILLAGE:
        return
    if by.has_perm(APPROVES):
        yield from _to_decide(by, today)
        yield from _taken_back(by, today)
    elif by.has_perm(KEEPS):
        yield from _to_pay(by, today)
        yield from _to_mend(by, today)


def _page(word, row=None):
    anchor = f"#catatan-{row.uid}" if row else ""
    return f"{reverse('reporting:cash-approvals')}?keadaan={word}{anchor}"


def _rows(by):
    return CashEntry.objects.visible_to(by).order_by("on", "id")


def _to_decide(by, today):
    waiting = _rows(by).filter(stage=STAGE.WAITING).exclude(entered_by=by.actor_uid)
    rows = list(waiting[: ONE_BY_ONE + 1])
    if len(rows) > ONE_BY_ONE:
        yield Task(
            "Setujui pengeluaran", f"Lebih dari {ONE_BY_ONE} pengeluaran menunggu keputusan Anda.", _page("menunggu"),
            "Periksa", urgency=8,
        )  # fmt: skip
        return
    for row in rows:
        yield Task(
            f"Setujui pengeluaran {dates.rupiah(row.amount)}", f"{row.text}, kepada {row.payee}.",
            _page("menunggu", row), "Periksa", urgency=8,
        )  # fmt: skip


def _taken_back(by, today):
    """What a coordinator approved and the treasurer took back: told to whoever approves here now."""
    backs = CashEntry.objects.visible_to(by).filter(
        reverses__approved_on__isnull=False, created_at__date__gte=today - TOLD_FOR
    ).with_facts()  # fmt: skip
    for row in backs.order_by("-id")[:ONE_BY_ONE]:
        spent = row.reverses
        yield Task(
            f"Pengeluaran {dates.rupiah(spent.amount)} yang sudah disetujui dibalik",
            f"{spent.evidence}, {spent.text}. Dibalik dengan {row.evidence} oleh {row.entered_by_words}: {row.text}",
            row.get_absolute_url(), "Baca", urgency=20,
        )  # fmt: skip


def _to_pay(by, today):
    """Approved, and the paper that proves the payment is not there yet."""
    decided = _rows(by).filter(stage=STAGE.BOOKED, approved_on__gte=today - TOLD_FOR, receipt=None, reversed_by=None)
    for row in decided[:ONE_BY_ONE]:
        yield Task(
            f"Bayarkan {dates.rupiah(row.amount)} kepada {row.payee}",
            f"{row.text}. Disetujui {dates.long_date(row.approved_on)}; cetak kuitansinya, lalu unggah fotonya.",
            _page("disetujui", row), "Buka", urgency=18,
        )  # fmt: skip


def _to_mend(by, today):
    """What the coordinator refused; what was withdrawn here is known here."""
    refused = _rows(by).filter(stage=STAGE.REFUSED, updated_at__date__gte=today - TOLD_FOR)
    for row in refused.exclude(refused_reason__startswith="Ditarik: ")[:ONE_BY_ONE]:
        yield Task(
            f"Pengeluaran {dates.rupiah(row.amount)} ditolak Koordinator", f"{row.text}. Alasan: {row.refused_reason}",
            _page("ditolak", row), "Baca", urgency=19,
        )  # fmt: skip
