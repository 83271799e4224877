"""Who reported, who is late; sums of accepted reports and, beside them, of those sent and not yet reviewed."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.models import Region
from reporting import indicators, recap
from reporting.models import QuarterFigures, Report, ReportVersion
from reporting.periods import Quarter
from tests import factories
from tests.families import short
from tests.reporting import make
from tests.reporting.make import QUARTER

YEAR = 2025


def report_of(unit, number, stage, *, sent_on=date(2025, 7, 3), year=YEAR, **counted):
    """A report at a stage, with its figures where it was sent, as rows."""
    was_sent = stage != "draft"
    told = (
        {"sent_on": sent_on, "receipt_number": f"TT-{unit.region.code}-{unit.pk}-{year}-{number}"} if was_sent else {}
    )
    report = Report.objects.create(unit=unit, region=unit.region, year=year, quarter=number, stage=stage, **told)
    if was_sent:
        QuarterFigures.objects.create(
            report=report, unit=unit, region=unit.region, year=year, quarter=number, counted_at=report.created_at,
            **counted,
        )  # fmt: skip
    return report


def statuses(region, today):
    return [[cell.status for cell in row.cells] for row in recap.matrix(region, YEAR, today)]


def test_every_state_of_the_matrix(regions):
    unit = make.unit(regions.village, decreed_on=date(2025, 2, 1))
    region = regions.regency
    assert statuses(region, date(2025, 5, 1)) == [["not_due", "running", "not_due", "not_due"]]
    assert statuses(region, date(2025, 7, 10)) == [["not_due", "missing", "running", "not_due"]]
    assert statuses(region, date(2025, 7, 11)) == [["not_due", "late", "running", "not_due"]]
    report = report_of(unit, 2, "draft")
    assert statuses(region, date(2025, 7, 10))[0][1] == "draft"
    assert statuses(region, date(2025, 7, 11))[0][1] == "late"
    for stage in ("sent", "returned", "accepted"):
        Report.objects.filter(pk=report.pk).update(stage=stage, sent_on=date(2025, 7, 13), receipt_number="TT-1")
        assert statuses(region, date(2025, 7, 20))[0][1] == stage
    for number, day in enumerate((date(2025, 7, 13), date(2025, 8, 1)), 1):  # sent again: late by the first sending
        ReportVersion.objects.create(
            report=report, number=number, sent_on=day, sent_at=timezone.now(), sent_by=uuid4(),
            receipt_number=f"TT-{day}",
        )  # fmt: skip
    cell = recap.matrix(region, YEAR, date(2025, 8, 20))[0].cells[1]
    assert (cell.days_late, cell.due_on, cell.label) == (3, date(2025, 7, 10), "Diterima")
    assert recap.matrix(region, YEAR)[0].cells[1].status == "accepted"
    assert set(recap.LABELS) == {"not_due", "running", "missing", "late", "draft", "sent", "returned", "accepted"}


def test_the_region_sets_the_due_day(regions):
    make.unit(regions.village, decreed_on=date(2025, 2, 1))
    make.unit(regions.sibling, decreed_on=date(2025, 2, 1))
    regions.sibling.settings.create(key="report_due_day", value="20")
    assert [row[1] for row in statuses(regions.subdistrict, date(2025, 7, 15))] == ["late", "missing"]
    row = recap.matrix(regions.village, YEAR, date(2025, 7, 15))[0]
    status = recap.status_of(row.unit, Quarter(YEAR, 2), None, date(2025, 7, 15))
    assert status == row.cells[1].status == "late"


def test_who_stands_in_the_matrix(regions):
    make.unit(regions.village, decreed_on=date(2025, 2, 1))
    make.unit(regions.city_village, decreed_on=date(2025, 2, 1))
    undecreed = make.unit(regions.sibling, decreed_on=date(2025, 2, 1))
    type(undecreed).objects.filter(pk=undecreed.pk).update(stage="formed", decreed_on=None, inaugurated_on=None)
    today = date(2025, 12, 1)
    assert [row.unit.region for row in recap.matrix(regions.regency, YEAR, today)] == [regions.village]
    assert len(recap.matrix(regions.nation, YEAR, today)) == 2


def crowd(regions, number, *, first=0):
    """FCUs in further villages of the kecamatan, each with an accepted and a sent report."""
    for serial in range(first, first + number):
        village = Region.objects.create(
            code=f"97010230{serial:02d}", name=f"Desa {serial}", level="village", kind="village",
            parent=regions.other_subdistrict,
        )  # fmt: skip
        unit = make.unit(village, decreed_on=date(2024, 2, 1), name=f"Mawar {serial}")
        report_of(unit, 1, "accepted", meetings_held=serial, members_end=10, members_end_women=6, members_end_men=4)
        report_of(unit, 2, "sent", meetings_held=1)


def test_the_same_number_of_queries_for_one_and_for_twenty(regions):
    acts = (
        lambda: recap.matrix(regions.regency, YEAR, date(2025, 12, 1)),
        lambda: recap.sums_for(regions.regency, YEAR, 1),
        lambda: recap.by_child(regions.province, YEAR, 1),
    )

    def cost():
        found = []
        for act in acts:
            with CaptureQueriesContext(connection) as asked:
                act()
            found.append(len(asked))
        return found

    crowd(regions, 1)
    few = cost()
    crowd(regions, 20, first=1)
    assert cost() == few == [3, 2, 3]


def test_sums_equal_a_recount(regions):
    crowd(regions, 5)
    late = make.unit(regions.village, decreed_on=date(2024, 2, 1))
    returned = make.unit(regions.sibling, decreed_on=date(2024, 2, 1))
    report_of(returned, 1, "returned", meetings_held=100)
    waiting = make.unit(regions.kelurahan, decreed_on=date(2024, 2, 1))
    report_of(waiting, 1, "sent", meetings_held=7, referrals_sent=2)
    found = recap.sums_for(regions.regency, YEAR, 1)
    by_hand = dict.fromkeys(indicators.REPORT_COLUMNS, 0)
    for row in QuarterFigures.objects.filter(report__stage="accepted", quarter=1):
        for column in by_hand:
            by_hand[column] += getattr(row, column)
    assert found.accepted == by_hand and by_hand["meetings_held"] == 10 and by_hand["members_end"] == 50
    assert (found.waiting["meetings_held"], found.waiting["referrals_sent"]) == (7, 2)
    assert (found.accepted_reports, found.waiting_reports, found.returned_reports) == (5, 1, 1)
    assert (found.owing, found.missing) == (8, 1) and late.reports.count() == 0
    accepted = QuarterFigures.objects.filter(report__stage="accepted", quarter=1)
    assert indicators.sums(accepted) == found.accepted
    assert indicators.sums(QuarterFigures.objects.none()) == dict.fromkeys(indicators.REPORT_COLUMNS, 0)


def test_the_children_add_up_to_the_whole(regions):
    crowd(regions, 4)
    report_of(make.unit(regions.village, decreed_on=date(2024, 2, 1)), 1, "accepted", meetings_held=3)
    make.unit(regions.city_village, decreed_on=date(2024, 2, 1))
    for region in (regions.nation, regions.province, regions.regency, regions.subdistrict):
        whole, parts = recap.sums_for(region, YEAR, 1), recap.by_child(region, YEAR, 1)
        for column in indicators.REPORT_COLUMNS:
            assert sum(part.accepted[column] for part in parts) == whole.accepted[column]
            assert sum(part.waiting[column] for part in parts) == whole.waiting[column]
        assert sum(part.owing for part in parts) == whole.owing
        assert sum(part.missing for part in parts) == whole.missing
    named = {part.region.name: part for part in recap.by_child(regions.province, YEAR, 1)}
    assert set(named) == {"Sukaraya", "Banyuraga"}
    assert (named["Sukaraya"].accepted_reports, named["Banyuraga"].missing) == (5, 1)
    with pytest.raises(LookupError):
        recap.by_child(regions.village, YEAR, 1)


def test_what_was_accepted_is_what_adds_up(people, regions):
    """Through the true steps: sent is beside, accepted is in the sum, opened again is out."""
    short.held("routine", regions.village, make.day(QUARTER, 5))
    report = make.review(make.sent(people.secretary), people.regency_reports)

    def held():
        found = recap.sums_for(regions.regency, QUARTER.year, QUARTER.number)
        return found.accepted["meetings_held"], found.waiting["meetings_held"]

    assert held() == (0, 1)
    report = make.step(report, "accept", people.regency_reports)
    assert held() == (1, 0)
    make.step(report, "reopen", people.regency_reports, note="Salah tulis.")
    assert held() == (0, 0)


def test_an_fcu_that_ended_owes_nothing_afterwards(regions):
    unit = make.unit(regions.village, decreed_on=date(2024, 2, 1))
    type(unit).objects.filter(pk=unit.pk).update(stage="inactive", deactivated_on=date(2025, 5, 1))
    assert statuses(regions.village, date(2025, 12, 1)) == [["late", "late", "not_due", "not_due"]]
    owing = [recap.sums_for(regions.village, YEAR, number).owing for number in (1, 2, 3)]
    assert owing == [1, 1, 0]


def test_above_the_kabupaten_figures_are_seen_not_reports(people, regions):
    report_of(make.unit(regions.village, decreed_on=date(2024, 2, 1)), 1, "accepted")
    for by in (people.province, people.ministry):
        assert QuarterFigures.objects.visible_to(by).count() == 1
    stranger = factories.AssignmentFactory(role="regency_reports", region=regions.city)
    assert not QuarterFigures.objects.visible_to(stranger).exists()
