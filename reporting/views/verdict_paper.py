"""The conclusion sheet on paper, and the file for researchers."""

from django.views.generic import TemplateView

from fcu_project import export
from institutions.views.sheet import PaperView
from reporting.documents.verdict import TEMPLATE, verdict_facts
from reporting.models import Verdict
from reporting.verdicts import research
from reporting.views.verdict import visible_verdict


class VerdictPaperView(PaperView):
    """Lembar kesimpulan uji coba; DRAF across it until it is concluded."""

    name, paper_template = "Lembar kesimpulan uji coba", TEMPLATE

    def find_region(self, request, uid):
        self.verdict = self.printed_row = visible_verdict(request, uid)
        self.is_draft = self.verdict.stage == Verdict.Stage.DRAFT
        return self.verdict.region

    def paper_facts(self, paper):
        return verdict_facts(self.verdict, paper=paper)


class ResearchExportView(TemplateView):
    """What is in the file and what is not; then the file itself, traced before it leaves."""

    template_name = "reporting/research.html"

    def get(self, request, *args, **kwargs):
        by = request.assignment
        if request.GET.get("unduh") == "xlsx":
            sheets = research.sheets(by.today)
            return export.respond_book("Data penelitian", sheets, by=by, place="anonim")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(sheets=research.CONTENTS, hidden=research.HIDDEN, **kwargs)
