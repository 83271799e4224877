"""Home tasks of the records of help: next steps that come due, and what the plan means for this month (SVC-12, 15)."""

import calendar
from datetime import date, timedelta

from django.urls import reverse

from fcu_project.registry import Task
from institutions.models import AnnualPlan, FamilyCareUnit, ItemProgress
from institutions.realisation import lines_of
from referrals.kinds import WORK_OF, kinds_for
from referrals.models import ServiceRecord

SOON = timedelta(days=7)
MOST_OF_A_KIND = 3  # named one by one; the list holds the others
OVER = (ItemProgress.State.DONE, ItemProgress.State.CANCELLED)


def record_tasks(by, today):
    """Tasks of one assignment; each only with the permission to do it."""
    if not by.has_perm("referrals.change_servicerecord"):
        return
    yield from _next_steps(by, today)
    if by.role == "secretary":
        yield from _planned_this_month(by, today)


def _next_steps(by, today):
    """Steps that this office wrote down itself, due within a week or late, the oldest first."""
    rows = ServiceRecord.objects.standing().filter(keeper=by.region, next_done_on=None, next_on__lte=today + SOON)
    rows = list(rows.exclude(next_step="").order_by("next_on", "id")[: MOST_OF_A_KIND + 1])
    for row in rows[:MOST_OF_A_KIND]:
        late = row.next_on < today
        yield Task(
            row.next_step, f"Langkah berikut dari {row.get_kind_display().lower()}: {row.topic}",
            row.get_absolute_url(), "Buka", row.next_on, "late" if late else "soon", 24 if late else 32,
        )  # fmt: skip
    if len(rows) > MOST_OF_A_KIND:
        yield Task(
            "Masih ada langkah berikut lain yang menunggu", "Lihat di daftar kegiatan pelayanan.",
            reverse("referrals:record-list"), "Lihat", urgency=33,
        )  # fmt: skip


def _planned_this_month(by, today):
    """Rows of the FCU's plan meant for this month of which nothing was written down in it; one task for all."""
    unit = FamilyCareUnit.of(by.region)
    plan = AnnualPlan.of(unit, today.year) if unit else None
    if plan is None or not plan.in_force:
        return
    rows = _open_rows(plan, by, today)
    if not rows:
        return
    only = rows[0] if len(rows) == 1 else None
    title = f"Catat pelaksanaan: {only.what}" if only else f"{len(rows)} kegiatan rencana bulan ini belum tercatat"
    why = "Menurut rencana kerja dilaksanakan bulan ini." if only else "; ".join(row.what for row in rows[:3]) + "."
    url = f"{reverse('referrals:record-create')}?rencana={only.uid}" if only else plan.get_absolute_url()
    last = date(today.year, today.month, calendar.monthrange(today.year, today.month)[1])
    yield Task(title, why, url, "Catat" if only else "Buka rencana", last, "later", 44)


def _open_rows(plan, by, today):
    works = {WORK_OF[kind] for kind in kinds_for(by)}
    found = []
    for line in lines_of(plan, today):
        cell = line.cells[(today.month - 1) // 3]
        meant = line.item.kind in works and today.month in line.item.months and line.state not in OVER
        if meant and not any(day.month == today.month for day in cell.days):
            found.append(line.item)
    return found
