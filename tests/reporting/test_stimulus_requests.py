"""From the family's request to the payment and what is left of it: only the Dinas decides (FUN-04, FUN-12)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from reporting.actions import stimulus as actions
from reporting.models import CashBook, CashEntry, Disbursement, StimulusGrant
from reporting.money import ledger
from tests.factories import TODAY, AssignmentFactory, scan
from tests.filling import LAST_WEEK
from tests.reporting import cash
from tests.reporting import fill_stimulus as fill
from tests.reporting import stimulus as rows

HALF = 1_500_000


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def sums():
    return StimulusGrant.objects.values_list("claimed", "paid").get()


def asked_again(people, grant, amount, **more):
    member = grant.family.members.first()
    facts = {"requested_on": TODAY, "requested_by": member, "amount": amount, "purpose": "Beras", **more}
    return actions.ask(Disbursement(grant=grant, **facts), by=people.secretary, on=TODAY)


def approve(row, by, amount=2_000_000, **more):
    return actions.approve(row, by=by, on=more.pop("on", LAST_WEEK), amount=amount, number="460/20", **more)


# --- asked ------------------------------------------------------------------------------------------------------------
@pytest.mark.clause("FUN-04")
def test_a_family_never_asks_for_more_than_it_is_entitled_to(people):
    row = fill.asked(people)
    assert sums() == (2_000_000, 0)
    with pytest.raises(ValidationError) as refused:
        asked_again(people, row.grant, 1_000_001)
    told = refused.value.message_dict["amount"][0]
    assert "Rp1.000.000" in told and "Rp3.000.000" in told and "Rp2.000.000" in told
    assert asked_again(people, row.grant, 1_000_000).number == 2
    assert sums() == (3_000_000, 0)


def test_an_adult_of_the_family_asks_between_decision_and_today(people):
    grant = rows.grant(people)
    with pytest.raises(ValidationError) as early:
        asked_again(people, grant, HALF, requested_on=rows.GRANTED_ON - timedelta(days=1))
    assert "requested_on" in early.value.message_dict
    stranger = rows.family(people, "Ruminah").members.first()
    with pytest.raises(ValidationError) as other:
        asked_again(people, grant, HALF, requested_by=stranger)
    assert "anggota keluarga ini" in other.value.message_dict["requested_by"][0]
    child = grant.family.members.first()
    child.birth_date = date(TODAY.year - 17, 1, 1)
    child.save()
    with pytest.raises(ValidationError) as young:
        asked_again(people, grant, HALF, requested_by=child)
    assert "18 tahun" in young.value.message_dict["requested_by"][0]


@pytest.mark.parametrize("role", ["coordinator", "village_head", "regency_reports", "tksk"])
def test_others_write_no_request(people, role):
    grant = rows.grant(people)
    member = grant.family.members.first()
    row = Disbursement(grant=grant, requested_on=TODAY, requested_by=member, amount=1, purpose="Beras")
    with pytest.raises(PermissionDenied):
        actions.ask(row, by=getattr(people, role), on=TODAY)


def test_what_a_family_withdraws_is_free_again(people):
    row = fill.approved(people, amount=HALF)
    assert sums() == (HALF, 0)
    workflow.perform(fresh(row), "withdraw", by=people.secretary, on=TODAY, note="Belum perlu.")
    assert sums() == (0, 0)
    told = fresh(row)
    assert (told.withdrawn_on, told.withdrawn_reason, told.decided_on) == (TODAY, "Belum perlu.", fill.DECIDED_ON)


# --- decided ----------------------------------------------------------------------------------------------------------
@pytest.mark.clause("FUN-04")
def test_only_the_dinas_of_the_territory_approves(people, regions):
    row = fill.asked(people)
    city = AssignmentFactory(role="regency_funds", region=regions.city)
    for by in (people.coordinator, people.village_head, people.regency_reports, people.province, people.ministry, city):
        with pytest.raises(PermissionDenied):
            approve(fresh(row), by)
    for by in (people.secretary, people.treasurer):
        with pytest.raises(TransitionRefused) as refused:
            approve(fresh(row), by, scan=scan())
        assert "memakai aplikasi ini" in str(refused.value)
    assert fresh(row).stage == "asked"
    approve(fresh(row), people.regency_funds, HALF)
    told = fresh(row)
    assert (told.stage, told.approved, told.decided_by) == ("approved", HALF, people.regency_funds.signature)
    assert sums() == (HALF, 0)


@pytest.mark.clause("FUN-04")
@pytest.mark.parametrize("amount", [0, -1, 2_000_001])
def test_not_more_than_was_asked(people, amount):
    row = fill.asked(people)
    with pytest.raises(ValidationError) as refused:
        approve(row, people.regency_funds, amount)
    assert "Rp2.000.000" in refused.value.message_dict["approved"][0]


def test_who_typed_the_request_does_not_decide_on_it(people, regions, sign_in):
    row = fill.asked(people, by=people.regency_funds)
    for decide in (approve, lambda row, by: actions.refuse(row, by=by, on=TODAY, reason="Tidak")):
        with pytest.raises(PermissionDenied):
            decide(fresh(row), people.regency_funds)
    page = sign_in(people.regency_funds).get(row.get_absolute_url()).content.decode()
    assert "petugas Dinas yang lain" in page
    colleague = AssignmentFactory(role="regency_funds", region=regions.regency)
    assert approve(fresh(row), colleague).stage == "approved"


def test_without_an_account_nothing_is_approved(people, sign_in):
    row = fill.asked(people)
    account = row.grant.family.bank_accounts.get()
    actions.close_account(account, by=people.regency_funds, on=TODAY, reason="Hilang")
    with pytest.raises(TransitionRefused) as refused:
        approve(fresh(row), people.regency_funds)
    assert "belum punya rekening" in str(refused.value)
    page = sign_in(people.regency_funds).get(fill.to("disbursement-approve", row)).content.decode()
    assert "belum punya rekening" in page and fill.to("account-create", row.grant) in page


def test_a_holder_who_is_gone_has_to_be_replaced_first(people):
    row = fill.approved(people)
    holder = row.grant.family.bank_accounts.get().holder
    holder.left_on, holder.left_reason = TODAY, "died"
    holder.save()
    with pytest.raises(TransitionRefused) as refused:
        actions.pay(fresh(row), by=people.regency_funds, on=TODAY, proof="SP2D 1")
    assert "Ganti rekeningnya" in str(refused.value)
    assert fresh(row).paid_on is None


def test_a_refusal_says_why_and_frees_the_money(people):
    row = actions.refuse(fill.asked(people), by=people.regency_funds, on=TODAY, reason="Rincian belum ada.")
    assert (row.stage, row.decision_note, sums()) == ("refused", "Rincian belum ada.", (0, 0))


def test_not_before_it_was_asked(people):
    with pytest.raises(TransitionRefused) as refused:
        approve(fill.asked(people), people.regency_funds, on=fill.ASKED_ON - timedelta(days=1))
    assert "diajukan" in str(refused.value)


# --- from paper -------------------------------------------------------------------------------------------------------
def test_a_village_alone_records_decision_and_payment_from_paper(people, sign_in):
    row = fill.asked(people)
    fill.without_office(people)
    with pytest.raises(ValidationError):
        approve(fresh(row), people.secretary)
    approve(fresh(row), people.secretary, HALF, scan=scan())
    told = fresh(row)
    assert (told.from_paper, told.paper_number, told.paper_date) == (True, "460/20", LAST_WEEK)
    assert told.decided_by.startswith("Dinas Sosial Kabupaten") and told.recorded_by == people.secretary.signature
    actions.pay(fresh(row), by=people.treasurer, on=TODAY, proof="Bukti transfer 7")
    assert sums() == (HALF, HALF)
    page = sign_in(people.village_head).get(row.get_absolute_url()).content.decode()
    assert f"dicatat dari kertas oleh {people.secretary.signature}" in page
    assert f"dicatat dari kertas oleh {people.treasurer.signature}" in page


# --- paid and answered for --------------------------------------------------------------------------------------------
def test_it_is_paid_into_the_account_in_use_which_stays_named(people):
    row = fill.paid(people)
    first = row.account
    actions.close_account(fresh(first), by=people.regency_funds, on=TODAY, reason="Buku hilang")
    told = fresh(row)
    assert (told.account, told.paid_on, told.paid_proof) == (first, LAST_WEEK, "SP2D 113/2026")
    assert sums() == (2_000_000, 2_000_000)
    with pytest.raises(TransitionRefused):
        actions.pay(fresh(row), by=people.regency_funds, on=TODAY, proof="SP2D 114")


def test_a_payment_typed_by_mistake_is_taken_back_with_a_reason(people):
    row = fill.paid(people)
    workflow.perform(fresh(row), "unpay", by=people.regency_funds, on=TODAY, note="Salah keluarga")
    assert (fresh(row).stage, fresh(row).account, sums()) == ("approved", None, (2_000_000, 0))


def test_it_is_answered_for_to_the_rupiah(people):
    row = fill.paid(people)
    rows.receipt(people, fresh(row), 1_750_000)
    with pytest.raises(TransitionRefused) as refused:
        workflow.perform(fresh(row), "account", by=people.regency_funds, on=TODAY)
    assert "Rp250.000" in str(refused.value)
    back = fresh(row)
    back.returned, back.returned_on, back.returned_proof = 250_001, TODAY, "STS 7"
    with pytest.raises(ValidationError) as above:
        actions.give_back(back, by=people.secretary, on=TODAY)
    assert "Rp250.000" in above.value.message_dict["returned"][0]
    back = fresh(row)
    back.returned, back.returned_on, back.returned_proof = 250_000, TODAY, "STS 7"
    actions.give_back(back, by=people.secretary, on=TODAY)
    workflow.perform(fresh(row), "account", by=people.regency_funds, on=TODAY)
    assert (fresh(row).stage, fresh(row).accounted_on, fresh(row).left) == ("accounted", TODAY, 0)
    with pytest.raises(TransitionRefused):
        workflow.perform(fresh(row), "unpay", by=people.regency_funds, on=TODAY, note="x")
    workflow.perform(fresh(row), "reopen", by=people.regency_funds, on=TODAY, note="Kuitansi salah")
    assert fresh(row).accounted_on is None


def test_the_village_does_not_say_itself_that_all_is_answered_for(people):
    row = fill.paid(people)
    rows.receipt(people, fresh(row), 2_000_000)
    with pytest.raises(PermissionDenied):
        workflow.perform(fresh(row), "account", by=people.secretary, on=TODAY)


# --- two purses -------------------------------------------------------------------------------------------------------
@pytest.mark.clause("FUN-12")
def test_no_rupiah_of_it_ever_stands_in_the_cash_book(people):
    rows.family(people, "Ruminah")
    book = cash.book(people.treasurer, opening=400_000, opened_on=TODAY - timedelta(days=30))
    cash.money_in(people.treasurer, 100_000)
    before = list(CashEntry.objects.values())
    row = fill.paid(people)
    rows.receipt(people, fresh(row), 1_750_000)
    back = fresh(row)
    back.returned, back.returned_on, back.returned_proof = 250_000, TODAY, "STS 7"
    actions.give_back(back, by=people.treasurer, on=TODAY)
    workflow.perform(fresh(row), "account", by=people.regency_funds, on=TODAY)
    assert list(CashEntry.objects.values()) == before
    assert CashBook.objects.get().balance == 500_000 == ledger.balance_on(book, TODAY)
    cash.money_out(people.treasurer, 50_000)
    assert sums() == (2_000_000, 2_000_000)
    of_entries = {field.related_model for field in CashEntry._meta.get_fields() if field.is_relation}
    assert not of_entries & {StimulusGrant, Disbursement}
