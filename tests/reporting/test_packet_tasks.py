"""The Dinas owes a report on money for every semester and year that is over, and is told by when (REP-08)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from reporting.above.office_duties import due_on, owed_periods
from reporting.above.office_kinds import Kind
from reporting.models import OfficeReport
from reporting.periods import Span
from reporting.tasks.office import office_report_tasks
from tests.reporting import make

END = date(2025, 6, 30)
DUE = END + timedelta(days=31)
FIRST = Span(2025, 1)


@pytest.fixture
def unit(people):
    return make.unit(people.secretary.region, decreed_on=date(2025, 2, 1))


def told(by, today):
    return list(office_report_tasks(by, today))


@pytest.mark.clause("REP-08")
def test_a_semester_that_is_over_is_due_after_a_month_and_late_then(people, unit):
    by = people.regency_funds
    assert told(by, END) == []
    for today, state in ((END + timedelta(days=1), "later"), (DUE - timedelta(days=7), "soon"), (DUE, "soon"),
                         (DUE + timedelta(days=3), "late")):  # fmt: skip
        (task,) = told(by, today)
        assert FIRST.words in task.title and (task.due, task.due_state) == (DUE, state)
    by.region.settings.create(key="packet_due_days", value="60")
    assert due_on(by.region, FIRST) == END + timedelta(days=60)


def test_what_the_home_page_asks_for_stands_in_the_list(people, unit, sign_in):
    """Late or not: the way from the task leads to where it is begun."""
    by = people.regency_funds
    page = sign_in(by).get(reverse("reporting:office-list")).content.decode()
    assert FIRST.words in page and "Terlambat" in page


def test_what_was_begun_is_opened_and_what_was_sent_asks_for_nothing(people, unit):
    by, facts = people.regency_funds, {"kind": "semester", "year": 2025, "part": 1}
    report = OfficeReport.objects.create(region=by.region, **facts)
    (task,) = told(by, DUE)
    assert (task.verb, task.url) == ("Lanjutkan", report.get_absolute_url())
    OfficeReport.objects.update(stage="sent", sent_on=DUE, receipt_number="TT-1")
    assert told(by, DUE) == []
    OfficeReport.objects.update(stage="returned", return_note="Kuitansi N-3 belum ada.")
    (task,) = told(by, DUE)
    assert task.verb == "Perbaiki" and "N-3" in task.why


def test_a_year_is_owed_beside_its_semesters(people, unit):
    region, today = people.regency_funds.region, date(2026, 1, 5)
    assert owed_periods(Kind.SEMESTER, region, today) == [FIRST, Span(2025, 2)]
    assert owed_periods(Kind.YEAR, region, today) == [Span(2025, 0)]


def test_others_and_places_without_anything_are_not_asked(people, regions):
    assert told(people.regency_funds, DUE) == []  # no FCU, no money
    make.unit(regions.village, decreed_on=date(2025, 2, 1))
    assert told(people.secretary, DUE) == []
    assert told(people.regency_funds, date(2024, 8, 1)) == []  # before there was one
