"""The founding line of an FCU: every gate closed and open by name, every shortcut refused, every date in order."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from fcu_project import workflow
from fcu_project.models import AuditEvent
from fcu_project.workflow import TransitionRefused
from institutions.actions import unit as unit_actions
from institutions.models import (
    FamilyCareUnit,
    Institution,
    IssuedDocument,
    Meeting,
    MeetingPurpose,
    OfficerTerm,
)
from tests import factories as make
from tests.factories import TODAY
from tests.form_routes import new_key
from tests.steps import gates, stage_of

mark = pytest.mark
# The events above the village, who holds them and where, in the guide's order (IV.A.1.1–1.2).
EVENTS = {
    "socialisation_province": ("ministry", "province"),
    "socialisation_regency": ("province", "regency"),
    "socialisation_subdistrict": ("regency_reports", "subdistrict"),
    "coordination_province": ("province", "province"),
    "coordination_regency": ("regency_reports", "regency"),
}
LONG_AGO = TODAY - timedelta(days=90)
FORMED_ON = TODAY - timedelta(days=60)


def hold_events(people, regions, *, leave_out=()):
    for kind, (role, place) in EVENTS.items():
        if kind not in leave_out:
            make.held_meeting(kind, getattr(people, role), on=LONG_AGO, region=getattr(regions, place))


@pytest.fixture
def ready(people, regions):
    """An FCU at the eve of its formation: every gate is open, no reason was needed for an event above."""
    by = people.village_operator
    hold_events(people, regions)
    unit = make.started_unit(by)
    meeting = make.held_meeting("formation", by, on=FORMED_ON, also=["coordination_village"])
    make.elect(unit, meeting, make.with_members(unit, by, on=FORMED_ON), by)
    make.issued_record(meeting, by)
    unit.refresh_from_db()
    return unit


# --- the gates of the formation, one by one --------------------------------------------------------------------------
def forget(kind):
    return lambda unit, by: MeetingPurpose.objects.filter(kind=kind).delete()


def profiles(**changes):
    return lambda unit, by: Institution.objects.filter(region=unit.region).update(**changes)


def seat(**changes):
    return lambda unit, by: FamilyCareUnit.objects.filter(pk=unit.pk).update(**changes)


def members_left(*kinds):
    return lambda unit, by: unit.memberships.filter(kind__in=kinds).update(left_on=TODAY)


def nobody_at(post):
    return lambda unit, by: OfficerTerm.objects.filter(unit=unit, post=post).delete()


def officer_gone(unit, by):
    unit.memberships.filter(officer_terms__post="coordinator").update(left_on=TODAY)


def reopened(unit, by):
    meeting = Meeting.objects.get(kind="formation")
    workflow.perform(meeting, "reopen", by=by, on=TODAY, note="Daftar hadir keliru.")


def record_cancelled(unit, by):
    record = IssuedDocument.objects.get(kind="record")
    workflow.perform(record, "cancel", by=by, on=TODAY, note="Salah nomor.")


CLOSED = [
    pytest.param("socialisation_province", forget("socialisation_province"), marks=mark.clause("STG-11")),
    pytest.param("socialisation_regency", forget("socialisation_regency"), marks=mark.clause("STG-12")),
    pytest.param("socialisation_subdistrict", forget("socialisation_subdistrict"), marks=mark.clause("STG-13")),
    pytest.param("coordination_province", forget("coordination_province"), marks=mark.clause("STG-14")),
    pytest.param("coordination_regency", forget("coordination_regency"), marks=mark.clause("STG-14")),
    pytest.param("institution_profiled", profiles(activities=""), marks=mark.clause("FCU-04")),
    pytest.param("institution_profiled", profiles(leader=""), marks=mark.clause("FCU-04")),
    pytest.param("institution_profiled", profiles(identified_on=None), marks=mark.clause("FCU-04")),
    pytest.param("institution_profiled", profiles(closed_on=TODAY), marks=mark.clause("FCU-04")),
    pytest.param("coordination_village", forget("coordination_village"), marks=mark.clause("FCU-05")),
    pytest.param("formation", reopened, marks=mark.clause("FCU-06")),
    pytest.param("seat", seat(address=""), marks=mark.clause("FCU-13")),
    pytest.param("seat", seat(seated_in_village=False), marks=[mark.clause("FCU-13"), mark.clause("VAL-01")]),
    pytest.param("members", members_left("psks"), marks=mark.clause("MEM-01")),
    pytest.param("members", members_left("individual"), marks=mark.clause("MEM-02")),
    pytest.param("officers", nobody_at("coordinator"), marks=mark.clause("MEM-06")),
    pytest.param("officers", nobody_at("secretary"), marks=mark.clause("MEM-06")),
    pytest.param("officers", nobody_at("treasurer"), marks=mark.clause("MEM-06")),
    pytest.param("officers", officer_gone, marks=mark.clause("MEM-06")),
    pytest.param("record", record_cancelled, marks=mark.clause("FCU-06")),
]


def test_every_gate_of_the_line_is_tried_here():
    tried = {"form": {param.values[0] for param in CLOSED}, "decree": {"decree"}, "inaugurate": {"inauguration"}}
    real = {t.name: {g.name for g in t.gates} for t in workflow.transitions_of(FamilyCareUnit) if t.gates}
    assert tried == real


@pytest.mark.parametrize(("name", "close"), CLOSED)
def test_a_closed_gate_stops_the_formation_and_says_why(name, close, ready, people, sign_in):
    """Open before; closed it blocks the button, the call and the address alike; only events above take a reason."""
    by = people.village_operator
    assert {gate.state for gate in gates(ready, "form", by).values()} == {"open"}
    close(ready, by)
    unit = FamilyCareUnit.objects.get(pk=ready.pk)
    gate = gates(unit, "form", by)[name]
    warns = name in EVENTS
    assert gate.state == ("warn" if warns else "shut")
    assert gate.detail and gate.fix_url and gate.fix_label
    assert gate.allows_reason == warns
    with pytest.raises(TransitionRefused) as refusal:
        workflow.perform(unit, "form", by=by, on=TODAY)
    assert gate.detail in refusal.value.reasons
    client = sign_in(by)
    skipped = client.post(f"/tahap/institutions.familycareunit/{unit.uid}/form/", {"_key": new_key()})
    assert skipped.status_code == 409
    assert gate.detail in skipped.content.decode()
    assert stage_of(unit) == "preparation"
    words = {"_key": new_key(), "reason": "Tidak ada akun di atas."}
    reason = client.post(f"/alasan/institutions.familycareunit/{unit.uid}/{name}/", words)
    assert reason.status_code == (302 if warns else 404)
    if warns:
        workflow.perform(unit, "form", by=by, on=TODAY)
        assert stage_of(unit) == "formed"


@mark.clause("FCU-05")
def test_with_every_gate_open_the_fcu_is_formed_on_the_day_of_its_meeting(ready, people):
    workflow.perform(ready, "form", by=people.village_operator, on=TODAY)
    unit = FamilyCareUnit.objects.get(pk=ready.pk)
    assert (unit.stage, unit.formed_on, unit.formation_meeting.kind) == ("formed", FORMED_ON, "formation")


@pytest.mark.parametrize("kind", [
    pytest.param("socialisation_subdistrict", marks=mark.clause("STG-13")),
    pytest.param("coordination_regency", marks=mark.clause("STG-14")),
])  # fmt: skip
def test_an_event_after_the_formation_does_not_open_its_gate(kind, ready, people):
    """What the village was to learn first came later: the road says so, by both dates; an earlier one counts."""
    by = people.village_operator
    Meeting.objects.filter(purposes__kind=kind).update(held_on=FORMED_ON + timedelta(days=3))
    gate = gates(ready, "form", by)[kind]
    assert (gate.state, gate.allows_reason) == ("warn", True)
    assert "sesudah musyawarah pembentukan" in gate.detail
    Meeting.objects.filter(purposes__kind=kind).update(held_on=FORMED_ON)
    assert gates(ready, "form", by)[kind].state == "open"


@mark.clause("STG-13")
def test_the_road_names_the_event_before_the_formation_not_the_latest(ready, people, regions):
    before = gates(ready, "form", people.village_operator)["socialisation_subdistrict"].detail
    make.held_meeting(
        "socialisation_subdistrict", people.regency_reports, on=TODAY, region=regions.subdistrict, elements=(),
        hold=False,
    )  # fmt: skip
    Meeting.objects.filter(stage="planned").update(stage="held")
    assert gates(ready, "form", people.village_operator)["socialisation_subdistrict"].detail == before


@mark.clause("FCU-04")
def test_the_profile_of_a_body_elsewhere_does_not_count(ready, people, regions):
    Institution.objects.filter(region=regions.village).update(region=regions.sibling)
    assert gates(ready, "form", people.village_operator)["institution_profiled"].state == "shut"


@pytest.mark.parametrize("role", ["coordinator", "secretary", "treasurer", "village_head", "tksk", "regency_reports",
                                  "administrator"])  # fmt: skip
def test_only_the_village_office_declares_the_formation(role, ready, people, sign_in):
    with pytest.raises(PermissionDenied):
        workflow.perform(ready, "form", by=getattr(people, role), on=TODAY)
    response = sign_in(getattr(people, role)).post(
        f"/tahap/institutions.familycareunit/{ready.uid}/form/", {"_key": new_key()}
    )
    assert response.status_code in (403, 404)
    assert stage_of(ready) == "preparation"


@mark.clause("FCU-05")
@pytest.mark.parametrize("role", ["tksk", "regency_reports"])
def test_the_village_meetings_may_be_recorded_for_the_village(role, people, regions):
    """Recorded from its paper by TKSK or Dinas, the village's meeting counts for that village only."""
    by = people.village_operator
    unit = make.started_unit(by)
    recorder = getattr(people, role)
    make.held_meeting("formation", recorder, on=FORMED_ON, also=["coordination_village"], region=regions.village)
    assert gates(unit, "form", by)["formation"].state == "open"
    assert gates(unit, "form", by)["coordination_village"].state == "open"
    neighbour = make.AssignmentFactory(role="village_operator", region=regions.sibling)
    other = make.started_unit(neighbour)
    assert gates(other, "form", neighbour)["formation"].state == "shut"


@mark.clause("MEM-06")
def test_officers_elected_in_a_meeting_that_was_called_off_do_not_count(people):
    """Whoever was chosen in a planned meeting was not chosen if it never took place."""
    by = people.village_operator
    unit = make.started_unit(by)
    planned = make.held_meeting("formation", by, on=FORMED_ON, hold=False)
    make.elect(unit, planned, make.with_members(unit, by, on=FORMED_ON), by)
    workflow.perform(planned, "cancel", by=by, on=TODAY, note="Hujan deras.")
    make.held_meeting("formation", by, on=FORMED_ON + timedelta(days=7))
    unit.refresh_from_db()
    assert gates(unit, "form", by)["officers"].state == "shut"


# --- one FCU per village ----------------------------------------------------------------------------------------------
@mark.clause("FCU-01")
def test_one_active_unit_per_village(people):
    make.started_unit(people.village_operator)
    with pytest.raises(ValidationError, match="sudah punya FCU"):
        make.started_unit(people.village_operator, name="Mawar")


@mark.clause("FCU-01")
def test_the_database_itself_keeps_to_one_unit_per_village(people, regions):
    make.started_unit(people.village_operator)
    second = FamilyCareUnit(name="Mawar", region=regions.village)
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyCareUnit.objects.bulk_create([second])
    FamilyCareUnit.objects.bulk_create([FamilyCareUnit(name="Mawar", region=regions.sibling)])
    assert FamilyCareUnit.objects.count() == 2


@mark.clause("FCU-01")
@pytest.mark.parametrize("role", ["tksk", "regency_reports", "ministry"])
def test_an_fcu_belongs_to_a_village(role, people):
    with pytest.raises(PermissionDenied):
        make.started_unit(getattr(people, role))


@mark.clause("FCU-01")
def test_a_village_may_begin_anew_but_not_on_the_old_meeting(people):
    by = people.village_operator
    old = make.active_unit(by)
    with pytest.raises(TransitionRefused, match="SK"):
        workflow.perform(old, "deactivate", by=by, on=old.decreed_on - timedelta(days=1), note="Terlalu dini.")
    workflow.perform(old, "deactivate", by=by, on=TODAY, note="Desa digabung.")
    assert (old.stage, old.deactivated_on) == ("inactive", TODAY)
    new = make.started_unit(by, name="Mawar")
    states = gates(new, "form", by)
    assert [states[n].state for n in ("formation", "record", "members", "officers")] == ["shut"] * 4


# --- the whole line -------------------------------------------------------------------------------------------------
def test_whole_line_reaches_active(people):
    unit = make.active_unit(people.village_operator)
    assert unit.stage == "active"
    assert unit.formed_on < unit.decreed_on <= unit.inaugurated_on
    stages = AuditEvent.objects.filter(object_uid=unit.uid, verb__startswith="transition:").order_by("id")
    assert [(e.stage_from, e.stage_to) for e in stages] == [
        ("preparation", "formed"), ("formed", "decreed"), ("decreed", "active"),
    ]  # fmt: skip


@pytest.mark.parametrize("step", ["form", "decree", "inaugurate"])
def test_no_step_is_taken_twice(step, people, sign_in):
    unit = make.active_unit(people.village_operator)
    response = sign_in(people.village_operator).post(
        f"/tahap/institutions.familycareunit/{unit.uid}/{step}/", {"_key": new_key()}
    )
    assert response.status_code == 409
    assert "tahapnya sekarang Aktif" in response.content.decode()


@mark.clause("FCU-13")
def test_the_seat_lies_in_the_village_on_the_screen_too(people, sign_in):
    unit = make.started_unit(people.village_operator)
    url = f"/fcu/{unit.uid}/ubah/"
    client = sign_in(people.village_operator)
    data = {"name": "Melati", "address": "Jalan Kota 1", "_version": unit.version}
    response = client.post(url, {**data, "_key": new_key()})
    assert response.status_code == 422 and "seated_in_village" in response.context["form"].errors
    assert client.post(url, {**data, "seated_in_village": "on", "_key": new_key()}).status_code == 302


def test_name_and_seat_stand_still_once_the_decree_is_ready(people):
    by = people.village_operator
    unit = make.formed_unit(by)
    make.ready_decree(unit, by)
    unit.name = "Mawar"
    with pytest.raises(TransitionRefused, match="draf"):
        unit_actions.save_unit(unit, by=by, on=TODAY, fields=["name"])
    assert FamilyCareUnit.objects.get(pk=unit.pk).name == "Melati"
