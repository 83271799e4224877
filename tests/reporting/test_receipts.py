"""Receipts of families: every sum proves itself, every paper once (FUN-06, F9)."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fcu_project.workflow import TransitionRefused
from reporting.actions import receipts as actions
from reporting.models import Disbursement, StimulusReceipt
from tests.factories import TODAY
from tests.filling import new_key
from tests.reporting import cash, fill_receipts, stimulus

BOUGHT_ON = stimulus.PAID_ON + timedelta(days=2)


def picture(colour="red"):
    out = io.BytesIO()
    Image.new("RGB", (40, 60), colour).save(out, "JPEG")
    return SimpleUploadedFile("nota.jpg", out.getvalue(), content_type="image/jpeg")


def bought(people, payment, amount=500_000, *, lines=None, photo=None, by=None, **more):
    facts = {
        "seller": "Toko Rejeki", "number": "A-1", "dated_on": BOUGHT_ON, "amount": amount,
        "no_photo_reason": "Foto menyusul", **more,
    }  # fmt: skip
    lines = lines or [{"what": "Beras", "volume": "20 kg", "amount": amount}]
    row = StimulusReceipt(disbursement=payment, **facts)
    return actions.record(row, lines, by=by or people.secretary, on=TODAY, photo=photo)


def refusal(field, *args, **kwargs):
    with pytest.raises(ValidationError) as refused:
        bought(*args, **kwargs)
    return refused.value.message_dict[field][0]


@pytest.mark.clause("FUN-06")
def test_a_receipt_with_its_lines_raises_what_is_realised(people):
    payment = stimulus.paid(people)
    row = bought(people, payment, 500_000, lines=[
        {"what": "Beras", "volume": "20 kg", "amount": 300_000}, {"what": "Gula", "volume": "", "amount": 200_000},
    ])  # fmt: skip
    payment.refresh_from_db()
    assert (payment.realised, payment.left, row.holder) == (500_000, 1_500_000, "family")
    assert [line.what for line in row.lines.all()] == ["Beras", "Gula"]
    actions.withdraw(row, by=people.secretary, on=TODAY, reason="Salah ketik")
    payment.refresh_from_db()
    assert (payment.realised, row.withdrawn_on) == (0, TODAY)


def test_lines_come_to_the_total_or_both_numbers_are_told(people):
    told = refusal("lines", people, stimulus.paid(people), 500_000,
                   lines=[{"what": "Beras", "volume": "", "amount": 480_000}])  # fmt: skip
    assert "Rp480.000" in told and "Rp500.000" in told and "kurang Rp20.000" in told


def test_receipts_never_pass_what_was_paid(people):
    payment = stimulus.paid(people, amount=2_000_000)
    bought(people, payment, 1_500_000)
    told = refusal("amount", people, payment, 600_000, number="A-2")
    assert "Rp2.000.000" in told and "Rp1.500.000" in told and "tinggal Rp500.000" in told
    assert Disbursement.objects.get(pk=payment.pk).realised == 1_500_000


def test_a_date_lies_between_payment_and_today(people):
    payment = stimulus.paid(people)
    assert "dicairkan" in refusal("dated_on", people, payment, dated_on=stimulus.PAID_ON - timedelta(days=1))
    assert "hari ini" in refusal("dated_on", people, payment, dated_on=TODAY + timedelta(days=1))


def test_a_paper_is_shown_once(people):
    payment = stimulus.paid(people)
    bought(people, payment)
    assert "keluarga ini" in refusal("number", people, payment, seller="toko  rejeki")
    other = stimulus.paid(people, "Wagiyem", number="0999999999")
    told = refusal("number", people, other)
    assert "keluarga lain" in told and "Sumiyati" not in told
    bought(people, payment, number="A-2")  # another number is another paper


def test_a_picture_proves_one_thing_only(people):
    payment = stimulus.paid(people)
    bought(people, payment, photo=picture())
    assert "keluarga ini" in refusal("scan", people, payment, number="A-2", photo=picture())
    other = stimulus.paid(people, "Wagiyem", number="0999999999")
    told = refusal("scan", people, other, number="A-3", photo=picture())
    assert "keluarga lain" in told and "Sumiyati" not in told
    cash.book(people.treasurer, opened_on=TODAY - timedelta(days=30))
    cash.money_in(people.treasurer, 900_000)
    cash.money_out(people.treasurer, 100_000, receipt=picture("blue"))
    assert "BKK-001" in refusal("scan", people, other, number="A-4", photo=picture("blue"))


def test_a_photo_or_a_reason(people):
    assert "foto" in refusal("no_photo_reason", people, stimulus.paid(people), no_photo_reason=" ")
    row = bought(people, stimulus.paid(people, "Wagiyem", number="0999999999"))
    actions.attach_photo(row, picture(), by=people.secretary, on=TODAY)
    assert row.photo_print and row.no_photo_reason == ""
    with pytest.raises(TransitionRefused):
        actions.attach_photo(row, picture("blue"), by=people.secretary, on=TODAY)


def test_only_what_was_paid_has_receipts_and_only_its_own_offices_write_them(people):
    payment = stimulus.paid(people)
    for by in (people.coordinator, people.ministry, people.village_head):
        with pytest.raises(PermissionDenied):
            bought(people, payment, by=by)
    bought(people, payment, by=people.regency_funds)
    Disbursement.objects.filter(pk=payment.pk).update(stage="accounted")
    with pytest.raises(TransitionRefused, match="dipertanggungjawabkan"):
        bought(people, payment, number="A-9")


def test_what_went_up_the_road_is_not_taken_back(people):
    payment = stimulus.paid(people)
    row = stimulus.receipt(people, payment)
    fill_receipts.hand(people.secretary, "family", "office", [row])
    row.refresh_from_db()
    with pytest.raises(TransitionRefused, match="dalam perjalanan"):
        actions.withdraw(row, by=people.secretary, on=TODAY, reason="Salah")


def test_the_picture_is_served_through_the_receipt_and_traced(people, sign_in):
    row = bought(people, stimulus.paid(people), photo=picture())
    url = reverse("reporting:receipt-photo", args=[row.uid])
    response = sign_in(people.secretary).get(url)
    assert response["Content-Type"] == "image/jpeg" and "no-store" in response["Cache-Control"]
    assert sign_in(people.ministry).get(url).status_code == 404


def test_the_screen_tells_all_errors_at_once_and_the_pages_show_what_was_bought(people, sign_in):
    payment = stimulus.paid(people)
    client = sign_in(people.secretary)
    url = reverse("reporting:receipt-create", args=[payment.uid])
    wrong = {**fill_receipts.RECEIPT, "amount": "9.000.000", "no_photo_reason": "", "_key": new_key()}
    errors = client.post(url, wrong).context["form"].errors
    assert {"amount", "scan"} <= set(errors)
    page = client.post(url, {**fill_receipts.RECEIPT, "_key": new_key()}, follow=True).content.decode()
    assert "Rp350.000" in page and "Minyak goreng" in page and "Rp1.650.000" in page
    realised = client.get(reverse("reporting:realisation", args=[payment.uid])).content.decode()
    assert "Gula pasir" in realised and "10 liter" in realised
