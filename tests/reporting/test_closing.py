"""Months of the cash book: one after another they are closed on their signed page, for good."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from fcu_project.workflow import TransitionRefused
from institutions.models import RegionSetting
from reporting.actions import cashbook as entries
from reporting.models import CashEntry, MonthClosing
from reporting.money import ledger, months
from reporting.tasks.closing import closing_tasks
from tests.factories import TODAY
from tests.reporting import cash
from tests.reporting.fill_closing import LAST_MONTH, book_of_two_months, closed

pytestmark = pytest.mark.django_db
BEFORE_LAST = LAST_MONTH.previous


def long_book(by):
    """A book of three months: two are over."""
    book = cash.book(by, opened_on=BEFORE_LAST.first, opening=50_000)
    cash.money_in(by, 300_000, on=BEFORE_LAST.first)
    cash.money_out(by, 120_000, on=LAST_MONTH.first)
    return book


@pytest.mark.clause("FUN-08")
def test_a_closed_month_is_locked_and_put_right_by_a_reversal_in_an_open_one(people):
    """Running balance on every line, nothing below zero, nothing more in a closed month (III.B.2.3(3))."""
    by = people.treasurer
    book = book_of_two_months(by)
    page = months.page_of(book, LAST_MONTH)
    assert [line.balance for line in page.lines] == [350_000, 230_000]
    with pytest.raises(ValidationError, match="Rp230.000"):
        cash.money_out(by, 230_001, on=LAST_MONTH.last)
    row = closed(by)
    assert (row.opening, row.income, row.expense, row.closing, row.lines) == (50_000, 300_000, 120_000, 230_000, 2)
    assert (row.treasurer, row.coordinator) == (people.treasurer.person.name, people.coordinator.person.name)
    spent = CashEntry.objects.get(direction="out")
    for refused in (
        lambda: cash.money_in(by, 1_000, on=LAST_MONTH.last),
        lambda: cash.money_out(by, 1_000, on=LAST_MONTH.last),
        lambda: entries.reverse(cash.fresh(spent), by=by, on=LAST_MONTH.last, reason="Salah jumlah"),
    ):
        with pytest.raises(ValidationError, match=f"Buku sudah ditutup sampai {LAST_MONTH.words}"):
            refused()
    entries.reverse(cash.fresh(spent), by=by, on=TODAY, reason="Salah jumlah")
    assert ledger.balance_on(book, LAST_MONTH.last) == 230_000
    assert ledger.balance_on(book, TODAY) == 350_000
    row.refresh_from_db()
    assert row.closing == months.page_of(book, LAST_MONTH).closing == 230_000


def test_the_list_of_months_agrees_with_the_ledger(people):
    book = long_book(people.treasurer)
    rows = months.months_from_opening(book, TODAY)
    assert [row.month for row in rows] == [BEFORE_LAST, LAST_MONTH, LAST_MONTH.next]
    assert [(row.opening, row.income, row.expense, row.balance) for row in rows] == [
        (50_000, 300_000, 0, 350_000), (350_000, 0, 120_000, 230_000), (230_000, 0, 0, 230_000),
    ]  # fmt: skip
    for row in rows:
        page = months.page_of(book, row.month)
        assert (page.opening, page.income, page.expense, page.closing) == (
            row.opening, row.income, row.expense, row.balance,
        )  # fmt: skip
        assert row.balance == ledger.balance_on(book, row.month.last)


def test_months_close_in_turn_and_once_they_are_over(people):
    by = people.treasurer
    long_book(by)
    with pytest.raises(TransitionRefused, match=f"Tutup dahulu {BEFORE_LAST.words}"):
        closed(by, LAST_MONTH)
    closed(by, BEFORE_LAST)
    with pytest.raises(TransitionRefused, match="sudah ditutup"):
        closed(by, BEFORE_LAST)
    closed(by, LAST_MONTH)
    with pytest.raises(TransitionRefused, match="belum selesai"):
        closed(by, LAST_MONTH.next, signed_on=TODAY)
    assert MonthClosing.objects.count() == 2


def test_an_entry_that_waits_keeps_its_month_open(people):
    by = people.treasurer
    cash.book(by, opened_on=LAST_MONTH.first, opening=2_000_000)
    waiting = cash.money_out(by, 600_000, on=LAST_MONTH.last)
    assert waiting.stage == "waiting"
    with pytest.raises(TransitionRefused, match="1 catatan bulan ini masih menunggu"):
        closed(by)


def test_an_expense_without_receipt_or_reason_keeps_its_month_open(people):
    """The limit was lowered after the expense was written down."""
    by = people.treasurer
    cash.book(by, opened_on=LAST_MONTH.first, opening=100_000)
    spent = cash.money_out(by, 20_000, on=LAST_MONTH.first, no_receipt_reason="")
    RegionSetting.objects.create(region=by.region, key="expense_receipt_from", value="20000")
    with pytest.raises(TransitionRefused, match=spent.evidence):
        closed(by)
    entries.reverse(cash.fresh(spent), by=by, on=LAST_MONTH.last, reason="Salah catat")
    closed(by)


def test_a_page_that_says_another_balance_or_day_is_refused(people):
    by = people.treasurer
    book_of_two_months(by)
    with pytest.raises(ValidationError, match=r"buku Rp230.000, pada lembar Rp230.500: selisih Rp500"):
        closed(by, stated=230_500)
    for day, words in ((LAST_MONTH.last - timedelta(days=1), "sesudah itu"), (TODAY + timedelta(days=1), "hari ini")):
        with pytest.raises(ValidationError, match=words):
            closed(by, signed_on=day)
    with pytest.raises(PermissionDenied):
        closed(people.coordinator)
    assert not MonthClosing.objects.exists()


def test_the_form_asks_for_the_page_the_day_and_the_balance(people, sign_in):
    book_of_two_months(people.treasurer)
    client = sign_in(people.treasurer)
    url = reverse("reporting:cash-month-close", args=LAST_MONTH.key)
    page = client.get(url)
    key = page.context["form"].idempotency_key
    answer = client.post(url, {"_key": key})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"scan", "signed_on", "stated"}
    assert "tidak bisa dibuka kembali" in page.content.decode()


def test_a_closed_month_shows_its_page_and_no_way_to_open_it(people, sign_in):
    book_of_two_months(people.treasurer)
    row = closed(people.treasurer)
    client = sign_in(people.village_head)
    page = client.get(reverse("reporting:cash-month", args=LAST_MONTH.key)).content.decode()
    scan = reverse("reporting:cash-month-scan", args=[row.uid])
    assert scan in page and "dibalik" in page and "/tutup/" not in page
    assert client.get(scan)["Content-Type"] == "application/pdf"
    refused = sign_in(people.treasurer).get(reverse("reporting:cash-month-close", args=LAST_MONTH.key))
    assert refused.status_code == 409 and "sudah ditutup" in refused.content.decode()


def test_months_that_the_book_does_not_have_are_not_found(people, sign_in):
    cash.book(people.treasurer, opened_on=LAST_MONTH.first)
    client = sign_in(people.treasurer)
    for year, month in (BEFORE_LAST.key, LAST_MONTH.next.next.key, (TODAY.year, 13), (9999, 1)):
        assert client.get(f"/kas/bulan/{year}/{month}/").status_code == 404


def test_who_keeps_the_cash_is_told_to_close_until_the_tenth(people):
    by = people.treasurer
    assert list(closing_tasks(by, TODAY)) == []
    long_book(by)
    task, = closing_tasks(by, TODAY)
    assert task.title == f"Tutup kas {BEFORE_LAST.words}" and "1 bulan lagi" in task.why
    assert task.due == date(LAST_MONTH.year, LAST_MONTH.number, 10)
    closed(by, BEFORE_LAST)
    closed(by, LAST_MONTH)
    assert list(closing_tasks(by, TODAY)) == list(closing_tasks(people.coordinator, TODAY)) == []


def test_pages_before_the_book_was_opened_say_so(people, sign_in):
    client = sign_in(people.treasurer)
    for name in ("cash-months", "cash-recap", "cash-count-list"):
        page = client.get(reverse(f"reporting:{name}"))
        assert page.status_code == 200 and "Buku kas belum dibuka" in page.content.decode()
