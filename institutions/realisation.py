"""Plan and realisation by quarter, from dates alone: what was true at the end of any past quarter (PLN-06, FUN-11)."""

from dataclasses import dataclass, replace
from datetime import date

from fcu_project import dates
from fcu_project.registry import days_of, spending_of
from institutions.models import Activity, ItemProgress
from institutions.plans import QUARTERS, Source, months_of, quarter_days

State = ItemProgress.State
NOT_YET = "Belum"


@dataclass(frozen=True)
class Cell:
    """One row in one quarter. `state` is how far it was at the quarter's end, at the latest on the day asked for."""

    quarter: int
    planned: bool
    days: tuple[date, ...]  # on which something of it was done, told by a note, a record of help or a mark of progress
    state: str
    begun: bool  # on the day asked for, as `over`: ended while the plan was in force
    over: bool = False
    cancelled: bool = False  # before the quarter began

    @property
    def done(self):
        return bool(self.days) or self.state == State.DONE

    @property
    def label(self):
        return State(self.state).label if self.state else NOT_YET

    @property
    def words(self):
        """What a planned quarter without a dated activity says of its row: "Selesai", "Berjalan", or nothing."""
        return self.label if self.planned and self.begun and self.state and not self.days else ""

    @property
    def late(self):
        return self.planned and self.over and not self.done

    @property
    def mark(self):
        """(kind of pill, word): the one word for how a quarter stands, on screen and in the report."""
        return next(mark for holds, mark in MARKS if holds(self))


# How a quarter stands → (kind of pill, word), the first that holds. "Terlaksana": something was done in the quarter;
# "Selesai": it was finished before.
MARKS = (
    (lambda cell: not cell.begun, ("todo", "Akan datang")),
    (lambda cell: cell.state == State.CANCELLED, ("shut", "Batal")),
    (lambda cell: cell.days, ("done", "Terlaksana")),
    (lambda cell: cell.state == State.DONE, ("done", "Selesai")),
    (lambda cell: cell.state == State.ONGOING, ("doing", "Berjalan")),
    (lambda cell: cell.late, ("wrong", "Tidak terlaksana")),
    (lambda cell: True, ("due", "Belum terlaksana")),
)


@dataclass(frozen=True)
class Funds:
    """Budget beside what was spent of it, in rupiah, net of what was taken back (FUN-11).

    `quarters` are those of the plan's year; `spent` is all of it. `budget` is None where no amount was written.
    """

    label: str
    budget: int | None
    quarters: tuple[int, ...] = (0, 0, 0, 0)
    spent: int = 0

    @property
    def left(self):
        """Never below zero: what is above the budget is `over`."""
        return max((self.budget or 0) - self.spent, 0)

    @property
    def over(self):
        return max(self.spent - (self.budget or 0), 0)

    @property
    def words(self):
        """What to know of it in one sentence."""
        if self.over and not self.budget:
            return f"Terpakai {dates.rupiah(self.spent)} tanpa anggaran."
        if self.over:
            return f"Lebih {dates.rupiah(self.over)} dari anggaran."
        return f"Sisa {dates.rupiah(self.left)}." if self.budget else ""


@dataclass(frozen=True)
class PlanFunds:
    """The funds of a plan: of each source, of the whole, and what was spent outside the plan."""

    sources: tuple[Funds, ...]
    total: Funds
    outside: Funds
    above: int  # how many rows spent more than their budget


@dataclass(frozen=True)
class Line:
    item: object
    cells: tuple[Cell, ...]
    state: str
    state_on: date | None
    note: str
    funds: Funds | None = None  # where a book tells what was spent

    @property
    def label(self):
        return State(self.state).label if self.state else NOT_YET


def lines_of(plan, today):
    """A line per row of the plan; nothing dated after `today` counts."""
    items = list(plan.items.select_related("person").order_by("order", "id"))
    days, marks = {}, {}
    acts = Activity.objects.filter(plan_item__plan=plan, withdrawn_on=None, done_on__lte=today)
    told = [*acts.values_list("plan_item", "done_on"), *days_of(plan, today)]
    for item, day in sorted(told, key=lambda pair: pair[1]):
        days.setdefault(item, []).append(day)
    for mark in ItemProgress.objects.filter(item__plan=plan, on__lte=today).order_by("on", "id"):
        marks.setdefault(mark.item_id, []).append(mark)
    return [_line(plan, item, days.get(item.pk, []), marks.get(item.pk, []), today) for item in items]


def _line(plan, item, days, marks, today):
    cells = tuple(_cell(plan, quarter, item, days, marks, today) for quarter in QUARTERS)
    last = marks[-1] if marks else None
    state = last.state if last else (State.ONGOING if days else "")
    on = last.on if last else (days[0] if days else None)
    return Line(item, cells, state, on, last.note if last else "")


def _cell(plan, quarter, item, days, marks, today):
    first, last = quarter_days(plan.year, quarter)
    before = _state_on(first, marks, before=True)
    cancelled = before == State.CANCELLED
    planned = any(month in item.months for month in months_of(quarter)) and not cancelled
    told = days + [mark.on for mark in marks if mark.state != State.CANCELLED]
    there = tuple(sorted({day for day in told if first <= day <= last}))
    state = _state_on(last, marks)
    if not state and any(day <= last for day in days):
        state = State.ONGOING
    begun = first <= today
    over = last < today and last >= (plan.agreed_on or last)  # what ended before the agreement was nobody's duty
    return Cell(quarter, planned, there, state if begun else "", begun, over, cancelled)


def _state_on(day, marks, *, before=False):
    known = [mark.state for mark in marks if (mark.on < day if before else mark.on <= day)]
    return known[-1] if known else ""


def totals_of(lines):
    """[{quarter, planned, done}]: how many rows a quarter had, and of how many of those something was done."""
    return [
        {
            "quarter": quarter,
            "planned": sum(line.cells[quarter - 1].planned for line in lines),
            "done": sum(line.cells[quarter - 1].planned and line.cells[quarter - 1].done for line in lines),
            "beside": sum(not line.cells[quarter - 1].planned and bool(line.cells[quarter - 1].days) for line in lines),
        }
        for quarter in QUARTERS
    ]


def amounts_by_source(items):
    """[(source, rupiah)] of the rows, in the order of the sources; rows without a source under ""."""
    found = {}
    for item in items:
        if item.amount:
            found[item.source] = found.get(item.source, 0) + item.amount
    ordered = [(source.label, found[source]) for source in Source if source in found]
    return ordered + ([("Belum disebut", found[""])] if "" in found else [])


# --- funds --------------------------------------------------------------------------------------------------------
def with_funds(plan, lines, until, by):
    """(lines with their funds, PlanFunds) as `by` may see them; (lines, None) where no book tells what was spent."""
    spent = _spending(plan, until, by)
    if spent is None:
        return lines, None
    lines = [replace(line, funds=_funds(plan, line.item, spent)) for line in lines]
    every = [line.funds for line in lines]
    outside = replace(_spent(plan, spent.get(None, [])), label="Di luar rencana")
    above = sum(1 for one in every if one.over)
    return lines, PlanFunds(_by_source(lines), _sum("Jumlah", every), outside, above)


def funds_of(item, until, by):
    """The funds of one row as `by` may see them, or None."""
    spent = _spending(item.plan, until, by)
    return None if spent is None else _funds(item.plan, item, spent)


def _spending(plan, until, by):
    """{key of a row: [(day, rupiah)]}, None where nobody tells."""
    told = spending_of(plan, until, by)
    if told is None:
        return None
    spent = {}
    for key, day, amount in told:
        spent.setdefault(key, []).append((day, amount))
    return spent


def _funds(plan, item, spent):
    return replace(_spent(plan, spent.get(item.pk, [])), label=item.what, budget=item.amount)


def _spent(plan, pairs):
    quarters = [0, 0, 0, 0]
    for day, amount in pairs:
        if day.year == plan.year:
            quarters[(day.month - 1) // 3] += amount
    return Funds("", None, tuple(quarters), sum(amount for _, amount in pairs))


def _sum(label, funds):
    quarters = tuple(sum(one.quarters[number - 1] for one in funds) for number in QUARTERS)
    return Funds(label, sum(one.budget or 0 for one in funds), quarters, sum(one.spent for one in funds))


def _by_source(lines):
    """Of each source the budget of its rows and what was spent on them; rows without a source last."""
    found = {}
    for line in lines:
        if line.funds.budget or line.funds.spent:
            found.setdefault(line.item.source, []).append(line.funds)
    ordered = [(source.label, found[source]) for source in Source if source in found]
    ordered += [("Sumber belum disebut", found[""])] if "" in found else []
    return tuple(_sum(label, funds) for label, funds in ordered)


def _in_quarter(quarter):
    return lambda line: line.funds.quarters[quarter - 1]


# The columns of a line's funds in the Excel, beside those of `resources.PLAN_REALISATION`.
FUNDS_COLUMNS = (
    ("Anggaran (rupiah)", lambda line: line.funds.budget),
    *((f"Terpakai TW {dates.roman(quarter)}", _in_quarter(quarter)) for quarter in QUARTERS),
    ("Terpakai seluruhnya", lambda line: line.funds.spent),
    ("Sisa", lambda line: line.funds.left),
    ("Lebih dari anggaran", lambda line: line.funds.over),
)
