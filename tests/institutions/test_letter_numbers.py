"""The register of letters: a number belongs to one letter for ever, nobody acts for another."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.actions import document as actions
from institutions.models import IssuedDocument, LegalBasis, OfficerTerm, Person
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory

mark = pytest.mark


@pytest.fixture
def by(people):
    return people.village_operator


@pytest.fixture
def unit(by):
    return make.formed_unit(by)


def ready_record(by, *, held_on=TODAY):
    letter = actions.open_letter(make.held_meeting("coordination_village", by, on=held_on), "record", by=by, on=TODAY)
    return workflow.perform(letter, "prepare", by=by, on=TODAY)


def issue(letter, by, *, number="400/1", dated_on=TODAY, scan=None):
    fresh = IssuedDocument.objects.get(pk=letter.pk)
    return actions.issue_document(fresh, number=number, dated_on=dated_on, scan=scan, by=by)


def test_a_number_is_used_once_per_issuer_kind_and_year(by):
    first, second = ready_record(by), ready_record(by)
    last_year = TODAY.replace(month=1, day=1) - timedelta(days=200)
    earlier = ready_record(by, held_on=last_year)
    issue(first, by)
    with pytest.raises(TransitionRefused, match="sudah dipakai"):
        issue(second, by, number=" 400/1 ")
    assert IssuedDocument.objects.get(pk=second.pk).stage == "ready"
    assert issue(second, by, number="400/2").stage == "issued"
    assert issue(earlier, by, dated_on=last_year).stage == "issued"


def test_a_cancelled_number_is_never_given_again(by):
    first = ready_record(by)
    issue(first, by)
    workflow.perform(IssuedDocument.objects.get(pk=first.pk), "cancel", by=by, on=TODAY, note="Salah cetak.")
    second = workflow.perform(actions.open_letter(first.meeting, "record", by=by, on=TODAY), "prepare", by=by, on=TODAY)
    assert second.pk != first.pk
    with pytest.raises(TransitionRefused, match="sudah dipakai"):
        issue(second, by)


def test_two_villages_use_the_same_number(by, regions):
    neighbour = AssignmentFactory(role="village_operator", region=regions.sibling)
    assert {issue(ready_record(who), who).stage for who in (by, neighbour)} == {"issued"}


@pytest.mark.parametrize("role", ["coordinator", "secretary"])
@pytest.mark.parametrize("step", ["prepare", "cancel"])
def test_the_fcu_does_not_act_on_the_decree_of_the_village(role, step, unit, by, people):
    decree = actions.open_decree(unit, by=by, on=TODAY)
    with pytest.raises(PermissionDenied):
        workflow.perform(decree.document, step, by=getattr(people, role), on=TODAY, note="x")
    assert IssuedDocument.objects.get(pk=decree.document_id).stage == "draft"


@pytest.mark.parametrize("role", ["lk3", "regency_funds"])
def test_another_office_of_the_kabupaten_does_not_cancel_the_letter_of_the_dinas(role, people):
    dinas = people.regency_reports
    meeting = make.held_meeting("coordination_regency", dinas, on=TODAY)
    letter = actions.open_letter(meeting, "record", by=dinas, on=TODAY)
    with pytest.raises(PermissionDenied):
        workflow.perform(letter, "cancel", by=getattr(people, role), on=TODAY, note="x")


@mark.clause("FCU-06")
def test_the_record_on_which_an_fcu_rests_is_not_cancelled(unit, by):
    record = IssuedDocument.objects.get(kind="record")
    with pytest.raises(TransitionRefused, match="sudah didasarkan"):
        workflow.perform(record, "cancel", by=by, on=TODAY, note="Keliru.")
    assert IssuedDocument.objects.get(pk=record.pk).stage == "issued"


@mark.clause("FCU-07")
def test_the_decree_says_what_was_signed_whatever_changes_later(unit, by):
    decree = make.ready_decree(unit, by)
    frozen = dict(IssuedDocument.objects.get(pk=decree.document_id).facts)
    coordinator = OfficerTerm.objects.get(post="coordinator").membership.person
    Person.objects.filter(pk=coordinator.pk).update(name="Nama Lain Sama Sekali")
    issued = issue(decree.document, by, number="141/12", scan=make.scan())
    assert "Nama Lain" not in str(issued.facts)
    assert (issued.facts["number"], issued.facts["dated_on"]) == ("141/12", TODAY.isoformat())
    assert {name for name in frozen if frozen[name] != issued.facts[name]} == {"number", "dated_on"}


def test_opening_a_decree_again_finds_the_same_one(unit, by, regions):
    assert actions.open_decree(unit, by=by, on=TODAY) == actions.open_decree(unit, by=by, on=TODAY)
    neighbour = AssignmentFactory(role="village_operator", region=regions.sibling)
    with pytest.raises(PermissionDenied):
        actions.open_decree(unit, by=neighbour, on=TODAY)


@mark.clause("FCU-08")
@pytest.mark.parametrize(("role", "edits"), [
    ("ministry", True), ("administrator", True), ("village_operator", False), ("regency_reports", False)])  # fmt: skip
def test_the_list_of_laws_is_kept_by_the_ministry_and_read_by_all(role, edits, people, sign_in):
    law = LegalBasis.objects.first()
    page = sign_in(getattr(people, role)).get(f"/admin/institutions/legalbasis/{law.pk}/change/")
    assert page.status_code == 200
    assert ('name="valid_until' in page.content.decode()) == edits


def test_the_administrator_keeps_the_classification_codes(people, sign_in):
    client = sign_in(people.administrator)
    for path in ("", "add/"):
        assert client.get(f"/admin/institutions/letterclass/{path}").status_code == 200
