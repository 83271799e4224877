"""What came of money that was set aside or agreed: the purse of an aid; a budget against what arrived (FUN-07, FUN-13).

Every sum is read from booked entries of cash books and from what was paid to families, net of reversals, in rupiah;
offices above are told sums, never the name of a family.
"""

from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from fcu_project import dates
from institutions.documents.letterhead import office_name_of
from institutions.models import Region
from institutions.plans import Source
from reporting.models import BudgetLine, CashEntry, Disbursement, EarmarkedAid, StimulusGrant
from reporting.models.budget import short_source
from reporting.money.ledger import NET, SIGNED
from reporting.money.purses import Spending

NOTHING = Value(0, output_field=BigIntegerField())
INCOME = ~Q(source="")
GIVEN_BACK = Q(category=Spending.GIVEN_BACK)
SPENT = Q(source="") & ~GIVEN_BACK
# What entries of an aid come to, net of reversals: the same on its page, its account and the report of a quarter.
SUMS = {
    "received": Sum(NET, filter=INCOME, default=NOTHING), "spent": Sum(NET, filter=SPENT, default=NOTHING),
    "given_back": Sum(NET, filter=GIVEN_BACK, default=NOTHING),
}  # fmt: skip


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
    return Purse(aid.amount, **CashEntry.objects.booked().filter(aid=aid).aggregate(**SUMS))


def moved_of(entries):
    """{key of an aid: its sums} of these booked entries."""
    told = entries.filter(aid__isnull=False).order_by().values("aid").annotate(**SUMS)
    return {row.pop("aid"): row for row in told}


def waiting_of(aid):
    """Rupiah of its expenses that wait for the coordinator; they don't count yet."""
    waiting = aid.entries.filter(stage=CashEntry.Stage.WAITING)
    return waiting.aggregate(told=Sum("amount", default=0))["told"]


def left_open(aid):
    """What to be reminded of when an aid is closed: what never came, papers that were not sent."""
    told, awaited = [], purse_of(aid).awaited
    if awaited > 0:
        told.append(f"Dari {dates.rupiah(aid.amount)} yang disepakati, {dates.rupiah(awaited)} tidak pernah diterima.")
    papers = list(aid.papers.filter(sent_on=None).values_list("what", flat=True))
    if papers:
        told.append(f"Belum dikirim kepada pemberi: {', '.join(papers)}.")
    return told


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


def warnings_of(aid):
    """What does not fit the line of a budget that an aid names: more than it has left, another giver (FUN-07)."""
    line = aid.budget_line
    if line is None:
        return []
    others = line.aids.exclude(pk=aid.pk).aggregate(told=Sum("amount", default=0))["told"]
    left, told = max(line.amount - others, 0), []
    if aid.amount > left:
        told.append(
            f"Jumlah bantuan {dates.rupiah(aid.amount)} lebih besar daripada yang tersisa pada anggarannya, "
            f"{dates.rupiah(left)}. Cocokkan dengan surat perjanjian dan tanyakan kepada {office_name_of(line.region)}."
        )
    if not _is_giver(aid.giver, line):
        told.append(
            f"Pemberi “{aid.giver}” lain daripada kantor yang mencatat anggarannya, {office_name_of(line.region)}. "
            "Periksa pemberi dan anggarannya."
        )
    return told


def _is_giver(giver, line):
    """Whether who gives is the office of the line, or the ministry whose money passes through it."""
    said = giver.casefold()
    names = [office_name_of(line.region), line.office, line.region.name]
    if line.source == Source.NATION:
        names += ["kementerian", "kemensos"]
    return any(name.casefold() in said or said in name.casefold() for name in names if name)


# --- budgets of offices -----------------------------------------------------------------------------------------
def _moved():
    """What came in of aids and what of it went back; summed SIGNED it is what arrived and stayed."""
    return CashEntry.objects.booked().filter(INCOME | GIVEN_BACK)


def _in(region, **more):
    return more if region is None else {**more, "region": region}


def with_arrived(lines, village=None):
    """Lines of budgets with what came of each, of one village only: `arrived` is what FCUs booked less what they gave
    back, and what was paid to families; `given_back`; whether some agreements of it are `open`, and some `closed`.
    """
    line = OuterRef("pk")
    entries = _moved().filter(**_in(village, aid__budget_line=line))
    aids = EarmarkedAid.objects.filter(**_in(village, budget_line=line))
    booked = _sum(entries, "aid__budget_line", SIGNED)
    paid = _sum(StimulusGrant.objects.filter(**_in(village, budget_line=line)), "budget_line", "paid")
    return lines.annotate(
        arrived=booked + paid, given_back=_sum(entries.filter(GIVEN_BACK), "aid__budget_line", NET),
        open=Exists(aids.filter(closed_on=None)), closed=Exists(aids.exclude(closed_on=None)),
    )  # fmt: skip


def with_arrived_in(lines, start, last):
    """Lines of budgets with what arrived of each from `start` to `last` (`came`) and up to `last` (`arrived`), and what
    of it went back by then (`given_back`): by the days of the entries and payments."""
    line = OuterRef("pk")
    entries = _moved().filter(aid__budget_line=line, on__lte=last)
    paid = Disbursement.objects.filter(grant__budget_line=line, stage__in=Disbursement.SPENT, paid_on__lte=last)
    booked, told = "aid__budget_line", "grant__budget_line"
    return lines.annotate(
        came=_sum(entries.filter(on__gte=start), booked, SIGNED)
        + _sum(paid.filter(paid_on__gte=start), told, "approved"),
        arrived=_sum(entries, booked, SIGNED) + _sum(paid, told, "approved"),
        given_back=_sum(entries.filter(GIVEN_BACK), booked, NET),
    )


def arrived_of(line, village=None):
    """Rupiah that arrived of one line and were not given back."""
    return with_arrived(BudgetLine.objects.filter(pk=line.pk), village).get().arrived


def awaits(row):
    """Whether money of a line has to arrive: not of an office's own programme, nor of one that was withdrawn."""
    return row.kind != BudgetLine.Kind.PROGRAMME and row.withdrawn_on is None


def difference(row):
    """Rupiah that have not arrived (below zero: more than was set aside); None where nothing has to arrive."""
    return row.amount - row.arrived if awaits(row) else None


def is_finished(row):
    """Whether every agreement of a line is closed and no other is to come."""
    if not row.closed or row.open:
        return False
    return row.recipient.level == Region.Level.VILLAGE or row.arrived + row.given_back >= row.amount


# (kind of pill, words) of a line, the first that holds.
STATES = (
    (lambda row: not awaits(row), "", ""),
    (is_finished, "done", "Selesai"),
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
    came = _moved().filter(aid__budget_line__in=there)
    came = came.order_by().values_list("aid__budget_line__kind", "aid__budget_line__source").annotate(told=Sum(SIGNED))
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
    given_back: int = 0
    closed: bool = False  # every agreement of it

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
        came = _moved().filter(**_in(village, aid__budget_line=line)).order_by().values_list("region")
        back = Sum(NET, filter=GIVEN_BACK, default=NOTHING)
        booked = {region: sums for region, *sums in came.annotate(told=Sum(SIGNED), back=back)}
        still = Count("pk", filter=Q(closed_on=None))
        told = [
            (region, count, agreed, *booked.get(region, (0, 0)), not waits)
            for region, count, agreed, waits in aids.annotate(count=Count("pk"), agreed=Sum("amount"), waits=still)
        ]
    places = Region.objects.select_related("parent").in_bulk([region for region, *_ in told])
    return sorted((VillageSum(places[region], *rest) for region, *rest in told), key=lambda row: row.region.code)
