"""The year of the cash book that other tests print: it holds one of everything and its sums agree."""

from datetime import date

from institutions.plans import Source
from reporting.models import CashEntry
from reporting.money import ledger
from reporting.money.purses import Spending
from tests.reporting.year import LINES, OPENING, YEAR, year_of_cash


def test_the_year_has_one_of_everything_and_its_sums_agree(people):
    book = year_of_cash(people)
    lines = ledger.lines_of(book, date(YEAR, 1, 1), date(YEAR, 12, 31))
    assert [line.number for line in lines] == list(range(1, LINES + 1))
    assert lines[-1].balance == book.balance == OPENING + sum(line.entry.signed for line in lines)
    assert min(line.balance for line in lines) >= 0 and book.earmarked == 0
    assert {line.entry.source for line in lines} - {""} == set(Source)
    assert {line.entry.category for line in lines} - {""} == set(Spending)
    back = CashEntry.objects.filter(book=book, reverses__isnull=False)
    assert set(back.values_list("direction", flat=True)) == {"in", "out"}
