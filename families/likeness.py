"""Which families are probably one: the one rule for typing from paper, for lists from Excel and for "Mungkin ganda".

The same name but for its punctuation, where RT and RW may be the same; or a similar name in the very same RT. They are
compared as a set: families by their name and by their RT, so that a long list costs little.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from families.models import Family
from families.models.family import UNKNOWN
from institutions.models.person import fold

ALIKE = 0.8  # Sumiyati and Sumiati, Muhammad and Mohamad; not Suwarti and Sumiyati
MOST = 3
MOST_NEAR = 300  # more in one RT than live in any: RT were not told apart there, so only the very same name counts
_APOSTROPHE, _MARK = re.compile("['’`]"), re.compile(r"[^\w\s]|_")


def bare(name):
    """A name without its punctuation: Hj. Maemunah and Hj Maemunah are written the same."""
    return " ".join(_MARK.sub(" ", _APOSTROPHE.sub("", fold(name))).split())


@dataclass(slots=True)
class Entry:
    """A family as it is compared; `row` is by what the caller knows it."""

    row: object
    name: str
    rt: str
    rw: str
    parts: frozenset = field(init=False)
    letters: int = field(init=False)

    def __post_init__(self):
        self.name = bare(self.name)
        self.parts = frozenset(self.name.split())
        self.letters = 0
        for letter in set(self.name):
            self.letters |= 1 << ord(letter) % 64


def similar_name(one, other):
    """Two ways of writing a name, or one name short of a part of the other."""
    if one.parts and other.parts and (one.parts <= other.parts or other.parts <= one.parts):
        return True
    longest = (1 - ALIKE) * (len(one.name) + len(other.name))
    if (one.letters ^ other.letters).bit_count() > longest:  # too many letters that only one of them has
        return False
    return SequenceMatcher(None, one.name, other.name, autojunk=False).ratio() >= ALIKE


def may_be_same(one, other):
    """Two RT, or two RW, of which one may be unknown."""
    return one == other or UNKNOWN in (one, other)


class Neighbours:
    """Families that may be met again, each compared only with its namesakes and with its own RT."""

    def __init__(self, entries=()):
        self.by_name, self.by_rt = defaultdict(list), defaultdict(lambda: defaultdict(list))
        for entry in entries:
            self.by_name[entry.name].append(entry)
            self.by_rt[entry.rt][entry.rw].append(entry)

    def like(self, entry):
        """Those that are probably the same family as `entry`, namesakes first."""
        namesakes = [
            other for other in self.by_name.get(entry.name, ())
            if other.row != entry.row and may_be_same(entry.rt, other.rt) and may_be_same(entry.rw, other.rw)
        ]  # fmt: skip
        return namesakes + [other for other in self._near(entry) if similar_name(entry, other)]

    def _near(self, entry):
        if entry.rt == UNKNOWN or entry.rt not in self.by_rt:
            return []
        places = self.by_rt[entry.rt]
        wanted = places if entry.rw == UNKNOWN else {entry.rw, UNKNOWN} & places.keys()
        near = [other for rw in wanted for other in places[rw]]
        if len(near) > MOST_NEAR:
            return []
        return [other for other in near if other.name != entry.name and other.row != entry.row]


def entries_of(rows):
    """The families of a queryset as they are compared, known by their key."""
    return [Entry(*found) for found in rows.values_list("pk", "search_name", "rt", "rw")]


def probable_twins(region, name, rt, rw):
    """Families of the village that are probably this one, archived ones too; the most alike first."""
    here = Family.objects.filter(region=region).order_by("archived_on", "pk")
    found = Neighbours(entries_of(here)).like(Entry(None, name, rt, rw))
    rows = Family.objects.in_bulk([entry.row for entry in found])
    alike = [(entry.name != bare(name), rows[entry.row]) for entry in found]
    alike.sort(key=lambda told: (told[0], told[1].archived_on is not None, told[1].pk))
    return [row for _, row in alike[:MOST]]
