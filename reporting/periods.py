"""Quarters (triwulan): when they begin and end, when their report is due, which of them an FCU owes."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from families import periods as spans
from fcu_project import dates
from institutions.models.region import RegionSetting, ancestor_codes, within

DUE_SETTING = "report_due_day"
WHOLE_YEAR = 0  # the half of a span that is a whole year
USUAL_DUE_DAY = 10  # of the month after the quarter; the guide names no day


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter of the budget year (1 January to 31 December). It ends in the time zone of the village."""

    year: int
    number: int

    def __post_init__(self):
        if self.number not in (1, 2, 3, 4):
            raise ValueError(f"A year has quarters 1 to 4, not {self.number}.")

    def __str__(self):
        return self.words

    @property
    def start(self):
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self):
        """Its last day."""
        return self.next.start - timedelta(days=1)

    @property
    def words(self):
        """As letters print it: "Triwulan III Tahun 2025"."""
        return f"Triwulan {dates.roman(self.number)} Tahun {self.year}"

    @property
    def short(self):
        return f"TW {dates.roman(self.number)} {self.year}"

    @property
    def next(self):
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self):
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    def due_on(self, region):
        """The last day on which its report is in time there (10th of the next month, setting of the region)."""
        return self.due_on_day(region.setting(DUE_SETTING, USUAL_DUE_DAY))

    def due_on_day(self, day):
        """The same, for a day of the month that is known: a day the month does not have means its last one."""
        first = self.next.start
        last = calendar.monthrange(first.year, first.month)[1]
        return first.replace(day=min(max(int(day), 1), last))

    def is_over(self, region, today=None):
        """Whether its last day has passed; `today` is that of the village unless told otherwise."""
        return (today or dates.today_in(region.zone)) > self.end

    def has_begun(self, region, today=None):
        return (today or dates.today_in(region.zone)) >= self.start


@dataclass(frozen=True)
class Span:
    """A semester (1 or 2) or a whole year (0): the Dinas reports to the ministry of each (II.D.1.3(10))."""

    year: int
    half: int

    @property
    def start(self):
        return date(self.year, 7 if self.half == 2 else 1, 1)

    @property
    def end(self):
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def quarters(self):
        """The quarters in it, in their order."""
        numbers = {0: (1, 2, 3, 4), 1: (1, 2), 2: (3, 4)}[self.half]
        return [Quarter(self.year, number) for number in numbers]

    @property
    def words(self):
        return f"Semester {dates.roman(self.half)} Tahun {self.year}" if self.half else f"Tahun {self.year}"

    @classmethod
    def running_on(cls, day):
        """The semester in which a day lies."""
        return cls(day.year, 2 if day.month > 6 else 1)

    @classmethod
    def ended_before(cls, day):
        """The semester that ended last."""
        return cls(day.year, 1) if day.month > 6 else cls(day.year - 1, 2)


def quarter_of(day):
    return Quarter(*dates.quarter_of(day))


def quarters_to(quarter, number):
    """So many quarters up to this one, the oldest first."""
    found = [quarter]
    while len(found) < number:
        found.append(found[-1].previous)
    return found[::-1]


def quarters_between(first, last):
    """The quarters from one to another, both with them, the oldest first."""
    found = [first]
    while found[-1] < last:
        found.append(found[-1].next)
    return found


def first_due_quarter(unit):
    """The quarter after the decree (SK) of the FCU; None before there is one."""
    return quarter_of(unit.decreed_on).next if unit.decreed_on else None


def is_owed(unit, quarter):
    """Whether the FCU has to report on `quarter`: from the quarter after its decree to the one in which it ended."""
    first = first_due_quarter(unit)
    if first is None or quarter < first:
        return False
    return unit.deactivated_on is None or quarter.start <= unit.deactivated_on


def units_owing(units, quarter):
    """Of a queryset of units, those for which `is_owed` is true."""
    ended = Q(deactivated_on=None) | Q(deactivated_on__gte=quarter.start)
    return units.filter(ended, decreed_on__lt=quarter.start)


def owed_quarters(unit, today):
    """Every quarter that is over on the day `today` and on which the FCU has to report, the oldest first."""
    found, quarter = [], first_due_quarter(unit)
    while quarter is not None and quarter.end < today and is_owed(unit, quarter):
        found.append(quarter)
        quarter = quarter.next
    return found


def units_of(village):
    """The FCUs of a village that ever had to report, the present one last: one that ended still owes what it did not
    send."""
    return list(village.units.exclude(decreed_on=None).select_related("region").order_by("id"))


def unit_owing(village, quarter):
    """The FCU of a village that has to report on `quarter`, else the present one; None where there is none."""
    units = units_of(village)
    present = units[-1] if units else village.units.order_by("-id").first()
    return next((unit for unit in units if is_owed(unit, quarter)), present)


def due_days(region):
    """A function code → due day, for every village in the territory of `region`; asks the database once."""
    above = Q(region__code__in=ancestor_codes(region.code))
    rows = RegionSetting.objects.filter(above | within(region.code), key=DUE_SETTING)
    set_here = dict(rows.values_list("region__code", "value"))

    def day_at(code):
        own = [above for above in ancestor_codes(code) if above in set_here]
        return set_here[own[-1]] if own else USUAL_DUE_DAY

    return day_at


def spans_in(region, quarter):
    """[(first day, months)] of the spans that end in the quarter: those the pioneers report on in it."""
    months = spans.months_of(region)
    first = spans.span_of(quarter.start, months)
    found = []
    while (last := spans.last_day(first, months)) <= quarter.end:
        if last >= quarter.start:
            found.append((first, months))
        first = spans.after(first, months)
    return found
