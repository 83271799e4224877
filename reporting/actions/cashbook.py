"""The cash book: opened, money in, money out, reversed, receipts attached (FUN-01, FUN-08, FUN-09, MEM-09)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates, files
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit
from reporting.models import CashBook, CashEntry, EarmarkedAid, StimulusReceipt
from reporting.money import ledger
from reporting.money.plan_spending import budget_problem
from reporting.money.purses import MUST_NOT_BIND

WRITES = "reporting.add_cashentry"
STAGE = CashEntry.Stage
LEAST_LETTERS = 5  # of a reason in place of a receipt
BINDING_GIVER = (  # III.B.4
    "FCU hanya boleh menerima dana yang tidak mengikat (pedoman Bab III.B.4), jadi uang ini tidak dicatat. "
    "Minta pemberi melepas ikatannya secara tertulis, atau kembalikan uangnya."
)


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
    if CashBook.objects.filter(unit=unit).exists():
        raise TransitionRefused(["Buku kas FCU ini sudah dibuka."])
    if book.opened_on > by.today:
        raise ValidationError({"opened_on": "Tanggal tidak boleh setelah hari ini."})
    if unit.formed_on and book.opened_on < unit.formed_on:
        raise ValidationError({
            "opened_on": f"FCU dibentuk {dates.long_date(unit.formed_on)}. Isi tanggal sejak hari itu."
        })  # fmt: skip
    if book.opening_balance < 0:
        raise ValidationError({"opening_balance": "Saldo awal tidak boleh kurang dari nol."})
    if book.opening_balance and not book.opening_note.strip():
        raise ValidationError({
            "opening_note": f"Tuliskan dari mana saldo awal {dates.rupiah(book.opening_balance)}, "
            "misalnya buku kas kertas halaman terakhir."
        })  # fmt: skip
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
    if entry.aid_id:  # as it is now that the book is held
        entry.aid = EarmarkedAid.objects.get(pk=entry.aid_id)
    if entry.source in MUST_NOT_BIND and not entry.non_binding:
        raise ValidationError({"non_binding": BINDING_GIVER})
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
    """What an expense must bring along: a reason against the agreed shares or the budget of its activity, and its
    receipt or why there is none. A reason that nothing asks for is not kept: it would flag the expense."""
    objections = [problem for problem in (ledger.share_problem(entry), budget_problem(entry)) if problem]
    if objections and not entry.outside_reason.strip():
        raise ValidationError({"outside_reason": objections})
    if not objections:
        entry.outside_reason = ""
    least = ledger.limit(entry.book, "expense_receipt_from")
    if entry.amount >= least and not receipt and len(entry.no_receipt_reason.strip()) < LEAST_LETTERS:
        raise ValidationError({
            "no_receipt_reason": f"Pengeluaran mulai {dates.rupiah(least)} perlu foto bukti. Pilih fotonya, atau "
            f"tuliskan mengapa belum ada, paling sedikit {LEAST_LETTERS} huruf."
        })  # fmt: skip


def needs_approval(entry):
    """Whether the coordinator approves it first: money out from the limit of the village on, by itself or with what
    went to the same payee on that day before."""
    if entry.direction != ledger.OUT:
        return False
    least = ledger.limit(entry.book, "expense_approval_from")
    return entry.amount >= least or _with_others(entry) >= least


def _with_others(entry):
    """Rupiah to the payee of an expense on its day; of one to whom nothing else went, no more than its own amount."""
    return entry.amount + sum(other.amount for other in ledger.paid_together(entry))


@transaction.atomic
def attach_receipt(entry, upload, *, by, on):
    """The picture of a receipt that came later. What was attached once is not exchanged."""
    writable(entry.region_id, by)
    if problem := receipt_problem(entry):
        raise TransitionRefused([problem])
    take(entry)
    _attach(entry, upload, by=by)
    entry.save()
    audit.record("cash:receipt", by=by, obj=entry, fields={"receipt"}, on=on)
    return entry


def receipt_problem(entry):
    """Why no receipt can be added to an entry, or ""."""
    if entry.receipt_id:
        return "Bukti catatan ini sudah ada. Yang sudah terlampir tidak diganti."
    if entry.stage == STAGE.REFUSED:
        return "Catatan ini ditolak; uangnya tidak keluar."
    if entry.is_reversed:
        back = entry.reversed_by.evidence
        return f"Catatan ini sudah dibalik dengan {back}. Lampirkan bukti pada catatan yang benar."
    return ""


def _attach(entry, upload, *, by):
    stored = store_receipt(upload, by=by)
    # The paper of an expense that was refused may prove another.
    CashEntry.objects.filter(book=entry.book, receipt_print=stored.sha256, stage=STAGE.REFUSED).update(receipt_print="")
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
    if problem := ledger.reversal_problem(entry):
        raise TransitionRefused([problem])
    if not reason.strip():
        raise ValidationError({"text": "Tuliskan mengapa catatan ini dibalik."})
    if on < entry.on:
        raise ValidationError({
            "on": f"Catatan ini bertanggal {dates.long_date(entry.on)}. Isi hari itu atau sesudahnya."
        })  # fmt: skip
    back = CashEntry(
        book=book, region=book.region, direction=ledger.OUT if entry.is_in else ledger.IN, on=on, text=reason.strip(),
        amount=entry.amount, source=entry.source, category=entry.category, plan_item=entry.plan_item, aid=entry.aid,
        giver=entry.giver, payee=entry.payee, reverses=entry, stage=STAGE.BOOKED, entered_by=by.actor_uid,
        entered_by_words=by.signature, for_treasurer=by.role == "secretary",
    )  # fmt: skip
    ledger.check(back, today=by.today)
    ledger.post(back)
    back.save()
    # The same paper may prove the entry that is written in its place. Saved in any case: whoever adds a receipt at this
    # moment read an entry that was not reversed.
    entry.receipt_print = ""
    entry.save()
    audit.record("cash:reverse", by=by, obj=back, on=on)
    return back
