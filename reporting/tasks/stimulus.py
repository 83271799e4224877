"""Home tasks of the stimulus: accounts to help open, requests to decide, approvals to pay, payments to answer for."""

from datetime import timedelta

from django.db.models import Count, Min
from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.roles import VILLAGE
from reporting.models import Disbursement
from reporting.money.stimulus import STAGE, WAIT_DAYS, grants_of, standing, with_facts

MOST_NAMED = 3  # payments named one by one; the list holds the others
DECIDE_WITHIN = timedelta(days=14)


def list_url(state):
    return f"{reverse('reporting:grant-list')}?keadaan={state}"


def stimulus_tasks(by, today):
    """Tasks of one assignment; those of the Dinas also for a village that enters its papers."""
    if not by.has_perm("reporting.enter_decision"):
        return
    if by.level != VILLAGE or standing(by, by.region):
        yield from _of_office(by, today)
    if by.level == VILLAGE and by.has_perm("reporting.add_stimulusreceipt"):
        yield from _unanswered(by, today)


def _of_office(by, today):
    requests = Disbursement.objects.visible_to(by)
    waiting = requests.filter(stage=STAGE.ASKED)
    if count := _families(waiting):
        due = waiting.aggregate(first=Min("requested_on"))["first"] + DECIDE_WITHIN
        yield Task(
            f"Putuskan permohonan {count} keluarga", "Keluarga sudah mengajukan dan menunggu keputusan Dinas Sosial.",
            list_url("menunggu"), "Putuskan", due, "late" if due < today else "later", 8 if due < today else 15,
        )  # fmt: skip
    if count := _families(requests.filter(stage=STAGE.APPROVED)):
        yield Task(
            f"Catat pencairan untuk {count} keluarga", "Permohonannya disetujui, belum tercatat masuk rekening.",
            list_url("disetujui"), "Catat", urgency=18,
        )  # fmt: skip
    without = with_facts(grants_of(by)).filter(has_account=False, closed_on=None)
    if count := _families(without, "family"):
        yield Task(
            f"Bantu {count} keluarga membuka rekening", "Dana stimulan baru bisa disetujui setelah ada rekening.",
            list_url("tanpa-rekening"), "Lihat", urgency=26,
        )  # fmt: skip


def _families(rows, path="grant__family"):
    """How many families they concern: what the list counts by the same words."""
    return rows.order_by().aggregate(told=Count(path, distinct=True))["told"]


def _unanswered(by, today):
    """Paid a month ago and not a rupiah answered for: who should be asked for the receipts."""
    rows = Disbursement.objects.visible_to(by).filter(stage=STAGE.PAID, paid_on__lte=today - timedelta(days=WAIT_DAYS))
    rows = rows.filter(realised=0, returned=0).select_related("grant__family").order_by("paid_on", "id")
    rows = list(rows[: MOST_NAMED + 1])
    for row in rows[:MOST_NAMED]:
        yield Task(
            f"Ingatkan {row.grant.family.called} tentang kuitansi dana stimulan",
            f"{dates.rupiah(row.approved)} cair {dates.long_date(row.paid_on)}, belum ada pertanggungjawaban.",
            row.get_absolute_url(), "Buka", urgency=28,
        )  # fmt: skip
    if len(rows) > MOST_NAMED:
        yield Task(
            "Masih ada keluarga lain yang belum mempertanggungjawabkan dana", "Lihat di daftar dana stimulan.",
            list_url("belum-dijawab"), "Lihat", urgency=29,
        )  # fmt: skip
