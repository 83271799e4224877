"""Forms of what is written down from paper, and of the letter that goes with a report, filled in."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from institutions.models import Assignment
from reporting.models import OfficeReport, OfficeReportVersion
from tests.factories import TODAY
from tests.filling import Filling, form, typed_date
from tests.reporting import make

NOTES = {"note_results": "Tambahkan jumlah peserta.", "note_finance": "Lampirkan kuitansi nomor 3."}
RETURNED = {
    "outcome": "return-paper", "on": typed_date(TODAY), "number": "460/77/2026", "reason": "Kurang lengkap.", **NOTES
}  # fmt: skip
SENT = {"on": typed_date(TODAY), "number": "012/FCU/2026", "handed_to": "Ibu Rini, staf Dinas Sosial", "signed": "on"}


def without_office(people):
    """From today on nobody of the Dinas reviews reports in the application."""
    Assignment.objects.filter(role="regency_reports").update(valid_until=TODAY - timedelta(days=1))


def to(route, report):
    return reverse(f"reporting:{route}", args=[report.uid])


def deciding(people, report, data, text):
    without_office(people)
    return Filling(
        people.secretary, to("report-decision-paper", report), data, text=text, required=("outcome", "on"),
        wrong={"on": "kemarin"}, contested=(report,), row=make.fresh(report), has_scan=True,
    )  # fmt: skip


@form("reporting:report-decision-paper")
def decision(people, regions):
    return deciding(people, make.sent(people.secretary), RETURNED, ("number", "reason", *NOTES))


@form("reporting:report-decision-paper#handed")
def handed(people, regions):
    data = {"outcome": "handed", "on": typed_date(TODAY), "number": "", "handed_to": "Ibu Rini, staf Dinas"}
    return deciding(people, make.sent(people.secretary), data, ("handed_to",))


@form("reporting:report-decision-paper#reopened")
def reopened(people, regions):
    data = {"outcome": "reopen-paper", "on": typed_date(TODAY), "number": "460/80/2026", "reason": "Salah jumlah uang."}
    return deciding(people, make.accepted(people), data, ("number", "reason"))


@form("reporting:report-sent-paper")
def sent_paper(people, regions):
    report = make.reasoned(make.filled(people.secretary), people.secretary)
    return Filling(
        people.secretary, to("report-sent-paper", report), SENT, text=("number", "handed_to"),
        required=("on", "number", "signed"), wrong={"on": "kemarin"}, contested=(report,), row=make.fresh(report),
    )  # fmt: skip


@form("reporting:report-nothing")
def nothing(people, regions):
    report = make.draft(people.secretary)
    return Filling(
        people.secretary, to("report-nothing", report), {"next_plan": "Kunjungan tetap tiap bulan."},
        text=("next_plan",), required=("next_plan",), wrong={"next_plan": "x" * 5001}, contested=(report,),
        row=make.fresh(report),
    )  # fmt: skip


@form("reporting:report-cover", has_text=False)
def report_cover(people, regions):
    report = make.sent(people.secretary)
    return Filling(people.secretary, to("report-cover", report), {}, contested=(report,))


@form("reporting:office-cover", has_text=False)
def office_cover(people, regions):
    report = office_report(people.village_operator)
    return Filling(people.village_operator, to("office-cover", report), {}, contested=(report,))


def office_report(by, kind="team", part=1):
    """A report of an office that was sent, as a row, of a year in which no other test has one."""
    report = OfficeReport.objects.create(
        kind=kind, region=by.region, year=TODAY.year - 4, part=part, stage="sent", sent_on=TODAY,
        sent_at=timezone.now(), sent_by=by.actor_uid, sent_by_words=by.signature,
        receipt_number=f"TK-{kind}-{by.region.code}",
    )  # fmt: skip
    OfficeReportVersion.objects.create(
        report=report, number=1, sent_on=TODAY, sent_at=report.sent_at, sent_by=by.actor_uid,
        sent_by_words=by.signature, receipt_number=report.receipt_number, content={},
    )  # fmt: skip
    return report


def scene(people):
    return {"covered_office": office_report(people.village_operator)}


def arguments(short, scene):
    return [scene["covered_office"].uid] if short == "office-cover" else None
