"""Plasma indicators before and after, and plasma families that became pioneers, over a territory (SUC-05, SME-08).

"Ya" is a difficulty, so fewer is better. Above the village numbers under five read "<5".
"""

from dataclasses import dataclass

from families.change_figures import Split, told_apart
from families.models import Indicator, IndicatorSet
from reporting.periods import Quarter
from reporting.success import columns
from reporting.success.sums import changes_of

LINEAGE_QUARTERS = 8  # two years are shown, quarter by quarter


@dataclass(frozen=True)
class ChangeLine:
    """One difficulty: in how many of the families compared it was and is; told as this level may read it."""

    code: str
    question: str
    compared: str
    before: str
    after: str
    change: str
    is_better: bool | None  # None where it stayed or is not told


def lines_of(region, quarter):
    """[ChangeLine] in the order of the questions; [] where no family was assessed twice."""
    found = changes_of(region, quarter)
    if not any(row["compared_women"] + row["compared_men"] for row in found.values()):
        return []
    above = region.level != "village"
    questions = Indicator.current(IndicatorSet.PLASMA).filter(scored=True).order_by("order")
    return [_line(question, found[question.code], above) for question in questions if question.code in found]


def _line(question, row, above):
    compared, before, after = (
        Split(row[f"{name}_women"], row[f"{name}_men"]) for name in ("compared", "before", "after")
    )
    told = [told_apart(split, above=above) for split in (compared, before, after)]
    hidden = any("<" in words for words in told[1:])
    step = after.all - before.all
    change = "–" if hidden else "tetap" if not step else f"{'+' if step > 0 else '−'}{abs(step)}"
    is_better = None if hidden or not step else step < 0
    return ChangeLine(question.code, question.question, *told, change, is_better)


def quarters_to(quarter, number=LINEAGE_QUARTERS):
    """[Quarter]: as many as asked for up to this one, the oldest first."""
    found = [quarter]
    while len(found) < number:
        found.insert(0, found[0].previous)
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
