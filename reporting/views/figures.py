"""The figures of a report: the table by group, and the rows that each number counts."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from families.models import Sex
from fcu_project import audit
from fcu_project.access import may_open
from institutions.views.listing import KeyedListView
from reporting import indicators
from reporting.views.reach import reads_as_written, visible_report

SEXES = {"P": Sex.FEMALE, "L": Sex.MALE}
ENDINGS = {"": "", "P": "_women", "L": "_men"}


@dataclass(frozen=True)
class Number:
    """One number of the table; `url` leads to its rows, "" where this reader may not see them or there are none."""

    value: int
    url: str = ""


@dataclass(frozen=True)
class Line:
    """One figure of a report: all, and women and men where it is split (else None)."""

    label: str
    all: Number
    women: Number | None = None
    men: Number | None = None


def groups_for(report, values, by, *, only=()):
    """[(heading, [Line])] of the figures `values` of a report, as this reader may follow them to their rows."""
    return [
        (heading, [_line(report, figure, values, by) for figure in figures])
        for name, heading, figures in indicators.GROUPS
        if not only or name in only
    ]


def _line(report, figure, values, by):
    address = reverse("reporting:figure", args=[report.uid, figure.code]) if by.has_perm(figure.permission) else ""

    def number(column, sex=""):
        value = values.get(column, 0)
        url = address if value else ""
        return Number(value, f"{url}?kelamin={sex}" if url and sex else url)

    if not figure.is_split:
        return Line(figure.label, number(figure.code))
    return Line(
        figure.label, number(figure.code), number(f"{figure.code}_women", "P"), number(f"{figure.code}_men", "L")
    )


class FigureView(KeyedListView):
    """The rows behind one number: as many as it says, as far as this reader may see them."""

    template_name = "reporting/figure.html"

    def get(self, request, *args, **kwargs):
        self.report = visible_report(request, self.kwargs["uid"])
        try:
            self.figure = indicators.figure_named(self.kwargs["code"])
        except LookupError as unknown:
            raise Http404 from unknown
        if not request.assignment.has_perm(self.figure.permission):
            raise PermissionDenied
        audit.record("figure:rows", by=request.assignment, obj=self.report, fields=[self.figure.code])
        return super().get(request, *args, **kwargs)

    @property
    def sex(self):
        """Which of the two is asked for, "" for all."""
        asked = self.request.GET.get("kelamin", "")
        return asked if self.figure.is_split and asked in SEXES else ""

    def get_queryset(self):
        period, by = self.report.period, self.request.assignment
        rows = indicators.rows_seen_by(self.figure.code, self.report.region, period, by)
        return self._of_sex(rows)

    def _of_sex(self, rows):
        return self.figure.of_sex(rows, SEXES[self.sex]) if self.sex else rows

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        context = super().get_context_data(report=self.report, figure=self.figure, **kwargs)
        counted = self.figure.count(self.report.region, self.report.period)
        column = f"{self.figure.code}{ENDINGS[self.sex]}"
        behind = self._of_sex(self.figure.rows(self.report.region, self.report.period)).order_by().count()
        shown = [self.figure.of_row(row) for row in context["rows"]]
        return context | {
            "lines": [(text, url if url and may_open(by, url) else "") for text, url in shown],
            "number": counted[column],
            "behind": behind if self.figure.adds else counted[column],
            "seen": self.get_queryset().order_by().count(),
            "frozen": self._frozen(column),
            "chips": self._chips(counted) if self.figure.is_split else [],
            "is_stock": self.figure.kind == indicators.STOCK,
        }

    def _frozen(self, column):
        """The number as it was sent, where the report is not being written; else None."""
        figures = getattr(self.report, "figures", None)
        written = reads_as_written(self.report, self.request.assignment)
        return None if figures is None or written else getattr(figures, column)

    def _chips(self, counted):
        told = (("", "Semua"), ("P", "Perempuan"), ("L", "Laki-laki"))
        return [
            {"label": label, "count": counted[f"{self.figure.code}{ENDINGS[sex]}"], "current": self.sex == sex,
             "url": f"?kelamin={sex}" if sex else "?"}
            for sex, label in told
        ]  # fmt: skip
