"""Plausible families at any size, for trials of speed and for screens with full lists. Nobody in them exists.

household (who lives together) · line (how far a family got, and when) · village (the rows of one village) ·
tables (rows into the database). Everything of a village comes from the seed and its code alone: it is the same among
ten thousand families and among a million.
"""

import random

from django.db import models, transaction

from families.models import Family
from families.sample.tables import Tables
from families.sample.village import Lists, rows_of
from institutions.models import Region

FEWEST, MOST = 120, 400  # families of a village, where nothing else is asked
HOME_FAMILIES = 250
FLUSH_FAMILIES = 4000  # rows of so many families are held in memory at once


class NoRoom(Exception):
    """There are too few villages for what was asked; the text says which."""


def spread(families, *, seed, territory="", villages=None, home="", home_families=HOME_FAMILIES):
    """[(village, how many families)]: first the home village, then its neighbours, then ever further away.

    The home village has the same size however many families there are. Villages that hold families already are left
    out. Raises NoRoom.
    """
    taken = Family.objects.filter(region=models.OuterRef("pk"))
    rows = Region.objects.within(territory).filter(level="village").filter(~models.Exists(taken))
    free = list(rows.select_related("parent").order_by("code"))
    if home and home not in (row.code for row in free):
        raise NoRoom(f"{home} is no village of this territory that is still without families.")
    if not free or (villages or 0) > len(free):
        raise NoRoom(f"Only {len(free)} villages are there without families. First: manage.py load_regions")
    near = home or free[0].code
    free.sort(key=lambda row: (-_shared(row.code, near), row.code))
    free = free[:villages] if villages else free
    first = min(home_families, families) if len(free) > 1 else families
    sizes = [first]
    rest = families - first
    if not villages and rest <= (len(free) - 1) * FEWEST:
        while rest:
            sizes.append(min(rest, _random(seed, free[len(sizes)].code, "size").randint(FEWEST, MOST)))
            rest -= sizes[-1]
    elif len(free) > 1:
        share, more = divmod(rest, len(free) - 1)
        sizes += [share + (number < more) for number in range(len(free) - 1)]
    return [(village, size) for village, size in zip(free, sizes, strict=False) if size]


def _shared(one, other):
    """How many levels two villages share: 4 the village itself, 3 the subdistrict, 2 the regency, 1 the province."""
    return sum(one[:width] == other[:width] for width in (2, 4, 6, 10))


def _random(seed, code, what):
    return random.Random(f"{seed}/{code}/{what}")  # noqa: S311  made-up families, no secret


def make(places, *, seed, today, told=lambda count: None):
    """Write the families of `places` (see `spread`), some thousand at a time. Returns {model name: rows written}.

    told  called after every write with the number of families so far
    """
    lists, tables, count, held = Lists.read(), Tables(), 0, 0
    for village, size in places:
        rows_of(village, size, _random(seed, village.code, "rows"), lists=lists, today=today, tables=tables)
        count, held = count + size, held + size
        if held >= FLUSH_FAMILIES:
            _write(tables)
            told(count)
            held = 0
    _write(tables)
    return tables.written


def _write(tables):
    with transaction.atomic():
        tables.flush()
