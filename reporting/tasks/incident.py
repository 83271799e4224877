"""Home tasks of incidental reports: cases that ended without one, what came back, what waits for the Dinas (REP-03)."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.roles import VILLAGE
from reporting.incidental import incidents
from reporting.models import IncidentReport

STAGE = IncidentReport.Stage
MOST_NAMED = 3  # one by one; the list holds the others
RECEIVE_WITHIN = timedelta(days=14)
SOON = timedelta(days=7)
LIST = "reporting:incident-list"


def incident_tasks(by, today):
    """Of the FCU and of the Dinas, each only with the permission to do it; by number, nobody is named."""
    if by.level == VILLAGE and by.has_perm("reporting.send_incidentreport"):
        yield from _returned(by)
        yield from _unwritten(by, today)
        yield from _unsent(by, today)
    elif by.has_perm("reporting.receive_incidentreport"):
        yield from _waiting(by, today)


def _state(due, today):
    if due < today:
        return "late"
    return "soon" if due - today <= SOON else "later"


def _returned(by):
    rows = IncidentReport.objects.filter(region=by.region, stage=STAGE.RETURNED).order_by("returned_on", "id")
    for row in rows[:MOST_NAMED]:
        came_back = incidents.mark_of(row) != incidents.BEING_COMPLETED
        yield Task(
            f"{'Perbaiki' if came_back else 'Lengkapi'} laporan insidental {row.number}",
            f"{'Dikembalikan Dinas Sosial' if came_back else 'Dibuka untuk dilengkapi'} "
            f"{dates.long_date(row.returned_on)}.",
            row.get_absolute_url(), "Perbaiki" if came_back else "Lengkapi", urgency=8 if came_back else 18,
        )  # fmt: skip


def _unwritten(by, today):
    """Cases that ended and are told of nowhere: within thirty days (III.C.2.5)."""
    rows = incidents.lacking(by.region).filter(closed_on__isnull=False)
    for case in rows[:MOST_NAMED]:
        due = case.closed_on + incidents.WRITE_WITHIN
        yield Task(
            f"Buat laporan insidental {case}", f"Kasus selesai {dates.long_date(case.closed_on)}.",
            f"{reverse('reporting:incident-create')}?kasus={case.uid}", "Buat", due, _state(due, today),
            12 if due < today else 26,
        )  # fmt: skip


def _unsent(by, today):
    """Drafts on cases that ended."""
    rows = IncidentReport.objects.filter(region=by.region, stage=STAGE.DRAFT, case__closed_on__isnull=False)
    for row in incidents.not_secret(rows, "case__").select_related("case").order_by("case__closed_on")[:MOST_NAMED]:
        due = row.case.closed_on + incidents.WRITE_WITHIN
        yield Task(
            f"Kirim laporan insidental {row.number}", f"Kasus selesai {dates.long_date(row.case.closed_on)}.",
            row.get_absolute_url(), "Lanjutkan", due, _state(due, today), 12 if due < today else 26,
        )  # fmt: skip


def _waiting(by, today):
    """What was sent to the Dinas and nobody received yet; never what the reader sent as someone else."""
    rows = IncidentReport.objects.visible_to(by).filter(stage=STAGE.SENT).exclude(sent_by=by.actor_uid)
    rows = list(rows.order_by("sent_on", "id").values_list("sent_on", "uid")[:101])
    if not rows:
        return
    (first, uid), many = rows[0], len(rows)
    due = first + RECEIVE_WITHIN
    yield Task(
        f"{many if many <= 100 else 'Lebih dari 100'} laporan insidental menunggu diterima",
        f"Yang pertama dikirim {dates.long_date(first)}.",
        reverse("reporting:incident", args=[uid]) if many == 1 else f"{reverse(LIST)}?keadaan=terkirim", "Baca", due,
        _state(due, today), 13,
    )  # fmt: skip


def incidents_note(by):
    """What stands under the tile of the Dinas."""
    waiting = IncidentReport.objects.visible_to(by).filter(stage=STAGE.SENT).count()
    return f"{waiting} menunggu diterima" if waiting else "Tidak ada yang menunggu"
