"""Home tasks of findings: what the visited side has to see to, what waits for the visiting office's eye (SME-11)."""

from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from reporting.models import Finding
from reporting.visits import findings

MOST_NAMED = 3  # one by one; the list holds the others
MOST_COUNTED = 100
LIST = "reporting:finding-list"


def finding_tasks(by, today):
    """Of both sides, each only with the permission to do it."""
    if by.has_perm("reporting.close_finding"):
        yield from _due(by, today)
    if by.has_perm("reporting.check_finding"):
        yield from _to_check(by)


def _due(by, today):
    """Open findings of the own office that are overdue, or due within a week."""
    rows = findings.handed(Finding.objects.visible_to(by)).filter(
        region=by.region_id, visit__target__in=findings.targets_of(by), stage=Finding.Stage.OPEN,
        due_on__lte=today + findings.SOON,
    )  # fmt: skip
    for row in findings.with_facts(rows).order_by("due_on", "id")[:MOST_NAMED]:
        late = row.due_on < today
        yield Task(
            f"Selesaikan temuan: {row.found[:80]}", f"Penanggung jawab {row.owner}.",
            reverse("reporting:finding-close", args=[row.uid]), "Catat", row.due_on, "late" if late else "soon",
            11 if late else 24,
        )  # fmt: skip


def waiting_for(by):
    """Closed findings of the own visits that this reader may check."""
    rows = Finding.objects.visible_to(by).filter(visit__by_region=by.region_id, visit__by_role=by.role)
    return rows.filter(stage=Finding.Stage.CLOSED).exclude(closed_by=by.actor_uid)


def _to_check(by):
    rows = list(waiting_for(by).order_by("closed_on", "id").values_list("closed_on", "uid")[: MOST_COUNTED + 1])
    if not rows:
        return
    (first, uid), many = rows[0], len(rows)
    yield Task(
        f"{many if many <= MOST_COUNTED else f'Lebih dari {MOST_COUNTED}'} temuan selesai menunggu diperiksa",
        f"Yang pertama selesai {dates.long_date(first)}. Periksa pada kunjungan berikutnya.",
        reverse("reporting:finding", args=[uid]) if many == 1 else f"{reverse(LIST)}?saring=menunggu", "Lihat",
        urgency=34,
    )  # fmt: skip
