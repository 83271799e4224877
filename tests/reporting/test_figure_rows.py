"""Every figure of the report opens exactly the rows that it counts."""

import pytest
from django.urls import reverse

from institutions.models import FamilyCareUnit
from reporting.indicators import REPORT_FIGURES, count
from tests.reporting import make
from tests.reporting.village import rich

MOST_PAGES = 10
SEXES = {"?kelamin=P": "female", "?kelamin=L": "male"}


def opened(client, url):
    """(number that the page tells, the lines of all its pages)."""
    lines, number = [], None
    for _ in range(MOST_PAGES):
        context = client.get(url).context
        lines += context["lines"]
        number = context["number"]
        if not context["next_url"]:
            return number, lines
        url = f"{url.partition('?')[0]}{context['next_url']}"
    raise AssertionError(url)


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.clause("REP-05")
def test_every_figure_opens_as_many_rows_as_it_counts(people, sign_in):
    village = rich(people)
    FamilyCareUnit.objects.update(decreed_on=make.DECREED_ON)
    client, report = sign_in(people.secretary), make.draft(people.secretary)
    counted = count(village, report.period)
    told = 0
    for figure in REPORT_FIGURES.values():
        for ending, sex in (("", ""), ("_women", "?kelamin=P"), ("_men", "?kelamin=L"))[: 3 if figure.is_split else 1]:
            column = f"{figure.code}{ending}"
            url = reverse("reporting:figure", args=[report.uid, figure.code]) + sex
            number, lines = opened(client, url)
            rows = figure.rows(village, report.period)
            assert number == counted[column], column
            if figure.adds:  # people told in its rows
                told_there = figure.of_sex(rows, SEXES[sex]) if sex else rows
                assert len(lines) == told_there.count(), column
            else:
                assert len(lines) == number, column
            told += bool(number)
    assert told > 50  # the scene has something of nearly everything
