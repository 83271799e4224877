"""Indicators of success of a territory and quarter: signs, aspects, aims, each value explained (SUC-01 to SUC-05)."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView, View

from fcu_project import export
from fcu_project.access import may_open
from fcu_project.registry import panels_for
from institutions.models import FamilyCareUnit, Region
from institutions.roles import VILLAGE
from institutions.views.sheet import PaperView
from reporting import indicators
from reporting.documents.success import TEMPLATE, success_facts
from reporting.models import Matrix, QuarterFigures, Report
from reporting.resources.success import sheets_of
from reporting.success import columns
from reporting.success.before_after import promoted_in
from reporting.success.overview import Overview
from reporting.success.sums import Sums, last_accepted
from reporting.success.values import formula_of, numbers_words
from reporting.views.recap import quarter_asked, quarter_chips
from reporting.views.territory import address_of, region_asked

BY_CODE = "kode"


def period_asked(request, region):
    """The quarter of the address; without one the last with an accepted report, else the one that ended last."""
    asked = request.GET.get("triwulan") or request.GET.get("tahun")
    found = None if asked else last_accepted(region)
    return found or quarter_asked(request, request.assignment.today)


def matrix_named(name):
    """Raises Http404 for none."""
    if name not in Matrix.values:
        raise Http404
    return Matrix(name)


def waiting_of(region, quarter):
    """(report, its figures as Sums) of a village that sent and was not reviewed yet; (None, None) for any other."""
    if region.level != Region.Level.VILLAGE:
        return None, None
    rows = QuarterFigures.objects.within(region).filter(year=quarter.year, quarter=quarter.number)
    frozen = rows.filter(report__stage=Report.Stage.SENT).select_related("report").order_by("-id").first()
    if frozen is None:
        return None, None
    return frozen.report, Sums(region, quarter, 1, indicators.values_of(frozen), frozen.counted_at)


class OnTerritory:
    """What every page about the indicators of a territory begins with."""

    def find_region(self, request, code=None, **kwargs):
        self.by = request.assignment
        self.region = region_asked(self.by, code)
        self.quarter = period_asked(request, self.region)
        self.report, self.waiting = None, None
        if self.by.region_id == self.region.pk:  # a village alone sees what nobody has reviewed
            self.report, self.waiting = waiting_of(self.region, self.quarter)
        self.overview = Overview(self.region, self.quarter, self.waiting, above=self.by.level != VILLAGE)
        return self.region

    @property
    def kept(self):
        return f"tahun={self.quarter.year}&triwulan={self.quarter.number}"

    def url(self, name, *more, region=None):
        return f"{reverse(f'reporting:{name}', args=[address_of(region or self.region), *more])}?{self.kept}"


@dataclass(frozen=True)
class ChildRow:
    """A region just below with its scores by column of the table."""

    region: Region
    reports: int
    url: str
    cells: tuple


class SuccessView(OnTerritory, TemplateView):
    """The three matrices with target and change; the regions below beside each other; families before and after."""

    template_name = "reporting/success.html"

    def dispatch(self, request, *args, **kwargs):
        self.find_region(request, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        region, quarter, overview = self.region, self.quarter, self.overview
        own = region.code == self.by.territory
        in_village = region.level == Region.Level.VILLAGE
        rows, total = promoted_in(overview.run)
        return super().get_context_data(
            region=region,
            own=own,
            in_village=in_village,
            above_url="" if own else self.url("success-region", region=region.parent),
            quarter=quarter,
            chips=quarter_chips(quarter, self.by.today),
            edition=overview.edition,
            sums=overview.sums,
            waiting=self.waiting,
            report=self.report if self.report and may_open(self.by, self.report.get_absolute_url()) else None,
            has_any=bool(overview.sums.reports or self.waiting),
            matrices=self._matrices(),
            matrix=self._matrix(),
            changes=overview.changes,
            promoted=rows if any(row.reports for row in rows) else [],
            promoted_total=total,
            lineage_url=self._lineage_url() if in_village else "",
            papers=[(one.label, self.url("success-paper", one.value)) for one in (Matrix.PSKS, Matrix.FCU)],
            download_url=self.url("success-excel"),
            panels=panels_for("success", self.request, overview.sums),
            **self._children(),
            **kwargs,
        )

    @property
    def chosen(self):
        """The matrix that is shown whole: the one asked for by `?matriks=`, else that of the FCU."""
        asked = self.request.GET.get("matriks", "")
        return Matrix(asked) if asked in Matrix.values else Matrix.FCU

    def _matrices(self):
        return [
            {"label": matrix.label, "score": self.overview.score(matrix), "current": matrix == self.chosen,
             "url": f"?{self.kept}&matriks={matrix.value}#matriks"}
            for matrix in Matrix
        ]  # fmt: skip

    def _matrix(self):
        groups = [
            (row, [(line, self.url("success-value", line.indicator.code)) for line in lines])
            for row, lines in self.overview.lines(self.chosen)
        ]
        return {"label": self.chosen.label, "score": self.overview.score(self.chosen), "groups": groups}

    def _lineage_url(self):
        unit = FamilyCareUnit.of(self.region)
        url = reverse("families:lineage", args=[unit.uid]) if unit else ""
        return url if url and may_open(self.by, url) else ""

    def _children(self):
        """The regions below by their scores; `?urut=` puts the lowest of one column first."""
        told = self.overview.children()
        headings = self.overview.headings
        rows = [
            ChildRow(sums.region, sums.reports, self.url("success-region", region=sums.region),
                     tuple(zip(headings.values(), scores, strict=True)))
            for sums, scores in told
        ]  # fmt: skip
        asked = self.request.GET.get("urut", "")
        if asked in headings:
            place = list(headings).index(asked)
            rows.sort(key=lambda row: (row.cells[place][1].percent is None, row.cells[place][1].percent or 0))
        chips = [("", "Menurut kode"), *((key, f"{label} terendah") for key, label in headings.items())]
        return {
            "children": rows,
            "orders": [
                {"label": label, "url": f"?{self.kept}" + (f"&urut={key}" if key else "") + "#wilayah",
                 "current": key == (asked if asked in headings else "")}
                for key, label in chips
            ],
        }  # fmt: skip


class ValueView(OnTerritory, TemplateView):
    """One value explained: formula, numbers, women and men, target, edition; the rows or regions behind it."""

    template_name = "reporting/success_value.html"

    def dispatch(self, request, *args, **kwargs):
        self.find_region(request, code=kwargs["code"])
        self.indicator = next((row for row in self.overview.definitions if row.code == kwargs["indicator"]), None)
        if self.indicator is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        kwargs.pop("indicator")  # of the address: its code
        line = self.overview.line(self.indicator)
        in_village = self.region.level == Region.Level.VILLAGE
        return super().get_context_data(
            region=self.region,
            quarter=self.quarter,
            in_village=in_village,
            indicator=self.indicator,
            aspect=self.overview.aspect_of(self.indicator),
            edition=self.overview.edition,
            line=line,
            value=line.now,
            formula=formula_of(self.indicator, in_village=in_village),
            numbers=numbers_words(line.now),
            waiting_numbers=numbers_words(line.waiting) if line.waiting else "",
            behind=self._behind(),
            children=self._children(),
            back_url=self.url("success-region"),
            **kwargs,
        )

    def _behind(self):
        """[(label, number, url)] of the columns; in a village with the rows behind, where the reader may see them."""
        report = self._report() if self.region.level == Region.Level.VILLAGE else None
        sums = self.overview.sums if self.overview.sums.reports or not self.waiting else self.waiting
        found = []
        for column in filter(None, (self.indicator.part, self.indicator.whole)):
            number = columns.number_in(sums.values, column) if sums.reports else None
            found.append((indicators.label_of(column), number, self._rows_url(report, column) if number else ""))
        return found

    def _report(self):
        """The report of the quarter, for a reader who has reports of this place before them."""
        rows = Report.objects.visible_to(self.by).within(self.region).of(self.quarter)
        return rows.filter(stage__in=(Report.Stage.ACCEPTED, Report.Stage.SENT)).first()

    def _rows_url(self, report, column):
        try:
            figure = indicators.figure_named(column)
        except LookupError:
            return ""
        url = reverse("reporting:figure", args=[report.uid, column]) if report else ""
        return url if url and self.by.has_perm(figure.permission) and may_open(self.by, url) else ""

    def _children(self):
        if self.region.level == Region.Level.VILLAGE:
            return []
        return [
            (value.sums.region, value, numbers_words(value),
             self.url("success-value", self.indicator.code, region=value.sums.region))
            for value in self.overview.children_of(self.indicator)
        ]  # fmt: skip


class SuccessPaperView(OnTerritory, PaperView):
    """One matrix on paper, to be signed."""

    paper_template = TEMPLATE

    def find_region(self, request, code, matrix):
        self.matrix = matrix_named(matrix)
        self.name = {Matrix.PSKS: "Matriks indikator keberhasilan PSKS", Matrix.FCU: "Matriks keberhasilan FCU"}.get(
            self.matrix, "Matriks tujuan FCU"
        )
        return super().find_region(request, code=code)

    def paper_facts(self, paper):
        return success_facts(self.overview, self.matrix, self.name, by=self.by, paper=paper)


class SuccessExcelView(OnTerritory, View):
    """Every value with its formula in words, families before and after, regions below."""

    def get(self, request, code):
        self.find_region(request, code=code)
        place = f"{self.region.name}_{self.quarter.short}"
        return export.respond_book("Indikator-keberhasilan", sheets_of(self.overview), by=self.by, place=place)
