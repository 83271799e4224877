"""Two hands in one cash box: of two expenses that together pass the balance one is booked; one mistake is taken back
once; nothing is written into a month while it closes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from fcu_project import files
from fcu_project.models import StaleVersion
from fcu_project.workflow import TransitionRefused
from reporting.actions import cashbook as actions
from reporting.models import CashBook, CashEntry, EarmarkedAid, MonthClosing
from reporting.money import ledger
from tests import factories
from tests.factories import TODAY
from tests.reporting import cash, make
from tests.test_races import at_once, lost, won

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 3
MONTH_AGO = TODAY.replace(day=1) - timedelta(days=1)  # the last day of the month before


def left(aid=None):
    """Rupiah as stored and as added up; both must be the same."""
    book = CashBook.objects.get()
    stored = EarmarkedAid.objects.get(pk=aid.pk).balance if aid else book.general
    start = 0 if aid else book.opening_balance
    assert stored == start + ledger.total(ledger.entries_of(book, aid))
    return stored


def test_two_expenses_that_together_pass_the_balance(people):
    by = people.treasurer
    for _ in range(ROUNDS):
        cash.money_in(by, 100_000 - (left() if CashBook.objects.exists() else 0))
        answers = at_once([lambda: cash.money_out(by, 60_000)] * 2)
        (one,) = won(answers)
        (told,) = lost(answers, ValidationError)
        assert "Rp40.000" in str(told) and left() == 40_000
    numbers = list(CashEntry.objects.filter(direction="out").order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, ROUNDS + 1)) and one.number


def test_many_small_entries_lose_no_rupiah_and_no_number(people):
    by = people.treasurer
    cash.book(by, opening=10_000)
    works = [lambda: cash.money_in(by, 7001, days_ago=9), lambda: cash.money_out(by, 1003, days_ago=2)] * 4
    assert lost(at_once(works)) == [] and left() == 10_000 + 4 * (7001 - 1003)
    for direction in ("in", "out"):
        numbers = sorted(CashEntry.objects.filter(direction=direction).values_list("number", flat=True))
        assert numbers == [1, 2, 3, 4]


def test_two_expenses_from_one_aid(people):
    by = people.treasurer
    aid = cash.aid(by, received=100_000)
    answers = at_once([lambda: cash.money_out(by, 60_000, aid=aid, category="economy")] * 2)
    assert len(won(answers)) == len(lost(answers, ValidationError)) == 1 and left(aid) == 40_000


def test_one_entry_is_reversed_once(people):
    by = people.treasurer
    for _ in range(ROUNDS):
        row = cash.fresh(cash.money_in(by, 50_000))
        before = left()
        answers = at_once([lambda row=row: actions.reverse(row, by=by, on=TODAY, reason="Salah jumlah")] * 3)
        assert len(won(answers)) == 1 and len(lost(answers, TransitionRefused)) == 2 and left() == before - 50_000


def test_a_reversal_of_income_against_an_expense_of_the_same_money(people):
    by = people.treasurer
    row = cash.fresh(cash.money_in(by, 50_000))
    answers = at_once([
        lambda: actions.reverse(row, by=by, on=TODAY, reason="Salah jumlah"), lambda: cash.money_out(by, 30_000),
    ])  # fmt: skip
    assert len(won(answers)) == 1 and len(lost(answers, ValidationError)) == 1 and left() in (0, 20_000)


def test_one_receipt_for_two_expenses(people):
    by = people.treasurer
    cash.money_in(by, 900_000)
    answers = at_once([lambda: cash.money_out(by, 60_000, receipt=factories.scan())] * 2)
    assert len(won(answers)) == 1 and len(lost(answers, ValidationError)) == 1 and left() == 840_000


def test_a_receipt_against_a_reversal(people):
    by = people.treasurer
    cash.money_in(by, 900_000)
    row = cash.money_out(by, 60_000)
    answers = at_once([
        lambda: actions.attach_receipt(cash.fresh(row), factories.scan(), by=by, on=TODAY),
        lambda: actions.reverse(row, by=by, on=TODAY, reason="Salah jumlah"),
    ])  # fmt: skip
    lost(answers, StaleVersion, TransitionRefused)
    now = cash.fresh(row)
    assert won(answers) and not (now.is_reversed and now.receipt_print)


def test_an_entry_against_the_closing_of_its_month(people):
    """Whoever closes holds the book like whoever writes: the entry stands in the closed sums, or is refused."""
    by = people.treasurer
    book = cash.book(by, opened_on=MONTH_AGO.replace(day=1))
    scan = files.store_scan(factories.scan(), by=by)

    @transaction.atomic
    def close():
        held = ledger.held_book(CashBook.objects.get(pk=book.pk))
        income = ledger.total(CashEntry.objects.booked().filter(book=held, on__lte=MONTH_AGO))
        return MonthClosing.objects.create(
            book=held, year=MONTH_AGO.year, month=MONTH_AGO.month, opening=0, income=income, expense=0, closing=income,
            lines=1, signed_on=TODAY, scan=scan, treasurer="B", coordinator="K", closed_by="B",
        )  # fmt: skip

    answers = at_once([close, lambda: cash.money_in(by, 25_000, on=MONTH_AGO)])
    lost(answers, ValidationError)
    assert MonthClosing.objects.get().closing == ledger.balance_on(book, MONTH_AGO) == left()


def test_a_book_is_opened_once(people):
    unit = make.unit_of(people.treasurer.region)
    answers = at_once([
        lambda: actions.open_book(CashBook(unit=unit, opened_on=TODAY), by=people.treasurer, on=TODAY)
    ] * 3)  # fmt: skip
    assert len(won(answers)) == 1 and len(lost(answers, TransitionRefused, IntegrityError)) == 2
