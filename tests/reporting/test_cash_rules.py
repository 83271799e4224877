"""What the cash book refuses, each time with the number that disagrees; and what it takes back, and how."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from fcu_project import files
from fcu_project.models import AuditEvent, StaleVersion, StoredFile
from fcu_project.workflow import TransitionRefused
from institutions.models import AnnualPlan, PlanItem
from reporting.actions import cashbook as actions
from reporting.models import Allocation, AllocationShare, CashBook, CashEntry, EarmarkedAid, MonthClosing
from reporting.money import ledger
from tests import factories
from tests.factories import TODAY, AssignmentFactory
from tests.reporting import cash, make

pytestmark = pytest.mark.django_db
MONTH_AGO = TODAY.replace(day=1) - timedelta(days=1)  # the last day of the month before


def refusal(field, work):
    """What is said beside `field`."""
    with pytest.raises(ValidationError) as refused:
        work()
    return " ".join(refused.value.message_dict[field])


def closed(book, day, by):
    return MonthClosing.objects.create(
        book=book, year=day.year, month=day.month, opening=0, income=0, expense=0, closing=0, lines=0, signed_on=TODAY,
        scan=files.store_scan(factories.scan(), by=by), treasurer="B", coordinator="K", closed_by="B",
    )  # fmt: skip


# --- who --------------------------------------------------------------------------------------------------------
@pytest.mark.clause("MEM-09")
@pytest.mark.parametrize("role", ["coordinator", "village_head", "village_operator", "member", "tksk"])
def test_only_the_treasurer_and_the_secretary_for_the_treasurer_enter_cash(role, people):
    book = cash.book(people.treasurer)
    row = CashEntry(book=book, direction="in", amount=1, on=TODAY, text="Iuran", giver="Warga", source="self_help")
    with pytest.raises(PermissionDenied):
        actions.record(row, by=getattr(people, role), on=TODAY)
    assert not CashEntry.objects.exists()
    own, typed = cash.money_in(people.treasurer, 5000), cash.money_in(people.secretary, 5000)
    assert (own.for_treasurer, typed.for_treasurer) == (False, True)
    assert typed.entered_by == people.secretary.actor_uid


def test_nobody_writes_in_the_book_of_another_village(people, regions):
    stranger = AssignmentFactory(role="treasurer", region=regions.sibling)
    row = cash.money_in(people.treasurer, 5000)
    for work in (
        lambda: actions.reverse(row, by=stranger, on=TODAY, reason="Iseng saja"),
        lambda: actions.attach_receipt(row, factories.scan(), by=stranger, on=TODAY),
        lambda: actions.record(
            CashEntry(book=row.book, direction="in", amount=1, on=TODAY), by=stranger, on=TODAY
        ),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            work()


# --- opening ----------------------------------------------------------------------------------------------------
def test_a_book_is_opened_once_and_says_where_its_money_comes_from(people):
    by, unit = people.treasurer, make.unit_of(people.treasurer.region)
    told = refusal("opening_note", lambda: actions.open_book(
        CashBook(unit=unit, opened_on=TODAY, opening_balance=75_000), by=by, on=TODAY
    ))  # fmt: skip
    assert "Rp75.000" in told
    early = CashBook(unit=unit, opened_on=unit.formed_on - timedelta(days=1))
    assert "FCU dibentuk" in refusal("opened_on", lambda: actions.open_book(early, by=by, on=TODAY))
    cash.book(by)
    with pytest.raises(TransitionRefused, match="sudah dibuka"):
        actions.open_book(CashBook(unit=unit, opened_on=TODAY), by=by, on=TODAY)


# --- money in ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("FUN-01")
@pytest.mark.parametrize("source", ["business", "donation"])
def test_money_from_a_binding_giver_is_refused_with_the_way_out(source, people):
    told = refusal("non_binding", lambda: cash.money_in(people.treasurer, 9000, source=source, non_binding=False))
    assert "tidak mengikat" in told and "III.B.4" in told and "kembalikan" in told
    assert not CashEntry.objects.exists()
    cash.money_in(people.treasurer, 9000, source=source, non_binding=True, terms="Minta laporan")
    with pytest.raises(IntegrityError), transaction.atomic():
        CashEntry.objects.update(non_binding=False)


# --- amounts and days -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("amount", "told"), [
    (0, "lebih dari nol"), (-5000, "lebih dari nol"), (10_000_000_000, "Rp9.999.999.999"),
])  # fmt: skip
def test_amounts_that_are_none(amount, told, people):
    cash.money_in(people.treasurer, 9000)
    for write in (cash.money_in, cash.money_out):
        assert told in refusal("amount", lambda write=write: write(people.treasurer, amount))
    assert CashBook.objects.get().balance == 9000


def test_days_that_are_none(people):
    by = people.treasurer
    book = cash.book(by, opening=90_000, opened_on=MONTH_AGO - timedelta(days=40))
    assert "setelah hari ini" in refusal("on", lambda: cash.money_in(by, 1, on=TODAY + timedelta(days=1)))
    assert "Buku kas dibuka" in refusal("on", lambda: cash.money_out(by, 1, on=book.opened_on - timedelta(days=1)))
    entry = cash.money_out(by, 10_000, on=MONTH_AGO)
    closed(book, MONTH_AGO, by)
    last = str(MonthClosing.objects.get())
    for work in (
        lambda: cash.money_in(by, 1, on=MONTH_AGO), lambda: cash.money_out(by, 1, on=book.opened_on),
        lambda: actions.reverse(cash.fresh(entry), by=by, on=MONTH_AGO, reason="Salah tulis"),
    ):  # fmt: skip
        assert f"ditutup sampai {last}" in refusal("on", work)
    back = actions.reverse(cash.fresh(entry), by=by, on=TODAY, reason="Salah tulis")
    assert back.on == TODAY and CashBook.objects.get().balance == 90_000


def test_a_reversal_is_not_older_than_its_entry_and_needs_a_reason(people):
    entry = cash.money_in(people.treasurer, 9000, days_ago=3)
    early = TODAY - timedelta(days=4)
    by = people.treasurer
    assert "bertanggal" in refusal("on", lambda: actions.reverse(entry, by=by, on=early, reason="Salah"))
    assert "mengapa" in refusal("text", lambda: actions.reverse(entry, by=by, on=TODAY, reason=" "))


def test_income_that_was_spent_cannot_be_taken_back(people):
    by = people.treasurer
    entry = cash.money_in(by, 300_000, days_ago=9)
    cash.money_out(by, 250_000, days_ago=3)
    told = refusal("amount", lambda: actions.reverse(cash.fresh(entry), by=by, on=TODAY, reason="Salah tulis"))
    assert "Rp50.000" in told


def test_what_is_reversed_or_does_not_count_is_not_reversed_again(people):
    by = people.treasurer
    cash.money_in(by, 2_000_000)
    entry, waiting = cash.money_out(by, 40_000), cash.money_out(by, 900_000)
    back = actions.reverse(cash.fresh(entry), by=by, on=TODAY, reason="Salah tulis")
    for row, told in ((entry, back.evidence), (back, entry.evidence), (waiting, "belum masuk saldo")):
        with pytest.raises(TransitionRefused, match=told):
            actions.reverse(cash.fresh(row), by=by, on=TODAY, reason="Sekali lagi")
    assert (back.signed, back.category, back.reverses) == (40_000, "mentoring", entry)


# --- purses, plans, shares --------------------------------------------------------------------------------------
def test_aid_of_another_fcu_and_aid_that_ended_meanwhile(people, regions):
    other = AssignmentFactory(role="treasurer", region=regions.sibling)
    cash.money_in(people.treasurer, 100_000)
    told = refusal("aid", lambda: cash.money_out(people.treasurer, 1, aid=cash.aid(other), category="economy"))
    assert "bukan milik FCU ini" in told
    aid = cash.aid(people.treasurer, received=50_000)
    EarmarkedAid.objects.filter(pk=aid.pk).update(closed_on=TODAY)  # while the form with it was open
    assert "sudah selesai" in refusal("aid", lambda: cash.money_out(people.treasurer, 1, aid=aid, category="economy"))


def test_more_than_agreed_is_not_received(people):
    aid = cash.aid(people.treasurer, amount=500_000, received=400_000)
    told = refusal("aid", lambda: cash.money_in(people.treasurer, 100_001, aid=aid, source="nation", giver="Kemensos"))
    assert "Rp500.000" in told and "Rp400.000" in told and "Rp100.000" in told


@pytest.mark.parametrize(("year", "stage", "told"), [
    (TODAY.year - 1, "running", f"rencana tahun {TODAY.year - 1}"), (TODAY.year, "draft", "disepakati"),
    (TODAY.year, "running", ""), (TODAY.year, "closed", ""),
])  # fmt: skip
def test_an_expense_belongs_to_a_row_of_the_plan_of_its_year(year, stage, told, people):
    by = people.treasurer
    cash.money_in(by, 100_000, days_ago=0)
    meeting = factories.held_meeting("routine", people.secretary, on=TODAY, hold=False)
    plan = AnnualPlan.objects.create(
        unit=make.unit_of(by.region), region=by.region, year=year, stage=stage, agreed_in=meeting
    )
    row = PlanItem.objects.create(plan=plan, kind="counselling", what="Bimbingan", amount=50_000)

    def pay():
        return cash.money_out(by, 1000, days_ago=0, plan_item=row)

    if told:
        assert told in refusal("plan_item", pay)
    else:
        assert pay().plan_item == row


def test_outside_the_agreed_shares_a_reason_is_asked_with_the_numbers(people):
    by = people.treasurer
    cash.money_in(by, 100_000)
    book = CashBook.objects.get()
    agreed = Allocation.objects.create(
        unit=book.unit, region=book.region, valid_from=book.opened_on, recorded_by="S",
        meeting=factories.held_meeting("routine", people.secretary, on=TODAY, hold=False),
    )  # fmt: skip
    AllocationShare.objects.create(allocation=agreed, category="mentoring", percent=30)
    cash.money_out(by, 20_000)
    told = refusal("outside_reason", lambda: cash.money_out(by, 10_001))
    assert all(number in told for number in ("30%", "Rp30.000", "Rp20.000"))
    assert cash.money_out(by, 10_001, outside_reason="Disepakati rapat").outside_reason


# --- proof ------------------------------------------------------------------------------------------------------
def test_a_receipt_proves_one_expense_only(people):
    by = people.treasurer
    cash.money_in(by, 900_000)
    first = cash.money_out(by, 60_000, receipt=factories.scan())
    files_before = StoredFile.objects.count()
    told = refusal("receipt", lambda: cash.money_out(by, 70_000, receipt=factories.scan()))
    assert first.evidence in told and StoredFile.objects.count() == files_before
    actions.reverse(cash.fresh(first), by=by, on=TODAY, reason="Salah jumlah")
    again = cash.money_out(by, 70_000, receipt=factories.scan())  # written anew, proved by the same paper
    assert again.receipt_print and cash.fresh(first).receipt_id


def test_the_paper_of_a_refused_expense_may_prove_another(people):
    by = people.treasurer
    cash.money_in(by, 2_000_000)
    waiting = cash.money_out(by, 900_000, receipt=factories.scan())
    CashEntry.objects.filter(pk=waiting.pk).update(stage="refused")
    assert cash.money_out(by, 70_000, receipt=factories.scan()).receipt_id


def test_without_receipt_from_the_limit_on_a_reason_is_asked(people):
    by = people.treasurer
    cash.money_in(by, 900_000)
    assert "Rp50.000" in refusal("no_receipt_reason", lambda: cash.money_out(by, 50_000, no_receipt_reason=""))
    assert cash.money_out(by, 49_999, no_receipt_reason="").number == 1


def test_a_receipt_that_came_later_is_attached_once(people):
    by = people.treasurer
    cash.money_in(by, 900_000)
    entry = cash.money_out(by, 60_000)
    stale = cash.fresh(entry)
    actions.attach_receipt(cash.fresh(entry), factories.scan(), by=by, on=TODAY)
    with pytest.raises(StaleVersion):
        actions.attach_receipt(stale, factories.scan(), by=by, on=TODAY)
    with pytest.raises(TransitionRefused, match="sudah ada"):
        actions.attach_receipt(cash.fresh(entry), factories.scan(), by=by, on=TODAY)
    assert AuditEvent.objects.filter(verb="cash:receipt").count() == 1


def test_an_entry_reversed_meanwhile_takes_no_receipt(people):
    by = people.treasurer
    cash.money_in(by, 900_000)
    entry = cash.fresh(cash.money_out(by, 60_000))
    assert not entry.is_reversed  # as the form was opened
    actions.reverse(cash.fresh(entry), by=by, on=TODAY, reason="Salah jumlah")
    with pytest.raises(StaleVersion):
        actions.attach_receipt(entry, factories.scan(), by=by, on=TODAY)


def test_above_the_limit_the_coordinator_approves_first(people):
    by = people.treasurer
    cash.money_in(by, 900_000)
    assert cash.money_out(by, 499_999).number == 1
    waiting = cash.money_out(by, 400_000 + 100_000 - 99_999)  # below the limit again: it counts, and leaves nothing
    assert waiting.stage == "booked" and ledger.balance_on(waiting.book, TODAY) == 0
    cash.money_in(by, 500_000)
    asked = cash.money_out(by, 500_000)
    assert (asked.stage, asked.number, CashBook.objects.get().balance) == ("waiting", None, 500_000)
