"""What families did with the stimulus in a semester or a year, receipt by receipt, as it stood on its last day.

Rows are read by dates, never by today's stage: a payment counts from the day it was paid, a receipt from its own date,
the place of its original from the handovers (II.D.1.3(8–10), REP-13).
"""

from dataclasses import dataclass, field

from django.db.models import F

from reporting.models import Disbursement, StimulusReceipt
from reporting.money import originals


@dataclass
class Line:
    """One receipt of the span with the place of its original on the last day."""

    receipt: StimulusReceipt
    place: originals.Place

    @property
    def what(self):
        return ", ".join(line.what for line in self.receipt.lines.all())


@dataclass
class Account:
    """A payment to a family as it stood at the end of the span, in rupiah."""

    payment: Disbursement
    paid: int
    earlier: int  # shown by receipts dated before the span
    returned: int
    lines: list[Line] = field(default_factory=list)

    @property
    def shown(self):
        """Shown by receipts of the span."""
        return sum(line.receipt.amount for line in self.lines)

    @property
    def left(self):
        return self.paid - self.earlier - self.shown - self.returned


def accounts_of(by, span, region):
    """The payments in `region` that were made, shown, returned or still open in the span; in the territory of `by`."""
    return accounts_in(Disbursement.objects.visible_to(by).within(region), span, min(span.end, by.today))


def accounts_in(payments, span, last):
    """The same of these payments; `last` is the day on which everything is told, no later than the end of the span."""
    paid = payments.filter(stage__in=Disbursement.SPENT, paid_on__lte=last)
    paid = paid.select_related("grant__family", "grant__region__parent")
    paid = paid.order_by("grant__region__code", "grant__family__search_name", "grant_id", "number")
    receipts = StimulusReceipt.objects.standing().filter(disbursement__in=paid, dated_on__lte=last)
    receipts = originals.with_road(receipts.prefetch_related("lines").order_by("dated_on", "id"))
    of = {}
    for receipt in receipts:
        of.setdefault(receipt.disbursement_id, []).append(receipt)
    found = [_account(payment, of.get(payment.pk, ()), span, last) for payment in paid]
    return [row for row in found if _belongs(row, span.start)]


def _belongs(row, start):
    """Whether something of a payment happened from `start` on, or something of it is still open."""
    back = row.returned and row.payment.returned_on >= start
    return bool(row.lines or row.payment.paid_on >= start or back or row.left)


def _account(payment, receipts, span, last):
    earlier = sum(receipt.amount for receipt in receipts if receipt.dated_on < span.start)
    back = payment.returned if payment.returned_on and payment.returned_on <= last else 0
    lines = [
        Line(receipt, originals.where_on(receipt, last)) for receipt in receipts if receipt.dated_on >= span.start
    ]
    return Account(payment, payment.approved, earlier, back, lines)


@dataclass
class Sums:
    """Sums of some payments, in rupiah, and how many originals are where."""

    families: int = 0
    paid: int = 0
    earlier: int = 0
    shown: int = 0
    returned: int = 0
    left: int = 0
    receipts: int = 0
    places: dict = field(default_factory=dict)  # words of a place: number of originals


def sums_of(accounts):
    sums = Sums(families=len({row.payment.grant.family_id for row in accounts}))
    for row in accounts:
        for name in ("paid", "earlier", "shown", "returned", "left"):
            setattr(sums, name, getattr(sums, name) + getattr(row, name))
        sums.receipts += len(row.lines)
        for line in row.lines:
            words = line.place.words
            sums.places[words] = sums.places.get(words, 0) + 1
    return sums


def by_village(accounts):
    """[(village, its sums)] in the order of their codes."""
    groups = {}
    for row in accounts:
        groups.setdefault(row.payment.region, []).append(row)
    return [(village, sums_of(rows)) for village, rows in groups.items()]


def without_receipts(by):
    """Payments of which something is neither shown by receipts nor given back."""
    rows = Disbursement.objects.visible_to(by).filter(stage__in=Disbursement.SPENT)
    rows = rows.filter(approved__gt=F("realised") + F("returned"))
    return rows.select_related("grant__family", "grant__region__parent")
