"""The cash book: opened, money in, money out, reversed, receipts attached (FUN-01, FUN-08, FUN-09, MEM-09)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates, files
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit
from reporting import ledger
from reporting.models import CashEntry, StimulusReceipt
from reporting.purses import MUST_NOT_BIND

WRITES = "reporting.add_cashentry"
STAGE = CashEntry.Stage


def writable(region_id, by, permission=WRITES):
    """Cash is entered by the treasurer, or by the secretary on the treasurer's behalf, of that village alone."""
    if by.region_id != region_id or not by.has_perm(permission):
        raise PermissionDenied


@transaction.atomic
def open_book(book, *, by, on):
    """Begin the book of an FCU on `book.opened_on` with what the paper book had left. One per FCU."""
    unit = book.unit
    writable(unit.region_id, by)
    if unit.stage == FamilyCareUnit.Stage.INACTIVE:
        raise TransitionRefused(["FCU ini sudah tidak aktif."])
    if book.opened_on > by.today:
        raise ValidationError({"opened_on": "Tanggal tidak boleh setelah hari ini."})
    if unit.formed_on and book.opened_on < unit.formed_on:
        raise ValidationError({"opened_on": f"FCU dibentuk {dates.long_date(unit.formed_on)}."})
    book.region, book.balance = unit.region, book.opening_balance
    book.save()
    audit.record("cash:open", by=by, obj=book, on=on)
    return book


@transaction.atomic
def record(entry, *, by, on, receipt=None):
    """Write an entry into the book: it counts at once, or waits for the coordinator above the limit (MEM-09).

    `receipt` is the uploaded picture or PDF. Raises ValidationError beside the field: a closed month or future day, too
    little money, another purpose of the aid, no receipt and no reason, a receipt used before, a share passed without
    its reason.
    """
    book = ledger.held_book(entry.book)
    writable(book.region_id, by)
    entry.region, entry.year = book.region, entry.on.year
    entry.entered_by, entry.entered_by_words = by.actor_uid, by.signature
    entry.for_treasurer = by.role == "secretary"
    if entry.source in MUST_NOT_BIND and not entry.non_binding:  # III.B.4
        raise ValidationError({"non_binding": "Uang dari pihak yang mengikat tidak boleh diterima FCU."})
    ledger.check(entry, today=by.today)
    if entry.direction == ledger.OUT:
        _weigh(entry, receipt)
    if receipt:
        _attach(entry, receipt, by=by)
    entry.stage = STAGE.WAITING if needs_approval(entry) else STAGE.BOOKED
    if entry.stage == STAGE.BOOKED:
        ledger.post(entry)
    entry.save()
    audit.record(f"cash:{entry.direction}", by=by, obj=entry, on=on)
    return entry


def _weigh(entry, receipt):
    """What an expense must bring along: a reason against the agreed shares, and its receipt or why there is none."""
    objection = ledger.share_problem(entry)
    if objection and not entry.outside_reason.strip():
        raise ValidationError({"outside_reason": objection})
    least = limit(entry.book, "expense_receipt_from")
    if entry.amount >= least and not receipt and not entry.no_receipt_reason.strip():
        raise ValidationError({
            "no_receipt_reason": f"Pengeluaran mulai {dates.rupiah(least)} perlu foto bukti. "
            "Pilih fotonya, atau tuliskan mengapa belum ada."
        })  # fmt: skip


def limit(book, key):
    """A limit in rupiah as set for the village or above it."""
    return int(book.region.setting(key))


def needs_approval(entry):
    """Whether the coordinator approves it first: money out from the limit of the village on."""
    return entry.direction == ledger.OUT and entry.amount >= limit(entry.book, "expense_approval_from")


@transaction.atomic
def attach_receipt(entry, upload, *, by, on):
    """The picture of a receipt that came later. What was attached once is not exchanged."""
    writable(entry.region_id, by)
    take(entry)
    if entry.receipt_id or entry.stage == STAGE.REFUSED:
        raise TransitionRefused(["Bukti catatan ini sudah ada."])
    _attach(entry, upload, by=by)
    entry.save()
    audit.record("cash:receipt", by=by, obj=entry, fields={"receipt"}, on=on)
    return entry


def _attach(entry, upload, *, by):
    stored = store_receipt(upload, by=by)
    used = CashEntry.objects.filter(book=entry.book, receipt_print=stored.sha256).exclude(pk=entry.pk).first()
    if used:
        raise ValidationError({"receipt": f"Berkas ini sudah menjadi bukti {used.evidence or used.text}."})
    if StimulusReceipt.objects.standing().filter(photo_print=stored.sha256).exists():
        raise ValidationError({"receipt": "Berkas ini sudah menjadi bukti dana stimulan sebuah keluarga."})
    entry.receipt, entry.receipt_print = stored, stored.sha256


def store_receipt(upload, *, by):
    """A picture of a receipt, kept small, or a PDF as it is. Raises ValidationError."""
    start = upload.read(5)
    upload.seek(0)
    return files.store_scan(upload, by=by) if start == b"%PDF-" else files.store_photo(upload, by=by)


@transaction.atomic
def reverse(entry, *, by, on, reason):
    """Take a booked entry back by a line of the other direction, dated `on`; a line itself is never edited (FUN-08).

    Raises TransitionRefused for what can't be reversed, ValidationError for a day or balance that forbids it.
    """
    book = ledger.held_book(entry.book)
    writable(book.region_id, by)
    entry = CashEntry.objects.with_facts().get(pk=entry.pk)
    if entry.stage != STAGE.BOOKED or entry.reverses_id or entry.is_reversed:
        raise TransitionRefused(["Catatan ini tidak bisa dibalik: sudah dibalik, atau belum tercatat dalam saldo."])
    if not reason.strip():
        raise ValidationError({"text": "Tuliskan mengapa catatan ini dibalik."})
    if on < entry.on:
        raise ValidationError({"on": f"Catatan ini bertanggal {dates.long_date(entry.on)}. Isi tanggal sesudahnya."})
    back = CashEntry(
        book=book, region=book.region, direction=ledger.OUT if entry.is_in else ledger.IN, on=on, text=reason.strip(),
        amount=entry.amount, source=entry.source, category=entry.category, plan_item=entry.plan_item, aid=entry.aid,
        giver=entry.giver, payee=entry.payee, reverses=entry, stage=STAGE.BOOKED, entered_by=by.actor_uid,
        entered_by_words=by.signature, for_treasurer=by.role == "secretary",
    )  # fmt: skip
    ledger.check(back, today=by.today)
    ledger.post(back)
    back.save()
    if entry.receipt_print:  # the same paper may prove the entry that is written in its place
        entry.receipt_print = ""
        entry.save()
    audit.record("cash:reverse", by=by, obj=back, on=on)
    return back
