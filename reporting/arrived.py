"""What came of money that was set aside or agreed: the purse of an aid; a budget against what arrived (FUN-07, FUN-13).

Every sum is read from booked entries of cash books and from what was paid to families, net of reversals, in rupiah;
offices above are told sums, never the name of a family.
"""

from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from institutions.models import Region
from institutions.plans import Source
from reporting.ledger import NET
from reporting.models import BudgetLine, CashEntry, EarmarkedAid, StimulusGrant
from reporting.models.budget import short_source
from reporting.purses import Spending

NOTHING = Value(0, output_field=BigIntegerField())
INCOME = ~Q(source="")
GIVEN_BACK = Q(category=Spending.GIVEN_BACK)
SPENT = Q(source="") & ~GIVEN_BACK


# --- the purse of one aid ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Purse:
    """One aid, in rupiah: what was agreed, what came in, what was spent for its purpose, what went back."""

    agreed: int
    received: int
    spent: int
    given_back: int

    @property
    def left(self):
        """What still lies in the cash book; it equals the balance of the aid to the unit."""
        return self.received - self.spent - self.given_back

    @property
    def awaited(self):
        """What the giver has promised and not sent."""
        return self.agreed - self.received


def purse_of(aid):
    """The sums of an aid from its booked entries."""
    told = CashEntry.objects.booked().filter(aid=aid).aggregate(
        received=Sum(NET, filter=INCOME, default=NOTHING), spent=Sum(NET, filter=SPENT, default=NOTHING),
        given_back=Sum(NET, filter=GIVEN_BACK, default=NOTHING),
    )  # fmt: skip
    return Purse(aid.amount, **told)


def waiting_of(aid):
    """Rupiah of its expenses that wait for the coordinator; they don't count yet."""
    waiting = aid.entries.filter(stage=CashEntry.Stage.WAITING)
    return waiting.aggregate(told=Sum("amount", default=0))["told"]


def by_category(aid):
    """[(kind of spending, rupiah)] of what went to its purpose, in the order of the book's codes."""
    rows = CashEntry.objects.booked().filter(SPENT, aid=aid).order_by().values_list("category").annotate(told=Sum(NET))
    told = {category: amount for category, amount in rows if amount}
    return [(kind, told[kind]) for kind in Spending if kind in told]


def with_received(aids):
    """Aids with `received`: what came in of each."""
    return aids.annotate(received=_sum(CashEntry.objects.booked().filter(INCOME, aid=OuterRef("pk")), "aid", NET))


def _sum(rows, group, of):
    """The sum of `of` over `rows` of one outer row; 0 for none."""
    told = rows.order_by().values(group).annotate(told=Sum(of)).values("told")
    return Coalesce(Subquery(told, output_field=BigIntegerField()), NOTHING)


# --- budgets of offices -----------------------------------------------------------------------------------------
def _income():
    return CashEntry.objects.booked().filter(INCOME)


def _in(region, **more):
    return more if region is None else {**more, "region": region}


def with_arrived(lines, village=None):
    """Lines of budgets with `arrived`: what FCUs booked of each and what was paid to families; of one village only."""
    line = OuterRef("pk")
    booked = _sum(_income().filter(**_in(village, aid__budget_line=line)), "aid__budget_line", NET)
    paid = _sum(StimulusGrant.objects.filter(**_in(village, budget_line=line)), "budget_line", "paid")
    return lines.annotate(arrived=booked + paid)


def arrived_of(line, village=None):
    """Rupiah that arrived of one line."""
    return with_arrived(BudgetLine.objects.filter(pk=line.pk), village).get().arrived


def awaits(row):
    """Whether money of a line has to arrive: not of an office's own programme, nor of one that was withdrawn."""
    return row.kind != BudgetLine.Kind.PROGRAMME and row.withdrawn_on is None


def difference(row):
    """Rupiah that have not arrived (below zero: more than was set aside); None where nothing has to arrive."""
    return row.amount - row.arrived if awaits(row) else None


# (kind of pill, words) of a line, the first that holds.
STATES = (
    (lambda row: not awaits(row), "", ""),
    (lambda row: row.arrived == 0, "todo", "Belum ada yang sampai"),
    (lambda row: row.arrived < row.amount, "doing", "Sampai sebagian"),
    (lambda row: row.arrived == row.amount, "done", "Sampai seluruhnya"),
    (lambda row: True, "wrong", "Melebihi anggaran"),
)


def state_of(row):
    """(kind of pill, words): how far the money of a line has come; both "" where nothing has to arrive."""
    return next((mark, words) for holds, mark, words in STATES if holds(row))


@dataclass(frozen=True)
class KindSum:
    """The standing lines of one kind and source added up, in rupiah."""

    withdrawn_on = None

    kind: str
    source: str
    count: int
    amount: int
    arrived: int

    @property
    def difference(self):
        return difference(self)

    @property
    def words(self):
        return f"{BudgetLine.Kind(self.kind).label}: {short_source(self.source)}"


def sums_of(lines):
    """[KindSum] of these lines by kind and source, in the order of both lists."""
    there = lines.order_by().values("pk")
    told = lines.order_by().values_list("kind", "source").annotate(count=Count("pk"), budget=Sum("amount"))
    came = _income().filter(aid__budget_line__in=there)
    came = came.order_by().values_list("aid__budget_line__kind", "aid__budget_line__source").annotate(told=Sum(NET))
    paid = StimulusGrant.objects.filter(budget_line__in=there)
    paid = paid.order_by().values_list("budget_line__kind", "budget_line__source").annotate(told=Sum("paid"))
    arrived = {}
    for kind, source, amount in (*came, *paid):
        arrived[kind, source] = arrived.get((kind, source), 0) + amount
    found = [KindSum(kind, source, *more, arrived.get((kind, source), 0)) for kind, source, *more in told]
    kinds, sources = list(BudgetLine.Kind), list(Source)
    return sorted(found, key=lambda row: (kinds.index(row.kind), sources.index(row.source)))


@dataclass(frozen=True)
class VillageSum:
    """What one village has of a line, in rupiah: agreed with its FCU or granted to its families, and what arrived."""

    region: Region
    count: int  # agreements, or families
    agreed: int
    arrived: int

    @property
    def left(self):
        return self.agreed - self.arrived


def by_village(line, village=None):
    """[VillageSum] of a line in the order of the places."""
    if line.kind == BudgetLine.Kind.FAMILY:
        rows = StimulusGrant.objects.filter(**_in(village, budget_line=line)).order_by().values_list("region")
        told = rows.annotate(count=Count("pk"), agreed=Sum("entitlement"), told=Sum("paid"))
    else:
        aids = EarmarkedAid.objects.filter(**_in(village, budget_line=line)).order_by().values_list("region")
        came = _income().filter(**_in(village, aid__budget_line=line)).order_by()
        booked = dict(came.values_list("region").annotate(told=Sum(NET)))
        told = [
            (region, count, agreed, booked.get(region, 0))
            for region, count, agreed in aids.annotate(count=Count("pk"), agreed=Sum("amount"))
        ]
    places = Region.objects.select_related("parent").in_bulk([region for region, *_ in told])
    return sorted((VillageSum(places[region], *rest) for region, *rest in told), key=lambda row: row.region.code)
