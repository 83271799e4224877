"""Months are closed for good on their signed page; cash is counted and handed over (FUN-08, III.B.2.3(3))."""

from django.core.exceptions import ValidationError
from django.db import transaction

from fcu_project import audit, dates, files
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.models.fcu import Post
from reporting.actions.cashbook import writable
from reporting.models import CashCount, MonthClosing
from reporting.money import ledger, months
from reporting.money.book_files import refuse_used
from reporting.money.treasurers import officer_on


@transaction.atomic
def close_month(book, month, *, scan, signed_on, stated, by, on):
    """Lock a month. Its amounts are counted while the book is held, so that no entry slips in behind them.

    `scan` is the signed page, `stated` the closing balance that stands on it in rupiah. Raises TransitionRefused with
    what is still open, ValidationError beside the field for a wrong day or a page that the book has left behind.
    """
    book = ledger.held_book(book)
    writable(book.region_id, by, "reporting.add_monthclosing")
    if problems := months.closing_problems(book, month, by.today):
        raise TransitionRefused(problems)
    if problem := signing_problem(month, signed_on, by.today):
        raise ValidationError({"signed_on": problem})
    page, unit = months.page_of(book, month), book.unit
    if stated != page.closing:
        raise ValidationError({
            "stated": f"Saldo akhir menurut buku {dates.rupiah(page.closing)}, pada lembar {dates.rupiah(stated)}: "
            f"selisih {dates.rupiah(abs(page.closing - stated))}. Cetak dan tandatangani lembar yang terbaru."
        })  # fmt: skip
    refuse_used(book, scan, wanted=f"lembar {month.words} yang bertanda tangan")
    signers = {post: officer_on(unit, post, signed_on) for post in (Post.TREASURER, Post.COORDINATOR)}
    for title, name in signers.values():
        if not name:
            told = f"Pada {dates.long_date(signed_on)} tidak ada {title} yang menjabat. Lengkapi data pengurus dahulu."
            raise ValidationError({"signed_on": told})
    closing = MonthClosing(
        book=book, year=month.year, month=month.number, opening=page.opening, income=page.income, expense=page.expense,
        closing=page.closing, lines=len(page.lines), signed_on=signed_on, scan=files.store_scan(scan, by=by),
        treasurer=signers[Post.TREASURER][1], coordinator=signers[Post.COORDINATOR][1], closed_by=by.signature,
    )  # fmt: skip
    closing.save()
    audit.record("cash:close", by=by, obj=closing, on=on)
    return closing


def signing_problem(month, day, today):
    """Why the page of a month can't have been signed on `day`, or ""."""
    if day > today:
        return "Tanggal tidak boleh setelah hari ini."
    if day < month.last:
        return f"{month.words} selesai {dates.long_date(month.last)}. Lembarnya ditandatangani pada atau sesudah itu."
    return ""


# --- counted cash -----------------------------------------------------------------------------------------------
@transaction.atomic
def save_count(count, *, by, on, fields=()):
    """Keep counted cash beside what the book said at the end of that day; a signed one is never changed.

    Raises ValidationError for a day the book does not have, a difference without its reason, one person on both sides.
    """
    book = count.book = ledger.held_book(count.book)
    is_new = count._state.adding
    writable(book.region_id, by, f"reporting.{'add' if is_new else 'change'}_cashcount")
    if not is_new:
        _unsigned(count)
    if count.on > by.today:
        raise ValidationError({"on": "Tanggal tidak boleh setelah hari ini."})
    if count.on < book.opened_on:
        raise ValidationError({"on": f"Buku kas dibuka {dates.long_date(book.opened_on)}."})
    if count.giver_id and count.giver_id == count.receiver_id:
        raise ValidationError({"receiver": "Pilih dua orang yang berbeda."})
    if count.kind == CashCount.Kind.HANDOVER and not (count.giver_id and count.receiver_id):
        raise ValidationError({"receiver": "Isi siapa yang menyerahkan dan siapa yang menerima."})
    count.balance = ledger.balance_on(book, count.on)
    if count.difference and not count.reason.strip():
        raise ValidationError({"reason": difference_words(count) + " Tuliskan penjelasannya."})
    count.recorded_by = by.signature
    count.save()
    audit.record("cash:count", by=by, obj=count, fields=fields, on=on)
    return count


def difference_words(count):
    """How what was counted stands to the book: "Uang yang dihitung …, menurut buku …: kurang Rp10.000."."""
    told = f"Uang yang dihitung {dates.rupiah(count.counted)}, menurut buku {dates.rupiah(count.balance)}"
    if not count.difference:
        return f"{told}: sama."
    return f"{told}: {'lebih' if count.difference > 0 else 'kurang'} {dates.rupiah(abs(count.difference))}."


def _unsigned(count):
    if count.scan_id:
        raise TransitionRefused(["Berita acara bertanda tangan sudah diunggah. Hitung ulang sebagai catatan baru."])


@transaction.atomic
def attach_signed(count, scan, *, by, on):
    """The signed paper of a count. What was attached once is not exchanged."""
    writable(count.book.region_id, by, "reporting.change_cashcount")
    take(count)
    _unsigned(count)
    count.scan = files.store_scan(scan, by=by)
    count.save()
    audit.record("cash:count-signed", by=by, obj=count, fields={"scan"}, on=on)
    return count
