"""No rupiah is lost: whatever is booked on whatever day, taken back, refused or closed, all sums agree."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fcu_project import files
from fcu_project.workflow import TransitionRefused
from institutions.models import Region
from reporting.actions import cashbook as actions
from reporting.models import CashBook, CashEntry, EarmarkedAid, MonthClosing
from reporting.money import ledger
from tests.factories import TODAY, AssignmentFactory, make_regions, scan
from tests.reporting import cash, make

DAYS = 90
OPENING = 500_000
AMOUNTS = st.integers(1, 400_000)
AGO = st.integers(0, DAYS)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("in"), AMOUNTS, AGO),
        st.tuples(st.just("out"), AMOUNTS, AGO),
        st.tuples(st.just("aid-in"), AMOUNTS, AGO),
        st.tuples(st.just("aid-out"), AMOUNTS, AGO),
        st.tuples(st.just("wait"), st.integers(500_000, 900_000), AGO),
        st.tuples(st.just("back"), st.integers(0, 30), AGO),
        st.tuples(st.just("close"), st.just(0), st.just(0)),
    ),
    min_size=3, max_size=25,
)  # fmt: skip


class Booking:
    """One village's book, written in by its treasurer; what the rules refuse is refused and leaves nothing behind."""

    def __init__(self):
        region = Region.objects.get(code="9701012001")
        self.by = AssignmentFactory(role="treasurer", region=region)
        cash.book(self.by, opening=OPENING, opened_on=TODAY - timedelta(days=DAYS))
        self.aid = cash.aid(self.by, amount=1_000_000, agreed_on=TODAY - timedelta(days=DAYS))
        self.refused = 0

    @property
    def book(self):
        return CashBook.objects.get()

    def do(self, what, number, ago):
        before = self.picture()
        try:
            {"back": self.back, "close": self.close}.get(what, lambda *_: self.write(what, number, ago))(number, ago)
        except (ValidationError, TransitionRefused):
            self.refused += 1
            assert self.picture() == before

    def picture(self):
        book = self.book
        return book.balance, book.earmarked, CashEntry.objects.count()

    def write(self, what, amount, ago):
        more = {"days_ago": ago}
        if what.startswith("aid"):
            more["aid"] = self.aid
        if what == "aid-in":
            more |= {"source": "nation", "giver": "Kementerian Sosial"}
        if what == "aid-out":
            more["category"] = "economy"
        (cash.money_in if what.endswith("in") else cash.money_out)(self.by, amount, **more)

    def back(self, place, ago):
        entries = list(CashEntry.objects.order_by("id"))
        if entries:
            row = cash.fresh(entries[place % len(entries)])
            actions.reverse(row, by=self.by, on=TODAY - timedelta(days=ago), reason="Salah tulis")

    def close(self, *_):
        """The month after the last closed one, if it is over."""
        book = self.book
        closed = book.closed_until()
        year, month = (book.opened_on.year, book.opened_on.month) if closed is None else closed
        if closed:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        if (year, month) < (TODAY.year, TODAY.month):
            MonthClosing.objects.create(
                book=book, year=year, month=month, opening=0, income=0, expense=0, closing=0, lines=0,
                signed_on=TODAY, scan=files.store_scan(scan(), by=None), treasurer="B", coordinator="K", closed_by="B",
            )  # fmt: skip

    def agrees(self):
        book = self.book
        entries = list(CashEntry.objects.booked())
        signed = sum(entry.signed for entry in entries)
        assert book.balance == OPENING + signed == ledger.balance_on(book, TODAY)
        aid = EarmarkedAid.objects.get()
        assert aid.balance == book.earmarked == sum(entry.signed for entry in entries if entry.aid_id)
        assert book.general == book.balance - book.earmarked
        years = sorted({book.opened_on.year, TODAY.year})
        lines = [line for year in years for line in lines_of_year(book, year)]
        assert len(lines) == len(entries)
        assert (lines[-1].balance if lines else OPENING) == book.balance
        assert all(line.balance >= 0 for line in lines)
        self.never_negative(book)
        self.numbered_without_gaps(entries)

    @staticmethod
    def never_negative(book):
        for aid, start in ((None, OPENING), (EarmarkedAid.objects.get(), 0)):
            left = start
            for entry in ledger.entries_of(book, aid).in_book_order():
                left += entry.signed
                assert left >= 0

    @staticmethod
    def numbered_without_gaps(entries):
        for key in {(entry.direction, entry.year) for entry in entries}:
            numbers = sorted(entry.number for entry in entries if (entry.direction, entry.year) == key)
            assert numbers == list(range(1, len(numbers) + 1))


def lines_of_year(book, year):
    return ledger.lines_of(book, date(year, 1, 1), date(year, 12, 31))


class SumsAgree(TestCase):
    """Each sequence of steps on a database of its own."""

    @classmethod
    def setUpTestData(cls):
        make_regions()
        make.unit(Region.objects.get(code="9701012001"), decreed_on=TODAY - timedelta(days=DAYS + 1))

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(STEPS)
    def test_balance_running_line_and_purses_agree(self, steps):
        booking = Booking()
        for step in steps:
            booking.do(*step)
        booking.agrees()


@pytest.mark.clause("FUN-08")
@pytest.mark.django_db
def test_the_balance_runs_from_the_opening_to_the_last_line_and_a_mistake_is_reversed_not_edited(people):
    by = people.treasurer
    cash.book(by, opening=100_000)
    wrong = cash.money_in(by, 250_000, days_ago=9)
    cash.money_out(by, 40_000, days_ago=8)
    actions.reverse(cash.fresh(wrong), by=by, on=TODAY, reason="Salah jumlah")
    book = CashBook.objects.get()
    lines = [line for year in (TODAY.year - 1, TODAY.year) for line in lines_of_year(book, year)]
    assert [line.balance for line in lines] == [350_000, 310_000, 60_000]
    assert book.balance == 60_000 and cash.fresh(wrong).amount == 250_000
    assert cash.fresh(wrong).reversed_by.evidence.startswith("BKK-002/")
