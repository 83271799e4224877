"""The report taken away: on paper (with how it stands across it), as Excel, and the receipt of its sending."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from fcu_project import audit, export, pdf
from institutions.documents import printed
from reporting.documents import receipt_of_report
from reporting.documents import report as documents
from reporting.documents.report_book import sheets_of
from reporting.printing import is_long, report_paper
from reporting.views.reach import reads_as_written, visible_report


def version_asked(request, report):
    """Which version is taken away: the latest sent, `?versi=n` for an earlier one; None for the village's working text
    while it writes. Raises Http404."""
    asked = request.GET.get("versi", "")
    if asked:
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
        version = report.versions.filter(number=number).first()
        if version is None:
            raise Http404
        return version
    return None if reads_as_written(report, request.assignment) else report.latest_version()


def goes_to_worker(by, version):
    """Whether the paper of a version is so long that the worker makes it for this reader."""
    return version is not None and by.has_perm("reporting.add_printbundle") and is_long(version.content)


def ask_worker(request, report, version, paper, route):
    """The page that asks whether the worker shall make it."""
    told = {"report": report, "version": version, "paper": paper, "url": reverse(route, args=[report.uid]),
            "back_url": report.get_absolute_url()}  # fmt: skip
    return render(request, "reporting/bundle_ask.html", told)


class ReportPdfView(View):
    """The report on paper; a long one is made by the worker."""

    def get(self, request, *args, **kwargs):
        by = request.assignment
        report = visible_report(request, self.kwargs["uid"])
        version = version_asked(request, report)
        paper = pdf.size_asked(request, report.region.setting("paper"))
        if goes_to_worker(by, version):
            return ask_worker(request, report, version, paper, "reporting:report-bundle")
        audit.record("report:print", by=by, obj=report)
        return pdf.response(report_paper(report, version, by=by, paper=paper), documents.file_name(report))


class ReportExcelView(View):
    """The same as one workbook: a sheet for each chapter and annex, in the words of the paper."""

    def get(self, request, *args, **kwargs):
        report = visible_report(request, self.kwargs["uid"])
        sheets = sheets_of(report, version_asked(request, report))
        title = f"Laporan TW{report.quarter} {report.year}"
        return export.respond_book(title, sheets, by=request.assignment, place=report.region.name, obj=report)


class ReceiptView(View):
    """The receipt of the latest version that was sent, `?versi=n` for an earlier one (REP-07)."""

    def get(self, request, *args, **kwargs):
        by = request.assignment
        report = visible_report(request, self.kwargs["uid"])
        version = version_asked(request, report) or report.latest_version()
        if version is None:
            raise Http404
        audit.record("report:receipt", by=by, obj=report)
        paper = pdf.size_asked(request, report.region.setting("paper"))
        facts = receipt_of_report.receipt_facts(report, version) | printed(by)
        content = pdf.render(receipt_of_report.TEMPLATE, facts, paper=paper)
        return pdf.response(content, receipt_of_report.file_name(version))
