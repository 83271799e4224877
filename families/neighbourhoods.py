"""How many families are on file in each RT and RW: numbers for the map and the wall, never which (III.A.4.2(1))."""

from django.db.models import Count

from families.models import Family
from institutions.reach import ROWS
from institutions.roles import reach_of

SMALL = 5  # fewer families than this are not counted aloud: the neighbours would know which
FEW = f"<{SMALL}"


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
