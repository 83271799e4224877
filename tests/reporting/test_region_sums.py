"""The sums above the villages equal the accepted reports to the unit, whatever was accepted, opened again or late."""

import random
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting import indicators
from reporting.models import (
    QuarterChange,
    QuarterFigures,
    QuarterProblem,
    RegionChange,
    RegionFigures,
    Report,
    SummaryMark,
)
from reporting.periods import Quarter
from reporting.success import adding, sums
from tests import factories
from tests.reporting import make
from tests.reporting.make import QUARTER

TIMES = [Quarter(2025, 1), Quarter(2025, 2)]
ABOVE = ("subdistrict", "other_subdistrict", "regency", "city", "province", "nation")
TABLES = {"change": sums.CHANGES, "problem": sums.PROBLEMS}


# --- counted apart: by hand, from the reports themselves ----------------------------------------------------------
def by_hand(region, quarter):
    """(reports, {column: number}, changes, problems) by plain SQL over accepted reports, by the code of the region."""
    columns = ", ".join(f"COALESCE(SUM(f.{column}), 0)" for column in indicators.COLUMNS)
    accepted = (
        " FROM reporting_quarterfigures f JOIN reporting_report p ON p.id = f.report_id JOIN institutions_region r ON"
        " r.id = f.region_id{} WHERE p.stage = 'accepted' AND f.year = %s AND f.quarter = %s AND r.code LIKE %s"
    )
    facts = [quarter.year, quarter.number, f"{region.code}%"]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*), {columns}" + accepted.format(""), facts)  # noqa: S608
        reports, *numbers = cursor.fetchone()
        splits = []
        for table, names in TABLES.items():
            split = ", ".join(f"SUM(s.{name})" for name in names)
            joined = accepted.format(f" JOIN reporting_quarter{table} s ON s.figures_id = f.id")
            cursor.execute(f"SELECT s.code, {split}{joined} GROUP BY s.code", facts)  # noqa: S608
            splits.append({code: dict(zip(names, told, strict=True)) for code, *told in cursor.fetchall()})
    return reports, dict(zip(indicators.COLUMNS, numbers, strict=True)), *splits


def as_kept(region, quarter):
    told = sums.of_region(region, quarter)
    return told.reports, told.values, sums.changes_of(region, quarter), sums.problems_of(region, quarter)


def assert_equal(regions, quarters, names=(*ABOVE, "village", "sibling")):
    for name in names:
        region = getattr(regions, name)
        for quarter in quarters:
            assert as_kept(region, quarter) == by_hand(region, quarter), (name, quarter)
            if region.level != "village":
                told = {one.region.pk: (one.reports, one.values) for one in sums.of_children(region, quarter)}
                wanted = {child.pk: by_hand(child, quarter)[:2] for child in region.children.all()}
                assert told == {key: value for key, value in wanted.items() if value[0]}


# --- rows at every stage ------------------------------------------------------------------------------------------
def report_of(unit, quarter, rng, stage="sent"):
    """A report with figures and splits, as rows; what `workflow` does around it is left out."""
    told = {"unit": unit, "region": unit.region, "year": quarter.year, "quarter": quarter.number}
    number = f"TT-{unit.pk}-{quarter.year}-{quarter.number}"
    report = Report.objects.create(**told, stage=stage, sent_on=quarter.next.start, receipt_number=number)
    figures = QuarterFigures(report=report, counted_at=report.created_at, **told)
    fill(figures, rng)
    adding.mark(report)
    return report


def fill(figures, rng):
    for column in indicators.COLUMNS:
        setattr(figures, column, rng.randrange(50))
    figures.save()
    figures.changes.all().delete()
    figures.problems.all().delete()
    for code in rng.sample(("L2.1", "L3.1", "L5.2"), rng.randrange(4)):
        QuarterChange.objects.create(
            figures=figures, code=code, **{name: rng.randrange(9) for name in sums.CHANGES}
        )  # fmt: skip
    for code in rng.sample(("modal", "akta", "jamban"), rng.randrange(4)):
        QuarterProblem.objects.create(
            figures=figures, code=code, **{name: rng.randrange(9) for name in sums.PROBLEMS}
        )  # fmt: skip


def moved(report, stage, rng):
    """At another stage; sent again with other figures."""
    Report.objects.filter(pk=report.pk).update(stage=stage)
    if stage == "sent":
        fill(report.figures, rng)
    adding.mark(report)


@pytest.fixture
def units(regions):
    names = ("village", "sibling", "kelurahan", "elsewhere", "city_village")
    return [make.unit(getattr(regions, name)) for name in names]


# --- through the screens' own steps -----------------------------------------------------------------------------
def test_each_step_of_a_report_reaches_every_level(people, regions):
    """Accepted, opened again, sent again, accepted again: the sums follow, and no step needs anybody to add up."""
    report = make.sent(people.secretary)
    assert_equal(regions, [QUARTER])
    assert sums.of_region(regions.nation, QUARTER).reports == 0
    QuarterFigures.objects.filter(report=report).update(members_end=7)
    make.step(make.review(report, people.regency_reports), "accept", people.regency_reports)
    assert_equal(regions, [QUARTER])
    assert (sums.of_region(regions.nation, QUARTER).values["members_end"], sums.of_region(
        regions.village, QUARTER).values["members_end"]) == (7, 7)  # fmt: skip
    make.step(report, "reopen", people.regency_reports, note="Ada yang kurang.")
    assert_equal(regions, [QUARTER])
    assert not RegionFigures.objects.exists() and not SummaryMark.objects.exists()
    make.step(report, "send", people.secretary)
    assert_equal(regions, [QUARTER])
    make.step(make.review(report, people.regency_reports), "accept", people.regency_reports)
    assert_equal(regions, [QUARTER])
    told = sums.of_region(regions.province, QUARTER)
    assert told.reports == 1 and told.values["members_end"] == 0 and told.counted_at


def test_a_random_sequence_stays_equal(regions, units):
    """Reports of five villages and two quarters accepted, returned, sent again in any order, read at any moment."""
    for seed in range(6):
        rng, reports = random.Random(seed), list(Report.objects.all())  # noqa: S311
        for _ in range(12):
            free = [(unit, time) for unit in units for time in TIMES
                    if not any(one.unit_id == unit.pk and one.quarter == time.number for one in reports)]  # fmt: skip
            if free and rng.random() < 0.5:
                reports.append(report_of(*rng.choice(free), rng, rng.choice(("sent", "accepted"))))
            elif reports:
                moved(rng.choice(reports), rng.choice(("accepted", "accepted", "returned", "sent")), rng)
            if rng.random() < 0.4:
                assert_equal(regions, [rng.choice(TIMES)], [rng.choice(ABOVE)])
        assert_equal(regions, TIMES, (*ABOVE, "village"))
        assert not SummaryMark.objects.exists()


def test_a_late_report_of_an_old_quarter(regions, units):
    rng = random.Random(1)  # noqa: S311
    report_of(units[0], TIMES[1], rng, "accepted")
    assert_equal(regions, TIMES, ABOVE[-2:])
    report_of(units[1], TIMES[0], rng, "accepted")
    assert_equal(regions, TIMES, ABOVE[-2:])


# --- reading --------------------------------------------------------------------------------------------------------
def test_a_reader_adds_up_only_what_is_marked_in_its_territory(regions, units):
    rng = random.Random(2)  # noqa: S311
    report_of(units[0], TIMES[0], rng, "accepted")
    far = report_of(units[-1], TIMES[0], rng, "accepted")
    sums.of_region(regions.subdistrict, TIMES[0])
    assert list(SummaryMark.objects.values_list("region", flat=True)) == [far.region_id]
    assert sums.of_region(regions.nation, TIMES[0]).reports == 2
    assert not SummaryMark.objects.exists()


def test_twelve_quarters_are_one_query(regions, units):
    rng, times = random.Random(3), [Quarter(2023, 1)]  # noqa: S311
    while len(times) < 12:
        times.append(times[-1].next)
    for time in times[::2]:
        report_of(units[0], time, rng, "accepted")
    sums.over_time(regions.nation, times)
    for region in (regions.nation, regions.village):
        with CaptureQueriesContext(connection) as asked:
            told = sums.over_time(region, times)
        assert len(asked) == (2 if region == regions.nation else 1)  # the other asks whether anything is marked
        assert [one.quarter for one in told] == times and [one.reports for one in told] == [1, 0] * 6
    with CaptureQueriesContext(connection) as asked:
        sums.of_children(regions.nation, times[0])
    assert len(asked) == 3 and not any("quarterfigures" in query["sql"] for query in asked)
    with pytest.raises(LookupError):
        sums.of_children(regions.village, times[0])


def test_everything_is_added_up_anew_or_marked_by_a_command(regions, units):
    rng = random.Random(4)  # noqa: S311
    for time in TIMES:
        for unit in units:
            report_of(unit, time, rng, "accepted")
    SummaryMark.objects.all().delete()
    call_command("add_up_figures", if_empty=True, verbosity=0)
    assert SummaryMark.objects.count() == len(units) * 2 and not RegionFigures.objects.exists()
    SummaryMark.objects.all().delete()
    out = StringIO()
    call_command("add_up_figures", stdout=out)
    assert "Added up 2 quarters" in out.getvalue()
    assert_equal(regions, TIMES, ABOVE[-2:])
    call_command("add_up_figures", if_empty=True, verbosity=0)
    assert not SummaryMark.objects.exists()  # nothing is missing
    RegionFigures.objects.update(members_end=999)
    RegionChange.objects.all().delete()
    Report.objects.filter(unit=units[0]).update(stage="returned")
    call_command("add_up_figures", mark=True, stdout=out)
    assert SummaryMark.objects.count() == len(units) * 2
    assert_equal(regions, TIMES, ABOVE[-2:])
    Report.objects.update(stage="returned")
    call_command("add_up_figures", verbosity=0)
    assert not RegionFigures.objects.exists()


def test_no_one_waits_who_only_marks(people, regions):
    """Accepting a report writes a mark and no sum."""
    make.accepted(people)
    assert SummaryMark.objects.filter(region=regions.village).exists() and not RegionFigures.objects.exists()


def test_sums_are_seen_within_reach(people, regions):
    make.accepted(people)
    sums.of_region(regions.nation, QUARTER)
    assert RegionFigures.objects.count() == 4
    by = factories.AssignmentFactory(role="regency_reports", region=regions.regency)
    seen = RegionFigures.objects.visible_to(by).values_list("region__code", flat=True)
    assert sorted(seen) == ["9701", "970101"]
