"""Originals go from hand to hand: sent with a list, signed for line by line, cancelled while on the way (FUN-06)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from fcu_project import audit, dates, files
from fcu_project.models import hold, take, take_all
from fcu_project.workflow import TransitionRefused
from institutions.roles import VILLAGE
from reporting.models import HandedReceipt, StimulusReceipt
from reporting.money import originals
from reporting.money.purses import ROADS, Party

SENDS = "reporting.add_receipthandover"
OVER = "Serah terima ini sudah selesai: sudah diterima atau dibatalkan."
CANCELLED = "Serah terima dibatalkan"
MOST = 300  # receipts in one letter
NOTHING_TO_CORRECT = (
    "Tidak ada yang bisa dikoreksi: kuitansinya sudah diserahkan lagi, sudah dibatalkan, atau sudah tercatat tidak ada."
)
MISSING_NOTE = "Tuliskan catatan untuk kuitansi yang tidak ada."


def _sendable(way, receipts, by):
    """Refuse what is not with the giver, of another territory, taken back, on the way, or of two villages."""
    if not receipts:
        raise ValidationError({"receipts": "Centang sedikitnya satu kuitansi."})
    if len(receipts) > MOST:
        raise ValidationError({"receipts": f"Paling banyak {MOST} kuitansi dalam satu surat. Buat surat berikutnya."})
    for receipt in receipts:
        if not receipt.region.code.startswith(by.territory):
            raise PermissionDenied
        if receipt.withdrawn_on or receipt.holder != way.giver:
            raise ValidationError({"receipts": f"{receipt} tidak ada di {originals.short_name(way.giver)}."})
    if way.of_one_village and len({receipt.region_id for receipt in receipts}) > 1:
        raise ValidationError({"receipts": "Pilih kuitansi dari satu desa/kelurahan saja."})
    going = HandedReceipt.objects.filter(receipt__in=receipts, arrived=None).select_related("receipt").first()
    if going:
        raise ValidationError({"receipts": f"{going.receipt} sedang dalam perjalanan."})


@transaction.atomic
def hand_over(handover, way, receipts, *, by, on):
    """Send originals on `way` on the day `on`; what is given at one table is received at once.

    `handover` is unsaved, with number, carrier and note. Every receipt is taken at the version it was read, so that of
    two who send the same one the slower is told. Raises ValidationError, PermissionDenied, StaleVersion.
    """
    if not by.has_perm(SENDS) or way not in originals.WAYS.get(by.level, ()) or way.receiver not in ROADS[way.giver]:
        raise PermissionDenied
    take_all(receipts)
    _sendable(way, receipts, by)
    if on > by.today:
        raise ValidationError({"sent_on": "Tanggal tidak boleh setelah hari ini."})
    since = max(originals.free_since(receipt) for receipt in receipts)
    if on < since:
        giver = originals.short_name(way.giver)
        raise ValidationError({
            "sent_on": f"Ada kuitansi yang baru {dates.long_date(since)} di {giver}. Isi tanggal sejak hari itu."
        })  # fmt: skip
    handover.giver, handover.receiver, handover.sent_on, handover.sent_by = way.giver, way.receiver, on, by.signature
    handover.region = receipts[0].region if by.level == VILLAGE or way.giver == Party.FAMILY else by.region
    if way.at_once:
        handover.received_on, handover.received_by = on, by.signature
    handover.save()
    arrived = True if way.at_once else None
    HandedReceipt.objects.bulk_create(
        HandedReceipt(handover=handover, receipt=receipt, arrived=arrived) for receipt in receipts
    )
    if way.at_once:
        _moved(receipts, way.receiver)
    audit.record("handover:send", by=by, obj=handover, on=on)
    return handover


def _moved(receipts, party):
    rows = StimulusReceipt.objects.filter(pk__in=[receipt.pk for receipt in receipts])
    rows.update(holder=party, version=F("version") + 1, updated_at=timezone.now())


@transaction.atomic
def receive(handover, answers, *, by, on):
    """The receiver checks the list: {row: (arrived, note)}. What is missing goes back to the giver's holding."""
    if not originals.may_receive(handover, by):
        raise PermissionDenied
    _close(handover, answers, by=by, on=on)
    handover.received_by = by.signature
    handover.save()
    audit.record("handover:receive", by=by, obj=handover, on=on)
    return handover


@transaction.atomic
def receive_from_paper(handover, answers, *, by, on, receiver, number="", scan=None):
    """The giver's office records the list that the receiver signed, where nobody there has an account."""
    if not originals.is_givers(handover, by):
        raise PermissionDenied
    if reason := originals.closed_to_paper(handover, by.today):
        raise TransitionRefused([reason])
    if not scan:
        raise ValidationError({"scan": "Pilih pindaian atau foto daftar yang ditandatangani."})
    _close(handover, answers, by=by, on=on)
    handover.from_paper, handover.paper_number, handover.paper_date = True, number, on
    handover.paper_scan, handover.recorded_by = files.store_scan(scan, by=by), by.signature
    handover.received_by = receiver
    handover.save()
    audit.record("handover:receive-paper", by=by, obj=handover, on=on)
    return handover


def _close(handover, answers, *, by, on):
    """Take the handover, and set for every original whether it arrived."""
    take(handover)
    if not handover.is_open:
        raise TransitionRefused([OVER])
    if on > by.today:
        raise ValidationError({"received_on": "Tanggal tidak boleh setelah hari ini."})
    if on < handover.sent_on:
        raise ValidationError({
            "received_on": f"Diserahkan {dates.long_date(handover.sent_on)}. Isi tanggal sejak hari itu."
        })  # fmt: skip
    rows = list(handover.rows.select_related("receipt"))
    if {row.pk for row in rows} != {row.pk for row in answers}:
        raise ValidationError("Jawab setiap kuitansi: ada atau tidak ada.")
    said = {row.pk: answer for row, answer in answers.items()}
    for row in rows:
        row.arrived, row.note = said[row.pk]
        if not row.arrived and not row.note.strip():
            raise ValidationError({f"note-{row.pk}": MISSING_NOTE})
    HandedReceipt.objects.bulk_update(rows, ["arrived", "note"])
    _moved([row.receipt for row in rows if row.arrived], handover.receiver)
    handover.received_on = on


def corrects(handover, by):
    """Whether this office recorded what arrived, and so mends it: the receiver, or the giver from the signed list."""
    return originals.may_receive(handover, by) or (handover.from_paper and originals.is_givers(handover, by))


def correctable(rows):
    """Lines noted as arrived whose original still lies with the receiver: it was neither handed on nor taken back."""
    rows = [row for row in rows if row.arrived and row.receipt.holder == row.handover.receiver]
    later = HandedReceipt.objects.filter(receipt__in=[row.receipt_id for row in rows], handover__cancelled_on=None)
    last = dict(later.order_by("id").values_list("receipt", "pk"))
    return [row for row in rows if not row.receipt.withdrawn_on and last.get(row.receipt_id) == row.pk]


@transaction.atomic
def correct(handover, row, *, by, on, reason):
    """A line was noted as arrived by mistake: it never left the giver, and is to be looked for there.

    `on` is the day on which it was found out; the line keeps it with the reason. Raises ValidationError beside the
    field, TransitionRefused for an original that was handed on meanwhile.
    """
    if not corrects(handover, by):
        raise PermissionDenied
    take(handover)
    hold(row.receipt)
    row.refresh_from_db()
    row.receipt.refresh_from_db()
    if handover.received_on is None or not correctable([row]):
        raise TransitionRefused([NOTHING_TO_CORRECT])
    if not handover.received_on <= on <= by.today:
        raise ValidationError({
            "on": f"Isi tanggal dari hari penerimaan ({dates.long_date(handover.received_on)}) sampai hari ini."
        })  # fmt: skip
    if not reason.strip():
        raise ValidationError({"reason": "Tuliskan mengapa ternyata tidak ada."})
    row.arrived, row.note = False, f"Dikoreksi {dates.short_date(on)}: {reason.strip()}"[:200]
    row.save()
    _moved([row.receipt], handover.giver)
    handover.save()
    audit.record("handover:correct", by=by, obj=handover, on=on)
    return handover


@transaction.atomic
def cancel(handover, *, by, on, reason):
    """Take back a handover that nobody received; the originals stay with the giver."""
    if not originals.is_givers(handover, by):
        raise PermissionDenied
    take(handover)
    if not handover.is_open:
        raise TransitionRefused([OVER])
    if not reason.strip():
        raise ValidationError({"reason": "Tuliskan mengapa serah terima ini dibatalkan."})
    handover.cancelled_on, handover.cancelled_reason = on, reason.strip()
    handover.save()
    handover.rows.update(arrived=False, note=CANCELLED)
    audit.record("handover:cancel", by=by, obj=handover, on=on)
    return handover
