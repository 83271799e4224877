"""Files that may be one family: the same name in the same RT/RW, the same card, or the same person in two files.

Each sign is one question asked of the whole village at once; people decide what it means.
"""

from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from operator import or_

from django.db.models import Count, Q

from families.models import DistinctFamilies, Family, FamilyCard, FamilyMember
from families.models.family import UNKNOWN

MOST_SIGNS = 60  # of each kind that are looked into
MOST_PAIRS = 30  # on one screen; the others come up once these are settled


@dataclass
class Pair:
    """Two files, and why they may be one family."""

    first: Family
    second: Family
    signs: list = field(default_factory=list)

    @property
    def both(self):
        return self.first, self.second


def _groups(rows, *keys):
    """[[family key]] of the files that share all of `keys`; two queries, however many rows there are."""
    shared = rows.values(*keys).annotate(files=Count("family", distinct=True)).filter(files__gt=1)
    found = list(shared.order_by(*keys).values_list(*keys)[:MOST_SIGNS])
    if not found:
        return []
    matches = reduce(or_, (Q(**dict(zip(keys, values, strict=True))) for values in found))
    groups = {values: set() for values in found}
    for family, *values in rows.filter(matches).values_list("family", *keys):
        groups[tuple(values)].add(family)
    return [sorted(group) for group in groups.values()]


def _same_name_and_place(region):
    keys = ("search_name", "rt", "rw")
    rows = Family.objects.filter(region=region, archived_on=None).exclude(rt=UNKNOWN)
    shared = rows.values(*keys).annotate(files=Count("id")).filter(files__gt=1)
    found = list(shared.order_by(*keys).values_list(*keys)[:MOST_SIGNS])
    if not found:
        return []
    matches = reduce(or_, (Q(**dict(zip(keys, values, strict=True))) for values in found))
    groups = {values: [] for values in found}
    for family, *values in rows.filter(matches).order_by("id").values_list("id", *keys):
        groups[tuple(values)].append(family)
    return list(groups.values())


def _same_card(region):
    rows = FamilyCard.objects.filter(region=region, valid_until=None, family__archived_on=None)
    return _groups(rows.exclude(number_index=None), "number_index")


def _same_person(region):
    rows = FamilyMember.objects.filter(region=region, left_on=None, family__archived_on=None)
    return _groups(rows, "search_name", "birth_date")


SIGNS = (
    ("Nama dan RT/RW sama", _same_name_and_place),
    ("Nomor KK sama", _same_card),
    ("Nama dan tanggal lahir satu anggota sama", _same_person),
)


def doubles_of(region):
    """(pairs, whether there are more): files of the village that may be one family and were not told apart yet."""
    told_apart = set(
        DistinctFamilies.objects.filter(first__region=region).values_list("first", "second")
    )  # fmt: skip
    signs = {}
    for words, find in SIGNS:
        for group in find(region):
            for pair in combinations(group[:4], 2):
                if pair not in told_apart:
                    signs.setdefault(pair, []).append(words)
    wanted = sorted(signs, key=lambda pair: (-len(signs[pair]), pair))
    shown = wanted[:MOST_PAIRS]
    families = _read({key for pair in shown for key in pair})
    return [Pair(families[one], families[two], signs[one, two]) for one, two in shown], len(wanted) > MOST_PAIRS


def _read(keys):
    """The files by their keys, each with its participations and how many people live in it."""
    rows = Family.objects.filter(pk__in=keys).select_related("region", "socio_economic", "occupation")
    people = Count("members", filter=Q(members__left_on=None), distinct=True)
    return {row.pk: row for row in rows.annotate(people=people).prefetch_related("participations")}
