"""The figures of a territory in a quarter, for indicators, dashboards and the verdict: accepted reports, added up.

A village has its own frozen row. Above it the sums are those of the accepted reports (REP-07), and say how many there
were; nothing here reads a family.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max
from django.db.models.functions import Substr

from institutions.models import Region
from reporting import indicators
from reporting.models import QuarterChange, QuarterProblem, Report
from reporting.periods import Quarter
from reporting.recap import child_width

CHANGES = (
    "compared_women", "compared_men", "before_women", "before_men", "after_women", "after_men",
)  # fmt: skip
PROBLEMS = ("found", "met", "open_end", "without_service_end")


@dataclass(frozen=True)
class Sums:
    """{column: number} of a region and quarter; how many accepted reports stand behind it, and as of when."""

    region: Region
    quarter: Quarter
    reports: int
    values: dict
    counted_at: datetime | None = None


def of_region(region, quarter):
    """The sums of one territory; all zero with no reports where none was accepted."""
    return over_time(region, [quarter])[0]


def over_time(region, quarters):
    """The sums of one territory in each of `quarters`, in their order."""
    return [_added(region, quarter) for quarter in quarters]


def _accepted(region, quarter):
    return indicators.figures_in(region, quarter).filter(report__stage=Report.Stage.ACCEPTED).order_by()


def _totals():
    return {column: indicators.total_of(column) for column in indicators.COLUMNS} | {
        "reports": Count("pk"), "as_of": Max("counted_at")
    }


def _sums(region, quarter, row):
    values = {column: row[column] for column in indicators.COLUMNS}
    return Sums(region, quarter, row["reports"], values, row["as_of"])


def _added(region, quarter):
    return _sums(region, quarter, _accepted(region, quarter).aggregate(**_totals()))


def of_children(region, quarter):
    """The sums of each region just below that has an accepted report, in the order of the codes.

    Raises LookupError for a village, which has none below.
    """
    rows = _accepted(region, quarter).annotate(child=Substr("region__code", 1, child_width(region))).values("child")
    found = {row["child"]: row for row in rows.annotate(**_totals())}
    children = Region.objects.filter(code__in=found).order_by("code")
    return [_sums(child, quarter, found[child.code]) for child in children]


def changes_of(region, quarter):
    """{code of a plasma indicator: {column of CHANGES: families}} over the accepted reports of a territory."""
    return _split(QuarterChange, CHANGES, region, quarter)


def problems_of(region, quarter):
    """{code of a kind of problem: {column of PROBLEMS: needs}} over the accepted reports of a territory."""
    return _split(QuarterProblem, PROBLEMS, region, quarter)


def _split(model, columns, region, quarter):
    rows = model.objects.filter(figures__in=_accepted(region, quarter).values("pk")).order_by().values("code")
    sums = {column: indicators.total_of(column) for column in columns}
    return {row.pop("code"): row for row in rows.annotate(**sums)}
