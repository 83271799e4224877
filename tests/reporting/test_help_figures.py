"""Help besides referrals in the figures: what is counted, for whom, what its rows show, and that it stays as sent."""

from datetime import time

import pytest
from django.urls import reverse

from families import counts
from families.models import Participation
from fcu_project import workflow
from institutions.models import FamilyCareUnit
from referrals.joint import bodies_of
from referrals.models import Counselling, Referral, ServiceRecord
from reporting import indicators, recap
from reporting.objectives import figures_by_objective
from reporting.quarterly import content
from tests import factories
from tests.factories import TODAY
from tests.families import make as families
from tests.families import short
from tests.reporting import helped, make
from tests.reporting.helped import NOW
from tests.reporting.make import QUARTER, day
from tests.reporting.test_figures import recount
from tests.reporting.test_screens import text_of
from tests.reporting.village import life, rich


@pytest.fixture
def village(people, remember):
    return remember("rich village", lambda: rich(people))


@pytest.fixture
def place(people):
    """A village without anything."""
    return people.secretary.region


def counted(place, quarter=QUARTER):
    return indicators.count(place, quarter)


def objective(values, key):
    return dict(next(lines for found, lines in figures_by_objective(values, QUARTER.end) if found.code == key))


@pytest.mark.clause("REF-12")
def test_a_case_is_joint_once_two_bodies_took_part_and_shows_under_coordination(place):
    one, two = (factories.InstitutionFactory(region=place) for _ in range(2))
    case = helped.case(place, day(QUARTER, 10))
    helped.step(case, day(QUARTER, 20), one)
    helped.step(case, day(QUARTER, 21), one)
    assert (counted(place)["cases_opened"], counted(place)["cases_joint"]) == (1, 0)
    helped.step(case, NOW.start, two)
    assert bodies_of(case).count() == 2
    assert (counted(place)["cases_joint"], counted(place, NOW)["cases_joint"]) == (0, 1)  # by the end of the quarter
    helped.step(case, QUARTER.end, one, two)
    assert counted(place)["cases_joint"] == 1
    helped.closed(case, QUARTER.end)
    assert (counted(place)["cases_closed"], counted(place)["cases_joint"]) == (1, 1)
    assert counted(place, NOW)["cases_joint"] == 0  # over before the quarter began
    shown = objective(counted(place), "coordination")
    assert shown["Kasus yang ditangani bersama dua lembaga atau lebih"] == 1


def test_a_case_that_is_opened_again_later_stays_closed_in_the_quarter_in_which_it_ended(place, people):
    case = helped.case(place, day(QUARTER, 3))
    helped.step(case, day(QUARTER, 5))
    helped.closed(case, day(QUARTER, 9))
    case.refresh_from_db()
    workflow.perform(case, "reopen", by=people.secretary, on=TODAY, note="Hak dicabut lagi.")
    assert case.closed_on is None
    assert (counted(place)["cases_closed"], counted(place, NOW)["cases_closed"]) == (1, 0)
    helped.closed(case, TODAY)
    assert (counted(place)["cases_closed"], counted(place, NOW)["cases_closed"]) == (1, 1)


@pytest.mark.clause("SVC-09")
def test_families_served_are_counted_once_by_what_they_were_on_that_day(place, people):
    by = people.secretary
    short.group(short.unit(place))
    pioneer = life(by, "Hadi Suwito", "pioneer", "on_duty", sex="male").family
    plasma = life(by, "Sumiyati", "plasma", "mentored", sex="female", later=1)
    candidate = families.candidate(by, "Kartini")
    helped.record(place, day(QUARTER, 40), families=[pioneer, plasma.family, candidate])
    helped.record(place, day(QUARTER, 41), families=[plasma.family])
    helped.consultation(place, day(QUARTER, 42), family=plasma.family)
    helped.consultation(place, day(QUARTER, 43))  # nobody's record
    told = counted(place)
    assert (told["pioneers_helped"], told["plasma_helped"], told["plasma_helped_women"]) == (1, 1, 1)
    helped.consultation(place, day(QUARTER, 1), family=pioneer)  # not designated yet
    helped.consultation(place, QUARTER.end, family=plasma.family)
    Participation.objects.filter(pk=plasma.pk).update(stage="withdrawn", ended_on=QUARTER.end)
    assert (counted(place)["pioneers_helped"], counted(place)["plasma_helped"]) == (1, 1)
    helped.consultation(place, NOW.start, family=plasma.family)
    assert counted(place, NOW)["plasma_helped"] == 0
    assert objective(told, "welfare")["Keluarga plasma yang dilayani FCU"] == 1


@pytest.mark.clause("SVC-11")
@pytest.mark.clause("VAL-07")
def test_a_service_that_was_reached_is_an_indicator_beside_its_outcome(village):
    told = counted(village)
    closed = Referral.objects.filter(closed_on__gte=QUARTER.start, closed_on__lte=QUARTER.end)
    assert sorted(closed.values_list("outcome", "reached")) == [("full", True), ("none", True)]
    assert (told["referrals_served"], told["referrals_reached"]) == (1, 2)
    assert objective(told, "welfare")["Rujukan selesai, pelayanan diperoleh"] == 2
    closed.filter(outcome="none").update(reached=False)
    assert counted(village)["referrals_reached"] == 1


@pytest.mark.clause("REF-13")
def test_referrals_of_every_tier_are_counted_apart(village):
    told = counted(village)
    tiers = [told[f"referrals_sent_{tier}"] for tier in ("village", "subdistrict", "regency")]
    assert tiers == [1, 2, 2] and sum(tiers) == told["referrals_sent"]


def test_what_another_office_did_in_the_village_is_not_the_reports(place):
    above = place.parent
    helped.record(place, day(QUARTER, 3), kind="outreach", keeper=above)
    helped.consultation(place, day(QUARTER, 3), keeper=above)
    helped.case(place, day(QUARTER, 3), keeper=above)
    helped.emergency(place, day(QUARTER, 3), keeper=above)
    helped.record(above, day(QUARTER, 3), kind="outreach")
    assert not any(counted(place).values()) and not any(counted(above).values())


def test_an_emergency_belongs_to_the_day_of_the_village(place):
    place.zone = "WIT"
    place.save()
    helped.emergency(place, QUARTER.end, time(23, 59))
    helped.emergency(place, NOW.start, time(0, 1))
    assert (counted(place)["emergencies"], counted(place, NOW)["emergencies"]) == (1, 1)


@pytest.mark.clause("SUC-05")
def test_a_pioneer_who_begins_again_was_not_promoted(place, people):
    """Only whoever was plasma the last time before rose; both counts of it say the same."""
    by = people.secretary
    short.group(short.unit(place))
    family = life(by, "Maimunah", "plasma", "mentored").family
    days = {"start": day(QUARTER, 40), "stop": day(QUARTER, 60), "again": NOW.start}
    family.participations.update(stage="independent", ended_on=days["start"])
    facts = {"family": family, "role": "pioneer"}
    first = Participation.objects.create(
        **facts, stage="withdrawn", started_on=days["start"], designated_on=days["start"], ended_on=days["stop"]
    )  # fmt: skip
    Participation.objects.create(
        **facts, stage="designated", started_on=days["again"], designated_on=days["again"]
    )  # fmt: skip
    for quarter, number in ((QUARTER, 1), (NOW, 0)):
        assert counted(place, quarter)["plasma_promoted"] == number
        assert counts.promotions(place, quarter.start, quarter.end).count() == number
        assert counted(place, quarter) == recount(place, quarter)
    assert list(indicators.rows_of("plasma_promoted", place, QUARTER)) == [first]
    assert counted(place, NOW)["pioneers_new"] == 1


# --- frozen -----------------------------------------------------------------------------------------------------
def test_what_was_sent_stays_and_what_came_later_changes_no_past_quarter(village, people):
    FamilyCareUnit.objects.update(decreed_on=make.DECREED_ON)
    report = make.sent(people.secretary)
    frozen = indicators.values_of(report.figures)
    assert frozen == recount(village, QUARTER)
    one, two = (factories.InstitutionFactory(region=village) for _ in range(2))
    helped.step(helped.case(village, NOW.start), NOW.start, one, two)
    helped.record(village, NOW.start)
    helped.emergency(village, NOW.start)
    Participation.objects.filter(role="plasma", ended_on=None).update(stage="withdrawn", ended_on=NOW.start)
    assert counted(village) == frozen and content.later_changes(make.fresh(report)) == []
    helped.record(village, QUARTER.end, women=2, men=1)
    helped.consultation(village, QUARTER.end, confidential=True)
    told = {label: (before, now) for label, before, now in content.later_changes(make.fresh(report))}
    assert told["Peserta kegiatan pelayanan"] == (12, 15) and told["Konsultasi di FCU"] == (2, 3)
    assert counted(village) == recount(village, QUARTER) != indicators.values_of(make.fresh(report).figures) == frozen


def test_levels_above_add_up_what_was_accepted(village, people):
    FamilyCareUnit.objects.update(decreed_on=make.DECREED_ON)
    make.accepted(people)
    told = recap.sums_for(people.regency_reports.region, QUARTER.year, QUARTER.number).accepted
    assert (told["help_participants"], told["help_participants_men"], told["cases_joint"]) == (12, 4, 1)


# --- behind a number --------------------------------------------------------------------------------------------
@pytest.fixture
def report(village, people):
    FamilyCareUnit.objects.update(decreed_on=make.DECREED_ON)
    return make.draft(people.secretary)


def rows_page(client, report, code, sex=""):
    url = reverse("reporting:figure", args=[report.uid, code])
    return text_of(client.get(f"{url}?kelamin={sex}" if sex else url))


def test_participants_lead_to_the_records_they_are_told_in(report, people, sign_in):
    client = sign_in(people.secretary)
    page = rows_page(client, report, "help_participants")
    assert "12 orang dalam 2 catatan" in page and "Kelas pengasuhan" in page and "P 8, L 4" in page
    women = rows_page(client, report, "help_participants", "P")
    assert "8 orang dalam 1 catatan" in women and "Leaflet bantuan" not in women


def test_a_confidential_consultation_is_counted_and_never_told(report, people, sign_in):
    secret = Counselling.objects.get(is_confidential=True)
    assert secret.words["client"] == "Rukayah"
    page = rows_page(sign_in(people.secretary), report, "consultations")
    assert "2 baris" in page and f"Konsultasi rahasia, {QUARTER.end:%d-%m-%Y}" in page
    assert "Rukayah" not in page and "Rahasia sekali" not in page
    url = reverse("reporting:figure", args=[report.uid, "consultations"])
    assert sign_in(people.treasurer).get(url).status_code == 403


def test_rows_of_help_are_shown_to_whom_they_are_open(village, people):
    assert not indicators.rows_seen_by("consultations", village, QUARTER, people.tksk).exists()
    assert not indicators.rows_seen_by("cases_opened", village, QUARTER, people.regency_reports).exists()
    assert indicators.rows_seen_by("help_held", village, QUARTER, people.secretary).count() == 2
    assert ServiceRecord.objects.filter(region=village).count() == 5
