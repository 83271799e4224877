"""Receipts of families: what was bought with the stimulus, proven by an original (FUN-06)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F

from fcu_project import audit, dates
from fcu_project.models import hold, take
from fcu_project.workflow import TransitionRefused
from institutions.roles import REGENCY
from reporting.actions.cashbook import store_receipt
from reporting.models import CashEntry, Disbursement, ReceiptLine, StimulusReceipt
from reporting.money.purses import Party

WRITES, CHANGES = "reporting.add_stimulusreceipt", "reporting.change_stimulusreceipt"
ACCOUNTED = (
    "Pencairan ini sudah dipertanggungjawabkan; kuitansinya tidak diubah lagi. Bila ada yang keliru, buka dahulu "
    "pertanggungjawabannya di halaman pencairan (“Buka kembali pertanggungjawaban”)."
)
NOT_PAID = "Uangnya belum dicairkan. Kuitansi dicatat setelah uang masuk rekening keluarga."
AT_THE_OFFICE = (
    "Kuitansi asli ada di Dinas Sosial. Mintalah Dinas membatalkannya, atau mengembalikannya dahulu kepada keluarga; "
    "setelah di keluarga, kuitansi bisa dibatalkan di sini."
)
AT_THE_MINISTRY = (
    "Kuitansi asli sudah di Kementerian Sosial, jadi tidak bisa dibatalkan. Mintalah Dinas Sosial menyurati "
    "Kementerian Sosial."
)
ON_THE_WAY = (
    "Kuitansi asli sedang dalam perjalanan. Tunggu sampai diterima, atau batalkan dahulu serah terimanya; sesudah itu "
    "kuitansi bisa dibatalkan."
)


def may_write(disbursement, by, permission=WRITES):
    """Whether this office types the receipts of that payment: of the village, or the Dinas above it."""
    return by.has_perm(permission) and disbursement.region.code.startswith(by.territory)


def closed(disbursement):
    """Why nothing can be added to the receipts of a payment, or ""."""
    if disbursement.stage == Disbursement.Stage.PAID:
        return ""
    return ACCOUNTED if disbursement.stage == Disbursement.Stage.ACCOUNTED else NOT_PAID


# --- rules, each in a sentence with the number that disagrees (F9) ------------------------------------------------
def lines_problem(amount, lines):
    """Why the lines are not those of a receipt of `amount` rupiah, or ""."""
    told = sum(line["amount"] for line in lines)
    if told == amount:
        return ""
    way = "kurang" if told < amount else "lebih"
    return (
        f"Jumlah baris {dates.rupiah(told)} tidak sama dengan jumlah kuitansi {dates.rupiah(amount)}: {way} "
        f"{dates.rupiah(abs(amount - told))}."
    )


def day_problem(disbursement, day, today):
    """Why a receipt of this payment can't bear that date, or ""."""
    if day > today:
        return "Tanggal tidak boleh setelah hari ini."
    if day < disbursement.paid_on:
        return f"Uang baru dicairkan {dates.long_date(disbursement.paid_on)}. Kuitansi sebelumnya bukan dari dana ini."
    return ""


def amount_problem(disbursement, amount):
    """Why so much more can't be shown for a payment, with what is left of it; or ""."""
    if amount <= disbursement.left:
        return ""
    back = f", dikembalikan {dates.rupiah(disbursement.returned)}" if disbursement.returned else ""
    return (
        f"Melebihi uang yang dicairkan {dates.rupiah(disbursement.approved)}: sudah ada kuitansi "
        f"{dates.rupiah(disbursement.realised)}{back}, tinggal {dates.rupiah(disbursement.left)}."
    )


def _whose(receipt, disbursement):
    """An earlier receipt without naming another family."""
    if receipt.disbursement.grant.family_id == disbursement.grant.family_id:
        return f"kuitansi {receipt.seller} {dates.long_date(receipt.dated_on)} keluarga ini"
    return "kuitansi dana stimulan keluarga lain"


def paper_problem(receipt, *, is_other=False):
    """Whether the same paper was shown before, in words; or "".

    Shop, number and date say which paper it is, whatever amount is typed; `is_other`: whoever types it looked, and two
    papers bear that number. With the amount too it is the same paper in any case.
    """
    if not receipt.number:
        return ""
    same = StimulusReceipt.objects.standing().exclude(pk=receipt.pk).filter(
        region=receipt.region, dated_on=receipt.dated_on, number__iexact=receipt.number, seller__iexact=receipt.seller,
    ).select_related("disbursement__grant")  # fmt: skip
    if found := same.filter(amount=receipt.amount).first():
        return f"Nomor, toko, tanggal, dan jumlahnya sama dengan {_whose(found, receipt.disbursement)}."
    found = None if is_other else same.first()
    if found is None:
        return ""
    whose = f"{_whose(found, receipt.disbursement)} ({dates.rupiah(found.amount)})"
    return (
        f"Nota yang sama dipakai dua kali? Nomor, toko, dan tanggalnya sama dengan {whose}. Cocokkan kertasnya; bila "
        "memang dua kuitansi, centang pernyataan di bawah."
    )


def photo_problem(receipt, fingerprint):
    """What the same picture proves already, in words; or ""."""
    rows = StimulusReceipt.objects.standing().exclude(pk=receipt.pk).filter(photo_print=fingerprint)
    found = rows.select_related("disbursement__grant").first()
    if found:
        return f"Foto ini sudah dipakai untuk {_whose(found, receipt.disbursement)}."
    entry = CashEntry.objects.filter(receipt_print=fingerprint).first()
    if entry is None:
        return ""
    number = f" ({entry.evidence})" if entry.region_id == receipt.region_id and entry.evidence else ""
    return f"Foto ini sudah menjadi bukti di buku kas FCU{number}. Kas FCU dan dana keluarga tidak dicampur."


# --- acts ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def record(receipt, lines, *, by, on, photo=None, is_other=False):
    """Keep a receipt of `receipt.disbursement` with its lines [{what, volume, amount}], and raise what is realised.

    `is_other` states that another paper with the same shop, number and date really is another one.
    The payment is held, so that two at once never show more than was paid. Raises ValidationError beside the field,
    TransitionRefused for a payment whose receipts are closed.
    """
    payment = receipt.disbursement
    if not may_write(payment, by):
        raise PermissionDenied
    hold(payment)
    if reason := closed(payment):
        raise TransitionRefused([reason])
    receipt.region, receipt.recorded_by = payment.region, by.signature
    receipt.seller, receipt.number = _plain(receipt.seller), _plain(receipt.number)
    found = {
        "dated_on": day_problem(payment, receipt.dated_on, by.today),
        "amount": amount_problem(payment, receipt.amount),
        "lines": lines_problem(receipt.amount, lines),
        "number": paper_problem(receipt, is_other=is_other),
        "no_photo_reason": "" if photo or receipt.no_photo_reason.strip() else
        "Pilih foto kuitansi, atau tuliskan mengapa belum ada.",
    }  # fmt: skip
    if problems := {name: sentence for name, sentence in found.items() if sentence}:
        raise ValidationError(problems)
    if photo:
        _attach(receipt, photo, by=by)
    receipt.save()
    ReceiptLine.objects.bulk_create(
        ReceiptLine(receipt=receipt, order=order, **line) for order, line in enumerate(lines, 1)
    )
    Disbursement.objects.filter(pk=payment.pk).update(realised=F("realised") + receipt.amount)
    stated = {"same_number"} if is_other else ()
    audit.record("receipt:add", by=by, obj=receipt, on=receipt.dated_on, fields=stated)
    return receipt


def _plain(text):
    return " ".join(text.split())


def _attach(receipt, upload, *, by):
    stored = store_receipt(upload, by=by)
    if problem := photo_problem(receipt, stored.sha256):
        raise ValidationError({"scan": problem})
    receipt.photo, receipt.photo_print, receipt.no_photo_reason = stored, stored.sha256, ""


@transaction.atomic
def attach_photo(receipt, upload, *, by, on):
    """The picture of a receipt that came later. What was attached once is not exchanged."""
    if not may_write(receipt.disbursement, by, CHANGES):
        raise PermissionDenied
    take(receipt)
    if receipt.photo_id or receipt.withdrawn_on:
        raise TransitionRefused(["Foto kuitansi ini sudah ada, atau kuitansinya dibatalkan."])
    _attach(receipt, upload, by=by)
    receipt.save()
    audit.record("receipt:photo", by=by, obj=receipt, fields={"photo"}, on=on)
    return receipt


def closed_to_withdrawal(receipt, by):
    """Why this office can't take a receipt back, with the way that is left; or "".

    What lies at the Dinas the Dinas takes back, when it finds the receipt invalid.
    """
    if receipt.withdrawn_on:
        return "Kuitansi ini sudah dibatalkan."
    if receipt.holder == Party.MINISTRY:
        return AT_THE_MINISTRY
    if receipt.handed.filter(arrived=None).exists():
        return ON_THE_WAY
    if receipt.holder == Party.OFFICE and by.level != REGENCY:
        return AT_THE_OFFICE
    return closed(receipt.disbursement)


@transaction.atomic
def withdraw(receipt, *, by, on, reason):
    """Take a receipt back before its original went to the ministry: it stays readable, what is realised sinks."""
    payment = receipt.disbursement
    if not may_write(payment, by, CHANGES):
        raise PermissionDenied
    hold(payment)
    take(receipt)
    if problem := closed_to_withdrawal(receipt, by):
        raise TransitionRefused([problem])
    if not reason.strip():
        raise ValidationError({"reason": "Tuliskan mengapa kuitansi ini dibatalkan."})
    receipt.withdrawn_on, receipt.withdrawn_reason = on, reason.strip()
    receipt.save()
    Disbursement.objects.filter(pk=payment.pk).update(realised=F("realised") - receipt.amount)
    audit.record("receipt:withdraw", by=by, obj=receipt, on=on)
    return receipt
