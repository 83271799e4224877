"""A quarter that was reported stays as it was sent, whatever happens or is written down later (REP-07, SUC-05)."""

import pytest

from families.actions import pairing as pairings
from families.models import Pairing, Participation
from institutions.models import FamilyCareUnit
from referrals.actions.case import reopen_case
from referrals.models import Case
from reporting import indicators
from reporting.models import QuarterFigures
from reporting.quarterly import content
from reporting.quarterly.annex_tables import annexes_of
from tests.factories import TODAY
from tests.families import short
from tests.reporting import helped, make
from tests.reporting.make import QUARTER, day
from tests.reporting.test_figures import recount
from tests.reporting.village import rich


@pytest.fixture
def report(people):
    """The report of a village with something of everything, as it was sent."""
    rich(people)
    FamilyCareUnit.objects.update(decreed_on=make.DECREED_ON, formed_on=make.DECREED_ON)
    return make.sent(people.secretary)


def sent(report):
    return report.versions.values_list("content", "figures").get(number=1)


def stored():
    row = QuarterFigures.objects.get()
    return indicators.values_of(row)


def plain(told):
    """Tables as they come back from the database."""
    return {code: [{**table, "rows": [list(row) for row in table["rows"]]} for table in tables]
            for code, tables in told.items()}  # fmt: skip


def happens_later(people):
    """After the quarter: a pairing ends, a plasma family becomes a pioneer, a case is opened again."""
    by = people.secretary
    pairing = Pairing.objects.get(paired_until=None, plasma__family__head_name="Sumiyati")
    pairings.end_pairing(pairing, by=by, on=TODAY, ended_on=TODAY, reason="Pindah tugas")
    Participation.objects.filter(pk=pairing.plasma_id).update(stage="independent", ended_on=TODAY)
    Participation.objects.create(
        family=pairing.plasma.family, role="pioneer", stage="designated", started_on=TODAY, designated_on=TODAY
    )
    case = Case.objects.get(keeper=by.region, closed_on__range=(QUARTER.start, QUARTER.end))
    reopen_case(case, by=by, on=TODAY, reason="Keluarga datang lagi.")


@pytest.mark.clause("SUC-05")
def test_what_happens_later_changes_neither_the_figures_nor_the_annexes_of_the_quarter(report, people):
    """Neither those that were frozen, nor what the records say of that quarter today, counted in two ways."""
    village, (told, figures) = report.region, sent(report)
    assert figures == indicators.count(village, QUARTER) == recount(village, QUARTER) == stored()
    happens_later(people)
    assert indicators.count(village, QUARTER) == recount(village, QUARTER) == figures
    assert plain(annexes_of(make.fresh(report))) == told["annexes"]
    assert sent(report) == (told, figures) and stored() == figures
    assert content.later_changes(make.fresh(report)) == []


@pytest.mark.clause("SUC-05")
def test_what_is_written_down_late_is_counted_and_what_was_sent_stays(report, people):
    village, (told, figures) = report.region, sent(report)
    happens_later(people)
    short.held("routine", village, day(QUARTER, 12))
    helped.record(village, day(QUARTER, 14), women=3, men=2)
    now = indicators.count(village, QUARTER)
    assert now == recount(village, QUARTER)
    grown = {column: now[column] - figures[column] for column in now if now[column] != figures[column]}
    assert grown == {"meetings_held": 1, "help_held": 1, "help_participants": 5, "help_participants_women": 3,
                     "help_participants_men": 2}  # fmt: skip
    assert len(annexes_of(make.fresh(report))["attendance"]) == len(told["annexes"]["attendance"]) + 1
    assert sent(report) == (told, figures) and stored() == figures
    assert len(content.later_changes(make.fresh(report))) == len(grown)
