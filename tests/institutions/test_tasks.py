"""What the home page asks of a village: the next step, and nothing twice."""

from datetime import timedelta

from institutions.tasks.founding import founding_tasks
from tests import factories as make
from tests.factories import TODAY


def titles(by):
    return [task.title for task in founding_tasks(by, TODAY)]


def test_a_village_that_has_nothing_is_asked_to_start(people):
    assert titles(people.village_operator) == ["Mulai pendirian FCU"]


def test_a_planned_meeting_is_asked_for_once_beside_the_step_it_closes(people):
    """The road of a village with its meeting under way: the meeting's own task, and other conditions, never both."""
    by = people.village_operator
    unit = make.started_unit(by)
    make.give_all_reasons(unit, "form", by)
    make.InstitutionFactory(region=by.region)
    planned = make.held_meeting("coordination_village", by, on=TODAY - timedelta(days=1), hold=False)
    tasks = list(founding_tasks(by, TODAY))
    assert [task.url for task in tasks].count(planned.get_absolute_url()) == 1
    assert not [task for task in tasks if "Rapat koordinasi" in task.why]


def test_a_decree_waiting_for_its_number_is_asked_for_once(people):
    by = people.village_operator
    unit = make.formed_unit(by)
    make.ready_decree(unit, by)
    asked = titles(by)
    assert len(asked) == 1 and "siap ditandatangani" in asked[0]


def test_the_step_stands_there_while_nothing_else_leads_to_it(people):
    unit = make.formed_unit(people.village_operator)
    assert unit.latest_decree() is None
    assert any(title.startswith("Langkah 5: Penetapan (SK)") for title in titles(people.village_operator))
