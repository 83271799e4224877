"""What a figure is: which rows it counts, whom it is split by, who may see them, and which columns it fills.

A figure that is split has three columns: all, women, men. Families are counted by the sex of their head.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, Sum

from families.models import Sex
from reporting.rows import Rows

FLOW, STOCK = "flow", "stock"


@dataclass(frozen=True)
class Figure:
    """One base count. A flow happened in the quarter; a stock stands at its end.

    `rows` are the rows counted: called with (region, quarter) it gives them. `sex` is the path by which they are split
    ("" for none), `permission` what a reader needs to see them, `of_row(row)` → (text, url) how one is shown.
    """

    code: str
    label: str
    kind: str
    rows: Rows
    permission: str
    of_row: Callable[[object], tuple[str, str]]
    sex: str = ""
    adds = False  # whether it adds up what stands in its rows instead of counting them

    @property
    def is_split(self):
        return bool(self.sex)

    @property
    def columns(self):
        return (self.code, f"{self.code}_women", f"{self.code}_men") if self.is_split else (self.code,)

    def tally(self, which=None):
        """{column: expression} over the table; `which` is the condition where other rows are read beside."""
        if not self.is_split:
            return {self.code: Count("pk", filter=which)}
        every, women, men = self.columns
        both = which or Q()
        return {
            every: Count("pk", filter=which),
            women: Count("pk", filter=both & Q(**{self.sex: Sex.FEMALE})),
            men: Count("pk", filter=both & Q(**{self.sex: Sex.MALE})),
        }

    def counted(self, region, quarter):
        """The same for one place and time, to be read beside others over the same table."""
        return self.tally(self.rows.condition(region, quarter))

    def count(self, region, quarter):
        """{column: number}, in one query."""
        return self.rows(region, quarter).order_by().aggregate(**self.tally())

    def number_of(self, row):
        """How many of what it counts stand in one row."""
        return 1

    def of_sex(self, rows, sex):
        """Of its rows those that its column for women or for men counts."""
        return rows.filter(**{self.sex: sex})


@dataclass(frozen=True)
class People(Figure):
    """People told in its rows, added up: each row says how many women and how many men there were."""

    adds = True
    is_split = True
    counts, inside = "orang", "catatan"

    def tally(self, which=None):
        every, women, men = self.columns
        told = {women: Sum("women", filter=which, default=0), men: Sum("men", filter=which, default=0)}
        return {every: told[women] + told[men], **told}

    def number_of(self, row):
        return row.participants or 0

    def of_sex(self, rows, sex):
        return rows.filter(**{"women__gt" if sex == Sex.FEMALE else "men__gt": 0})


class PartRows(Rows):
    """FCUs, and which of several named parts each of them has: `parts` are [(words, condition)] like those of rows.

    A row that it gives says of each part whether it has it, see `parts_of`.
    """

    def __init__(self, table, standing, parts):
        super().__init__(table, self._any)
        self.standing, self.parts = standing, parts

    def _any(self, region, quarter):
        found = Q()
        for _, condition in self.parts:
            found |= condition(region, quarter)
        return self.standing(region, quarter) & found

    def each(self, region, quarter):
        """The condition of every part, in their order."""
        standing = self.standing(region, quarter)
        return [standing & condition(region, quarter) for _, condition in self.parts]

    def __call__(self, region, quarter):
        there = {
            f"part_{number}": ExpressionWrapper(which, output_field=BooleanField())
            for number, which in enumerate(self.each(region, quarter))
        }
        return super().__call__(region, quarter).annotate(**there)

    def parts_of(self, row):
        """The parts that a row has, in words."""
        return [label for number, (label, _) in enumerate(self.parts) if getattr(row, f"part_{number}")]


@dataclass(frozen=True)
class Parts(Figure):
    """How many of several parts there are in its rows, added up; `rows` are PartRows."""

    counts: str = ""
    adds = True
    inside = "FCU"

    def counted(self, region, quarter):
        every = [Count("pk", filter=which) for which in self.rows.each(region, quarter)]
        return {self.code: sum(every[1:], every[0])}

    def count(self, region, quarter):
        return self.rows.table(region).order_by().aggregate(**self.counted(region, quarter))

    def number_of(self, row):
        return len(self.rows.parts_of(row))
