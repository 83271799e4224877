"""Accepted figures added up per kecamatan, kabupaten, province and nation (REP-07), kept equal to the reports.

Whoever changes what is accepted leaves a mark and waits for nobody. Whoever reads a territory first adds up what is
marked in it: each kecamatan from its villages, then upward. One adds up at a time; a mark is taken away in the same
transaction, so a change that comes meanwhile keeps its mark for the next reader.
"""

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from institutions.models import Region
from institutions.models.region import within
from reporting.indicators import COLUMNS
from reporting.models import (
    QuarterChange,
    QuarterFigures,
    QuarterProblem,
    RegionChange,
    RegionFigures,
    RegionProblem,
    Report,
    SummaryMark,
)
from reporting.success.changes import CHANGES
from reporting.success.problems import PROBLEMS

LEVEL = Region.Level
UPWARD = (LEVEL.SUBDISTRICT, LEVEL.REGENCY, LEVEL.PROVINCE, LEVEL.NATION)
SPLITS = ((QuarterChange, RegionChange, CHANGES), (QuarterProblem, RegionProblem, PROBLEMS))
ACCEPTED = Report.Stage.ACCEPTED
AT_ONCE = 500  # rows written, or marks taken away, in one statement


# --- marks ------------------------------------------------------------------------------------------------------
def mark(report):
    """What is accepted of this village and quarter has changed."""
    SummaryMark.objects.create(region_id=report.region_id, year=report.year, quarter=report.quarter)


def mark_all():
    """Mark every village and quarter that ever sent a report; what was added up before stays until it is read."""
    places = QuarterFigures.objects.order_by().values_list("region", "year", "quarter").distinct()
    SummaryMark.objects.bulk_create(
        (SummaryMark(region_id=region, year=year, quarter=quarter) for region, year, quarter in places.iterator()),
        batch_size=AT_ONCE,
    )  # fmt: skip


def freshen(region):
    """Add up what is marked in the territory of `region`; one query where nothing is."""
    marks = SummaryMark.objects.filter(within(region.code))
    if not marks.exists():
        return
    with transaction.atomic():
        _alone()
        taken, villages = [], {}
        for key, village, year, quarter in marks.values_list("pk", "region", "year", "quarter"):
            taken.append(key)
            villages.setdefault((year, quarter), set()).add(village)
        for time, places in sorted(villages.items()):
            _add_up(*time, places)
        _take_away(taken)


def add_up_everything():
    """Add up every quarter anew, whatever is marked; a transaction for each. Gives the quarters that there were."""
    times = set()
    for model in (QuarterFigures, RegionFigures, SummaryMark):
        times |= set(model.objects.order_by().values_list("year", "quarter").distinct())
    for year, quarter in sorted(times):
        with transaction.atomic():
            _alone()
            taken = list(SummaryMark.objects.filter(year=year, quarter=quarter).values_list("pk", flat=True))
            _add_up(year, quarter, None)
            _take_away(taken)
    return sorted(times)


def _alone():
    """Wait until nobody else adds up: on the row of the nation, or on SQLite by the transaction itself."""
    list(Region.objects.select_for_update(no_key=True).order_by("code").values_list("pk")[:1])


def _take_away(keys):
    for start in range(0, len(keys), AT_ONCE):
        SummaryMark.objects.filter(pk__in=keys[start : start + AT_ONCE]).delete()


# --- adding up --------------------------------------------------------------------------------------------------
def _add_up(year, quarter, villages):
    """Of one quarter the regions above `villages`, level by level; above all of them where it is None."""
    time, below = {"year": year, "quarter": quarter}, villages
    for level in UPWARD:
        above = {"region__parent__level": level}
        if below is not None:
            below = set(Region.objects.filter(pk__in=below, parent__level=level).values_list("parent", flat=True))
            above["region__parent__in"] = below
        figures = _source(level).filter(**time, **above)
        keys = _write_sums(level, time, below, figures)
        for of_village, of_region, columns in SPLITS:
            rows = of_village if level == LEVEL.SUBDISTRICT else of_region
            _write_split(rows.objects.filter(figures__in=figures.values("pk")), of_region, columns, keys)


def _source(level):
    """What a level adds up: accepted reports of villages, or the sums of the level below."""
    if level == LEVEL.SUBDISTRICT:
        return QuarterFigures.objects.filter(report__stage=ACCEPTED).order_by()
    return RegionFigures.objects.order_by()


def _write_sums(level, time, regions, figures):
    """{region: key of its row} of the sums at a level; a region without an accepted report has no row."""
    reports = Count("pk") if level == LEVEL.SUBDISTRICT else Sum("reports")
    totals = {column: Sum(column) for column in COLUMNS}
    now, rows = timezone.now(), []
    for told in figures.values("region__parent").annotate(reports=reports, **totals):
        region = told.pop("region__parent")
        rows.append(RegionFigures(region_id=region, counted_at=now, **time, **told))
    there = RegionFigures.objects.filter(region__level=level, **time)
    if regions is not None:
        there = there.filter(region__in=regions)
    found = {row.region_id for row in rows}
    there.filter(pk__in=[pk for pk, region in there.values_list("pk", "region") if region not in found]).delete()
    RegionFigures.objects.bulk_create(
        rows, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["region", "year", "quarter"],
        update_fields=["reports", "counted_at", "updated_at", *COLUMNS],
    )  # fmt: skip
    return {region: pk for pk, region in there.values_list("pk", "region")}


def _write_split(rows, model, columns, keys):
    """The sums of a split, in place of those that stood there."""
    totals = {column: Sum(column) for column in columns}
    told = rows.order_by().values("figures__region__parent", "code").annotate(**totals)
    made = [model(figures_id=keys[row.pop("figures__region__parent")], **row) for row in told]
    stood = list(keys.values())
    for start in range(0, len(stood), AT_ONCE):
        model.objects.filter(figures__in=stood[start : start + AT_ONCE]).delete()
    model.objects.bulk_create(made, batch_size=AT_ONCE)
