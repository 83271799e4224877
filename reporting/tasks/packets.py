"""Home tasks of the Dinas that keeps the money: the report on a semester or year that is over (REP-08)."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from reporting import recap
from reporting.models import Disbursement, OfficeReport
from reporting.office_kinds import Kind, written_by
from reporting.periods import WHOLE_YEAR, Span

DUE_SETTING = "packet_due_days"
SOON = timedelta(days=7)
STAGE = OfficeReport.Stage
# {how the report stands: (what to do, the verb)}; one that was sent or taken in asks for nothing.
ASKED = {
    None: ("Siapkan", "Mulai"), STAGE.DRAFT: ("Kirim", "Lanjutkan"), STAGE.RETURNED: ("Perbaiki", "Perbaiki"),
}  # fmt: skip


def packet_tasks(by, today):
    """Of who writes it: the report on the semester that ended last, and on the year that ended with it."""
    if Kind.SEMESTER not in written_by(by.role) or not by.has_perm("reporting.send_officereport"):
        return
    for kind, span in _over(today):
        report = OfficeReport.objects.of(kind, span.year, span.half).filter(region=by.region).first()
        stage = report.stage if report else None
        if stage in ASKED and (report or _concerns(by.region, span)):
            yield _task(report, stage, kind, span, due_on(by.region, span), today)


def _over(today):
    semester = Span.ended_before(today)
    yield Kind.SEMESTER, semester
    if semester.half == 2:
        yield Kind.YEAR, Span(semester.year, WHOLE_YEAR)


def due_on(region, span):
    """The last day on which it is in time: so many days after the end as set for the place."""
    return span.end + timedelta(days=int(region.setting(DUE_SETTING)))


def _concerns(region, span):
    """Whether there was an FCU that reports, or money for families, before the time was over."""
    paid = Disbursement.objects.within(region).filter(paid_on__lte=span.end)
    return paid.exists() or recap.reporting_units(region).filter(decreed_on__lte=span.end).exists()


def _task(report, stage, kind, span, due, today):
    what, verb = ASKED[stage]
    words = f"akhir tahun {span.year}" if kind == Kind.YEAR else span.words
    if stage == STAGE.RETURNED:
        why = f"Dikembalikan Kementerian Sosial: {report.return_note}"
    elif due < today:
        why = f"Terlambat {(today - due).days} hari. Kementerian Sosial menunggunya sampai {dates.long_date(due)}."
    else:
        why = f"{span.words} sudah berakhir. Kirim ke Kementerian Sosial, bersama kuitansi aslinya."
    state = "late" if due < today else "soon" if due - today <= SOON else "later"
    url = report.get_absolute_url() if report else reverse("reporting:office-list")
    return Task(f"{what} laporan {words}", why, url, verb, due, state, urgency=21)
