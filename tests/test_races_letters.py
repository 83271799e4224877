"""Two hands on the same paper: a letter is opened once, a list names nobody twice, two accounts are never mixed."""

import uuid

import pytest
from django.urls import reverse

from fcu_project import workflow
from fcu_project.models import AuditEvent, StaleVersion
from fcu_project.workflow import TransitionRefused
from institutions.actions import document as document_actions
from institutions.actions import meeting as meeting_actions
from institutions.models import (
    Attendance,
    FamilyCareUnit,
    Institution,
    InstitutionType,
    IssuedDocument,
    Meeting,
    Person,
)
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.institutions.fill_letters import letter
from tests.test_races import at_once, copies, lost, posts, quick_letters, signed_in, won  # noqa: F401

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def operators(people, regions):
    """Two people of the same office."""
    return people.village_operator, AssignmentFactory(role="village_operator", region=regions.village)


@pytest.mark.parametrize("kind", ["invitation", "record"])
def test_a_letter_of_a_meeting_is_opened_once(kind, operators):
    meeting = make.held_meeting("coordination_village", operators[0], on=TODAY, hold=False)
    answers = at_once([
        lambda row=row, by=by: document_actions.open_letter(row, kind, by=by, on=TODAY)
        for row, by in zip(copies(meeting, 4), operators * 2, strict=True)
    ])  # fmt: skip
    assert IssuedDocument.objects.filter(meeting=meeting, kind=kind).count() == 1
    lost(answers, StaleVersion, TransitionRefused)
    assert {letter.pk for letter in won(answers)} == {IssuedDocument.objects.get(meeting=meeting, kind=kind).pk}


def test_a_number_of_the_agenda_is_given_to_one_of_two_kinds(operators):
    """No constraint holds kinds together: who was slower must see the number of who was faster."""
    by = operators[0]
    letters = [ready(kind, by) for kind in ("letter", "cover", "recognition")]
    answers = at_once([
        lambda row=row: document_actions.issue_document(row, number="005/7", dated_on=TODAY, by=by) for row in letters
    ])  # fmt: skip
    assert len(won(answers)) == 1
    assert all("sudah dipakai" in str(error) for error in lost(answers, TransitionRefused))
    assert IssuedDocument.objects.filter(number="005/7").count() == 1


def ready(kind, by):
    workflow.perform(letter(by, kind=kind), "prepare", by=by, on=TODAY)
    return IssuedDocument.objects.get(kind=kind)


def test_a_decree_is_opened_once(operators):
    unit = make.formed_unit(operators[0])
    answers = at_once([
        lambda row=row, by=by: document_actions.open_decree(row, by=by, on=TODAY)
        for row, by in zip(copies(unit, 4), operators * 2, strict=True)
    ])  # fmt: skip
    assert unit.decrees.count() == 1
    assert IssuedDocument.objects.filter(kind="decree").count() == 1
    lost(answers, StaleVersion, TransitionRefused)
    assert {decree.pk for decree in won(answers)} == {unit.decrees.get().pk}


def test_eight_clicks_open_one_file_of_the_village_and_all_lead_there(operators, sign_in):
    """The rule "one FCU per village" must not turn the clicker's own twin into an error."""
    body = {"name": "Melati", "_key": str(uuid.uuid4())}
    answers = posts(signed_in(sign_in, operators[0]), reverse("institutions:unit-create"), [body] * 8)
    assert [answer.status_code for answer in answers] == [302] * 8
    assert FamilyCareUnit.objects.count() == 1


def test_eight_clicks_on_a_step_are_one_step_and_all_lead_there(operators, sign_in):
    meeting = make.held_meeting("formation", operators[0], on=TODAY, hold=False)
    make.give_all_reasons(meeting, "hold", operators[0])
    url, body = f"/tahap/institutions.meeting/{meeting.uid}/hold/", {"_key": str(uuid.uuid4())}
    answers = posts(signed_in(sign_in, operators[0]), url, [body] * 8)
    assert [answer.status_code for answer in answers] == [302] * 8
    assert AuditEvent.objects.filter(object_uid=meeting.uid, verb="transition:hold").count() == 1


def test_the_minutes_of_two_writers_are_never_mixed(operators):
    meeting = make.held_meeting("formation", operators[0], on=TODAY, hold=False)

    def write(row, by):
        row.minutes, row.objections = f"Notulen {by.pk}", f"Keberatan {by.pk}"
        return meeting_actions.save_minutes(row, by=by, on=TODAY)

    pairs = zip(copies(meeting, 2), operators, strict=True)
    answers = at_once([lambda row=row, by=by: write(row, by) for row, by in pairs])
    assert (len(won(answers)), len(lost(answers, StaleVersion))) == (1, 1)
    row = Meeting.objects.get(pk=meeting.pk)
    assert row.minutes.split()[-1] == row.objections.split()[-1]


def test_a_new_name_typed_by_two_at_once_is_one_person(operators, sign_in):
    meeting = make.held_meeting("formation", operators[0], on=TODAY, hold=False)
    body = {"name": "Siti Aminah", "sex": "female", "element": "psks", "present": "on"}
    bodies = [{**body, "_key": str(uuid.uuid4())} for _ in range(4)]
    answers = posts(signed_in(sign_in, operators[0]), reverse("institutions:attendance", args=[meeting.uid]), bodies)
    assert {answer.status_code for answer in answers} <= {302, 409, 422}
    assert Person.objects.filter(name="Siti Aminah").count() == 1
    assert Attendance.objects.filter(meeting=meeting, person__name="Siti Aminah").count() == 1


@pytest.mark.parametrize("count", [2, 4])
def test_a_body_registered_by_several_at_once_stands_there_once(count, operators, sign_in):
    """The rule of the register speaks to whoever was slower, with everything they typed."""
    body = {
        "name": "PKK Sidomekar", "legal_status": "informal", "leader": "Bu Kartini",
        "element": InstitutionType.objects.get(code="pkk").pk,
    }  # fmt: skip
    bodies = [{**body, "_key": str(uuid.uuid4())} for _ in range(count)]
    answers = posts(signed_in(sign_in, operators[0]), reverse("institutions:institution-create"), bodies)
    assert Institution.objects.filter(name="PKK Sidomekar").count() == 1
    codes = sorted(answer.status_code for answer in answers)
    assert codes[0] == 302 and set(codes[1:]) <= {409, 422}
    for answer in answers:
        assert answer.status_code == 302 or "sudah ada di wilayah Anda" in answer.content.decode()


def test_a_person_taken_in_by_two_at_once_is_a_member_once(operators, sign_in):
    unit = make.started_unit(operators[0])
    person = make.PersonFactory(region=operators[0].region)
    body = {
        "person": person.pk, "kind": "individual", "category": "activist", "competence": "Pegiat", "committed": "on",
        "joined_on": "01-03-2025",
    }  # fmt: skip
    bodies = [{**body, "_key": str(uuid.uuid4())} for _ in range(3)]
    answers = posts(signed_in(sign_in, operators[0]), reverse("institutions:member-create", args=[unit.uid]), bodies)
    assert unit.memberships.filter(person=person).count() == 1
    codes = sorted(answer.status_code for answer in answers)
    assert codes[0] == 302 and set(codes[1:]) <= {409, 422}
