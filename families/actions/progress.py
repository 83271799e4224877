"""The pioneer's periodic report to the FCU, and the FCU's answer (III.A.6.2(8), III.B.5.3(1)(8))."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from families import periods
from families.actions.family import own
from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused


def may_report(pioneer, by):
    """The pioneer of the own families, or the FCU of the village, which types the paper."""
    if by.role == "pioneer":
        return pioneer.representative_id == by.person_id
    return pioneer.family.region_id == by.region_id


def report_problem(pairing, first, months, today):
    """Why there is no report on this pairing and span, or ""."""
    if first > today:
        return "Bulan ini belum mulai, jadi belum bisa dilaporkan."
    if periods.last_day(first, months) < pairing.paired_from:
        return f"{pairing.plasma.family.called} belum didampingi pada bulan itu."
    if pairing.paired_until and pairing.paired_until < first:
        return f"Pendampingan {pairing.plasma.family.called} sudah berakhir sebelum bulan itu."
    return ""


@transaction.atomic
def save_sheet(pioneer, first, lines, *, reported_on, by, on):
    """Keep the monthly sheet of one pioneer: `lines` are reports, new or changed. Returns the pioneer.

    One report per pairing and span; one that the FCU has answered stays as it was answered. Raises ValidationError,
    TransitionRefused.
    """
    if not may_report(pioneer, by):
        raise PermissionDenied
    take(pioneer)  # two who type the same sheet: the second is told
    months = periods.months_of(pioneer.family.region)
    if reported_on < first:
        raise ValidationError({"reported_on": "Tanggal penyerahan tidak boleh mendahului bulan yang dilaporkan."})
    for report in lines:
        problem = report_problem(report.pairing, first, months, on)
        if report.pairing.pioneer_id != pioneer.pk:
            problem = "Keluarga ini tidak didampingi keluarga pionir tersebut."
        if report.answered_on is not None:
            problem = f"Laporan {report.family.called} sudah dijawab FCU dan tidak diubah lagi."
        if problem:
            raise TransitionRefused([problem])
        is_new = report.pk is None
        report.family, report.period, report.reported_on = report.pairing.plasma.family, first, reported_on
        report.author = pioneer.representative
        report.from_paper, report.recorded_by = by.role != "pioneer", by.signature
        report.full_clean(exclude=("author",))
        report.save()
        audit.record("progress:add" if is_new else "progress:change", by=by, obj=report, on=reported_on)
    return pioneer


@transaction.atomic
def answer(report, *, text, by, on):
    """The FCU answers what a pioneer asked for."""
    own(report.family, by)
    if not report.request:
        raise TransitionRefused(["Laporan ini tidak meminta apa-apa."])
    report.answer, report.answered_on = text, report.answered_on or on
    report.save()
    audit.record("progress:answer", by=by, obj=report, on=on)
    return report
