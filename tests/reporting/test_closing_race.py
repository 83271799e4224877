"""An entry against the closing of its month, on committed transactions: the page that is locked holds every line."""

import pytest
from django.core.exceptions import ValidationError

from reporting.models import CashEntry, MonthClosing
from reporting.money import ledger
from tests.reporting import cash
from tests.reporting.fill_closing import LAST_MONTH, book_of_two_months, closed
from tests.test_races import at_once, lost, won

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("turn", range(5))
def test_an_entry_is_in_the_locked_amounts_or_refused(turn, people):
    """Either the month is closed and the entry told so, or the entry is booked and the page no longer fits."""
    by = people.treasurer
    book = book_of_two_months(by)
    answers = at_once([
        lambda: closed(by, stated=230_000), lambda: cash.money_out(by, 30_000, on=LAST_MONTH.last, text="Pulpen"),
    ])  # fmt: skip
    assert len(won(answers)) == 1
    lost(answers, ValidationError)
    book.refresh_from_db()
    row = MonthClosing.objects.first()
    booked = CashEntry.objects.filter(text="Pulpen").exists()
    assert (row is None) == booked
    assert ledger.balance_on(book, LAST_MONTH.last) == (200_000 if booked else 230_000) == book.balance
    assert row is None or row.closing == 230_000


def test_two_who_close_a_month_close_it_once(people):
    by = people.treasurer
    book_of_two_months(by)
    answers = at_once([lambda: closed(by)] * 4)
    assert len(won(answers)) == 1 and MonthClosing.objects.count() == 1
    assert all("sudah ditutup" in str(error) for error in answers if isinstance(error, Exception))
