"""The report on paper: DRAF across it until it is accepted, then clean, to be signed."""

from django.http import Http404
from django.views.generic import View

from fcu_project import audit, pdf
from reporting.documents import report as documents
from reporting.printing import report_paper
from reporting.views.reach import reads_as_written, visible_report


class ReportPdfView(View):
    """The latest version sent, `?versi=n` for an earlier one; for the village the working text while it writes."""

    def get(self, request, *args, **kwargs):
        by = request.assignment
        report = visible_report(request, self.kwargs["uid"])
        version = self._version(report, by)
        audit.record("report:print", by=by, obj=report)
        paper = pdf.size_asked(request, report.region.setting("paper"))
        return pdf.response(report_paper(report, version, by=by, paper=paper), documents.file_name(report))

    def _version(self, report, by):
        """What is printed: a version that was sent, or None for the text as it is being written. Raises Http404."""
        asked = self.request.GET.get("versi", "")
        if asked:
            number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
            version = report.versions.filter(number=number).first()
            if version is None:
                raise Http404
            return version
        return None if reads_as_written(report, by) else report.latest_version()
