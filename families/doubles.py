"""Files that may be one family: a name like another's in the same RT/RW, the same card, or one person in two files.

Each sign is one question asked of the whole village at once; people decide what it means.
"""

from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from operator import or_

from django.db.models import Count, Q

from families.likeness import Neighbours, entries_of
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


def _name_and_place(region):
    """Pairs whose names are the same or similar where they live, by the rule of families.likeness."""
    entries = entries_of(Family.objects.filter(region=region, archived_on=None).order_by("pk"))
    near = Neighbours(entries)
    for entry in entries:
        for other in near.like(entry):
            if entry.row < other.row:
                yield _words(entry, other), [entry.row, other.row]


def _words(one, other):
    if one.name != other.name:
        return SIMILAR
    is_whole = (one.rt, one.rw) == (other.rt, other.rw) and one.rt != UNKNOWN
    return SAME_PLACE if is_whole else "Nama sama, RT/RW belum lengkap"


def _card(region):
    rows = FamilyCard.objects.filter(region=region, valid_until=None, family__archived_on=None)
    for group in _groups(rows.exclude(number_index=None), "number_index"):
        yield "Nomor KK sama", group


def _person(region):
    rows = FamilyMember.objects.filter(region=region, left_on=None, family__archived_on=None)
    for group in _groups(rows, "search_name", "birth_date"):
        yield "Nama dan tanggal lahir satu anggota sama", group


SIGNS = (_name_and_place, _card, _person)
SAME_PLACE, SIMILAR = "Nama dan RT/RW sama", "Nama mirip di RT yang sama"


def doubles_of(region):
    """(pairs, whether there are more): files of the village that may be one family and were not told apart yet."""
    told_apart = set(
        DistinctFamilies.objects.filter(first__region=region).values_list("first", "second")
    )  # fmt: skip
    signs = {}
    for find in SIGNS:
        for words, group in find(region):
            for pair in combinations(group[:4], 2):
                if pair not in told_apart:
                    signs.setdefault(pair, []).append(words)
    wanted = sorted(signs, key=lambda pair: (-len(signs[pair]), signs[pair] == [SIMILAR], pair))
    shown = wanted[:MOST_PAIRS]
    families = _read({key for pair in shown for key in pair})
    return [Pair(families[one], families[two], signs[one, two]) for one, two in shown], len(wanted) > MOST_PAIRS


def _read(keys):
    """The files by their keys, each with its participations and how many people live in it."""
    rows = Family.objects.filter(pk__in=keys).select_related("region", "socio_economic", "occupation")
    people = Count("members", filter=Q(members__left_on=None), distinct=True)
    return {row.pk: row for row in rows.annotate(people=people).prefetch_related("participations")}
