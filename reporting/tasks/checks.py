"""Home tasks of inspections of the stimulus: findings to settle, families never inspected (FUN-05)."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.roles import REGENCY, VILLAGE
from reporting.models import StimulusCheck
from reporting.money import checks

MOST_OF_A_KIND = 3  # named one by one; the list holds the others


def check_tasks(by, today):
    """Of the Dinas: late findings and families to inspect; of the village: what a finding asks of it. No family is
    named."""
    if not by.has_perm("reporting.view_stimuluscheck"):
        return
    rows = StimulusCheck.objects.visible_to(by)
    if by.level == VILLAGE:
        yield from _told(rows, today)
    elif by.level == REGENCY and by.has_perm("reporting.change_stimuluscheck"):
        yield from _late(rows, today)
        yield from _never_checked(by, today)


def _first_due(rows):
    return rows.select_related("grant__region").order_by("due_on", "id")[:MOST_OF_A_KIND]


def _late(rows, today):
    for row in _first_due(rows.overdue(today)):
        yield Task(
            f"Temuan dana stimulan di {row.grant.region} lewat batas waktu",
            f"Diperiksa {dates.long_date(row.on)}. Pastikan tindak lanjutnya, lalu tutup temuannya.",
            row.get_absolute_url(), "Periksa", row.due_on, "late", urgency=14,
        )  # fmt: skip


def _never_checked(by, today):
    """One task for all of them, once the oldest has waited longer than it should."""
    limit = checks.limit(by)
    longest = today - timedelta(days=limit)
    rows = checks.never_checked(checks.paid_grants(by)).filter(first_paid__lt=longest)
    waiting = rows.count()
    if waiting:
        yield Task(
            f"{waiting} penerima dana stimulan belum pernah diperiksa",
            f"Uangnya dicairkan lebih dari {limit} hari yang lalu.",
            reverse("reporting:stimulus-unchecked"), "Lihat", urgency=38,
        )  # fmt: skip


def _told(rows, today):
    """The village helps the family do what was found to be missing."""
    for row in _first_due(rows.open()):
        late = bool(row.due_on and row.due_on < today)
        yield Task(
            "Bantu keluarga menindaklanjuti temuan dana stimulan",
            f"Dinas Sosial memeriksa {dates.long_date(row.on)}. Yang harus dilakukan ada di catatannya.",
            row.get_absolute_url(), "Baca", row.due_on, "late" if late else "soon", urgency=13 if late else 22,
        )  # fmt: skip
