"""Every obstacle has a solution, somebody who sees to it and a day; those of the last report are asked about again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reporting.models import Obstacle, Section
from reporting.quarterly.content import section_problem
from tests.factories import TODAY
from tests.filling import new_key, typed_date
from tests.reporting import make
from tests.reporting.fill_reports import OBSTACLE, section_url
from tests.reporting.make import QUARTER
from tests.reporting.test_screens import text_of

pytestmark = pytest.mark.django_db


def add_url(report, row=None):
    return reverse("reporting:obstacle-create", args=[report.uid]) + (f"?dari={row.uid}" if row else "")


@pytest.mark.clause("REP-05")
def test_no_obstacle_without_a_solution_an_owner_and_a_day(people, sign_in):
    report = make.draft(people.secretary)
    client = sign_in(people.secretary)
    for name, words in (("solution", "solusi"), ("owner", "penanggung jawab"), ("due_on", "Batas waktu belum diisi")):
        told = {**OBSTACLE, name: "", "_key": new_key()}
        response = client.post(add_url(report), told)
        assert response.status_code == 422 and words.lower() in text_of(response).lower(), name
        assert OBSTACLE["obstacle"] in response.content.decode()  # nothing typed is lost
    with pytest.raises(ValidationError, match="batas waktunya"):
        make.obstacle(report, people.secretary, due_on=None)
    assert not report.obstacles.exists()
    make.obstacle(report, people.secretary)
    assert section_problem(report, Section.OBSTACLES) == ""
    Obstacle.objects.update(due_on=None)  # written before a day was asked for
    assert "belum punya batas waktu" in section_problem(make.fresh(report), Section.OBSTACLES)


@pytest.mark.clause("REP-05")
def test_obstacles_of_the_last_report_are_taken_over_on_wish(people, sign_in):
    by = people.secretary
    make.unit(by.region, decreed_on=QUARTER.previous.start - timedelta(days=5))
    before = make.draft(by, QUARTER.previous)
    passed = make.obstacle(before, by, obstacle="Kader berkurang.", due_on=TODAY - timedelta(days=30))
    still = make.obstacle(before, by, obstacle="Air sulit.", due_on=TODAY + timedelta(days=30))
    report, client = make.draft(by), sign_in(by)
    for url in (report.get_absolute_url(), section_url(report, "obstacles")):
        page = text_of(client.get(url))
        assert "Kendala triwulan lalu" in page and "Kader berkurang." in page and "Air sulit." in page
    form = client.get(add_url(report, passed)).context["form"]
    assert form["obstacle"].value() == "Kader berkurang." and form["solution"].value() == passed.solution
    assert not form["due_on"].value()  # a day that has passed is decided anew
    assert client.get(add_url(report, still)).context["form"]["due_on"].value() == typed_date(still.due_on)
    told = {"obstacle": passed.obstacle, "solution": passed.solution, "owner": passed.owner, "_key": new_key(),
            "due_on": typed_date(TODAY + timedelta(days=9))}  # fmt: skip
    assert client.post(add_url(report, passed), told).status_code == 302
    assert list(client.get(section_url(report, "obstacles")).context["earlier"]) == [still]
    other = make.obstacle(make.draft(by, QUARTER), by, obstacle="Milik triwulan ini.")
    assert not client.get(add_url(report, other)).context["form"]["obstacle"].value()
    for who in (people.village_head, people.tksk):  # whoever only reads is not asked
        assert "Kendala triwulan lalu" not in sign_in(who).get(report.get_absolute_url()).content.decode()
