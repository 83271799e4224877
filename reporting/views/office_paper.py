"""The report of an office taken away: on paper (with how it stands across it), as Excel; its signed scan."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.generic import View

from fcu_project import audit, export, files, pdf
from fcu_project.workflow import TransitionRefused
from reporting.actions import office as actions
from reporting.documents import office as documents
from reporting.documents.office_book import sheets_of
from reporting.printing import office_paper
from reporting.views.paper import ask_worker, goes_to_worker
from reporting.views.reach import may_write_office, sent_version, told_to, visible_office_report
from reporting.views.section import SignedScanView
from reporting.workflow.office import is_final


def version_asked(request, report, by):
    """What is taken away: `?versi=n`, else what this reader sees; None for the text being written. Raises Http404."""
    asked = request.GET.get("versi", "")
    if not asked:
        return sent_version(report, by)
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    version = report.versions.filter(number=number).first()
    if version is None:
        raise Http404
    return version


class OfficePdfView(View):
    """The latest version sent, `?versi=n` for an earlier one; for the office itself the text while it writes. A long
    one is made by the worker."""

    def get(self, request, *args, **kwargs):
        by = request.assignment
        report = visible_office_report(request, self.kwargs["uid"])
        version = version_asked(request, report, by)
        paper = pdf.size_asked(request, report.region.setting("paper"))
        if goes_to_worker(by, version):
            return ask_worker(request, report, version, paper, "reporting:office-bundle")
        audit.record("office-report:print", by=by, obj=report)
        content = office_paper(report, version, by=by, paper=paper, told=told_to(report, version, by))
        return pdf.response(content, documents.file_name(report))


class OfficeExcelView(View):
    """The same as one workbook: its chapters, a sheet for each table, what goes with it."""

    def get(self, request, *args, **kwargs):
        by = request.assignment
        report = visible_office_report(request, self.kwargs["uid"])
        version = version_asked(request, report, by)
        sheets = sheets_of(report, told_to(report, version, by), version)
        place = f"{report.region.name}_{report.period.words}"
        return export.respond_book(report.get_kind_display(), sheets, by=by, place=place, obj=report)


class OfficeScanView(SignedScanView):
    """Keep the report as it was signed on paper, once it was taken in."""

    intro = "Ditandatangani pimpinan kantor. Pindai semua halamannya."

    def prepare(self):
        self.report = self.object = visible_office_report(self.request, self.kwargs["uid"])
        if not may_write_office(self.report, self.request.assignment):
            raise PermissionDenied
        if not is_final(self.report):
            raise TransitionRefused([actions.UNSIGNED])

    def write(self, form):
        by = self.request.assignment
        return actions.attach_signed_scan(self.report, form.cleaned_data["scan"], by=by, on=by.today)


class OfficeScanFileView(View):
    """The scan itself, through the report it belongs to."""

    def get(self, request, *args, **kwargs):
        report = visible_office_report(request, self.kwargs["uid"])
        if not report.signed_scan_id:
            raise Http404
        audit.record("office-report:scan-read", by=request.assignment, obj=report)
        return files.respond(report.signed_scan)
