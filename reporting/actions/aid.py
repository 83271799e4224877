"""Earmarked aid: written down, its terms, the papers its giver asks for, its end at nothing left (FUN-13)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from fcu_project import audit, dates, files
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit
from reporting.actions.cashbook import writable
from reporting.models import BudgetLine, CashBook, EarmarkedAid
from reporting.money import arrived, ledger

WRITES, KEEPS_PAPERS = "reporting.change_earmarkedaid", "reporting.change_aidpaper"
# What the agreement says. It is written anew only while nothing of the money has come in.
AGREED = ("source", "giver", "agreement_number", "agreed_on", "amount", "purpose", "categories")


def _is_open(aid):
    if closed := ledger.closed_problem(aid):
        raise TransitionRefused([closed])


def is_settled(aid):
    """Whether money of it has come in or waits to be spent: then its terms stand as they were agreed."""
    return bool(arrived.purse_of(aid).received or arrived.waiting_of(aid))


@transaction.atomic
def save_aid(aid, *, scan=None, by, on, fields=()):
    """Write down an agreement or change it; `scan` is the uploaded paper.

    Raises ValidationError beside the field: terms that stand because money came in, a line of a budget meant for
    somebody else, a last day of use before money was spent.
    """
    is_new = aid.pk is None
    if is_new:
        writable(by.region_id, by, "reporting.add_earmarkedaid")
        aid.unit = FamilyCareUnit.of(by.region)
        if aid.unit is None:
            raise TransitionRefused(["Belum ada FCU di sini. Bentuk FCU-nya lebih dahulu."])
        aid.region, aid.recorded_by = aid.unit.region, by.signature
    else:
        writable(aid.region_id, by, WRITES)
        _is_open(aid)
        _terms_stand(aid)
    _check(aid, by)
    if scan:
        aid.scan = files.store_scan(scan, by=by)
    aid.full_clean()
    aid.save()
    audit.record("aid:add" if is_new else "aid:change", by=by, obj=aid, fields=fields, on=on)
    return aid


def _terms_stand(aid):
    before = EarmarkedAid.objects.get(pk=aid.pk)
    changed = [name for name in AGREED if getattr(before, name) != getattr(aid, name)]
    if changed and is_settled(before):
        received = dates.rupiah(arrived.purse_of(before).received)
        raise ValidationError({changed[0]: f"Uang bantuan ini sudah masuk {received}, jadi isi perjanjiannya tetap."})


def _check(aid, by):
    if aid.agreed_on > by.today:
        raise ValidationError({"agreed_on": "Tanggal tidak boleh setelah hari ini."})
    if aid.use_until and aid.use_until < aid.agreed_on:
        raise ValidationError({"use_until": "Batas pemakaian tidak boleh sebelum tanggal perjanjian."})
    if not aid.categories:
        raise ValidationError({"categories": "Centang sedikitnya satu jenis pengeluaran yang diizinkan."})
    if problem := line_problem(aid):
        raise ValidationError({"budget_line": problem})
    spent = aid.pk and aid.entries.booked().filter(arrived.SPENT, reverses=None, reversed_by=None)
    last = spent.order_by("-on").first() if spent else None
    if last and aid.use_until and aid.use_until < last.on:
        raise ValidationError({"use_until": f"Sudah ada pengeluaran {dates.long_date(last.on)} dari bantuan ini."})


def line_problem(aid):
    """Why the aid can't come from the line it names, or ""."""
    line = aid.budget_line
    if line is None:
        return ""
    kept = EarmarkedAid.objects.filter(pk=aid.pk).values_list("budget_line", flat=True).first()
    if not lines_for(aid.region, kept).filter(pk=line.pk).exists():
        return "Anggaran ini bukan bantuan untuk FCU di wilayah ini. Pilih dari daftar."
    if line.source != aid.source:
        return f"Sumber anggaran ini: {line.get_source_display()}. Samakan sumber dana bantuannya."
    return ""


def lines_for(region, kept=None):
    """Lines of budgets from which an FCU of this village may receive aid (FUN-07); `kept` stays though withdrawn."""
    rows = BudgetLine.objects.filter(kind=BudgetLine.Kind.BODY)
    return rows.filter(rows.meant_for(region), Q(withdrawn_on=None) | Q(pk=kept))


@transaction.atomic
def close_aid(aid, *, by, on, closed_on):
    """Declare it finished: nothing of its money is left, what was not used went back to the giver.

    Raises TransitionRefused with the number that is left, or that waits for the coordinator.
    """
    writable(aid.region_id, by, WRITES)
    book = CashBook.objects.filter(unit=aid.unit_id).first()
    if book:
        ledger.held_book(book)
    take(aid)
    _is_open(aid)
    if problem := left_problem(aid):
        raise TransitionRefused([problem])
    last = aid.entries.booked().order_by("-on").first()
    first_day = max(aid.agreed_on, last.on if last else aid.agreed_on)
    if closed_on < first_day:
        raise ValidationError({"closed_on": f"Isi tanggal sejak {dates.long_date(first_day)}."})
    if closed_on > by.today:
        raise ValidationError({"closed_on": "Tanggal tidak boleh setelah hari ini."})
    aid.closed_on = closed_on
    aid.save()
    audit.record("aid:close", by=by, obj=aid, on=closed_on)
    return aid


def left_problem(aid):
    """Why it can't be closed yet, with the number; or ""."""
    if waiting := arrived.waiting_of(aid):
        return f"Pengeluaran {dates.rupiah(waiting)} masih menunggu persetujuan koordinator. Selesaikan dahulu."
    if left := arrived.purse_of(aid).left:
        return (
            f"Sisa bantuan ini masih {dates.rupiah(left)}. Pakai sesuai tujuannya, atau catat uang keluar "
            f"“Pengembalian sisa bantuan” sebesar {dates.rupiah(left)}."
        )
    return ""


@transaction.atomic
def reopen_aid(aid, *, by, on):
    """It was closed too early: money moves in its purse again."""
    writable(aid.region_id, by, WRITES)
    if aid.closed_on is None:
        raise TransitionRefused(["Bantuan ini masih terbuka."])
    aid.closed_on = None
    aid.save()
    audit.record("aid:reopen", by=by, obj=aid, on=on)
    return aid


# --- papers for the giver ---------------------------------------------------------------------------------------
@transaction.atomic
def save_paper(paper, *, by, on, fields=()):
    """A paper the giver asks for, and by when. Papers are still sent after the money is spent."""
    is_new = paper.pk is None
    writable(paper.aid.region_id, by, "reporting.add_aidpaper" if is_new else KEEPS_PAPERS)
    if not is_new and paper.sent_on:
        raise TransitionRefused(["Berkas ini sudah dikirim, jadi tidak diubah lagi."])
    paper.full_clean()
    paper.save()
    audit.record("aid-paper:add" if is_new else "aid-paper:change", by=by, obj=paper, fields=fields, on=on)
    return paper


@transaction.atomic
def send_paper(paper, *, scan=None, by, on, fields=()):
    """The paper went to the giver on `paper.sent_on`; `scan` is what was sent, or its receipt."""
    writable(paper.aid.region_id, by, KEEPS_PAPERS)
    if paper.sent_on > by.today:
        raise ValidationError({"sent_on": "Tanggal tidak boleh setelah hari ini."})
    if paper.sent_on < paper.aid.agreed_on:
        day = dates.long_date(paper.aid.agreed_on)
        raise ValidationError({"sent_on": f"Perjanjian bantuan ini bertanggal {day}. Isi tanggal sesudahnya."})
    if scan:
        paper.scan = files.store_scan(scan, by=by)
    paper.save()
    audit.record("aid-paper:send", by=by, obj=paper, fields=fields, on=paper.sent_on)
    return paper


@transaction.atomic
def drop_paper(paper, *, by, on):
    """A paper that was noted by mistake; one that was sent stays."""
    writable(paper.aid.region_id, by, KEEPS_PAPERS)
    if paper.sent_on:
        raise TransitionRefused(["Berkas ini sudah dikirim, jadi tidak dihapus."])
    take(paper)
    audit.record("aid-paper:drop", by=by, obj=paper, on=on)
    paper.delete()
    return paper.aid
