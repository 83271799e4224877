"""The programme is made known level by level; of an event above, a lower office has the paper."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.actions import meeting as actions
from institutions.meetings import KINDS, Kind
from institutions.models import Meeting
from institutions.workflow.meeting import gates_for
from tests import factories as make
from tests.factories import TODAY
from tests.form_routes import new_key

mark = pytest.mark


def order_of(meeting):
    return next((gate for gate in gates_for(meeting, TODAY) if gate.name == "order"), None)


@mark.parametrize(("kind", "role", "place", "before", "above"), [
    pytest.param("socialisation_regency", "province", "regency", "socialisation_province", "ministry",
                 marks=mark.clause("STG-11")),
    pytest.param("socialisation_subdistrict", "regency_reports", "subdistrict", "socialisation_regency", "province",
                 marks=mark.clause("STG-12")),
])  # fmt: skip
def test_a_level_that_goes_ahead_of_the_one_above_says_why(kind, role, place, before, above, people, regions, sign_in):
    by, host = getattr(people, role), getattr(people, above)
    meeting = make.held_meeting(kind, by, on=TODAY, region=getattr(regions, place), hold=False)
    gate = order_of(meeting)
    assert (gate.state, gate.allows_reason) == ("warn", True)
    assert gate.detail == f"{Kind(before).label} belum tercatat sebelum acara ini."
    assert gate.fix_url == reverse("institutions:meeting-create", args=[before])
    assert sign_in(by).get(gate.fix_url).status_code == 200
    make.give_all_reasons(meeting, "hold", by, leave_out=("order",))
    with pytest.raises(TransitionRefused, match="belum tercatat sebelum acara ini"):
        workflow.perform(meeting, "hold", by=by, on=TODAY)
    place = getattr(regions, KINDS[before].level)
    event = make.held_meeting(before, host, on=TODAY + timedelta(days=1), region=place, hold=False)
    Meeting.objects.filter(pk=event.pk).update(stage="held")
    assert "sesudah acara ini" in order_of(meeting).detail and order_of(meeting).state == "warn"
    Meeting.objects.filter(pk=event.pk).update(held_on=TODAY)
    assert order_of(meeting).state == "open"
    workflow.perform(meeting, "hold", by=by, on=TODAY)
    assert meeting.stage == "held"


@mark.clause("STG-12")
def test_ahead_of_the_kabupaten_with_a_written_reason_that_stands_on_the_page(people, regions, sign_in):
    by = people.regency_reports
    meeting = make.held_meeting("socialisation_subdistrict", by, on=TODAY, region=regions.subdistrict, hold=False)
    make.give_all_reasons(meeting, "hold", by, leave_out=("order",))
    client, hold = sign_in(by), f"/tahap/institutions.meeting/{meeting.uid}/hold/"
    assert client.post(hold, {"_key": new_key()}).status_code == 409
    words = {"_key": new_key(), "reason": "Provinsi baru sempat bulan depan."}
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert f'name="next" value="{meeting.get_absolute_url()}"' in page
    assert client.post(f"/alasan/institutions.meeting/{meeting.uid}/order/", words).status_code == 302
    assert client.post(hold, {"_key": new_key()}).status_code == 302
    html = client.get(meeting.get_absolute_url()).content.decode()
    assert "Tingkat di atasnya lebih dahulu:" in html and "Provinsi baru sempat bulan depan." in html


@mark.clause("STG-12")
def test_one_event_for_both_levels_is_in_order(people, regions):
    make.held_meeting("socialisation_province", people.ministry, on=TODAY, region=regions.province)
    joint = make.held_meeting("socialisation_regency", people.province, on=TODAY, region=regions.regency,
                              also=["socialisation_subdistrict"], hold=False)  # fmt: skip
    assert order_of(joint).state == "open"


@mark.clause("STG-12")
def test_the_kabupaten_of_another_province_came_first_for_nobody_here(people, regions):
    make.held_meeting("socialisation_regency", people.province, on=TODAY, region=regions.city)
    meeting = make.held_meeting(
        "socialisation_subdistrict", people.regency_reports, on=TODAY, region=regions.subdistrict, hold=False
    )
    assert order_of(meeting).state == "warn"


@mark.parametrize("kind", ["formation", "inauguration", "routine", "coordination_village"])
def test_meetings_of_the_village_have_no_level_to_wait_for(kind, people):
    by = people.secretary if kind == "routine" else people.village_operator
    assert order_of(make.held_meeting(kind, by, on=TODAY, hold=False)) is None


# --- told by its paper ------------------------------------------------------------------------------------------------
@mark.clause("STG-11", "STG-12", "STG-13", "STG-14")
@mark.parametrize("kind", [kind for kind, row in KINDS.items() if row.level != "village"])
def test_of_an_event_above_a_village_needs_the_paper_only(kind, people, sign_in):
    """Date, place and the letter's number or scan prove it; list and minutes lie with its host."""
    by = people.village_operator
    meeting = Meeting(kind=kind, held_on=TODAY, place="Aula", agenda="Pembukaan")
    actions.save_meeting(meeting, by=by, on=TODAY)
    asked = {gate.name: gate.state for gate in gates_for(meeting, TODAY)}
    assert asked.pop("order", "warn") == "warn"
    assert asked == {"date": "open", "paper": "shut"}
    with pytest.raises(TransitionRefused, match="nomor surat"):
        workflow.perform(meeting, "hold", by=by, on=TODAY)
    meeting.paper_number = "005/77/2026"
    actions.save_meeting(meeting, by=by, on=TODAY)
    make.give_all_reasons(meeting, "hold", by)
    page = sign_in(by).get(meeting.get_absolute_url()).content.decode()
    assert "ada pada penyelenggara" in page and "Notulen belum diisi" not in page
    workflow.perform(meeting, "hold", by=by, on=TODAY)
    assert meeting.stage == "held"


def test_after_a_meeting_the_way_leads_on_until_the_fcu_is_active(people, sign_in):
    by = people.village_operator
    client, way = sign_in(by), "Lanjut di jalan pendirian"
    meeting = make.held_meeting("coordination_village", by, on=TODAY - timedelta(days=70), hold=False)
    assert way not in client.get(meeting.get_absolute_url()).content.decode()
    make.give_all_reasons(meeting, "hold", by)
    workflow.perform(meeting, "hold", by=by, on=TODAY)
    assert way in client.get(meeting.get_absolute_url()).content.decode()
    make.active_unit(by)
    assert way not in client.get(meeting.get_absolute_url()).content.decode()


@mark.clause("FCU-06", "MEM-13")
def test_a_village_meeting_recorded_by_tksk_is_recorded_in_full(people, regions):
    meeting = Meeting(kind="formation", held_on=TODAY, place="Aula", agenda="Pembukaan", region=regions.village)
    actions.save_meeting(meeting, by=people.tksk, on=TODAY)
    asked = {gate.name for gate in gates_for(meeting, TODAY)}
    assert {"attendance", "minutes", "method", "paper", "present_government"} <= asked
