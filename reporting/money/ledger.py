"""The rules of the cash book: what is in each purse on a day, what may be booked, and booking itself (FUN-08).

Two kinds of purse lie in one book: the general one, and one for each earmarked aid. None of them is ever below zero,
on any day. Whoever books holds the book (`hold`), so that two at once are told one after the other.
"""

from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Case, F, Sum, Value, When

from fcu_project import dates
from fcu_project.forms import MOST_RUPIAH
from fcu_project.models import hold
from institutions.models import FamilyCareUnit
from institutions.models.document import LetterSeries
from reporting.models import Allocation, CashBook, CashEntry, EarmarkedAid
from reporting.money.purses import Spending, inline

IN, OUT = CashEntry.Direction.IN, CashEntry.Direction.OUT
# Rupiah with its sign, in a query.
SIGNED = Case(When(direction=IN, then=F("amount")), default=-F("amount"), output_field=BigIntegerField())
# Rupiah of what an entry is about: a reversal takes away from the side of what it reverses.
NET = Case(When(reverses=None, then=F("amount")), default=-F("amount"), output_field=BigIntegerField())

NOT_ENOUGH = "Isi jumlah yang lebih kecil, atau catat dahulu uang masuk yang belum tercatat."


def total(entries, of=SIGNED):
    """Rupiah of these entries; 0 for none."""
    return entries.aggregate(told=Sum(of, default=Value(0)))["told"]


def book_in(region):
    """The book of the village's FCU; of one that has ended, where no other was founded. None before it is opened."""
    unit = FamilyCareUnit.of(region)
    books = CashBook.objects.filter(region=region).select_related("unit__region", "region").order_by("-id")
    return books.filter(unit=unit).first() if unit else books.first()


def limit(book, key):
    """A limit in rupiah as set for the village or above it."""
    return int(book.region.setting(key))


# --- balances ---------------------------------------------------------------------------------------------------
def entries_of(book, aid=None):
    """Booked entries of one purse: of an aid, or the general one."""
    return CashEntry.objects.booked().filter(book=book, aid=aid)


def balance_on(book, day):
    """Rupiah in the whole book at the end of `day`; 0 before it was opened."""
    if day < book.opened_on:
        return 0
    return book.opening_balance + total(CashEntry.objects.booked().filter(book=book, on__lte=day))


def earmarked_on(book, day):
    """Rupiah of aid given for a purpose in the book at the end of `day`."""
    return total(CashEntry.objects.booked().filter(book=book, on__lte=day).exclude(aid=None))


def balance_before(book, day):
    """Rupiah carried into `day`. On the first day of the book that is what it was opened with."""
    if day <= book.opened_on:
        return book.opening_balance
    return book.opening_balance + total(CashEntry.objects.booked().filter(book=book, on__lt=day))


@dataclass(frozen=True)
class Line:
    """One line of the printed book, in rupiah."""

    number: int  # in the year, from 1
    entry: CashEntry
    spent: int  # out, added up since the year began
    balance: int


def lines_of(book, first, last):
    """The lines of the book between two days of one year, in the order of the book, with running sums."""
    year = date(first.year, 1, 1)
    booked = CashEntry.objects.booked().filter(book=book, on__range=(year, last)).with_facts().in_book_order()
    balance, spent, lines = balance_before(book, year), 0, []
    for number, entry in enumerate(_by_day(booked, balance), 1):
        balance += entry.signed
        spent += 0 if entry.is_in else entry.amount
        if entry.on >= first:
            lines.append(Line(number, entry, spent, balance))
    return lines


def _by_day(booked, balance):
    """The entries of a year as they are written, each day by `day_in_order`; `balance` is what the year began with."""
    for _, entries in groupby(booked, key=lambda entry: entry.on):
        day = day_in_order(list(entries), balance)
        balance += sum(entry.signed for entry in day)
        yield from day


def day_in_order(entries, balance):
    """The lines of one day that began with `balance`: a reversal of that very day right after what it takes back.

    `entries` come with money in first, as typed. So they stay where a line would stand below zero otherwise.
    """
    ours = {entry.pk for entry in entries}
    backs = {entry.reverses_id: entry for entry in entries if entry.reverses_id in ours}
    told = []
    for entry in entries:
        if entry.reverses_id not in ours:
            told += [entry, *([backs[entry.pk]] if entry.pk in backs else [])]
    running = accumulate((entry.signed for entry in told), initial=balance)
    return entries if min(running) < 0 else told


def lowest_from(book, aid, day):
    """(rupiah, day) of the lowest end of a day in a purse, on `day` or later: what can be taken out on `day`."""
    by_day = entries_of(book, aid).order_by("on").values_list("on").annotate(told=Sum(SIGNED))
    return lowest_of(0 if aid else book.opening_balance, dict(by_day), day)


def lowest_of(start, told, day):
    """(rupiah, day) of the lowest end of a day on `day` or later, of a purse that began with `start`; `told` is
    {day: rupiah with its sign}."""
    balance = start + sum(amount for on, amount in told.items() if on <= day)
    lowest, when = balance, day
    for on in sorted(on for on in told if on > day):
        balance += told[on]
        if balance < lowest:
            lowest, when = balance, on
    return lowest, when


def purses_by_day(book):
    """{key of an aid, None for the general purse: {day: rupiah with its sign}} of everything booked."""
    purses = {}
    booked = CashEntry.objects.booked().filter(book=book).order_by()
    for aid, on, told in booked.values_list("aid", "on").annotate(told=Sum(SIGNED)):
        purses.setdefault(aid, {})[on] = told
    return purses


# --- what may be booked -----------------------------------------------------------------------------------------
def day_problem(book, day, today):
    """Why nothing can be booked on `day`, or ""."""
    if day > today:
        return "Tanggal tidak boleh setelah hari ini."
    if day < book.opened_on:
        return f"Buku kas dibuka {dates.long_date(book.opened_on)}. Isi tanggal sejak hari itu."
    closed = book.closed_until()
    if closed and (day.year, day.month) <= closed:
        last = f"{dates.MONTHS[closed[1] - 1]} {closed[0]}"
        return f"Buku sudah ditutup sampai {last}. Catat pada bulan yang masih terbuka, atau koreksi dengan pembalikan."
    return ""


def purse_problem(book, aid, day, amount):
    """Why `amount` rupiah can't be taken out of a purse on `day`, with the number that is short; or ""."""
    lowest, when = lowest_from(book, aid, day)
    if amount <= lowest:
        return ""
    purse = f"Sisa bantuan {aid.giver}" if aid else "Saldo kas"
    if when == day:
        whole = "" if aid or not book.earmarked else " (tanpa bantuan bertujuan)"
        there = f"{purse}{whole} {dates.long_date(day)}: {dates.rupiah(lowest)}"
        return f"Jumlah keluar lebih besar daripada saldo. {there}. {NOT_ENOUGH}"
    return (
        f"{purse} tidak cukup: pada {dates.long_date(when)} hanya ada {dates.rupiah(lowest)} "
        f"untuk {dates.rupiah(amount)}. {NOT_ENOUGH}"
    )


def closed_problem(aid):
    """Why nothing moves in the purse of an aid any more, not even by a reversal; or ""."""
    if aid is None or aid.closed_on is None:
        return ""
    return f"Bantuan ini sudah selesai {dates.long_date(aid.closed_on)}. Buka lagi bantuannya lebih dahulu."


def aid_problem(entry):
    """Why an entry can't belong to its aid: another purpose, another giver, more than agreed, too early or late."""
    aid = entry.aid
    if aid is None:
        return "" if entry.category != Spending.GIVEN_BACK else "Pilih bantuan mana yang sisanya dikembalikan."
    if aid.unit_id != entry.book.unit_id:
        return "Bantuan ini bukan milik FCU ini. Pilih dari daftar."
    if entry.on < aid.agreed_on:
        return f"Perjanjian bantuan ini bertanggal {dates.long_date(aid.agreed_on)}. Tanggal kas tidak bisa sebelumnya."
    if closed := closed_problem(aid):
        return closed
    if entry.direction == IN:
        if entry.source != aid.source:
            return f"Sumber dana bantuan ini: {aid.get_source_display()}."
        received = total(entries_of(entry.book, aid).exclude(source=""), NET)
        if received + entry.amount > aid.amount:
            return (
                f"Melebihi perjanjian {dates.rupiah(aid.amount)}: sudah diterima {dates.rupiah(received)}, "
                f"tinggal {dates.rupiah(aid.amount - received)}."
            )
        return ""
    if entry.category == Spending.GIVEN_BACK:
        return ""
    if entry.category not in aid.categories:
        return f"Bantuan {aid.giver} hanya boleh dipakai untuk: {aid.category_words}."
    if aid.use_until and entry.on > aid.use_until:
        return f"Bantuan ini harus dipakai paling lambat {dates.long_date(aid.use_until)}. Kembalikan sisanya."
    return ""


def amount_problem(amount):
    """Why this can't be the amount of an entry, or ""."""
    if amount < 1:
        return "Jumlah uang harus lebih dari nol."
    if amount > MOST_RUPIAH:
        return f"Jumlah ini terlalu besar. Paling banyak {dates.rupiah(MOST_RUPIAH)}."
    return ""


def plan_problem(entry):
    """Why an expense can't belong to its row of a plan: of another body, another year, not agreed yet; or ""."""
    if entry.plan_item_id is None:
        return ""
    plan = entry.plan_item.plan
    if plan.unit_id != entry.book.unit_id or plan.is_draft:
        return "Kegiatan ini tidak ada dalam rencana kerja FCU yang disepakati."
    if plan.year != entry.on.year:
        return f"Kegiatan ini dari rencana tahun {plan.year}, sedangkan tanggalnya tahun {entry.on.year}."
    return ""


def reversal_problem(entry):
    """Why an entry can't be taken back, or ""."""
    if entry.reverses_id:
        return f"Ini sudah baris pembalikan dari {entry.reverses.evidence}. Catat lagi yang benar sebagai catatan baru."
    if entry.stage != CashEntry.Stage.BOOKED:
        return f"Catatan ini {entry.get_stage_display().lower()}, belum masuk saldo. Tidak ada yang perlu dibalik."
    if entry.is_reversed:
        return f"Catatan ini sudah dibalik dengan {entry.reversed_by.evidence}."
    return ""


def paid_together(entry):
    """Other expenses to the same payee on the same day that stand: what was typed before this one, oldest first.

    A purchase is not split so that the coordinator need not see it (III.B.2.3(1)).
    """
    if entry.direction != OUT or entry.reverses_id:
        return []
    others = CashEntry.objects.filter(book=entry.book, on=entry.on, direction=OUT, reverses=None, reversed_by=None)
    others = others.exclude(stage=CashEntry.Stage.REFUSED).order_by("id")
    if entry.pk:
        others = others.filter(pk__lt=entry.pk)
    return [other for other in others if _plain(other.payee) == _plain(entry.payee)]


def _plain(name):
    return " ".join(name.casefold().split())


def together_words(entry):
    """What else went to the same payee on that day, in a sentence; "" where nothing did."""
    others = paid_together(entry)
    if not others:
        return ""
    before = sum(other.amount for other in others)
    return (
        f"Dengan {dates.rupiah(before)} lain kepada {entry.payee} pada hari yang sama, jumlahnya "
        f"{dates.rupiah(before + entry.amount)}."
    )


def share_problem(entry):
    """What the agreed shares say against an expense from the general purse; "" without an agreement (FUN-02).

    A share is of the money that came into the general purse in the year, with what the year began with; what was
    spent in the same year before the agreement counts against it.
    """
    if entry.aid_id or entry.direction != OUT or entry.reverses_id:
        return ""
    agreed = Allocation.in_force(entry.book.unit, entry.on)
    if agreed is None:
        return ""
    shares = dict(agreed.shares.values_list("category", "percent"))
    if entry.category not in shares:
        return f"{entry.get_category_display()} tidak ada dalam kesepakatan alokasi. Tuliskan alasannya."
    year = entry.on.year
    allowed = share_of(entry.book, shares[entry.category], year)
    spent = spent_on(entry.book, entry.category, year)
    if spent + entry.amount <= allowed:
        return ""
    return (
        f"Melebihi bagian {shares[entry.category]}% untuk {inline(entry.get_category_display())}: "
        f"boleh {dates.rupiah(allowed)}, sudah terpakai {dates.rupiah(spent)}. Tuliskan alasannya."
    )


def share_of(book, percent, year):
    """Rupiah that `percent` of the year's general money comes to, rounded down."""
    return general_money(book, year) * percent // 100


def general_money(book, year):
    """Rupiah of the general purse of a year: what it began with, what came in, what of earlier years came back."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    general = entries_of(book)
    begun = book.opening_balance + total(general.filter(on__lt=first))
    this_year = general.filter(on__range=(first, last))
    came_back = total(this_year.filter(source="", reverses__on__lt=first))
    return begun + total(this_year.exclude(source=""), NET) + came_back


def spent_on(book, category, year):
    """Rupiah of the general purse that went to a category in a year; reversals of that year's own are taken off."""
    return spent_by_category(book, year).get(category, 0)


def spent_by_category(book, year):
    """{category: rupiah} of what the general purse paid in a year."""
    paid = entries_of(book).filter(on__year=year).exclude(category="").exclude(reverses__on__lt=date(year, 1, 1))
    return dict(paid.order_by().values_list("category").annotate(told=Sum(NET)))


# --- booking ----------------------------------------------------------------------------------------------------
def check(entry, *, today):
    """Raise ValidationError, beside its field, for an entry that can't be booked. The book is held by the caller."""
    if entry.aid_id:
        entry.aid.refresh_from_db()  # it may have been closed or changed while the entry was being typed
    found = {"on": day_problem(entry.book, entry.on, today), "amount": amount_problem(entry.amount)}
    if entry.reverses_id is None:
        found |= {"aid": aid_problem(entry), "plan_item": plan_problem(entry)}
    else:
        found["aid"] = closed_problem(entry.aid)
    found = {name: problem for name, problem in found.items() if problem}
    if not found and entry.direction == OUT:
        if problem := purse_problem(entry.book, entry.aid, entry.on, entry.amount):
            found["amount"] = problem
    if found:
        raise ValidationError(found)


def post(entry):
    """Give a checked entry its evidence number and let it count in its book and purse. The book is held."""
    book, now = entry.book, {"balance": F("balance") + entry.signed}
    entry.year = entry.on.year
    entry.number = LetterSeries.next_number(book.region, f"cash_{entry.direction}", entry.year)
    if entry.aid_id:
        EarmarkedAid.objects.filter(pk=entry.aid_id).update(version=F("version") + 1, **now)
        now = {**now, "earmarked": F("earmarked") + entry.signed}
    CashBook.objects.filter(pk=book.pk).update(**now)


def held_book(book):
    """The book, held until the transaction ends."""
    hold(book)
    return book
