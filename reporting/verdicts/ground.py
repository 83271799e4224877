"""What the evidence is read from: a territory, its FCUs' accepted figures over a span of quarters, and a few words.

What stands in an accepted report counts as told, zero too. What is read from the records themselves and is not there
is "belum tercatat": nobody wrote it down, which is not the same as none.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_

from django.db.models import Avg, DurationField, ExpressionWrapper, F, Q

from institutions.models import Region
from reporting import indicators
from reporting.above.office_tables.table import NUMBER, TEXT, Table
from reporting.models import Report
from reporting.periods import Quarter, quarters_between
from reporting.success import sums

UNTOLD = "belum tercatat"
SPLIT = (
    "P perempuan, L laki-laki; keluarga menurut jenis kelamin kepala keluarganya. Yang terjadi selama masa ini "
    "dijumlahkan dari tiap triwulan: keluarga atau kasus yang sama dihitung lagi pada triwulan berikutnya."
)


def span_of(verdict):
    """The quarters a verdict looks at, in their order."""
    return quarters_between(
        Quarter(verdict.from_year, verdict.from_quarter), Quarter(verdict.until_year, verdict.until_quarter)
    )


def span_words(verdict):
    """As papers print it: "Triwulan I Tahun 2025 sampai Triwulan II Tahun 2026"."""
    first, *_, last = [*span_of(verdict)[:1], *span_of(verdict)[-1:]]
    return first.words if first == last else f"{first.words} sampai {last.words}"


def suggested_span(region):
    """(first, last) quarter: from the first report of the territory to the last one that was accepted; None without."""
    last = sums.last_accepted(region)
    first = Report.objects.within(region).order_by("year", "quarter").values_list("year", "quarter").first()
    return (Quarter(*first), last) if last else None


def in_quarters(quarters, prefix=""):
    """The condition that a row with year and quarter is of one of these."""
    each = (Q(**{f"{prefix}year": one.year, f"{prefix}quarter": one.number}) for one in quarters)
    return reduce(or_, each)


@dataclass
class Ground:
    """A territory over a span of quarters. Its sums are read once, however many tables ask for them."""

    region: Region
    quarters: list

    @property
    def start(self) -> date:
        return self.quarters[0].start

    @property
    def end(self) -> date:
        return self.quarters[-1].end

    @property
    def is_village(self):
        return self.region.level == Region.Level.VILLAGE

    @cached_property
    def sums(self):
        return sums.over_time(self.region, self.quarters)

    @property
    def reports(self):
        """How many accepted reports stand behind the figures."""
        return sum(one.reports for one in self.sums)

    @cached_property
    def latest(self):
        """The sums of the last quarter of which a report was accepted; None where there is none."""
        return next((one for one in reversed(self.sums) if one.reports), None)

    def value(self, column):
        """Of a flow all that happened in the span, of a stock what there was at its last accepted end."""
        figure = next(one for one in indicators.FIGURES.values() if column in one.columns)
        if figure.kind == indicators.STOCK:
            return self.latest.values[column] if self.latest else 0
        return sum(one.values[column] for one in self.sums)

    def split(self, code):
        """[all, women, men] of a figure; None where it is not split, words where no report was accepted."""
        columns = indicators.figure_named(code).columns
        if not self.reports:
            return [UNTOLD, None, None]
        return [*(self.value(column) for column in columns), *[None] * (3 - len(columns))]

    def during(self, field):
        return Q(**{f"{field}__gte": self.start, f"{field}__lte": self.end})

    def by_end(self, field):
        return Q(**{f"{field}__lte": self.end})

    def lasting(self, start, until):
        """The condition that something begun on `start` had not ended by the last day."""
        return self.by_end(start) & (Q(**{until: None}) | Q(**{f"{until}__gt": self.end}))


def figures(ground, heading, codes, note=""):
    """A table of counted figures with women and men. Figures that are not counted yet are left out."""
    rows = [
        [indicators.figure_named(code).label, *ground.split(code)] for code in codes if code in indicators.FIGURES
    ]
    return Table(heading, ["Angka", "Jumlah", "P", "L"], [TEXT, NUMBER, NUMBER, NUMBER], rows, note=note or SPLIT)


def recorded(number):
    """A number read from the records: where nothing is there, nobody wrote it down."""
    return number or UNTOLD


def people(women, men):
    """[all, women, men] of people or families read from the records."""
    return [women + men, women, men] if women + men else [UNTOLD, None, None]


def mean_days(first, last):
    """The expression of how many days lie on average between two columns of dates."""
    return Avg(ExpressionWrapper(F(last) - F(first), DurationField()))


def in_days(found):
    """What `mean_days` gave, as whole days."""
    return UNTOLD if found is None else round(found.total_seconds() / 86_400)
