"""The months of a cash book: what stands on the page of each, and what keeps one from being closed (FUN-08)."""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from fcu_project import dates
from reporting.models import CashEntry, MonthClosing
from reporting.money import ledger

IN, OUT = ledger.IN, ledger.OUT
DUE_DAY = 10  # of the next month: by then the page of a month should be signed


@dataclass(frozen=True, order=True)
class Month:
    """A month of the book. It ends in the time zone of the village."""

    year: int
    number: int

    @property
    def first(self):
        return date(self.year, self.number, 1)

    @property
    def last(self):
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def words(self):
        return dates.month_and_year(self.first)

    @property
    def next(self):
        return month_of(self.last + timedelta(days=1))

    @property
    def previous(self):
        return month_of(self.first - timedelta(days=1))

    @property
    def due(self):
        """The day by which it should be closed."""
        return self.next.first.replace(day=DUE_DAY)

    @property
    def key(self):
        return self.year, self.number


def month_of(day):
    return Month(day.year, day.month)


# --- how the months stand ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class MonthRow:
    """One month in the list, in rupiah; `income` and `expense` are the columns of its page."""

    month: Month
    opening: int
    income: int
    expense: int
    waiting: int  # entries that wait for the coordinator
    closing: MonthClosing | None

    @property
    def balance(self):
        return self.opening + self.income - self.expense


def months_from_opening(book, today):
    """Every month from the opening of the book to the one that runs, the oldest first."""
    sums, waiting = defaultdict(int), defaultdict(int)
    entries = CashEntry.objects.filter(book=book).order_by()
    booked = entries.booked().values_list("on__year", "on__month", "direction").annotate(told=Sum("amount"))
    for year, month, direction, told in booked:
        sums[year, month, direction] = told
    for day in entries.filter(stage=CashEntry.Stage.WAITING).values_list("on", flat=True):
        waiting[month_of(day).key] += 1
    closed = {(row.year, row.month): row for row in book.closings.all()}
    rows, month, balance = [], month_of(book.opened_on), book.opening_balance
    while month.first <= today:
        row = MonthRow(
            month, balance, sums[(*month.key, IN)], sums[(*month.key, OUT)], waiting[month.key], closed.get(month.key)
        )
        rows.append(row)
        month, balance = month.next, row.balance
    return rows


# --- the page of a month ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class BookRow:
    """One printed line of the book, in the columns of the paper; None stays empty."""

    text: str
    number: int | None = None
    day: date | None = None
    code: str = ""
    evidence: str = ""
    income: int | None = None
    expense: int | None = None
    spent: int | None = None  # out, added up since the year began
    balance: int | None = None
    entry: CashEntry | None = None


@dataclass(frozen=True)
class Page:
    """A month of the book as it is printed, in rupiah. `begun` is what the year (or the book in it) began with."""

    month: Month
    begun: int
    opening: int
    income_before: int  # in the year, until the month began
    expense_before: int
    lines: list
    is_first: bool  # the book was opened in this month
    began_in_year: bool  # the book was opened in this year

    @property
    def income(self):
        return sum(line.entry.amount for line in self.lines if line.entry.is_in)

    @property
    def expense(self):
        return sum(line.entry.amount for line in self.lines if not line.entry.is_in)

    @property
    def closing(self):
        return self.opening + self.income - self.expense

    def rows(self):
        """The lines between what was carried in and the sums, as the paper has them."""
        carried = BookRow("Saldo awal buku" if self.is_first else "Saldo bulan lalu", balance=self.opening)
        return [carried, *(_row_of(line) for line in self.lines)]

    def sums(self):
        """The last lines (domain 5.28). With what the year began with, in less out is the balance on every one."""
        before = self.begun + self.income_before
        begun = f" (dengan saldo awal {'buku' if self.began_in_year else 'tahun'} {dates.rupiah(self.begun)})"
        return [
            BookRow("Jumlah bulan ini", income=self.income, expense=self.expense),
            BookRow(
                f"Jumlah s.d. bulan lalu{begun if self.begun else ''}", income=before, expense=self.expense_before,
                balance=self.opening,
            ),
            BookRow(
                "Saldo akhir", income=before + self.income, expense=self.expense_before + self.expense,
                spent=self.expense_before + self.expense, balance=self.closing,
            ),
        ]  # fmt: skip


def _row_of(line):
    entry = line.entry
    return BookRow(
        words_of(entry), line.number, entry.on, entry.code, entry.evidence, entry.amount if entry.is_in else None,
        None if entry.is_in else entry.amount, line.spent, line.balance, entry,
    )  # fmt: skip


def words_of(entry):
    """What a line of the book says: the text, whom it came from or went to, what it takes back."""
    if entry.reverses_id:
        return f"Pembalikan {entry.reverses.evidence}: {entry.text}"
    whom = f"dari {entry.giver}" if entry.is_in else f"kepada {entry.payee}"
    return f"{entry.text}, {whom}"


def page_of(book, month):
    """What stands on the page of a month; its closing balance is that of the ledger on its last day."""
    year = date(month.year, 1, 1)
    before = CashEntry.objects.booked().filter(book=book, on__gte=year, on__lt=month.first)
    return Page(
        month=month,
        begun=ledger.balance_before(book, year),
        opening=ledger.balance_before(book, month.first),
        income_before=ledger.total(before.filter(direction=IN), "amount"),
        expense_before=ledger.total(before.filter(direction=OUT), "amount"),
        lines=ledger.lines_of(book, month.first, month.last),
        is_first=month == month_of(book.opened_on),
        began_in_year=month.year == book.opened_on.year,
    )


# --- closing ----------------------------------------------------------------------------------------------------
def next_to_close(book):
    """The month that is closed next: they follow one another from the opening of the book."""
    closed = book.closed_until()
    return Month(*closed).next if closed else month_of(book.opened_on)


def waiting_in(book, month):
    """Entries dated in a month that wait for the coordinator."""
    waiting = CashEntry.objects.filter(book=book, stage=CashEntry.Stage.WAITING)
    return waiting.filter(on__range=(month.first, month.last)).order_by("on", "id")


def unproven_in(book, month):
    """Booked expenses of a month, from the limit of the village on, with neither a receipt nor why there is none."""
    least = ledger.limit(book, "expense_receipt_from")
    spent = CashEntry.objects.booked().filter(book=book, direction=OUT, reverses=None, reversed_by=None)
    return spent.filter(
        on__range=(month.first, month.last), amount__gte=least, receipt=None, no_receipt_reason=""
    ).order_by("on", "id")  # fmt: skip


def _over(book, month, today):
    return "" if month.last < today else f"{month.words} belum selesai. Bulan ditutup setelah hari terakhirnya lewat."


def _in_turn(book, month, today):
    due = next_to_close(book)
    if month < due:
        return f"{month.words} sudah ditutup."
    return f"Tutup dahulu {due.words}: bulan ditutup berurutan." if month > due else ""


def _nothing_waits(book, month, today):
    count = waiting_in(book, month).count()
    return f"{count} catatan bulan ini masih menunggu persetujuan koordinator." if count else ""


def _all_proven(book, month, today):
    rows = list(unproven_in(book, month))
    told = ", ".join(row.evidence for row in rows)
    return f"Pengeluaran tanpa foto bukti dan tanpa alasan: {told}. Lengkapi dahulu." if rows else ""


# What a month must meet before it is closed, each with what the page calls it.
CONDITIONS = (
    ("Bulan sudah lewat", _over),
    ("Bulan sebelumnya sudah ditutup", _in_turn),
    ("Tidak ada catatan yang menunggu persetujuan", _nothing_waits),
    ("Setiap pengeluaran punya bukti atau alasan", _all_proven),
)


def closing_conditions(book, month, today):
    """[(what must be, why it is not yet, or "")]."""
    return [(label, problem(book, month, today)) for label, problem in CONDITIONS]


def closing_problems(book, month, today):
    """Why a month can't be closed; empty when it can."""
    return [problem for _, problem in closing_conditions(book, month, today) if problem]
