"""What became of the agreed shares: in a year, what each came to, what was spent on it, what is left (FUN-02)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from reporting.models import Allocation, CashEntry
from reporting.money import ledger
from reporting.money.purses import SHARED, Spending


@dataclass(frozen=True)
class ShareLine:
    """One category in a year, in rupiah; `percent` is None for what the agreement does not name."""

    category: str
    label: str
    percent: int | None
    allowed: int
    spent: int

    @property
    def left(self):
        return self.allowed - self.spent

    @property
    def is_over(self):
        return self.spent > self.allowed


def lines_of(allocation, book, year):
    """The shares in their order, then what was spent outside them. Without a book nothing was spent."""
    percents = dict(allocation.shares.values_list("category", "percent"))
    money = ledger.general_money(book, year) if book else 0
    spent = ledger.spent_by_category(book, year) if book else {}
    return [
        ShareLine(kind, Spending(kind).label, percents.get(kind), money * percents.get(kind, 0) // 100,
                  spent.get(kind, 0))
        for kind in SHARED if kind in percents or spent.get(kind)
    ]  # fmt: skip


def last_day_of(allocation):
    """The last day on which this agreement holds; None for the one that nothing follows."""
    later = Allocation.objects.filter(unit=allocation.unit_id, valid_from__gt=allocation.valid_from)
    following = later.order_by("valid_from").values_list("valid_from", flat=True).first()
    return following - timedelta(days=1) if following else None


def years_of(allocation, today):
    """The years in which it holds, the latest first: at least the one in which it begins."""
    last = min(last_day_of(allocation) or today, today)
    return list(range(max(last.year, allocation.valid_from.year), allocation.valid_from.year - 1, -1))


def flagged(allocation, year):
    """Expenses of a year that went past this agreement, each with its written reason; those taken back are left out."""
    last = last_day_of(allocation) or date.max
    held = Q(on__gte=allocation.valid_from, on__lte=last, on__year=year)
    rows = CashEntry.objects.booked().filter(held, book__unit=allocation.unit_id, reversed_by=None)
    return rows.exclude(outside_reason="").with_facts().order_by("on", "id")
