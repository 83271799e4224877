"""How many families are on file in each RT and RW: numbers for the map and the wall, never which (III.A.4.2(1))."""

from dataclasses import dataclass

from django.db.models import Count

from families.models import Dimension, Family, Need, ProblemType
from families.models.family import UNKNOWN
from families.small_numbers import FEW, SMALL
from institutions.reach import ROWS
from institutions.roles import reach_of

UNTOLD = "–"  # of a small place a kind is not told at all: neither none nor few


def families_by_neighbourhood(region, by):
    """{(rw, rt): number in words}, and {(rw, ""): …} for a whole RW.

    Who may open the families' files reads every number; to all others, and to the public (None), a small one is "<5",
    and the sum of an RW says no more than the numbers that make it up.
    """
    rows = Family.objects.filter(region=region, archived_on=None).order_by("rw", "rt")
    found = {(rw, rt): number for rw, rt, number in rows.values_list("rw", "rt").annotate(number=Count("pk"))}
    exact = _sees_families(by, region)
    words = {key: str(number) if exact or number >= SMALL else FEW for key, number in found.items()}
    for rw in {rw for rw, _ in found}:
        numbers = [number for (other, _), number in found.items() if other == rw]
        words[rw, ""] = str(sum(numbers)) if exact else _sum_aloud(numbers)
    return words


def _sees_families(by, region):
    if by is None or not by.has_perm("families.view_family"):
        return False
    return reach_of(by.role, "families.family") == ROWS and region.code.startswith(by.territory)


def _sum_aloud(numbers):
    told = sum(number for number in numbers if number >= SMALL)
    if sum(numbers) < SMALL:
        return FEW
    return str(told) if told == sum(numbers) else f"≥{max(told, SMALL)}"


@dataclass(frozen=True)
class PublicLine:
    """Numbers in words of one RT, of a whole RW (`rt` is ""), or of the village (`rw` is "" too)."""

    rw: str
    rt: str
    families: str
    problems: dict  # {dimension: families with a problem of it}
    needs: str  # families with a need that waits

    @property
    def is_sum(self):
        """Whether it adds up others: an RW, the village."""
        return not self.rt

    @property
    def nothing(self):
        """What is written where no side of life is told."""
        return UNTOLD if UNTOLD in self.problems.values() else "0"

    @property
    def place(self):
        if not self.rw:
            return "Seluruhnya"
        if self.rt == UNKNOWN:
            return f"RT belum dicatat/RW {self.rw}" if self.rw != UNKNOWN else "RT/RW belum dicatat"
        return f"RT\u00a0{self.rt}/RW\u00a0{self.rw}" if self.rt else f"Jumlah RW\u00a0{self.rw}"

    @property
    def short(self):
        """As a narrow column writes it: "002/001", "RW 001"."""
        if not self.rw or UNKNOWN in (self.rt, self.rw):
            return self.place
        return f"{self.rt}/{self.rw}" if self.rt else f"RW {self.rw}"

    @property
    def told(self):
        """[(dimension, number in words)] of those that occur and may be told."""
        rows = [(label, self.problems[value]) for value, label in Dimension.choices]
        return [row for row in rows if row[1] not in ("0", UNTOLD)]


def public_lines(region):
    """The table that anybody may read (III.A.4.2(1)): each RT of a village, each RW, the whole; nobody named.

    Kinds of problems that are kept secret are not counted at all. One to four families read "<5", and no sum gives
    it away.
    """
    counted = _public_numbers(region)
    parts = sorted(counted)
    lines = []
    for rw in sorted({rw for rw, _ in parts}):
        inside = [counted[key] for key in parts if key[0] == rw]
        lines += [_public_line(*key, [counted[key]]) for key in parts if key[0] == rw]
        if len(inside) > 1:
            lines.append(_public_line(rw, "", inside))
    return [*lines, _public_line("", "", list(counted.values()))] if len(parts) > 1 else lines


def _public_numbers(region):
    """{(rw, rt): {"families": n, "needs": n, dimension: n}}; three queries."""
    rows = Family.objects.filter(region=region, archived_on=None).order_by()
    found = {
        (rw, rt): {"families": number} for rw, rt, number in rows.values_list("rw", "rt").annotate(n=Count("pk"))
    }
    kinds = Family.problems.through.objects.filter(family__in=rows, problemtype__is_sensitive=False)
    kinds = kinds.exclude(problemtype__code=ProblemType.NONE).order_by()
    for rw, rt, dimension, number in kinds.values_list("family__rw", "family__rt", "problemtype__dimension").annotate(
        n=Count("family", distinct=True)
    ):
        found[rw, rt][dimension] = number
    waiting = Need.objects.filter(family__in=rows, closed_on=None, problem__is_sensitive=False).order_by()
    for rw, rt, number in waiting.values_list("family__rw", "family__rt").annotate(n=Count("family", distinct=True)):
        found[rw, rt]["needs"] = number
    return found


def _public_line(rw, rt, parts):
    """Of an RT or an RW a side of life is told from five families on: "<5" beside "<5" would point at one of them."""
    many = sum(part["families"] for part in parts) >= SMALL

    def families(name="families"):
        numbers = [part.get(name, 0) for part in parts]
        return _sum_aloud(numbers) if any(numbers) else "0"

    def kind(name):
        whole = not rw and many
        told = whole or sum(part.get(name, 0) for part in parts) >= SMALL
        return families(name) if told else UNTOLD

    return PublicLine(rw, rt, families(), {value: kind(value) for value in Dimension.values}, kind("needs"))
