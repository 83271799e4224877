"""Dashboards of every level: one's own territory or one below it, on screen, on paper, in Excel."""

from django.urls import reverse
from django.views.generic import TemplateView, View

from fcu_project import audit, export, pdf
from fcu_project.sheets.writer import Sheet
from institutions.documents import printed
from institutions.roles import VILLAGE
from reporting.dashboards import trend
from reporting.dashboards.page import dashboard_of
from reporting.documents.dashboard import TEMPLATE, dashboard_facts
from reporting.periods import Quarter
from reporting.views.recap import quarter_asked, quarter_chips
from reporting.views.territory import address_of, region_asked

NAME = "Dasbor"
TABLE_WIDTH = 22


class OnDashboard:
    """Finds the region and the quarter that are asked for."""

    def dispatch(self, request, *args, **kwargs):
        self.by = request.assignment
        self.region = region_asked(self.by, kwargs.get("code"))
        self.quarter = self._quarter(request)
        self.figure = request.GET.get("angka", "")
        return super().dispatch(request, *args, **kwargs)

    def _quarter(self, request):
        """A village that asks for none reads the last that it sent."""
        asked = "triwulan" in request.GET or "tahun" in request.GET
        if not asked and trend.reads_own(self.region, self.by) and (latest := trend.latest_told(self.region)):
            return Quarter(*latest)
        return quarter_asked(request, self.by.today)

    @property
    def query(self):
        return f"?tahun={self.quarter.year}&triwulan={self.quarter.number}"

    def dashboard(self):
        return dashboard_of(self.region, self.quarter, self.by, figure=self.figure, query=self.query)


class DashboardView(OnDashboard, TemplateView):
    template_name = "reporting/dashboard.html"

    def get_context_data(self, **kwargs):
        own = self.region.code == self.by.territory
        query = f"{self.query}&angka={self.figure}" if self.figure else self.query
        place = [address_of(self.region)]
        return super().get_context_data(
            region=self.region,
            quarter=self.quarter,
            told=self.dashboard(),
            chips=quarter_chips(self.quarter, self.by.today),
            above=None if own else self.region.parent,
            above_url="" if own else self._above_url(),
            paper_url=reverse("reporting:dashboard-paper", args=place) + query,
            excel_url=reverse("reporting:dashboard-excel", args=place) + query,
            is_village=self.region.level == VILLAGE,
            reads_own=trend.reads_own(self.region, self.by),
            **kwargs,
        )

    def _above_url(self):
        above = self.region.parent
        if above is None or above.code == self.by.territory:
            return reverse("reporting:dashboard") + self.query
        return reverse("reporting:dashboard-region", args=[above.code]) + self.query


class DashboardPaperView(OnDashboard, View):
    def get(self, request, *args, **kwargs):
        paper = pdf.size_asked(request, self.region.setting("paper"))
        facts = dashboard_facts(self.dashboard(), paper) | printed(self.by)
        audit.record(f"print:{NAME}", by=self.by)
        name = f"{NAME}-{self.region.name}-{self.quarter.short}.pdf".replace(" ", "-")
        return pdf.response(pdf.render(TEMPLATE, facts, paper=paper), name)


class DashboardExcelView(OnDashboard, View):
    def get(self, request, *args, **kwargs):
        told = self.dashboard()
        sheets = [
            Sheet(part.title, [list(row.cells) for row in part.rows],
                  [TABLE_WIDTH * 2, *[TABLE_WIDTH] * (len(part.headings) - 1)], list(part.headings))
            for part in told.parts if part.headings
        ]  # fmt: skip
        lines = [[part.title, part.headline or part.empty] for part in told.parts]
        cards = [[card.label, f"{card.value}. {card.note}"] for card in told.cards]
        about = [["Wilayah", str(self.region)], ["Triwulan", self.quarter.words], *cards, *lines]
        sheets.insert(0, Sheet("Ringkasan", about, [34, 90], ["Bagian", "Isi"]))
        place = f"{self.region.name}_{self.quarter.short}"
        return export.respond_book(NAME, sheets, by=self.by, place=place)
