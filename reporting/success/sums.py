"""The figures of a territory in a quarter, for indicators, dashboards and the verdict: accepted reports, added up.

A village has its own frozen row. Above it the sums are kept per region (`reporting.success.adding`): what is marked in
the territory is added up first, then nothing but these rows is read. Nothing here reads a family.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Sum

from institutions.models import Region
from reporting import indicators
from reporting.models import (
    QuarterChange,
    QuarterFigures,
    QuarterProblem,
    RegionChange,
    RegionFigures,
    RegionProblem,
    Report,
)
from reporting.periods import Quarter
from reporting.recap import child_width
from reporting.success.adding import freshen
from reporting.success.changes import CHANGES
from reporting.success.problems import PROBLEMS

NOTHING = dict.fromkeys(indicators.COLUMNS, 0)


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


def last_accepted(region):
    """The latest quarter of which a report of the territory was accepted; None before the first."""
    found = _rows_of(region).order_by("-year", "-quarter").values_list("year", "quarter").first()
    return Quarter(*found) if found else None


def over_time(region, quarters):
    """The sums of one territory in each of `quarters`, in their order: one query, and one that asks for marks."""
    years = {quarter.year for quarter in quarters}
    rows = _rows_of(region).filter(year__in=years)
    found = {(row["year"], row["quarter"]): row for row in rows.values("year", "quarter").annotate(**_totals(region))}
    return [_sums(region, quarter, found.get((quarter.year, quarter.number))) for quarter in quarters]


def of_children(region, quarter):
    """The sums of each region just below that has an accepted report, in the order of the codes.

    Raises LookupError for a village, which has none below.
    """
    child_width(region)
    above_villages = region.level == Region.Level.SUBDISTRICT
    if not above_villages:
        freshen(region)
    source = _accepted() if above_villages else RegionFigures.objects.order_by()
    rows = source.filter(region__parent=region, year=quarter.year, quarter=quarter.number).values("region")
    found = {row["region"]: row for row in rows.annotate(**_totals(None if above_villages else region))}
    children = Region.objects.filter(pk__in=found).order_by("code")
    return [_sums(child, quarter, found[child.pk]) for child in children]


def changes_of(region, quarter):
    """{code of a plasma indicator: {column of CHANGES: families}} over the accepted reports of a territory."""
    return _split(QuarterChange if _is_village(region) else RegionChange, CHANGES, region, quarter)


def problems_of(region, quarter):
    """{code of a kind of problem: {column of PROBLEMS: needs}} over the accepted reports of a territory."""
    return _split(QuarterProblem if _is_village(region) else RegionProblem, PROBLEMS, region, quarter)


def _is_village(region):
    return region.level == Region.Level.VILLAGE


def _accepted():
    return QuarterFigures.objects.filter(report__stage=Report.Stage.ACCEPTED).order_by()


def _rows_of(region):
    """The rows of a region, fresh: of a village its own accepted ones, above it the sums."""
    if _is_village(region):
        return _accepted().filter(region=region)
    freshen(region)
    return RegionFigures.objects.filter(region=region).order_by()


def _totals(region):
    """One row per region and quarter, unless a village had two FCUs in it; None stands for villages."""
    village = region is None or _is_village(region)
    return {column: Sum(column) for column in indicators.COLUMNS} | {
        "reports_behind": Count("pk") if village else Sum("reports"), "as_of": Max("counted_at"),
    }  # fmt: skip


def _sums(region, quarter, row):
    if row is None:
        return Sums(region, quarter, 0, dict(NOTHING))
    values = {column: row[column] for column in indicators.COLUMNS}
    return Sums(region, quarter, row["reports_behind"], values, row["as_of"])


def _split(model, columns, region, quarter):
    return split_over(model, columns, _rows_of(region).filter(year=quarter.year, quarter=quarter.number))


def split_over(model, columns, figures):
    """{code: {column: sum}} of a split over these rows of figures."""
    rows = model.objects.filter(figures__in=figures.values("pk")).order_by().values("code")
    sums = {column: Sum(column) for column in columns}
    return {row.pop("code"): row for row in rows.annotate(**sums).order_by("code")}
