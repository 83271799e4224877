"""Two hands on the same plan: agreed once, begun once, proposed once, and never agreed while a row is changed."""

import pytest
from django.core.exceptions import PermissionDenied

from fcu_project import workflow
from fcu_project.models import AuditEvent, StaleVersion
from fcu_project.workflow import TransitionRefused
from institutions.actions import plan as actions
from institutions.models import AnnualPlan, MusrenbangProposal, PlanItem, PlanRevision
from tests.factories import TODAY, AssignmentFactory
from tests.families import short
from tests.filling import new_key
from tests.institutions import fill_plan as fill
from tests.test_races import at_once, copies, lost, posts, quick_letters, signed_in, won  # noqa: F401

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def unit(regions, people):
    return short.unit(regions.village)


def put_forward(unit, people):
    plan = fill.ready_plan(unit, people.secretary)
    return workflow.perform(plan, "put_forward", by=people.secretary, on=TODAY)


def test_a_plan_is_agreed_once(people, regions, unit):
    plan = put_forward(unit, people)
    second = AssignmentFactory(role="coordinator", region=regions.village)
    answers = at_once([
        lambda row=row, by=by: workflow.perform(row, "agree", by=by, on=TODAY)
        for row, by in zip(copies(plan, 4), (people.coordinator, second) * 2, strict=True)
    ])  # fmt: skip
    assert (len(won(answers)), len(lost(answers, TransitionRefused))) == (1, 3)
    assert AuditEvent.objects.filter(object_uid=plan.uid, verb="transition:agree").count() == 1


def test_a_row_changed_in_the_same_moment_is_not_agreed_unseen(people, unit):
    plan = put_forward(unit, people)
    row = PlanItem.objects.select_related("plan").get()
    row.target = "Sasaran lain"
    answers = at_once([
        lambda: workflow.perform(AnnualPlan.objects.get(pk=plan.pk), "agree", by=people.coordinator, on=TODAY),
        lambda: actions.save_item(row, by=people.secretary, on=TODAY),
    ])  # fmt: skip
    lost(answers, TransitionRefused, StaleVersion, PermissionDenied)
    after = AnnualPlan.objects.get(pk=plan.pk)
    changed = PlanItem.objects.get().target == "Sasaran lain"
    assert (after.stage == "agreed") != changed, "either agreed as it was read, or changed and not agreed"


def test_eight_clicks_begin_one_plan(people, unit, sign_in):
    bodies = [{"year": str(TODAY.year), "_key": new_key()} for _ in range(8)]
    answers = posts(signed_in(sign_in, people.secretary), fill.url("plan-start"), bodies)
    assert AnnualPlan.objects.count() == 1
    codes = sorted(answer.status_code for answer in answers)
    assert codes[0] == 302 and set(codes[1:]) <= {409, 422}


def test_a_row_is_proposed_once_and_a_revision_opened_once(people, unit):
    plan = fill.agreed_plan(unit, people)
    rows = [PlanItem.objects.select_related("plan__unit").get() for _ in range(4)]
    answers = at_once([
        lambda row=row: actions.bring_to_musrenbang(row, year=TODAY.year + 1, reason="Usulan", by=people.secretary,
                                                    on=TODAY)
        for row in rows
    ])  # fmt: skip
    assert (MusrenbangProposal.objects.count(), len(won(answers))) == (1, 1)
    lost(answers, StaleVersion, TransitionRefused)
    answers = at_once([
        lambda row=row: actions.open_revision(
            PlanRevision(plan=row, reason="Alasan", on=TODAY), by=people.secretary, on=TODAY)
        for row in copies(plan, 4)
    ])  # fmt: skip
    assert (PlanRevision.objects.count(), len(won(answers))) == (1, 1)
    lost(answers, StaleVersion, TransitionRefused)
