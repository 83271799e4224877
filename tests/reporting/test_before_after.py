"""Families before and after, and plasma families that became pioneers, over a territory."""

import pytest
from django.urls import reverse

from reporting.models import QuarterChange, QuarterFigures
from reporting.success.before_after import lines_of, promoted_in
from reporting.success.overview import Overview
from tests.reporting import make
from tests.reporting.make import QUARTER


@pytest.fixture
def compared(people):
    """A village with 13 families compared: L2.1 fell in number, L5.2 rose from few to six."""
    report = make.accepted(people)
    frozen = QuarterFigures.objects.get(report=report)
    both = {"compared_women": 4, "compared_men": 9}
    QuarterChange.objects.filter(figures=frozen).delete()
    QuarterChange.objects.create(
        figures=frozen, code="L2.1", before_women=5, before_men=7, after_women=0, after_men=6, **both
    )
    QuarterChange.objects.create(
        figures=frozen, code="L5.2", before_women=1, before_men=2, after_women=1, after_men=5, **both
    )
    QuarterFigures.objects.filter(pk=frozen.pk).update(
        plasma_promoted=3, plasma_promoted_women=1, plasma_promoted_men=2
    )
    return report.region


@pytest.mark.clause("SME-08")
def test_fewer_with_the_difficulty_is_better_and_women_and_men_are_told_apart(compared):
    fell, rose = lines_of(compared, QUARTER, above=False)
    assert (fell.code, fell.compared) == ("L2.1", "13 (P 4, L 9)")
    assert (fell.before, fell.after) == ("12 (P 5, L 7)", "6 (P 0, L 6)")
    assert (fell.change, fell.is_better) == ("−6", True)
    assert (rose.before, rose.after, rose.change, rose.is_better) == ("3 (P 1, L 2)", "6 (P 1, L 5)", "+3", False)


def test_above_the_village_small_numbers_are_hidden_and_can_not_be_worked_out(compared, people, sign_in):
    fell, rose = lines_of(people.regency_reports.region, QUARTER, above=True)
    assert (fell.compared, fell.before, fell.after, fell.change) == ("13", "12 (P 5, L 7)", "6 (P 0, L 6)", "−6")
    assert (rose.before, rose.after, rose.change, rose.is_better) == ("<5", "6", "–", None)
    page = sign_in(people.regency_reports).get(reverse("reporting:success")).content.decode()
    assert "&lt;5</td>" in page.split("Keluarga plasma, dahulu dan sekarang", 1)[1]
    below = reverse("reporting:success-region", args=[compared.code])  # no more by going down to the village
    for reader, told in ((people.regency_reports, "&lt;5</td>"), (people.secretary, "3 (P 1, L 2)</td>")):
        assert told in sign_in(reader).get(below).content.decode().split("Keluarga plasma, dahulu dan sekarang", 1)[1]


def test_new_pioneers_out_of_plasma_are_added_up_over_the_quarters(compared, people, sign_in):
    rows, total = promoted_in(Overview(compared, QUARTER).run)
    assert [(row.quarter, row.all) for row in rows if row.reports] == [(QUARTER, 3)]
    assert total == (3, 1, 2)
    client = sign_in(people.secretary)
    page = client.get(reverse("reporting:success")).content.decode()
    assert reverse("families:lineage", args=[compared.units.get().uid]) in page
