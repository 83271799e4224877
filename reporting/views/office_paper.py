"""The report of an office on paper: DRAF across it until it was taken in; and its tables as Excel."""

from django.http import Http404
from django.views.generic import View

from fcu_project import audit, export, pdf
from institutions.documents import printed
from reporting.documents import office as documents
from reporting.office_tables import tables_of
from reporting.office_tables.shown import excel_columns, excel_rows
from reporting.views.reach import sent_version, visible_office_report


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
    """The latest version sent, `?versi=n` for an earlier one; for the office itself the text while it writes."""

    def get(self, request, *args, **kwargs):
        by = request.assignment
        report = visible_office_report(request, self.kwargs["uid"])
        version = version_asked(request, report, by)
        audit.record("office-report:print", by=by, obj=report)
        paper = pdf.size_asked(request, report.region.setting("paper"))
        facts = documents.office_facts(report, version, paper=paper) | printed(by)
        mark = "" if documents.is_final(report, version) else pdf.DRAFT_MARK
        return pdf.response(pdf.render(documents.TEMPLATE, facts, paper=paper, mark=mark), documents.file_name(report))


class OfficeExcelView(View):
    """One table of a report as Excel: `?tabel=n`, the first without it."""

    def get(self, request, *args, **kwargs):
        by = request.assignment
        report = visible_office_report(request, self.kwargs["uid"])
        version = version_asked(request, report, by)
        tables = version.content["tables"] if version else tables_of(report)
        asked = request.GET.get("tabel", "1")
        place = int(asked) - 1 if asked.isascii() and asked.isdigit() and len(asked) < 4 else -1
        if not 0 <= place < len(tables):
            raise Http404
        table = tables[place]
        audit.record("office-report:excel", by=by, obj=report)
        return export.respond(
            table["heading"], excel_columns(table), excel_rows(table), by=by,
            place=f"{report.region.name}_{report.period.words}",
        )  # fmt: skip
