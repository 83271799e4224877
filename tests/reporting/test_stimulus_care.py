"""What whoever handles the stimulus is kept from: account numbers among words, a paper used twice, a wrong tick."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fcu_project import workflow
from fcu_project.registry import tasks_for
from fcu_project.workflow import TransitionRefused
from reporting.actions import handover as roads
from reporting.actions import receipts as actions
from reporting.models import Disbursement, HandedReceipt, StimulusReceipt
from reporting.money.bank_numbers import NO_ACCOUNT, holds_account_number
from reporting.money.stimulus import grants_of, with_sums
from reporting.registers import receipts as registers
from reporting.registers.total import with_total
from tests.factories import TODAY
from tests.filling import LAST_WEEK, new_key, typed_date
from tests.reporting import fill_receipts, stimulus
from tests.reporting import fill_stimulus as fill

LINES = [{"what": "Gula pasir", "volume": "10 kg", "amount": 300_000}]


@pytest.mark.parametrize("words", ("0123456789", "masuk BRI 0123-01-012345-50-1 kemarin", "1234 5678 9012",
                                   "1.234.567.890", "9701014303840001"))  # fmt: skip
def test_a_run_of_digits_is_an_account_number(words):
    assert holds_account_number(words)


@pytest.mark.parametrize("words", ("HP 081234567890", "+62 812-3456-7890", "12-03-2025 09.30", "Rp1.500.000 10 kg",
                                   "3 karung, 2025-2026", "460/12/2026", "01-02-2026 02-02-2026"))  # fmt: skip
def test_telephones_days_and_rupiah_are_none(words):
    assert not holds_account_number(words)


def told_in(response):
    assert response.status_code == 422
    return NO_ACCOUNT in response.content.decode()


def test_no_words_of_the_stimulus_take_an_account_number(people, sign_in):
    payment = stimulus.paid(people)
    grant, number = payment.grant, "Rekening 0123 4567 89"
    check = {"on": typed_date(TODAY), "way": "visit", "inspector": "Hadi", "received_rightly": "yes",
             "used_rightly": "yes", "note": number}  # fmt: skip
    asked = fill.request_data(grant, purpose=number, amount="500.000")
    bought = fill_receipts.RECEIPT | {"lines-0-what": number}
    for by, short, row, body in (
        (people.regency_funds, "stimulus-check-create", grant, check),
        (people.secretary, "disbursement-create", grant, asked),
        (people.secretary, "receipt-create", payment, bought),
        (people.regency_funds, "grant-close", grant, fill.END | {"reason": number}),
    ):
        response = sign_in(by).post(fill.to(short, row), {**body, "_key": new_key(), "_version": row.version})
        assert told_in(response), short
    with pytest.raises(TransitionRefused, match="nomor rekening"):
        workflow.perform(payment, "unpay", by=people.regency_funds, on=TODAY, note=number)


def bought(people, payment, amount=300_000, **more):
    facts = {"number": "N-17", "seller": "Toko Rejeki", "dated_on": LAST_WEEK, "no_photo_reason": "Menyusul"}
    row = StimulusReceipt(disbursement=payment, amount=amount, **facts)
    return actions.record(row, [LINES[0] | {"amount": amount}], by=people.secretary, on=TODAY, **more)


def test_the_same_paper_with_another_amount_is_asked_about(people):
    payment = stimulus.paid(people)
    bought(people, payment)
    with pytest.raises(ValidationError, match="dipakai dua kali.*Rp300.000"):
        bought(people, payment, 310_000)
    with pytest.raises(ValidationError, match="jumlahnya sama"):
        bought(people, payment, is_other=True)
    bought(people, payment, 310_000, is_other=True)
    assert Disbursement.objects.get().realised == 610_000


def test_the_form_offers_the_statement_only_when_asked(people, sign_in):
    payment = stimulus.paid(people)
    row = stimulus.receipt(people, payment, number="N-21")
    url, client = fill.to("receipt-create", payment), sign_in(people.secretary)
    body = fill_receipts.RECEIPT | {"dated_on": typed_date(row.dated_on)}
    assert 'type="checkbox" name="same_number"' not in client.get(url).content.decode()
    refused = client.post(url, {**body, "_key": new_key()})
    assert refused.status_code == 422 and 'type="checkbox" name="same_number"' in refused.content.decode()
    assert client.post(url, {**body, "same_number": "on", "_key": new_key()}).status_code == 302


def test_nothing_is_ticked_for_the_receiver(people, sign_in):
    row = fill_receipts.sent(people)
    url = fill.to("handover-receive", row)
    client = sign_in(people.regency_funds)
    assert " checked" not in client.get(url).content.decode()
    body = {"received_on": typed_date(TODAY), "_key": new_key(), "_version": row.version}
    refused = client.post(url, body)
    assert refused.status_code == 422 and "ada atau tidak ada?" in refused.content.decode()
    assert not HandedReceipt.objects.exclude(arrived=None).exists()


def test_a_wrong_tick_is_corrected_until_the_original_goes_on(people, sign_in):
    handover = fill_receipts.receive(fill_receipts.sent(people), people.regency_funds)
    first, second = handover.rows.order_by("id")
    fill_receipts.hand(people.regency_funds, "office", "ministry", [second.receipt])
    client = sign_in(people.regency_funds)
    url = fill.to("handover-correct", handover)
    body = {"line": first.pk, "on": typed_date(TODAY), "reason": "Amplopnya kosong", "_key": new_key(),
            "_version": handover.version}  # fmt: skip
    page = client.post(url, body, follow=True).content.decode()
    assert "sekarang tercatat di Keluarga" in page and "Amplopnya kosong" in page
    first.refresh_from_db()
    assert (first.arrived, first.receipt.holder) == (False, "family")
    handover.refresh_from_db()
    with pytest.raises(TransitionRefused, match="sudah diserahkan lagi"):
        roads.correct(handover, second, by=people.regency_funds, on=TODAY, reason="Salah centang")
    assert sign_in(people.secretary).get(url).status_code == 403


def test_the_dinas_takes_back_an_invalid_receipt_that_lies_there(people):
    payment = stimulus.paid(people)
    row, other = stimulus.receipt(people, payment), stimulus.receipt(people, payment, number="N-18")
    fill_receipts.at_the_dinas(people, payment, row, other)
    row.refresh_from_db()
    with pytest.raises(TransitionRefused, match="dahulu kepada keluarga"):
        actions.withdraw(row, by=people.secretary, on=TODAY, reason="Salah")
    row.refresh_from_db()
    actions.withdraw(row, by=people.regency_funds, on=TODAY, reason="Nota palsu")
    payment.refresh_from_db()
    assert payment.realised == 500_000
    fill_receipts.hand(people.regency_funds, "office", "ministry", [other])
    fill_receipts.receive(other.handed.last().handover, people.ministry)
    other.refresh_from_db()
    with pytest.raises(TransitionRefused, match="Kementerian Sosial"):
        actions.withdraw(other, by=people.regency_funds, on=TODAY, reason="Nota palsu")


def copied(row, **changed):
    """Another row like it, as it would stand in the database."""
    for name, value in {"pk": None, "uid": uuid.uuid4(), **changed}.items():
        setattr(row, name, value)
    return type(row).objects.bulk_create([row])[0]


def test_asked_approved_and_paid_stand_apart(people):
    row = fill.approved(people)  # two million, approved whole
    Disbursement.objects.filter(pk=row.pk).update(approved=1_500_000)
    copied(Disbursement.objects.get(), number=2, stage="withdrawn", amount=700_000, approved=700_000)
    grant = with_sums(grants_of(people.regency_funds)).get()
    assert (grant.asked, grant.agreed, grant.paid) == (2_000_000, 1_500_000, 0)


def test_home_and_list_count_families(people, sign_in):
    grant = stimulus.grant(people)
    copied(grant, source="regency")
    told = [task.title for task in tasks_for(people.regency_funds, TODAY)]
    assert "Bantu 1 keluarga membuka rekening" in told
    page = sign_in(people.regency_funds).get(reverse("reporting:grant-list"))
    chip = next(chip for chip in page.context["chips"] if chip["label"] == "Belum ada rekening")
    assert chip["count"] == 1


def test_whoever_approves_reads_what_is_unanswered(people, sign_in):
    payment = stimulus.paid(people)
    stimulus.receipt(people, payment)
    row = copied(Disbursement.objects.get(), number=2, stage="asked", amount=900_000, approved=0, realised=0,
                 paid_on=None, account=None)  # fmt: skip
    page = sign_in(people.regency_funds).get(fill.to("disbursement-approve", row)).content.decode()
    assert "Pencairan ke-1" in page and "Rp1.500.000 dari Rp2.000.000 belum" in page and "Sisa hak" in page


def test_a_return_needs_its_amount_and_an_account_real_digits(people, sign_in):
    payment, client = stimulus.paid(people), sign_in(people.regency_funds)
    body = {"returned": "", "_key": new_key(), "_version": payment.version}
    assert "belum diisi" in client.post(fill.to("disbursement-return", payment), body).content.decode()
    account = fill.account_data(payment.grant, number="1" * 12, replaced_because="Buku tabungan hilang")
    page = client.post(fill.to("account-create", payment.grant), {**account, "_key": new_key()})
    assert page.status_code == 422 and "angka yang sama semua" in page.content.decode()


def test_taking_a_payment_back_is_no_next_step(people, sign_in):
    page = sign_in(people.regency_funds).get(stimulus.paid(people).get_absolute_url())
    assert [step.name for step in page.context["undoes"]] == ["unpay"]
    assert "unpay" not in [step.name for step in page.context["transitions"]]


def test_the_lists_on_paper_end_with_their_sum(people):
    payment = stimulus.paid(people)
    stimulus.receipt(people, payment)
    rows = with_total([Disbursement.objects.get()] * 2, 10)
    told = {heading: read(rows[-1]) for heading, read, _ in registers.GAPS.columns}
    assert (told["Keluarga"], told["Belum ada kuitansi"]) == ("Jumlah", "Rp3.000.000")
    assert with_total([], 10) == []
