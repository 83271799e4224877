"""What the treasurer pays above the limit waits for the coordinator: approved, refused, withdrawn, from paper."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from reporting.actions import approval
from reporting.actions import cashbook as actions
from reporting.models import CashBook, MonthClosing
from reporting.money import ledger
from reporting.workflow.cashbook import SHARE
from tests import factories
from tests.factories import TODAY, AssignmentFactory
from tests.reporting import cash, shares
from tests.reporting.fill_approval import LARGE, coordinator_of, on_paper, waiting

pytestmark = pytest.mark.django_db


def step(row, name, by, **more):
    return workflow.perform(cash.fresh(row), name, by=by, on=TODAY, **more)


def balance(by):
    return CashBook.objects.get(region=by.region).balance


def nota(text=b"nota"):
    """A receipt as a PDF of its own content."""
    return SimpleUploadedFile("nota.pdf", factories.scan().read() + b"\n%" + text, content_type="application/pdf")


@pytest.mark.clause("MEM-09")
def test_a_large_expense_counts_once_the_coordinator_approves(people):
    row = waiting(people.treasurer)
    assert (row.stage, row.number, balance(people.treasurer)) == ("waiting", None, 2 * LARGE)
    for by in (people.treasurer, people.secretary, people.village_head):
        with pytest.raises(PermissionDenied):
            step(row, "approve", by)
    after = cash.fresh(step(row, "approve", people.coordinator))
    assert (after.stage, after.evidence) == ("booked", f"BKK-001/{TODAY.year}")
    assert (after.approved_on, after.approved_by) == (TODAY, people.coordinator.signature)
    assert balance(people.treasurer) == LARGE == ledger.balance_on(after.book, TODAY)


def test_the_limit_belongs_to_the_coordinator(people):
    by = people.treasurer
    cash.money_in(by, 2_000_000)
    assert (cash.money_out(by, 499_999).stage, cash.money_out(by, 500_000).stage) == ("booked", "waiting")


def test_nobody_approves_what_they_entered(people, regions):
    row = waiting(people.treasurer)
    both_hats = AssignmentFactory(role="coordinator", region=regions.village, person=people.treasurer.person)
    with pytest.raises(PermissionDenied):
        step(row, "approve", both_hats)
    with pytest.raises(PermissionDenied):
        step(row, "refuse", both_hats, note="Terlalu mahal")


def test_a_coordinator_elsewhere_decides_nothing_here(people, regions):
    row = waiting(people.treasurer)
    with pytest.raises(PermissionDenied):
        step(row, "approve", AssignmentFactory(role="coordinator", region=regions.sibling))


def test_a_refusal_says_why_and_frees_the_paper(people):
    by = people.treasurer
    row = waiting(by, receipt=nota())
    with pytest.raises(ValidationError, match="sudah menjadi bukti"):
        cash.money_out(by, 60_000, days_ago=0, receipt=nota())
    with pytest.raises(TransitionRefused, match="alasannya"):
        step(row, "refuse", people.coordinator)
    after = cash.fresh(step(row, "refuse", people.coordinator, note="Minta penawaran lain"))
    assert (after.stage, after.refused_reason, after.receipt_print) == ("refused", "Minta penawaran lain", "")
    assert balance(by) == 2 * LARGE
    assert cash.money_out(by, 60_000, days_ago=0, receipt=nota()).stage == "booked"
    with pytest.raises(TransitionRefused):
        step(after, "approve", people.coordinator)


def test_a_reason_too_long_to_keep_is_refused_not_cut(people):
    with pytest.raises(TransitionRefused, match="yang ditulis 301 huruf"):
        step(waiting(people.treasurer), "refuse", people.coordinator, note="a" * 301)


def test_the_treasurer_withdraws_what_was_typed_wrong(people):
    row = waiting(people.treasurer)
    after = cash.fresh(step(row, "withdraw", people.secretary, note="Salah jumlah"))
    assert (after.stage, after.refused_reason) == ("refused", "Ditarik: Salah jumlah")
    with pytest.raises(PermissionDenied):
        step(waiting(people.treasurer), "withdraw", people.coordinator, note="Salah")


@pytest.mark.clause("MEM-09")
def test_an_approval_on_paper_reads_so_ever_after(people):
    row = on_paper(people.treasurer)
    after = cash.fresh(row)
    assert after.stage == "booked" and after.from_paper and after.paper_scan_id
    signer = f"{coordinator_of(after)}, Koordinator {after.book.unit}"
    assert after.approved_by == f"{signer}, dicatat dari kertas oleh {after.recorded_by}"
    assert after.recorded_by == people.treasurer.signature


def approve_on_paper(row, by, *, scan=None, signed_by=None):
    return approval.approve_on_paper(
        cash.fresh(row), by=by, on=TODAY, scan=scan or factories.scan(), signed_by=signed_by or coordinator_of(row)
    )


@pytest.mark.clause("MEM-09")
def test_nobody_signs_for_the_coordinator(people, sign_in):
    """Neither with another name, nor with a paper that proves something else, nor beside an account."""
    by = people.treasurer
    row = waiting(by)
    with pytest.raises(ValidationError, match="Koordinator adalah"):
        approve_on_paper(row, by, signed_by=by.person.name)
    paid = cash.money_out(by, 60_000, days_ago=0, receipt=factories.scan())
    with pytest.raises(ValidationError, match=f"sudah menjadi bukti {paid.evidence}"):
        approve_on_paper(row, by)
    sign_in(people.coordinator)
    with pytest.raises(TransitionRefused, match="punya akun"):
        approve_on_paper(row, by, scan=nota(b"kuitansi bertanda tangan"))
    assert cash.fresh(row).stage == "waiting"


def test_a_purchase_is_not_split_past_the_coordinator(people):
    by = people.treasurer
    cash.money_in(by, 2_000_000, days_ago=0)
    assert cash.money_out(by, 300_000, days_ago=0, payee="Toko Kain Mulia").stage == "booked"
    assert cash.money_out(by, 300_000, days_ago=0, payee="Toko Alat").stage == "booked"
    assert cash.money_out(by, 200_000, days_ago=0, payee="toko kain  mulia").stage == "waiting"


def test_without_the_signed_paper_nothing_is_recorded_from_it(people):
    row = waiting(people.treasurer)
    with pytest.raises(TransitionRefused, match="Unggah pindaian"):
        step(row, "approve_on_paper", people.treasurer)
    with pytest.raises(TransitionRefused, match="belum tiba"):
        approval.approve_on_paper(
            cash.fresh(row), by=people.treasurer, on=TODAY + timedelta(days=1), scan=factories.scan(),
            signed_by=coordinator_of(row),
        )  # fmt: skip
    with pytest.raises(PermissionDenied):
        approve_on_paper(row, people.village_head)
    assert cash.fresh(row).stage == "waiting" and not cash.fresh(row).from_paper


def test_money_that_went_elsewhere_meanwhile_is_missed_with_its_number(people):
    by = people.treasurer
    row = waiting(by)
    for _ in range(2):
        cash.money_out(by, 450_000, days_ago=0)
    for name, who in (("approve", people.coordinator), ("approve_on_paper", by)):
        shut = {gate.name: gate.detail for gate in workflow.available(row, who, TODAY)[0].reasons}
        assert "Rp600.000" in shut["money"], name
    with pytest.raises(TransitionRefused, match="Rp600.000"):
        step(row, "approve", people.coordinator)
    with pytest.raises(TransitionRefused, match="Rp600.000"):
        approve_on_paper(row, by)
    assert cash.fresh(row).number is None and balance(by) == 600_000


def close(by, day):
    """The month of `day`, closed, as a row."""
    book = cash.book(by)
    MonthClosing.objects.create(
        book=book, year=day.year, month=day.month, opening=0, income=0, expense=0, closing=0, lines=0, signed_on=TODAY,
        scan=actions.store_receipt(factories.scan(), by=by), treasurer="A", coordinator="B", closed_by="C",
    )  # fmt: skip


def test_a_month_closed_meanwhile_shuts_the_approval_and_says_what_to_do(people):
    row = waiting(people.treasurer)
    close(people.treasurer, row.on)
    with pytest.raises(TransitionRefused, match="sudah ditutup.*tolak atau tarik, lalu catat lagi"):
        step(row, "approve", people.coordinator)
    assert step(row, "refuse", people.coordinator, note="Bulannya sudah ditutup").stage == "refused"


def test_aid_that_ended_meanwhile_pays_nothing(people):
    by = people.treasurer
    aid = cash.aid(by, received=2 * LARGE)
    row = cash.money_out(by, LARGE, aid=aid, category="economy")
    aid.closed_on = TODAY
    aid.save()
    with pytest.raises(TransitionRefused, match="sudah selesai"):
        step(row, "approve", people.coordinator)


def test_two_that_pass_the_share_only_together_ask_for_a_reason(people):
    """Each was within its share when it was recorded; the second says why before it is paid."""
    by = people.treasurer
    shares.agreed(by, {"mentoring": 60, "office": 40})
    cash.money_in(by, 2_000_000)
    first, second = cash.money_out(by, 700_000), cash.money_out(by, 600_000)
    step(first, "approve", people.coordinator)
    with pytest.raises(TransitionRefused, match="boleh Rp1.200.000, sudah terpakai Rp700.000"):
        step(second, "approve", people.coordinator)
    row = cash.fresh(second)
    workflow.give_reason(row, SHARE, "Disepakati lisan dalam rapat pengurus.", by=people.coordinator)
    assert cash.fresh(step(row, "approve", people.coordinator)).outside_reason == (
        "Disepakati lisan dalam rapat pengurus."
    )
