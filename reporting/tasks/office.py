"""Home tasks of the reports of offices: what is owed, what came back, what waits to be taken in (REP-07, REP-12)."""

from datetime import timedelta

from django.db.models import Min
from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.documents.letterhead import lower_first
from reporting.above import office_content
from reporting.above.office_duties import due_on, kinds_of, owed_periods, part_of
from reporting.above.office_kinds import Kind
from reporting.models import OfficeReport
from reporting.quarterly import team_report

STAGE = OfficeReport.Stage
RECEIVE_DAYS = 14  # within which a report should be taken in or given back
SOON = timedelta(days=7)


def office_report_tasks(by, today):
    """Tasks of an office that writes or takes in such reports; each only with the permission to do it."""
    if by.has_perm("reporting.send_officereport"):
        for kind in kinds_of(by):
            yield from _own(kind, by, today)
    if by.has_perm("reporting.receive_officereport"):
        yield from _to_receive(by, today)


def _state(due, today):
    if due < today:
        return "late"
    return "soon" if due - today <= SOON else "later"


def _own(kind, by, today):
    """Periods that are over and were not sent yet, the oldest first; and what came back."""
    mine = OfficeReport.objects.filter(kind=kind, region=by.region).with_facts()
    reports = {(row.year, row.part): row for row in mine}
    label = lower_first(Kind(kind).label)
    waiting = [
        (period, report)
        for period in owed_periods(kind, by.region, today)
        if (report := reports.get((period.year, part_of(period)))) is None or report.stage == STAGE.DRAFT
    ]
    if kind == Kind.TEAM and team_report.is_inside(by.region):
        waiting = [(period, report) for period, report in waiting if not _waits_for_fcu(report)]
    if waiting:
        yield _to_send(label, waiting, by, today, is_first=not any(row.sent_on for row in mine))
    for report in mine:
        if report.stage == STAGE.RETURNED:
            yield Task(
                f"Perbaiki {label} {report.period.words}", f"Dikembalikan: {report.return_note}",
                report.get_absolute_url(), "Perbaiki", report.returned_on, urgency=12,
            )  # fmt: skip


def _waits_for_fcu(report):
    """Whether a team's part is finished and goes with the FCU's report, which is not sent yet."""
    return report is not None and not _left(report) and bool(team_report.why_not_alone(report))


def _left(report):
    return [one for one in report.row.chapters if office_content.open_problem(report, one)]


def _to_send(label, waiting, by, today, *, is_first):
    """One task for all periods that wait: the oldest is named, the others counted."""
    period, report = waiting[0]
    left = _left(report) if report else None
    if left is None:
        why = "Laporan pertama kantor ini. " if is_first else ""
        why += "Angka terisi sendiri; Anda menulis kegiatan, temuan, dan usulan."
    else:
        why = f"{len(left)} bagian belum selesai." if left else "Semua bagian selesai, tinggal dikirim."
    more = f" Masih {len(waiting) - 1} laporan lain sesudahnya." if len(waiting) > 1 else ""
    due = due_on(by.region, period)
    verb = "Kirim"
    if label == lower_first(Kind.TEAM.label) and team_report.is_inside(by.region):
        verb, more = "Tulis", f" Menjadi bagian laporan FCU.{more}"
    return Task(
        f"{verb} {label} {period.words}", f"{why}{more}",
        report.get_absolute_url() if report else reverse("reporting:office-list"), "Lanjutkan" if report else "Mulai",
        due, _state(due, today), urgency=18,
    )  # fmt: skip


def _to_receive(by, today):
    """What waits to be taken in or given back by this office."""
    rows = OfficeReport.objects.awaiting(by)
    since, number = rows.order_by().aggregate(since=Min("sent_on"))["since"], rows.count()
    if not number:
        return
    due = since + timedelta(days=RECEIVE_DAYS)
    url = reverse("reporting:office-list")
    if number == 1:
        url = reverse("reporting:office-review", args=[rows.values_list("uid", flat=True).get()])
    yield Task(
        f"{number} laporan kantor menunggu diterima", f"Yang pertama dikirim {dates.long_date(since)}.", url, "Baca",
        due, _state(due, today), urgency=15,
    )  # fmt: skip
