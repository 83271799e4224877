"""From the decree to the inauguration: no step without its paper, no date before the one it rests on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.models import Decree, FamilyCareUnit, Meeting
from tests import factories as make
from tests.factories import TODAY
from tests.form_routes import new_key
from tests.steps import gates, stage_of

mark = pytest.mark


@mark.clause("FCU-07")
def test_no_decree_no_inauguration(people, sign_in):
    """Neither the call nor the address moves an FCU to "Dikukuhkan" without an issued decree."""
    by = people.village_operator
    unit = make.formed_unit(by)
    assert gates(unit, "decree", by)["decree"].state == "shut"
    make.ready_decree(unit, by)
    assert gates(unit, "decree", by)["decree"].state == "shut"
    with pytest.raises(TransitionRefused, match="SK"):
        workflow.perform(unit, "decree", by=by, on=TODAY)
    client = sign_in(by)
    for step in ("decree", "inaugurate"):
        response = client.post(f"/tahap/institutions.familycareunit/{unit.uid}/{step}/", {"_key": new_key()})
        assert response.status_code == 409
    assert stage_of(unit) == "formed"


@mark.clause("FCU-07")
def test_the_decree_moves_the_fcu_and_sets_the_officers(people):
    by = people.village_operator
    day = TODAY - timedelta(days=30)
    unit = make.decreed_unit(by, on=day)
    decree = unit.decree_in_force()
    assert (unit.stage, unit.get_stage_display(), unit.decreed_on) == ("decreed", "Dikukuhkan", day)
    assert (decree.document.number, decree.document.stage) == ("141/12/KEP/2025", "issued")
    terms = unit.current_officers()
    assert [t.post for t in terms] == ["coordinator", "secretary", "treasurer"]
    assert {(t.decree, t.valid_from) for t in terms} == {(decree, decree.effective_on)}


@mark.clause("FCU-07")
@pytest.mark.parametrize("stage", ["decreed", "active"])
def test_the_database_itself_asks_for_the_date_of_the_decree(stage, regions):
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyCareUnit.objects.bulk_create([FamilyCareUnit(name="Melati", region=regions.village, stage=stage)])


@mark.clause("FCU-15")
@pytest.mark.parametrize("days", [0, 5])
def test_the_event_is_on_or_after_the_decree(days, people, sign_in):
    by = people.village_operator
    unit = make.decreed_unit(by, on=TODAY - timedelta(days=30))
    assert gates(unit, "inaugurate", by)["inauguration"].state == "shut"
    held_on = unit.decreed_on + timedelta(days=days)
    make.held_meeting("inauguration", by, on=held_on, elements=("government", "psks"))
    assert gates(unit, "inaugurate", by)["inauguration"].state == "open"
    response = sign_in(by).post(f"/tahap/institutions.familycareunit/{unit.uid}/inaugurate/", {"_key": new_key()})
    assert response.status_code == 302
    unit.refresh_from_db()
    assert (unit.stage, unit.inaugurated_on) == ("active", held_on)
    assert Decree.objects.get(unit=unit).document.dated_on <= unit.inaugurated_on


@mark.clause("FCU-15")
def test_an_event_before_the_decree_does_not_inaugurate(people, sign_in):
    """Told when the event is declared held, and again on the road, whatever the row says."""
    by = people.village_operator
    unit = make.decreed_unit(by, on=TODAY - timedelta(days=30))
    early = unit.decreed_on - timedelta(days=1)
    event = make.held_meeting("inauguration", by, on=early, elements=("government", "psks"), hold=False)
    client = sign_in(by)
    refused = client.post(f"/tahap/institutions.meeting/{event.uid}/hold/", {"_key": new_key()})
    assert refused.status_code == 409 and "tidak boleh mendahului tanggal SK" in refused.content.decode()
    Meeting.objects.filter(pk=event.pk).update(stage="held")
    assert "tidak boleh mendahului tanggal SK" in gates(unit, "inaugurate", by)["inauguration"].detail
    response = client.post(f"/tahap/institutions.familycareunit/{unit.uid}/inaugurate/", {"_key": new_key()})
    assert response.status_code == 409
    unit.refresh_from_db()
    assert (unit.stage, unit.inaugurated_on) == ("decreed", None)


@mark.clause("FCU-15")
def test_the_database_itself_keeps_the_order_of_decree_and_event(people):
    unit = make.decreed_unit(people.village_operator)
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyCareUnit.objects.filter(pk=unit.pk).update(inaugurated_on=unit.decreed_on - timedelta(days=1))


@mark.clause("FCU-15")
def test_the_event_of_another_village_does_not_inaugurate(people, regions):
    by = people.village_operator
    unit = make.decreed_unit(by)
    neighbour = make.AssignmentFactory(role="village_operator", region=regions.sibling)
    make.decreed_unit(neighbour)
    make.held_meeting("inauguration", neighbour, on=TODAY, elements=("government", "psks"))
    assert gates(unit, "inaugurate", by)["inauguration"].state == "shut"
