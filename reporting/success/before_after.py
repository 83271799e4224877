"""Plasma indicators before and after, and plasma families that became pioneers, over a territory (SUC-05, SME-08).

"Ya" is a difficulty, so fewer is better. Whoever sits above the village reads "<5" for a smaller number.
"""

from dataclasses import dataclass

from families.change_figures import Split
from families.models import Indicator, IndicatorSet
from families.small_numbers import known, told_apart
from reporting.periods import Quarter
from reporting.success import columns
from reporting.success.sums import changes_of


@dataclass(frozen=True)
class Compared:
    """One difficulty: in how many of the families compared it was and is."""

    code: str
    question: str
    compared: Split
    before: Split
    after: Split

    def step(self, *, above):
        """How many more families have it now; None where either number is not told."""
        told = [known(split.all, above=above) for split in (self.before, self.after)]
        return None if None in told else told[1] - told[0]

    def step_words(self, *, above):
        """"−7", "+2", "tetap"; "–" where either number is not told."""
        step = self.step(above=above)
        return "–" if step is None else f"{'+' if step > 0 else '−'}{abs(step)}" if step else "tetap"


def compared_in(changes):
    """[Compared] in the order of the questions, from `sums.changes_of`; only those that compare any family.

    A question is told by its newest words, one that is asked no more too.
    """
    rows = Indicator.objects.filter(set=IndicatorSet.PLASMA, scored=True, code__in=changes).order_by("version")
    newest = {row.code: row for row in rows}
    found = []
    for question in sorted(newest.values(), key=lambda row: row.order):
        numbers = changes[question.code]
        splits = (Split(numbers[f"{name}_women"], numbers[f"{name}_men"]) for name in ("compared", "before", "after"))
        found.append(Compared(question.code, question.question, *splits))
    return [row for row in found if row.compared.all]


@dataclass(frozen=True)
class ChangeLine:
    """A `Compared` as this reader may know it."""

    code: str
    question: str
    compared: str
    before: str
    after: str
    change: str
    is_better: bool | None  # None where it stayed or is not told


def lines_of(region, quarter, *, above):
    """[ChangeLine] of a territory; [] where no family was assessed twice. `above`: for a reader above the village."""
    found = []
    for row in compared_in(changes_of(region, quarter)):
        told = (told_apart(split, above=above) for split in (row.compared, row.before, row.after))
        step = row.step(above=above)
        found.append(ChangeLine(row.code, row.question, *told, row.step_words(above=above), step < 0 if step else None))
    return found


@dataclass(frozen=True)
class Promoted:
    """Plasma families that became pioneers in one quarter; women and men by the head of the family."""

    quarter: Quarter
    reports: int
    all: int
    women: int
    men: int


def promoted_in(run):
    """[Promoted] of each of the sums of a territory over time, and what they come to."""
    rows = [Promoted(sums.quarter, sums.reports, *_promoted(sums.values)) for sums in run]
    total = tuple(sum(getattr(row, name) for row in rows) for name in ("all", "women", "men"))
    return rows, total


def _promoted(values):
    column = "plasma_promoted"
    return (columns.number_in(values, name) or 0 for name in (column, *columns.halves_of(column)))
