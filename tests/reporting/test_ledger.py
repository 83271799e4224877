"""The rules of the cash book: purses, days, shares, aid; and that no rupiah is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from reporting.actions import cashbook as actions
from reporting.money import ledger
from tests.factories import TODAY
from tests.reporting import cash

pytestmark = pytest.mark.django_db


def test_a_reversal_gives_back_what_an_expense_took(people):
    by = people.treasurer
    cash.money_in(by, 300_000)
    spent = cash.money_out(by, 120_000)
    actions.reverse(cash.fresh(spent), by=by, on=TODAY, reason="Salah jumlah")
    book = cash.book(by)
    book.refresh_from_db()
    assert (book.balance, ledger.balance_on(book, TODAY), ledger.spent_on(book, "mentoring", TODAY.year)) == (
        300_000, 300_000, 0,
    )  # fmt: skip


def test_an_expense_before_the_money_came_is_refused_with_the_balance(people):
    by = people.treasurer
    cash.money_in(by, 300_000, days_ago=5)
    with pytest.raises(ValidationError, match="Rp0"):
        cash.money_out(by, 120_000, days_ago=6)
    with pytest.raises(ValidationError, match="Rp300.000"):
        cash.money_out(by, 300_001, days_ago=5)


def test_a_later_expense_is_not_robbed_by_an_earlier_day(people):
    by = people.treasurer
    cash.money_in(by, 300_000, days_ago=20)
    cash.money_out(by, 250_000, days_ago=2)
    with pytest.raises(ValidationError, match="hanya ada Rp50.000"):
        cash.money_out(by, 60_000, days_ago=10)


def test_aid_is_spent_for_its_purpose_only(people):
    by = people.treasurer
    aid = cash.aid(by, received=400_000)
    with pytest.raises(ValidationError, match="hanya boleh dipakai untuk: Bimbingan usaha"):
        cash.money_out(by, 100_000, aid=aid)
    with pytest.raises(ValidationError, match="Rp0"):
        cash.money_out(by, 100_000)  # the general purse is empty
    cash.money_out(by, 100_000, aid=aid, category="economy")
    aid.refresh_from_db()
    assert aid.balance == 300_000
    assert cash.book(by).general == 0


def test_a_future_day_is_refused(people):
    with pytest.raises(ValidationError, match="setelah hari ini"):
        cash.money_in(people.treasurer, 1000, on=TODAY + timedelta(days=1))


def test_a_reversal_of_the_same_day_stands_after_what_it_takes_back(people):
    by = people.treasurer
    book = cash.book(by)
    cash.money_in(by, 300_000, days_ago=0)
    wrong = cash.money_out(by, 120_000, days_ago=0)
    cash.money_out(by, 50_000, days_ago=0)
    actions.reverse(cash.fresh(wrong), by=by, on=TODAY, reason="Salah jumlah")
    lines = ledger.lines_of(book, TODAY.replace(month=1, day=1), TODAY)
    assert [line.entry.signed for line in lines] == [300_000, -120_000, 120_000, -50_000]
    assert [line.balance for line in lines] == [300_000, 180_000, 300_000, 250_000]


def test_a_line_never_stands_below_zero_for_the_sake_of_order(people):
    by = people.treasurer
    cash.money_in(by, 100_000, days_ago=9)
    wrong = cash.money_out(by, 100_000, days_ago=0)
    actions.reverse(cash.fresh(wrong), by=by, on=TODAY, reason="Salah jumlah")
    cash.money_out(by, 60_000, days_ago=3)  # written later, dated before: 40.000 are left when the day begins
    lines = ledger.lines_of(cash.book(by), TODAY.replace(month=1, day=1), TODAY)
    assert min(line.balance for line in lines) >= 0
    assert [line.entry.signed for line in lines if line.entry.on == TODAY] == [100_000, -100_000]
