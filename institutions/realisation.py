"""Plan and realisation by quarter, from dates alone: what was true at the end of any past quarter (PLN-06)."""

from dataclasses import dataclass
from datetime import date

from fcu_project.registry import days_of
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


@dataclass(frozen=True)
class Line:
    item: object
    cells: tuple[Cell, ...]
    state: str
    state_on: date | None
    note: str

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
