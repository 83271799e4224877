"""The page of a report and its review ask the database as often for many rows as for one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.actions import annex
from reporting.actions.guidance import give_guidance
from reporting.models import ReportGuidance, Section
from tests import factories
from tests.factories import TODAY
from tests.reporting import cash, helped, make
from tests.reporting.fill_annex import photo
from tests.reporting.make import QUARTER

FEW, MANY = QUARTER.previous, QUARTER
BEFORE = FEW.previous  # so that each has a report before it
COLOURS = ("red", "green", "blue", "yellow", "teal")


def written(people, quarter, number):
    """A draft on a quarter with `number` rows of each kind."""
    by = people.secretary
    for at in range(number):
        on = make.day(quarter, 3 + at)
        factories.held_meeting("routine", by, on=on)
        helped.step(helped.case(by.region, on), on)
        helped.record(by.region, on)
        helped.record(by.region, on, keeper=by.region.parent)
        helped.consultation(by.region, on)
        helped.emergency(by.region, on)
        cash.money_in(people.treasurer, 100_000 + at, on=on)
        note = ReportGuidance(aspect="reporting", note=f"Lengkapi catatan {at}.")
        give_guidance(note, village=by.region, quarter=quarter, by=people.tksk, on=quarter.end + timedelta(days=1))
    report = make.filled(by, quarter, leave_out=(Section.FINANCE,))
    for at in range(number):
        make.obstacle(report, by, obstacle=f"Jalan ke dusun {at} rusak.")
        annex.add_photo(report, photo(COLOURS[at]), caption=f"Foto {at}", by=by, on=TODAY)
    return make.explained(make.fresh(report), by)


def asked(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.mark.one_database
def test_one_row_or_many(people, sign_in):
    by, dinas = people.secretary, people.regency_reports
    make.unit(by.region, decreed_on=BEFORE.previous.start)
    cash.book(people.treasurer, opened_on=BEFORE.start)
    make.draft(by, BEFORE)
    reports = [written(people, quarter, number) for quarter, number in ((FEW, 1), (MANY, 5))]
    client = sign_in(by)
    few, many = (asked(client, report.get_absolute_url()) for report in reports)
    assert few == many < 260
    for report in reports:
        make.actions.save_finance(make.fresh(report), kind="", by=by, on=TODAY)
        make.step(make.reasoned(make.fresh(report), by), "send", by)
    above = sign_in(dinas)
    for who, url in (
        (client, lambda report: report.get_absolute_url()),
        (above, lambda report: reverse("reporting:review", args=[report.uid])),
        (above, lambda report: reverse("reporting:version", args=[report.uid, 1])),
    ):  # fmt: skip
        few, many = (asked(who, url(report)) for report in reports)
        assert few == many < 60, url(reports[0])
