"""Problems by dimension, potentials, open needs (III.B.6.7(1), II.E): how many families, women-headed and others apart.

A kind of problem that is kept secret is not told in a village at all; above it small numbers read "<5".
"""

from dataclasses import dataclass

from django.db.models import Count

from families.models import Dimension, Family, Need, ProblemType
from families.small_numbers import FEW, SMALL
from institutions.roles import VILLAGE


@dataclass(frozen=True)
class ProblemLine:
    """One kind of problem with how many families have it, as this reader may know it."""

    problem: ProblemType
    women: str
    men: str
    total: str
    drills: bool  # whether its families may be listed


def families_of(by):
    """The families within reach whose files are not put away."""
    return Family.objects.visible_to(by).living()


def told_kinds(by):
    """The kinds of problems that this reader reads numbers of, in the order of the dimensions."""
    rows = ProblemType.objects.exclude(code=ProblemType.NONE)
    return rows.filter(is_sensitive=False) if by.level == VILLAGE else rows


def problem_lines(by):
    """[(dimension, [ProblemLine])] of the kinds that occur, in the order of the guide; two queries."""
    through = Family.problems.through.objects.filter(family__in=families_of(by))
    counted = through.values("problemtype", "family__head_sex").annotate(n=Count("family")).order_by()
    numbers = {(row["problemtype"], row["family__head_sex"]): row["n"] for row in counted}
    kinds, found = list(told_kinds(by)), []
    for value, label in Dimension.choices:
        lines = [_line(kind, numbers) for kind in kinds if kind.dimension == value]
        found.append((label, [line for line in lines if line is not None]))
    return [(label, lines) for label, lines in found if lines]


def _line(kind, numbers):
    women, men = numbers.get((kind.pk, "female"), 0), numbers.get((kind.pk, "male"), 0)
    if not women + men:
        return None
    if kind.is_sensitive:  # a small part tells as much as a small whole
        split = women >= SMALL and men >= SMALL
        total = str(women + men) if women + men >= SMALL else FEW
        return ProblemLine(kind, str(women) if split else "–", str(men) if split else "–", total, False)
    return ProblemLine(kind, str(women), str(men), str(women + men), True)


def with_potential(by):
    """The families of which something good was written down."""
    return families_of(by).exclude(potential="")


def open_needs(by):
    """Needs that wait, of families whose files are not put away; none with a kind of problem that is kept secret."""
    rows = Need.objects.visible_to(by).filter(closed_on=None, problem__is_sensitive=False, family__archived_on=None)
    return rows.select_related("family__region", "problem")


def need_table(by):
    """[(dimension, value, [(priority, word, number)], total)] of the open needs; one query."""
    counted = open_needs(by).order_by().values("dimension", "priority").annotate(n=Count("pk"))
    numbers = {(row["dimension"], row["priority"]): row["n"] for row in counted}
    lines = []
    for value, label in Dimension.choices:
        cells = [
            (priority, word.partition(" – ")[2], numbers.get((value, priority), 0))
            for priority, word in Need.Priority.choices
        ]
        lines.append((label, value, cells, sum(number for *_, number in cells)))
    return [line for line in lines if line[3]]


def age_in_days(need, today):
    """For how many days a need has been known."""
    return (today - need.found_on).days
