"""Two hands on the money of one village: approved once, and never more paid than there is (MEM-09, FUN-02)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from reporting.actions import cashbook as actions
from reporting.models import Allocation, CashBook, CashEntry
from reporting.money import ledger
from tests.factories import TODAY, AssignmentFactory
from tests.filling import new_key
from tests.reporting import cash, shares
from tests.test_races import at_once, copies, lost, posts, signed_in, won

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
LARGE = 600_000


def waits(people, money=1_000_000, times=1):
    cash.money_in(people.treasurer, money)
    return [cash.money_out(people.treasurer, LARGE) for _ in range(times)]


def in_book():
    """(balance as it is kept, balance as its lines add up)."""
    book = CashBook.objects.get()
    return book.balance, ledger.balance_on(book, TODAY)


def approving(row, by):
    return lambda: workflow.perform(row, "approve", by=by, on=TODAY)


def test_an_expense_is_approved_once(people, regions):
    row = waits(people)[0]
    second = AssignmentFactory(role="coordinator", region=regions.village)
    answers = at_once([
        approving(copy, by) for copy, by in zip(copies(row, 4), (people.coordinator, second) * 2, strict=True)
    ])  # fmt: skip
    assert (len(won(answers)), len(lost(answers, TransitionRefused))) == (1, 3)
    assert in_book() == (400_000, 400_000)
    assert CashEntry.objects.get(pk=row.pk).number == 1


def test_approved_and_refused_in_one_moment_is_one_of_both(people):
    row, again = copies(waits(people)[0], 2)
    answers = at_once([
        approving(row, people.coordinator),
        lambda: workflow.perform(again, "withdraw", by=people.treasurer, on=TODAY, note="Salah jumlah"),
    ])  # fmt: skip
    lost(answers, TransitionRefused)
    stage = CashEntry.objects.get(pk=row.pk).stage
    assert len(won(answers)) == 1
    assert in_book() == ((400_000, 400_000) if stage == "booked" else (1_000_000, 1_000_000))


def test_two_that_pass_the_balance_together_are_not_both_approved(people):
    rows = waits(people, times=2)
    answers = at_once([approving(row, people.coordinator) for row in rows])
    assert (len(won(answers)), len(lost(answers, TransitionRefused))) == (1, 1)
    assert in_book() == (400_000, 400_000)


def test_an_approval_and_another_expense_share_one_balance(people):
    row, by = waits(people, money=900_000)[0], people.treasurer
    book = CashBook.objects.get()

    def pay():
        entry = CashEntry(
            book=book, direction="out", amount=450_000, text="Sewa kursi", category="mentoring", payee="Pak Darmo",
            no_receipt_reason="Nota menyusul", on=TODAY,
        )  # fmt: skip
        return actions.record(entry, by=by, on=TODAY)

    answers = at_once([approving(row, people.coordinator), pay])
    assert (len(won(answers)), len(lost(answers, TransitionRefused, ValidationError))) == (1, 1)
    kept, told = in_book()
    assert kept == told and kept in (300_000, 450_000)


def test_eight_clicks_on_the_button_approve_once(people, sign_in):
    row = waits(people)[0]
    bodies = [{"note": "", "_key": new_key()} for _ in range(8)]
    url = reverse("transition", args=["reporting.cashentry", row.uid, "approve"])
    answers = posts(signed_in(sign_in, people.coordinator), url, bodies)
    codes = sorted(answer.status_code for answer in answers)
    assert codes[0] == 302 and set(codes[1:]) <= {403, 409}
    assert in_book() == (400_000, 400_000)


def test_one_agreement_begins_on_a_day(people):
    by = people.treasurer
    cash.book(by)
    meeting = shares.meeting(by)
    answers = at_once([lambda: shares.agreed(by, in_meeting=meeting) for _ in range(4)])
    assert (Allocation.objects.count(), len(won(answers))) == (1, 1)
    lost(answers, ValidationError)
