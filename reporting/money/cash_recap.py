"""Money of a period by source and category: the financial report of an FCU (FUN-10, II.G.4.2).

Every sum is net of reversals; the general purse and earmarked aid stand apart. Opening balance and what moved give the
balance of the book, to the rupiah.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import BigIntegerField, BooleanField, Case, Sum, Value, When

from fcu_project import dates
from institutions.models import PlanItem
from institutions.plans import Source
from reporting.models import CashEntry
from reporting.money import ledger
from reporting.money.months import Month, month_of
from reporting.money.purses import SOURCE_CODES, SPENDING_CODES, Spending

# Kind of period: how many months it has, what it is called.
KINDS = {"bulan": (1, "Bulan"), "triwulan": (3, "Triwulan"), "semester": (6, "Semester"), "tahun": (12, "Tahun")}
IS_EARMARKED = Case(When(aid=None, then=Value(False)), default=Value(True), output_field=BooleanField())


@dataclass(frozen=True)
class Span:
    """A month, quarter, half or whole year of the budget; `number` counts from 1 within the year."""

    kind: str
    year: int
    number: int

    @property
    def months(self):
        return KINDS[self.kind][0]

    @property
    def first(self):
        return date(self.year, (self.number - 1) * self.months + 1, 1)

    @property
    def last(self):
        return Month(self.year, self.number * self.months).last

    @property
    def words(self):
        if self.kind == "bulan":
            return dates.month_and_year(self.first)
        count = "" if self.kind == "tahun" else f"{dates.roman(self.number)} "
        return f"Tahun {self.year}" if not count else f"{KINDS[self.kind][1]} {count}Tahun {self.year}"

    @property
    def previous(self):
        return span_of(self.kind, month_of(self.first).previous.last)

    @property
    def next(self):
        return span_of(self.kind, month_of(self.last).next.first)

    @property
    def query(self):
        return f"?jenis={self.kind}&tahun={self.year}&ke={self.number}"


def span_of(kind, day):
    """The period of a kind in which a day lies."""
    return Span(kind, day.year, (day.month - 1) // KINDS[kind][0] + 1)


@dataclass
class Money:
    """Rupiah of the two purses."""

    general: int = 0
    earmarked: int = 0

    @property
    def total(self):
        return self.general + self.earmarked

    def __add__(self, other):
        return Money(self.general + other.general, self.earmarked + other.earmarked)

    def __sub__(self, other):
        return Money(self.general - other.general, self.earmarked - other.earmarked)

    def __bool__(self):
        return bool(self.general or self.earmarked)


@dataclass(frozen=True)
class Sums:
    """What one period comes to: by source, by category, and the balances around it."""

    span: Span
    opening: Money
    income: dict = field(default_factory=dict)  # Source: Money
    expense: dict = field(default_factory=dict)  # Spending: Money

    @property
    def came(self):
        return sum(self.income.values(), Money())

    @property
    def went(self):
        return sum(self.expense.values(), Money())

    @property
    def closing(self):
        return self.opening + self.came - self.went


def sums_of(book, span):
    """The sums of a period; None for one that ended before the book was opened."""
    if span.last < book.opened_on:
        return None
    booked = CashEntry.objects.booked().filter(book=book).order_by()
    earlier = booked.filter(on__lt=span.first)
    earmarked = ledger.total(earlier.exclude(aid=None))
    opening = Money(ledger.balance_before(book, span.first) - earmarked, earmarked)
    income, expense = defaultdict(Money), defaultdict(Money)
    rows = booked.filter(on__range=(span.first, span.last)).annotate(marked=IS_EARMARKED)
    found = rows.values_list("marked", "source", "category").annotate(told=Sum(ledger.NET))
    for marked, source, category, told in found:  # only money that came in, or its reversal, has a source
        side, name = (income, source) if source else (expense, category)
        side[name] += Money(0, told) if marked else Money(told, 0)
    return Sums(span, opening, dict(income), dict(expense))


def reversal_words(book, span):
    """How the report differs from the columns of the book, in a sentence; "" where nothing was taken back.

    The book is never edited, so both of its columns hold what was written and what took it back.
    """
    booked = CashEntry.objects.booked().filter(book=book, on__range=(span.first, span.last))
    taken_back = ledger.total(booked.exclude(reverses=None), "amount")
    if not taken_back:
        return ""
    sides = (CashEntry.Direction.IN, CashEntry.Direction.OUT)
    came, went = (dates.rupiah(ledger.total(booked.filter(direction=side), "amount")) for side in sides)
    return (
        f"Jumlah di atas sesudah dikurangi pembalikan. Di buku kas tercatat penerimaan {came} dan pengeluaran {went}; "
        f"pembalikan {dates.rupiah(taken_back)} sudah dikurangkan dari keduanya."
    )


# --- the lines of the report --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    """A line of the report: this period beside the one before; None where the book did not exist yet."""

    label: str
    now: Money
    before: Money | None
    code: str = ""
    heading: str = ""  # of the group the line belongs to
    is_sum: bool = False

    @property
    def is_nil(self):
        return not (self.is_sum or self.now or self.before)


def lines_of(now, before):
    """All lines in the order of the report: what there was, came in by source, went out by category, is left."""

    def line(label, read, **more):
        return Line(label, read(now), read(before) if before else None, **more)

    def side(name, heading, kinds, codes):
        def of(kind):
            return lambda sums: getattr(sums, name).get(kind.value, Money())

        return [line(kind.label, of(kind), code=codes[kind], heading=heading) for kind in kinds]

    return [
        line("Saldo awal", lambda sums: sums.opening, is_sum=True),
        *side("income", "Penerimaan menurut sumber", Source, SOURCE_CODES),
        line("Jumlah penerimaan", lambda sums: sums.came, is_sum=True),
        *side("expense", "Pengeluaran menurut kategori", Spending, SPENDING_CODES),
        line("Jumlah pengeluaran", lambda sums: sums.went, is_sum=True),
        line("Saldo akhir", lambda sums: sums.closing, is_sum=True),
    ]


# --- how far the planned activities are ---------------------------------------------------------------------------
@dataclass(frozen=True)
class ActivityLine:
    """An activity of the plan: rupiah planned for it, spent on it in the period, and in the year until its end."""

    item: PlanItem
    spent: int
    so_far: int

    @property
    def planned(self):
        return self.item.amount

    @property
    def left(self):
        return None if self.planned is None else self.planned - self.so_far


def activities_of(book, span):
    """What was spent on activities of the plan, net of reversals, by the end of the period (II.G.4.2)."""
    spent = CashEntry.objects.booked().filter(book=book, on__range=(date(span.year, 1, 1), span.last))
    spent = spent.filter(source="").exclude(plan_item=None).order_by()
    in_span = Case(When(on__gte=span.first, then=ledger.NET), default=Value(0), output_field=BigIntegerField())
    sums = spent.values_list("plan_item").annotate(in_span=Sum(in_span), so_far=Sum(ledger.NET))
    told = {item: (now, so_far) for item, now, so_far in sums}
    items = PlanItem.objects.filter(pk__in=told).select_related("plan").order_by("plan__year", "order", "id")
    return [ActivityLine(item, *told[item.pk]) for item in items]


def open_months(book, span):
    """The months of a period, as far as the book has them, that are not closed yet."""
    closed, first = book.closed_until(), max(month_of(span.first), month_of(book.opened_on))
    month = max(first, Month(*closed).next) if closed else first
    found = []
    while month <= month_of(span.last):
        found.append(month)
        month = month.next
    return found
