"""Several at once on committed transactions: never above the entitlement, never decided or paid twice."""

import pytest
from django.core.exceptions import ValidationError

from fcu_project import workflow
from fcu_project.models import AuditEvent, StaleVersion
from fcu_project.workflow import TransitionRefused
from reporting.actions import stimulus as actions
from reporting.models import Disbursement, FamilyAccount, StimulusGrant
from tests import factories
from tests.factories import TODAY
from tests.reporting import fill_stimulus as fill
from tests.reporting import stimulus as rows
from tests.test_races import at_once, copies, lost, won

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def sums():
    return StimulusGrant.objects.values_list("claimed", "paid").get()


@pytest.mark.clause("FUN-04")
def test_requests_at_once_never_pass_the_entitlement_together(people):
    grant = rows.grant(people)
    member = grant.family.members.first()

    def ask(own, by):
        row = Disbursement(grant=own, requested_on=TODAY, requested_by=member, amount=800_000, purpose="Beras")
        return actions.ask(row, by=by, on=TODAY)

    clerks = (people.secretary, people.treasurer) * 3
    answers = at_once([
        lambda own=own, by=by: ask(own, by) for own, by in zip(copies(grant, 6), clerks, strict=True)
    ])  # fmt: skip
    assert len(won(answers)) == 3
    assert all("Rp600.000" in str(error) for error in lost(answers, ValidationError))
    assert sums() == (2_400_000, 0)
    assert sorted(row.number for row in won(answers)) == [1, 2, 3]


@pytest.mark.parametrize("turn", range(3))
def test_approval_against_withdrawal_has_one_winner(turn, people):
    one, other = copies(fill.asked(people), 2)
    answers = at_once([
        lambda: actions.approve(one, by=people.regency_funds, on=TODAY, amount=1_500_000, number="460/20"),
        lambda: workflow.perform(other, "withdraw", by=people.secretary, on=TODAY, note="Belum perlu."),
    ])  # fmt: skip
    stage = Disbursement.objects.get().stage
    if stage == "approved":
        assert len(won(answers)) == 1 and sums() == (1_500_000, 0)
    else:  # withdrawn at once, or right after the approval: the family may do that until it is paid
        assert stage == "withdrawn" and sums() == (0, 0)
    for error in lost(answers, TransitionRefused, StaleVersion):
        assert str(error)


def test_four_who_pay_pay_once(people, regions):
    colleague = factories.AssignmentFactory(role="regency_funds", region=regions.regency)
    clerks = (people.regency_funds, colleague) * 2
    pairs = zip(copies(fill.approved(people), 4), clerks, strict=True)
    answers = at_once([
        lambda row=row, by=by: actions.pay(row, by=by, on=TODAY, proof="SP2D 113") for row, by in pairs
    ])  # fmt: skip
    assert len(won(answers)) == 1
    assert lost(answers, TransitionRefused, StaleVersion)
    row = Disbursement.objects.get()
    assert (row.stage, sums()) == ("paid", (2_000_000, 2_000_000))
    assert AuditEvent.objects.filter(object_uid=row.uid, verb="transition:pay").count() == 1


def test_a_payment_never_goes_into_an_account_that_closed_meanwhile(people):
    row = fill.approved(people)
    account = FamilyAccount.objects.get()
    answers = at_once([
        lambda: actions.pay(row, by=people.regency_funds, on=TODAY, proof="SP2D 113"),
        lambda: actions.close_account(account, by=people.regency_funds, on=TODAY, reason="Buku hilang"),
    ])  # fmt: skip
    paid = AuditEvent.objects.filter(object_uid=row.uid, verb="transition:pay").order_by("id").first()
    closed = AuditEvent.objects.filter(object_uid=account.uid, verb="account:close").order_by("id").first()
    assert won(answers)
    if paid and closed:
        assert paid.pk < closed.pk
    assert bool(paid) == (Disbursement.objects.get().stage == "paid")
