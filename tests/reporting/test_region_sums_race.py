"""Readers who add up at once beside reports that are accepted meanwhile: nothing is lost, nothing counted twice."""

import random

import pytest

from reporting.models import RegionFigures, SummaryMark
from reporting.success import sums
from tests.reporting import make
from tests.reporting.test_region_sums import TIMES, assert_equal, moved, report_of
from tests.test_races import at_once, won

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("turn", range(3))
def test_two_readers_and_an_acceptance_at_once(turn, regions):
    rng = random.Random(turn)  # noqa: S311
    reports = [report_of(make.unit(region), TIMES[0], rng) for region in (regions.village, regions.sibling)]
    moved(reports[0], "accepted", rng)
    answers = at_once([
        lambda: sums.of_region(regions.nation, TIMES[0]), lambda: sums.of_region(regions.subdistrict, TIMES[0]),
        lambda: moved(reports[1], "accepted", rng), lambda: sums.of_children(regions.regency, TIMES[0]),
    ])  # fmt: skip
    assert len(won(answers)) == 4, answers
    assert_equal(regions, TIMES[:1], ("subdistrict", "regency", "nation"))
    assert RegionFigures.objects.count() == 4 and not SummaryMark.objects.exists()
    assert sums.of_region(regions.nation, TIMES[0]).reports == 2
