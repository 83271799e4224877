"""Forms of receipts of families and the road of originals; and rows for the tests of who may open what."""

from datetime import timedelta

from django.urls import reverse

from reporting.actions import handover as actions
from reporting.models import ReceiptHandover
from reporting.money import originals
from tests.factories import TODAY
from tests.filling import Filling, form, typed_date
from tests.reporting import stimulus

RECEIPT = {
    "seller": "Toko Rejeki", "number": "N-21", "dated_on": typed_date(stimulus.PAID_ON + timedelta(days=4)),
    "amount": "350.000", "lines-0-what": "Gula pasir", "lines-0-volume": "10 kg", "lines-0-amount": "180.000",
    "lines-1-what": "Minyak goreng", "lines-1-volume": "10 liter", "lines-1-amount": "170.000",
    "no_photo_reason": "HP rusak, foto menyusul",
}  # fmt: skip


def way(by, giver, receiver):
    return originals.way_of(by, f"{giver}-{receiver}")


def hand(by, giver, receiver, receipts, *, on=TODAY, **more):
    """A handover of these receipts by an office, recorded as on the screen."""
    for receipt in receipts:
        receipt.refresh_from_db()
        receipt.__dict__.pop("road", None)
    facts = {"carrier": "Siti, Sekretaris FCU", "number": "", **more}
    return actions.hand_over(ReceiptHandover(**facts), way(by, giver, receiver), receipts, by=by, on=on)


def answers(handover, missing=()):
    """Every line arrived, but those receipts."""
    return {
        row: (row.receipt not in missing, "Tertinggal" if row.receipt in missing else "")
        for row in handover.rows.select_related("receipt")
    }


def receive(handover, by, *, missing=(), on=TODAY):
    handover.refresh_from_db()
    return actions.receive(handover, answers(handover, missing), by=by, on=on)


def at_the_dinas(people, payment, *receipts):
    """Receipts of families that the Dinas has taken from the FCU."""
    hand(people.secretary, "family", "fcu", receipts)
    receive(hand(people.secretary, "fcu", "office", receipts), people.regency_funds)
    return receipts


# --- forms ----------------------------------------------------------------------------------------------------------
@form("reporting:receipt-create")
def receipt_create(people, regions):
    payment = stimulus.paid(people)
    return Filling(
        people.secretary, reverse("reporting:receipt-create", args=[payment.uid]), RECEIPT,
        text=("seller", "number", "no_photo_reason"), required=("seller", "dated_on", "amount", "lines"),
        wrong={"amount": "360.000"},
    )  # fmt: skip


@form("reporting:receipt-photo-add", has_text=False)
def photo_add(people, regions):
    row = stimulus.receipt(people, stimulus.paid(people))
    return Filling(
        people.secretary, reverse("reporting:receipt-photo-add", args=[row.uid]), {},
        required=("scan",), contested=(row,), row=row, has_scan=True,
    )  # fmt: skip


@form("reporting:receipt-withdraw")
def receipt_withdraw(people, regions):
    row = stimulus.receipt(people, stimulus.paid(people))
    return Filling(
        people.secretary, reverse("reporting:receipt-withdraw", args=[row.uid]), {"reason": "Salah ketik jumlah"},
        text=("reason",), required=("reason",), wrong={"reason": "a" * 201}, contested=(row,), row=row,
    )  # fmt: skip


@form("reporting:handover-create")
def handover_create(people, regions):
    row = stimulus.receipt(people, stimulus.paid(people))
    return Filling(
        people.secretary, f"{reverse('reporting:handover-create')}?jalan=family-office",
        {"receipts": [row.pk], "sent_on": typed_date(TODAY), "number": "12/FCU/2026", "carrier": "Sumiyati",
         "note": "Dititipkan pagi hari"},
        text=("carrier", "note", "number"), required=("receipts", "sent_on", "carrier"), wrong={"sent_on": "kemarin"},
        contested=(row,),
    )  # fmt: skip


def sent(people):
    """Two receipts on their way from family to Dinas."""
    payment = stimulus.paid(people)
    rows = [stimulus.receipt(people, payment), stimulus.receipt(people, payment, number="N-18")]
    return hand(people.secretary, "family", "office", rows)


def list_of(handover):
    first, second = handover.rows.order_by("id")
    return {f"state-{first.pk}": "here", f"note-{first.pk}": "", f"state-{second.pk}": "missing",
            f"note-{second.pk}": "Tertinggal di rumah", "received_on": typed_date(TODAY)}  # fmt: skip


@form("reporting:handover-receive")
def handover_receive(people, regions):
    row = sent(people)
    data = list_of(row)
    note = [name for name, value in data.items() if value == "Tertinggal di rumah"]
    return Filling(
        people.regency_funds, reverse("reporting:handover-receive", args=[row.uid]), data, text=tuple(note),
        required=("received_on",), wrong={"received_on": "besok"}, contested=(row,), row=row,
    )  # fmt: skip


@form("reporting:handover-receive-paper")
def handover_receive_paper(people, regions):
    row = sent(people)
    data = list_of(row) | {"receiver": "Bapak Hadi, Kasi Dayasos", "paper_number": "TT-4"}
    return Filling(
        people.secretary, reverse("reporting:handover-receive-paper", args=[row.uid]), data,
        text=("receiver", "paper_number"), required=("received_on", "receiver", "scan"),
        wrong={"received_on": "besok"}, contested=(row,), row=row, has_scan=True,
    )  # fmt: skip


@form("reporting:handover-correct")
def handover_correct(people, regions):
    row = receive(sent(people), people.regency_funds)
    data = {"line": row.rows.first().pk, "on": typed_date(TODAY), "reason": "Amplopnya kosong"}
    return Filling(
        people.regency_funds, reverse("reporting:handover-correct", args=[row.uid]), data, text=("reason",),
        required=("line", "on", "reason"), wrong={"on": "besok"}, contested=(row,), row=row,
    )  # fmt: skip


@form("reporting:handover-cancel")
def handover_cancel(people, regions):
    row = sent(people)
    return Filling(
        people.secretary, reverse("reporting:handover-cancel", args=[row.uid]), {"reason": "Belum jadi berangkat"},
        text=("reason",), required=("reason",), wrong={"reason": "a" * 201}, contested=(row,), row=row,
    )  # fmt: skip


# --- rows for the tests of who may open what --------------------------------------------------------------------------
def scene(people):
    """A payment with one receipt in the village, and one on its way to the Dinas."""
    payment = stimulus.paid(people, "Sukarti", number="0700700700")
    receipt = stimulus.receipt(people, payment)
    other = stimulus.receipt(people, payment, number="N-30")
    third = stimulus.receipt(people, payment, number="N-31")
    return {
        "payment": payment, "receipt": receipt, "handover": hand(people.secretary, "family", "office", [other]),
        "received": hand(people.secretary, "family", "fcu", [third]),
    }  # fmt: skip


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    if short in ("realisation", "receipt-create"):
        return [scene["payment"].uid]
    if short == "receipt" or short in ("receipt-photo", "receipt-photo-add", "receipt-withdraw"):
        return [scene["receipt"].uid]
    if short == "handover-correct":
        return [scene["received"].uid]
    if short == "handover" or (short.startswith("handover-") and short not in ("handover-list", "handover-create")):
        return [scene["handover"].uid]
    return None
