"""The road of an original: where it is on any day, who may send and receive it, once (FUN-06, REP-13)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from fcu_project.models import StaleVersion
from fcu_project.workflow import TransitionRefused
from institutions.models import User
from reporting.actions import handover as actions
from reporting.models import HandedReceipt, ReceiptHandover, StimulusReceipt
from reporting.money import originals
from reporting.money.purses import ROADS
from tests import factories
from tests.factories import TODAY
from tests.filling import new_key, typed_date
from tests.reporting import stimulus
from tests.reporting.fill_receipts import answers, hand, receive, way


def days_ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def payment(people):
    return stimulus.paid(people)


@pytest.fixture
def receipt(people, payment):
    return stimulus.receipt(people, payment)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_every_way_of_an_office_stands_on_the_road():
    for ways in originals.WAYS.values():
        assert all(one.receiver in ROADS[one.giver] for one in ways)


@pytest.mark.clause("FUN-06")
def test_the_place_of_an_original_is_known_for_every_day_up_to_the_ministry(people, receipt):
    hand(people.secretary, "family", "fcu", [receipt], on=days_ago(30))
    receive(hand(people.secretary, "fcu", "office", [receipt], on=days_ago(25)), people.regency_funds, on=days_ago(20))
    receive(hand(people.regency_funds, "office", "ministry", [receipt], on=days_ago(10)), people.ministry,
            on=days_ago(5))  # fmt: skip
    receipt = fresh(receipt)
    assert receipt.holder == "ministry"
    told = {days: originals.where_on(receipt, days_ago(days)).words for days in (31, 30, 25, 21, 20, 11, 10, 6, 5, 0)}
    assert told == {
        31: "Keluarga", 30: "FCU", 25: "Dalam perjalanan ke Dinas Sosial", 21: "Dalam perjalanan ke Dinas Sosial",
        20: "Dinas Sosial", 11: "Dinas Sosial", 10: "Dalam perjalanan ke Kementerian Sosial",
        6: "Dalam perjalanan ke Kementerian Sosial", 5: "Kementerian Sosial", 0: "Kementerian Sosial",
    }  # fmt: skip
    assert originals.where_on(receipt, receipt.dated_on - timedelta(days=1)) is None


@pytest.mark.clause("FUN-06")
def test_each_receipt_is_marked_received_or_missing_and_the_missing_go_back(people, payment, receipt):
    other = stimulus.receipt(people, payment, number="N-18")
    sent = hand(people.secretary, "family", "office", [receipt, other], on=days_ago(5))
    receive(sent, people.regency_funds, missing=[other], on=days_ago(3))
    assert [fresh(receipt).holder, fresh(other).holder] == ["office", "family"]
    assert originals.where_on(fresh(other), days_ago(4)).to == "office"
    assert originals.where_on(fresh(other), TODAY).words == "Keluarga"
    with pytest.raises(ValidationError, match="Isi tanggal sejak"):
        hand(people.secretary, "family", "office", [other], on=days_ago(4))
    hand(people.secretary, "family", "office", [other], on=days_ago(3))


def test_what_is_missing_needs_a_note_and_days_are_in_order(people, receipt):
    sent = hand(people.secretary, "family", "office", [receipt], on=days_ago(5))
    row = sent.rows.get()
    with pytest.raises(ValidationError, match="Tuliskan catatan"):
        actions.receive(fresh(sent), {row: (False, " ")}, by=people.regency_funds, on=TODAY)
    for day in (days_ago(6), TODAY + timedelta(days=1)):
        with pytest.raises(ValidationError):
            actions.receive(fresh(sent), {row: (True, "")}, by=people.regency_funds, on=day)
    assert fresh(sent).is_open and fresh(row).arrived is None


def test_an_original_is_on_one_way_at_a_time_and_with_its_giver(people, payment, receipt):
    hand(people.secretary, "family", "office", [receipt])
    with pytest.raises(ValidationError, match="dalam perjalanan"):
        hand(people.secretary, "family", "fcu", [fresh(receipt)])
    other = stimulus.receipt(people, payment, number="N-18")
    with pytest.raises(ValidationError, match="tidak ada di FCU"):
        hand(people.secretary, "fcu", "office", [other])
    with pytest.raises(PermissionDenied):  # the village is not the Dinas
        actions.hand_over(
            ReceiptHandover(carrier="x"), way(people.regency_funds, "office", "ministry"), [other], by=people.secretary,
            on=TODAY,
        )  # fmt: skip
    for by in (people.coordinator, people.village_head, people.ministry):
        with pytest.raises(PermissionDenied):
            actions.hand_over(
                ReceiptHandover(carrier="x"), way(people.secretary, "family", "fcu"), [other], by=by, on=TODAY
            )


def test_of_two_who_send_the_same_original_the_slower_is_told(people, receipt):
    slower = StimulusReceipt.objects.get(pk=receipt.pk)
    hand(people.secretary, "family", "office", [receipt])
    with pytest.raises(StaleVersion):
        actions.hand_over(
            ReceiptHandover(carrier="Siti"), way(people.secretary, "family", "fcu"), [slower], by=people.treasurer,
            on=TODAY,
        )  # fmt: skip
    assert HandedReceipt.objects.filter(receipt=receipt).count() == 1


def test_a_handover_is_received_once(people, receipt):
    sent = hand(people.secretary, "family", "office", [receipt])
    slower = fresh(sent)
    receive(sent, people.regency_funds)
    with pytest.raises(StaleVersion):
        actions.receive(slower, answers(sent), by=people.regency_funds, on=TODAY)
    with pytest.raises(TransitionRefused):
        actions.receive(fresh(sent), answers(sent), by=people.regency_funds, on=TODAY)
    with pytest.raises(PermissionDenied):
        actions.receive(fresh(sent), answers(sent), by=people.ministry, on=TODAY)


def test_a_forged_choice_is_refused_in_words(people, sign_in, payment, receipt):
    """Of another village, on the way, or taken back: none of them can be ticked by hand."""
    going = stimulus.receipt(people, payment, number="N-18")
    hand(people.secretary, "family", "office", [going])
    foreign = stimulus.receipt(people, payment, number="N-19")
    StimulusReceipt.objects.filter(pk=foreign.pk).update(region=factories.Region.objects.get(code="9701012002"))
    url = f"{reverse('reporting:handover-create')}?jalan=family-office"
    body = {"sent_on": typed_date(TODAY), "carrier": "Sumiyati", "number": "", "note": ""}
    for row in (going, foreign):
        client = sign_in(people.secretary)
        response = client.post(url, {**body, "receipts": [receipt.pk, row.pk], "_key": new_key()})
        assert response.status_code == 422 and "bukan dari wilayah Anda" in response.content.decode()
    assert not HandedReceipt.objects.exclude(receipt=going).exists()


def test_a_handover_nobody_received_is_cancelled_with_a_reason(people, receipt):
    sent = hand(people.secretary, "family", "office", [receipt], on=days_ago(4))
    with pytest.raises(ValidationError):
        actions.cancel(fresh(sent), by=people.secretary, on=TODAY, reason=" ")
    actions.cancel(fresh(sent), by=people.secretary, on=TODAY, reason="Belum jadi berangkat")
    assert originals.where_on(fresh(receipt), days_ago(1)).to == "office"
    assert originals.where_on(fresh(receipt), TODAY).words == "Keluarga"
    receive(hand(people.secretary, "family", "office", [receipt]), people.regency_funds)
    with pytest.raises(TransitionRefused):
        actions.cancel(fresh(sent), by=people.secretary, on=TODAY, reason="Lagi")


def account(assignment):
    return User.objects.create(username=f"a{assignment.pk}", person=assignment.person)


def test_the_signed_list_is_recorded_only_where_the_receiver_has_no_account(people, receipt):
    sent = hand(people.secretary, "family", "office", [receipt])
    told = {"on": TODAY, "receiver": "Bapak Hadi", "number": "TT-4"}
    with pytest.raises(ValidationError, match="Pilih pindaian"):
        actions.receive_from_paper(fresh(sent), answers(sent), by=people.secretary, **told)
    user = account(people.regency_funds)
    with pytest.raises(TransitionRefused, match="punya akun"):
        actions.receive_from_paper(
            fresh(sent), answers(sent), by=people.secretary, scan=factories.scan(), **told
        )
    user.is_active = False
    user.save()
    done = actions.receive_from_paper(
        fresh(sent), answers(sent), by=people.secretary, scan=factories.scan(), **told
    )
    assert done.from_paper and done.received_by == "Bapak Hadi" and fresh(receipt).holder == "office"
    up = hand(people.regency_funds, "office", "ministry", [receipt])
    with pytest.raises(PermissionDenied):  # the village did not send it
        actions.receive_from_paper(fresh(up), answers(up), by=people.secretary, scan=factories.scan(), **told)
    actions.receive_from_paper(fresh(up), answers(up), by=people.regency_funds, scan=factories.scan(), **told)
    assert fresh(receipt).holder == "ministry"


def test_the_dinas_gives_back_what_has_to_be_mended_and_the_village_signs(people, sign_in, receipt):
    receive(hand(people.secretary, "family", "office", [receipt]), people.regency_funds)
    back = hand(people.regency_funds, "office", "family", [receipt])
    assert sign_in(people.secretary).get(back.get_absolute_url()).status_code == 200
    receive(back, people.secretary)
    assert fresh(receipt).holder == "family"


def test_a_family_may_bring_it_to_the_dinas_itself(people, receipt):
    done = hand(people.regency_funds, "family", "office", [receipt])
    assert done.at_once and done.region_id == receipt.region_id and fresh(receipt).holder == "office"


@pytest.mark.clause("FUN-06")
def test_the_ministry_sees_what_was_sent_to_it_and_nothing_else(people, sign_in, payment, receipt):
    kept = stimulus.receipt(people, payment, number="N-18")
    receive(hand(people.secretary, "family", "office", [receipt, kept]), people.regency_funds)
    client = sign_in(people.ministry)
    assert client.get(receipt.get_absolute_url()).status_code == 404
    sent = hand(people.regency_funds, "office", "ministry", [receipt])
    assert client.get(receipt.get_absolute_url()).status_code == 200
    assert client.get(sent.get_absolute_url()).status_code == 200
    listed = client.get(reverse("reporting:receipt-list")).content.decode()
    assert "N-17" in listed and "N-18" not in listed
    actions.cancel(fresh(sent), by=people.regency_funds, on=TODAY, reason="Salah kirim")
    assert client.get(receipt.get_absolute_url()).status_code == 404
