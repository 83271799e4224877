"""Lists cost the same for one row and for twenty, and never more than twelve queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.actions import document as document_actions
from institutions.models import Attendance
from institutions.road import road_of
from institutions.workflow.unit import formation_meeting
from tests import factories as make
from tests.factories import TODAY, InstitutionFactory, PersonFactory

BUDGET = 12
ROAD_BUDGET = {"/": 47, "/jalan/": 31}


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def fill(by, rows):
    """`rows` more of everything that stands in a list."""
    unit = make.started_unit(by) if not by.region.units.exists() else by.region.units.get()
    for _ in range(rows):
        InstitutionFactory(region=by.region)
        meeting = make.held_meeting("routine", by, on=TODAY, elements=("psks",), hold=False)
        document_actions.open_letter(meeting, "invitation", by=by, on=TODAY)
    make.with_members(unit, by, on=TODAY)
    return unit


@pytest.mark.parametrize("path", ["/lembaga/", "/orang/", "/rapat/", "/surat/", "/fcu/", "member-list"])
def test_list_pages(people, sign_in, path):
    by = people.village_operator
    unit = fill(by, 1)
    client = sign_in(by)
    url = f"/fcu/{unit.uid}/anggota/" if path == "member-list" else path
    client.get(url)
    few = queries(client, url)
    fill(by, 20)
    many = queries(client, url)
    assert many == few
    assert many <= BUDGET


def test_participants_of_a_meeting(people, sign_in):
    by = people.village_operator
    meeting = make.held_meeting("routine", by, on=TODAY, elements=("psks",), hold=False)
    client = sign_in(by)
    client.get(meeting.get_absolute_url())
    few = queries(client, meeting.get_absolute_url())
    for _ in range(20):
        Attendance.objects.create(meeting=meeting, person=PersonFactory(region=by.region), element="psks", present=True)
    assert queries(client, meeting.get_absolute_url()) == few


def test_villages_of_a_kabupaten(people, regions, sign_in):
    client = sign_in(people.regency_reports)
    make.started_unit(make.AssignmentFactory(role="village_operator", region=regions.village))
    client.get("/jalan/")
    few = queries(client, "/jalan/")
    for place in (regions.sibling, regions.kelurahan, regions.elsewhere):
        make.started_unit(make.AssignmentFactory(role="village_operator", region=place))
    assert queries(client, "/jalan/") == few


@pytest.mark.parametrize("url", ["/", "/jalan/"])
def test_the_road_of_a_village_on_its_way(url, people, regions, sign_in):
    """Twenty conditions with their evidence; what several are about is looked up once for all."""
    by = people.village_operator
    make.held_meeting("socialisation_subdistrict", people.regency_reports, on=TODAY, region=regions.subdistrict)
    make.started_unit(by)
    make.held_meeting("formation", by, on=TODAY, also=["coordination_village"])
    client = sign_in(by)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    assert len(captured) <= ROAD_BUDGET[url]
    meetings = [query["sql"] for query in captured if "FROM \"institutions_meeting\"" in query["sql"]]
    assert len(meetings) == len(set(meetings))


def test_what_a_page_looked_up_is_forgotten_before_a_step_is_taken(people):
    """The same unit in one hand: shown as not formed, then its meeting is held, then formed."""
    by = people.village_operator
    unit = make.started_unit(by)
    before = {state.name: state for step in road_of(unit, by=by, on=TODAY) for state in step.gates}
    assert before["formation"].state == "shut"
    meeting = make.held_meeting("formation", by, on=TODAY, also=["coordination_village"])
    assert formation_meeting(unit) == meeting
    after = {state.name: state for step in road_of(unit, by=by, on=TODAY) for state in step.gates}
    assert after["formation"].state == after["coordination_village"].state == "open"
