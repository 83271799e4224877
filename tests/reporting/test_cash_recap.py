"""Money by source and category: to the rupiah what the book says, both purses apart, beside the period before."""

import io
import random
from datetime import date, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from institutions.models import AnnualPlan, PlanItem
from reporting.actions import cashbook as entries
from reporting.models import CashBook
from reporting.money import cash_recap, ledger, months
from reporting.money.cash_recap import KINDS, Money, span_of
from tests.factories import TODAY
from tests.families import short
from tests.institutions.fill_plan import item, plan_of
from tests.reporting import cash
from tests.reporting.fill_closing import LAST_MONTH, OPENED_ON

pytestmark = pytest.mark.django_db


def lively_book(by):
    """A book of some months with both purses and reversals, the same at every run."""
    dice, book = random.Random(17), cash.book(by, opening=40_000)
    span = (TODAY - book.opened_on).days
    aid = cash.aid(by, amount=9_000_000)
    for _ in range(6):
        cash.money_in(by, dice.randrange(1, 90) * 5_000, days_ago=dice.randrange(60, span))
        cash.money_in(by, 45_000, days_ago=80, source="village", giver="Kas desa")
        cash.money_in(by, 70_000, days_ago=70, aid=aid, source=aid.source, giver=aid.giver)
    spent = [
        cash.money_out(by, 7_000 + step, days_ago=dice.randrange(1, 55), category=category)
        for step, category in enumerate(("mentoring", "office", "economy") * 4)
    ]
    spent += [cash.money_out(by, 11_000, days_ago=30 + step, aid=aid, category="economy") for step in range(4)]
    wrong = cash.money_in(by, 13_000, days_ago=40, giver="Salah catat")
    for entry in (wrong, *spent[::3]):
        entries.reverse(cash.fresh(entry), by=by, on=TODAY - timedelta(days=dice.randrange(0, 2)), reason="Salah")
    book.refresh_from_db()
    return book


@pytest.mark.clause("FUN-10")
@pytest.mark.parametrize("kind", KINDS)
def test_every_period_agrees_with_the_book_and_with_the_one_before(people, kind):
    book = lively_book(people.treasurer)
    span, opening = span_of(kind, book.opened_on), Money(book.opening_balance)
    while span.first <= TODAY:
        sums = cash_recap.sums_of(book, span)
        assert (sums.opening.general, sums.opening.earmarked) == (opening.general, opening.earmarked)
        assert sums.closing.total == ledger.balance_on(book, span.last)
        opening, span = sums.closing, span.next
    assert (opening.general, opening.earmarked) == (book.general, book.earmarked)


def test_reversals_are_taken_off_the_side_they_are_about(people):
    by = people.treasurer
    book = cash.book(by)
    cash.money_in(by, 100_000, days_ago=0)
    wrong = cash.money_in(by, 30_000, days_ago=0, source="donation")
    spent = cash.money_out(by, 20_000, days_ago=0)
    for entry in (wrong, spent):
        entries.reverse(cash.fresh(entry), by=by, on=TODAY, reason="Salah")
    sums = cash_recap.sums_of(book, span_of("bulan", TODAY))
    assert {kind: told.general for kind, told in sums.income.items()} == {"self_help": 100_000, "donation": 0}
    assert {kind: told.general for kind, told in sums.expense.items()} == {"mentoring": 0}
    page = months.page_of(book, months.month_of(TODAY))
    assert (page.income, page.expense) == (150_000, 50_000)  # the book itself tells every line
    assert sums.closing.total == page.closing


def test_before_the_book_there_is_nothing_not_zero(people):
    book = cash.book(people.treasurer, opened_on=OPENED_ON, opening=10_000)
    span = span_of("bulan", OPENED_ON)
    assert cash_recap.sums_of(book, span.previous) is None
    lines = cash_recap.lines_of(cash_recap.sums_of(book, span), None)
    assert lines[0].now.total == 10_000 and lines[0].before is None


def test_months_of_a_period_that_are_still_open(people):
    book = CashBook(opened_on=date(2026, 2, 10))
    book.closed_until = lambda: (2026, 3)
    assert [month.key for month in cash_recap.open_months(book, span_of("semester", date(2026, 1, 1)))] == [
        (2026, 4), (2026, 5), (2026, 6),
    ]  # fmt: skip
    assert cash_recap.open_months(book, span_of("triwulan", date(2026, 1, 1))) == []


def test_planned_activities_show_what_is_left(people):
    by = people.treasurer
    book = cash.book(by, opening=500_000, opened_on=OPENED_ON)
    plan = plan_of(book.unit, people.secretary, TODAY.year)
    row = item(plan, people.secretary, amount=400_000)
    PlanItem.objects.filter(pk=row.pk).update(amount=400_000)
    agreed_in = short.held("routine", book.region, TODAY)
    AnnualPlan.objects.filter(pk=plan.pk).update(stage="running", agreed_in=agreed_in, agreed_on=TODAY)
    row = PlanItem.objects.get(pk=row.pk)
    spent = cash.money_out(by, 90_000, on=TODAY, plan_item=row)
    cash.money_out(by, 60_000, on=TODAY, plan_item=row)
    entries.reverse(cash.fresh(spent), by=by, on=TODAY, reason="Salah")
    line, = cash_recap.activities_of(book, span_of("bulan", TODAY))
    assert (line.planned, line.spent, line.so_far, line.left) == (400_000, 60_000, 60_000, 340_000)


def test_the_excel_file_says_the_same_as_the_screen(people, sign_in):
    by = people.treasurer
    book = lively_book(by)
    span, client = span_of("bulan", LAST_MONTH.first), sign_in(by)
    url = f"{reverse('reporting:cash-recap')}{span.query}"
    sheet = load_workbook(io.BytesIO(b"".join(client.get(f"{url}&unduh=xlsx").streaming_content))).active
    told = {row[2]: row[3:] for row in sheet.iter_rows(min_row=2, values_only=True)}
    sums = cash_recap.sums_of(book, span)
    assert told["Saldo akhir"][:3] == (sums.closing.general, sums.closing.earmarked, sums.closing.total)
    page = client.get(url)
    assert page.context["now"].closing.total == sums.closing.total
    assert span.words in page.content.decode()


def test_an_address_of_another_time_shows_the_quarter_that_runs(people, sign_in):
    cash.book(people.treasurer)
    client = sign_in(people.treasurer)
    for query in ("?jenis=abad&tahun=2026&ke=1", "?jenis=bulan&tahun=1999&ke=1", "?jenis=bulan&tahun=²&ke=13"):
        assert client.get(reverse("reporting:cash-recap") + query).context["span"].last >= TODAY
