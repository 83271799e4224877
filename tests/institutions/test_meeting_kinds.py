"""The table of meetings: what each kind asks for, who may enter it, for whom it counts."""


import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from fcu_project import workflow
from institutions.actions import meeting as actions
from institutions.meetings import KINDS, Element
from institutions.models import Attendance, Meeting
from institutions.roles import ROLES
from institutions.workflow.meeting import gates_for
from tests import factories as make
from tests.factories import TODAY
from tests.form_routes import new_key

mark = pytest.mark
PLACES = {level: level for level in ("nation", "province", "regency", "subdistrict", "village")}
ABOVE = {"regency_reports", "village_operator", "psm_facilitator"}
VILLAGE = {"village_operator", "psm_facilitator", "village_head"}
BESIDE = {"tksk", "village_operator", "psm_facilitator"}
FOR_THE_TEAM = {"village_operator", "psm_facilitator", "secretary"}
# Read from the guide: kind, level, hosts, who records it from the paper for the host, who should be there.
TABLE = [
    pytest.param("socialisation_province", "province", {"ministry"}, ABOVE | {"province"},
                 {"social_office", "lk3", "sector_office"}, marks=mark.clause("STG-11")),
    pytest.param("socialisation_regency", "regency", {"province"}, ABOVE,
                 {"lk3", "sector_office", "tksk"}, marks=mark.clause("STG-12")),
    pytest.param("socialisation_subdistrict", "subdistrict", {"regency_reports"},
                 {"tksk", "subdistrict_operator", "village_operator", "psm_facilitator"},
                 {"subdistrict", "tksk", "lk3", "sector_office", "government", "psks", "individual"},
                 marks=mark.clause("STG-13")),
    pytest.param("coordination_province", "province", {"province"}, ABOVE, {"lk3", "sector_office"},
                 marks=mark.clause("STG-14")),
    pytest.param("coordination_regency", "regency", {"regency_reports"}, ABOVE - {"regency_reports"},
                 {"sector_office", "psks"}, marks=mark.clause("STG-14")),
    pytest.param("coordination_village", "village", VILLAGE, {"tksk", "regency_reports"},
                 {"government", "psks", "individual", "lk3", "tksk"}, marks=mark.clause("FCU-05")),
    pytest.param("formation", "village", VILLAGE, {"tksk", "regency_reports"},
                 {"government", "psks", "individual", "social_office", "lk3", "tksk"}, marks=mark.clause("FCU-06")),
    pytest.param("inauguration", "village", VILLAGE, {"tksk", "regency_reports"}, {"government", "psks"},
                 marks=mark.clause("FCU-15")),
    pytest.param("routine", "village", {"coordinator", "secretary"}, {"village_operator"}, {"psks"},
                 marks=mark.clause("MEM-13")),
    pytest.param("focus_group", "village", {"coordinator", "secretary"}, set(), {"government", "psks"}),
    pytest.param("pioneer_designation", "village", {"coordinator", "secretary"}, set(), {"psks"}),
    pytest.param("consolidation", "village", {"lk3", "tksk"}, {"coordinator", "secretary"}, {"lk3", "tksk", "pioneer"}),
    pytest.param("plasma_designation", "village", {"coordinator", "secretary"}, set(), set()),
    pytest.param("briefing_centre", "nation", {"ministry"}, ABOVE, {"ministry"}),
    pytest.param("briefing_region", "province", {"province", "ministry"}, ABOVE,
                 {"ministry", "social_office", "sector_office", "government", "lk3", "subdistrict", "tksk"}),
    pytest.param("officer_briefing_province", "province", {"province"}, ABOVE, {"social_office", "tksk", "psks"}),
    pytest.param("officer_briefing_regency", "regency", {"regency_reports", "lk3"}, ABOVE - {"regency_reports"},
                 {"tksk", "psks"}),
    pytest.param("officer_briefing_village", "village", {"lk3", "regency_reports"},
                 {"tksk", "coordinator", "secretary", "village_operator"}, {"psks"}),
    pytest.param("socialisation_centre", "nation", {"ministry"}, ABOVE, {"ministry", "sector_office"},
                 marks=mark.clause("STG-03")),
    pytest.param("socialisation_psks", "village", {"regency_reports"}, BESIDE,
                 {"social_office", "subdistrict", "government", "psks"}, marks=mark.clause("STG-03")),
    pytest.param("awareness", "village", {"regency_reports"}, BESIDE, {"psks"}),
    pytest.param("social_education", "village", {"regency_reports"}, BESIDE | {"secretary"}, {"psks"}),
    pytest.param("technical_guidance", "village", {"psm_facilitator", "coordinator", "secretary", "tksk", "lk3"},
                 {"regency_reports", "village_operator"}, {"psks"}),
    pytest.param("team_formation", "village", VILLAGE, {"tksk", "regency_reports"}, {"government", "psks"}),
    pytest.param("capacity_training", "village", {"psks_team"},
                 BESIDE | {"regency_reports", "secretary"}, {"psks"}),
    pytest.param("psks_routine", "village", {"psks_team"}, FOR_THE_TEAM, {"psks"}),
    pytest.param("stakeholder_meeting", "village", {"psks_team"}, FOR_THE_TEAM,
                 {"psks", "sector_office", "business"}),
]  # fmt: skip


def each(rows):
    ids = [row.values[0] for row in rows]
    return pytest.mark.parametrize(("kind", "level", "hosts", "recorders", "expected"), rows, ids=ids)


def test_every_kind_is_tried_here():
    assert [param.values[0] for param in TABLE] == [kind.value for kind in KINDS]


def plan(kind, by, regions, **more):
    """A planned meeting of `kind` as entered by `by`; a place is chosen where the actor's is wider than the level."""
    level = KINDS[kind].level
    place = getattr(regions, PLACES[level]) if by.region.ancestor(level) is None else None
    meeting = Meeting(kind=kind, held_on=TODAY, place="Aula", agenda="Pembukaan", paper_number="005/1", **more)
    if place is not None:
        meeting.region = place
    return actions.save_meeting(meeting, by=by, on=TODAY)


@each(TABLE)
def test_who_enters_a_meeting_as_host_and_who_from_the_paper(kind, level, hosts, recorders, expected, people, regions,
                                                             sign_in):  # fmt: skip
    for role in ROLES:
        by = getattr(people, role)
        url = reverse("institutions:meeting-create", args=[kind])
        if role not in hosts | recorders:
            with pytest.raises(PermissionDenied):
                plan(kind, by, regions)
            if by.has_perm("institutions.add_meeting"):  # without it no such page opens at all
                assert sign_in(by).get(url).status_code == 403, role
            continue
        meeting = plan(kind, by, regions)
        assert (meeting.region.level, meeting.keeper) == (level, by.region), role
        assert meeting.from_paper == (role not in hosts), role
        assert meeting.recorded_by == ("" if role in hosts else by.signature), role
        page = sign_in(by).get(url)
        assert page.status_code == 200
        assert ("Dicatat dari kertas" in page.content.decode()) == (role not in hosts), role


@each(TABLE)
def test_who_is_expected_and_missed(kind, level, hosts, recorders, expected, people, regions):
    """Every party the guide names is missed by name, and its absence asks for a written reason."""
    by = getattr(people, sorted(hosts)[0])
    meeting = plan(kind, by, regions)
    missed = {g.name.removeprefix("present_"): g for g in gates_for(meeting, TODAY) if g.name.startswith("present_")}
    assert set(missed) >= expected
    for element in expected:
        assert (missed[element].state, missed[element].allows_reason) == ("warn", True)
        assert str(Element(element).label).split(" (")[0] in missed[element].detail
        make.meeting_actions.save_attendance(
            Attendance(meeting=meeting, person=make.PersonFactory(region=by.region), element=element, present=True),
            by=by, on=TODAY,
        )  # fmt: skip
    now = {g.name.removeprefix("present_"): g.state for g in gates_for(meeting, TODAY)}
    assert all(now[element] == "open" for element in expected)


# --- for whom it counts ---------------------------------------------------------------------------------------------
EVENTS = [param for param in TABLE if param.values[1] != "village"]


@each(EVENTS)
def test_an_event_above_counts_for_every_village_below(kind, level, hosts, recorders, expected, people, regions):
    by = getattr(people, next(iter(hosts)))
    meeting = make.held_meeting(kind, by, on=TODAY, region=getattr(regions, PLACES[level]))
    for place in (regions.village, regions.sibling, regions.kelurahan, regions.elsewhere, regions.city_village):
        below = place.code.startswith(meeting.region.code)
        assert Meeting.objects.unlocking(kind, place).exists() == below, place


@each(EVENTS)
def test_a_village_that_records_it_from_paper_opens_its_own_gate_only(kind, level, hosts, recorders, expected, people,
                                                                      regions):  # fmt: skip
    meeting = make.held_meeting(kind, people.village_operator, on=TODAY)
    assert (meeting.region.level, meeting.from_paper) == (level, True)
    assert Meeting.objects.unlocking(kind, regions.village).exists()
    for place in (regions.sibling, regions.kelurahan, regions.elsewhere, regions.city_village):
        assert not Meeting.objects.unlocking(kind, place).exists(), place


@mark.clause("STG-11", "STG-12")
def test_the_kabupaten_records_higher_events_for_all_its_villages(people, regions):
    for kind in ("socialisation_province", "socialisation_regency", "coordination_province"):
        make.held_meeting(kind, people.regency_reports, on=TODAY)
        for place in (regions.village, regions.elsewhere):
            assert Meeting.objects.unlocking(kind, place).exists()
        assert not Meeting.objects.unlocking(kind, regions.city_village).exists()


@mark.clause("STG-13")
def test_planned_and_cancelled_events_open_nothing(people, regions):
    by = people.regency_reports
    planned = make.held_meeting("socialisation_subdistrict", by, on=TODAY, region=regions.subdistrict, hold=False)
    assert not Meeting.objects.unlocking("socialisation_subdistrict", regions.village).exists()
    workflow.perform(planned, "cancel", by=by, on=TODAY, note="Hujan.")
    assert not Meeting.objects.unlocking("socialisation_subdistrict", regions.village).exists()


@mark.clause("STG-12", "STG-13")
def test_a_joint_event_fills_each_kind_that_was_ticked(people, regions):
    make.held_meeting("formation", people.village_operator, on=TODAY, also=["coordination_village"])
    make.held_meeting(
        "socialisation_regency", people.province, on=TODAY, region=regions.regency, also=["socialisation_subdistrict"]
    )
    open_kinds = {kind for kind in KINDS if Meeting.objects.unlocking(kind, regions.village).exists()}
    assert open_kinds == {"formation", "coordination_village", "socialisation_regency", "socialisation_subdistrict"}


def test_kinds_that_do_not_belong_together_are_not_filled(people, regions):
    make.held_meeting("routine", people.secretary, on=TODAY, also=["formation", "inauguration"])
    assert {kind for kind in KINDS if Meeting.objects.unlocking(kind, regions.village).exists()} == {"routine"}


@pytest.mark.parametrize("place", ["city", "province", "village", "nation"])
def test_a_regency_holds_meetings_in_its_own_kecamatan_only(place, people, regions, sign_in):
    with pytest.raises(ValidationError, match="belum dipilih"):
        make.held_meeting("socialisation_subdistrict", people.regency_reports, on=TODAY, region=getattr(regions, place))
    foreign = regions.by_code["977101"]
    response = sign_in(people.regency_reports).post(
        reverse("institutions:meeting-create", args=["socialisation_subdistrict"]),
        {"_key": new_key(), "region": foreign.pk, "held_on": "01-03-2025", "place": "Aula", "agenda": "A"},
    )
    assert response.status_code == 422
    assert "Kotabaru" not in response.content.decode()
