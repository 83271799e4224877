"""Which families of the own village are probably written down already, before another record is made of one."""

from difflib import SequenceMatcher

from families.models import Family
from families.models.family import UNKNOWN
from institutions.models.person import fold

ALIKE = 0.8  # Sumiyati and Sumiati, Muhammad and Mohamad; not Suwarti and Sumiyati
MOST = 3


def same_name(one, other):
    return fold(one) == fold(other)


def similar_name(one, other):
    """Two ways of writing a name, or one name short of a part of the other."""
    one, other = fold(one), fold(other)
    parts, more = sorted((set(one.split()), set(other.split())), key=len)
    return SequenceMatcher(None, one, other).ratio() >= ALIKE or (bool(parts) and parts <= more)


def probable_twins(region, name, rt, rw):
    """Families with the same name in the same RT/RW, or a similar one in the same RT; the most alike first.

    Where the RT is not known, only the very same name counts.
    """
    here = Family.objects.filter(region=region)
    if rt == UNKNOWN:
        found = [row for row in here.filter(search_name=fold(name)) if row.rw in (rw, UNKNOWN) or rw == UNKNOWN]
    else:
        near = [row for row in here.filter(rt__in=(rt, UNKNOWN)) if rw in (row.rw, UNKNOWN) or row.rw == UNKNOWN]
        found = [
            row for row in near if same_name(name, row.head_name)
            or (row.rt == rt and similar_name(name, row.head_name))
        ]  # fmt: skip
    found.sort(key=lambda row: (not same_name(name, row.head_name), row.archived_on is not None, row.pk))
    return found[:MOST]
