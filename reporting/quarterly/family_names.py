"""Names of a village's families in the words of a report: found, and told as initials (domain 5.20, 9.2).

Whoever holds a post may stand as an officer, also where a head of a family is called the same.
"""

import re
from functools import cached_property

from django.db.models import Q

from families.models import Family
from institutions.models import FamilyCareUnit, Institution, Person, Region
from institutions.models.person import BEFORE_NAMES
from institutions.models.region import ancestor_codes
from referrals.secret_words import NO_NAME
from referrals.snapshot import initials

PHONE = re.compile(r"(?<!\d)(?:\+?62|0)[ .\-]?8(?:[ .\-]?\d){7,11}(?!\d)")
NO_PHONE = "Jangan menulis nomor HP di sini. Hapus angkanya."
# Words of a name, or of what stands instead of one, that tell of nobody.
NOBODY = NO_NAME | {"bin", "binti", "dusun", "desa", "kampung", "kelurahan", "kecamatan", "seorang", "dari", "nama"}
LEAST_LETTERS = 3
# After such a word part of a name tells who it is.
CALLED = "bapak|ibu|pak|bu|bpk|sdr|sdri|saudara|saudari|haji|hajah|inaq|amaq|papuq"
# Words at the beginning of a position that are those of a post: "Kepala Dusun Karang Bedil", "Kader Posyandu".
POSTS = re.compile(
    r"(?:kepala|kadus|ketua|wakil|sekretaris|bendahara|koordinator|kaur|kasi|kades|lurah|camat|perangkat|anggota|kader|"
    r"bidan|perawat|dokter|guru|pendamping|penyuluh|fasilitator|petugas|pengurus|pekerja|psm|tksk|babin\w+|bhabin\w+)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")


def any_of(patterns):
    return rf"\b(?:{'|'.join(patterns) or '(?!)'})(?!\w)"


def quoted(words):
    return ", ".join(f"“{word}”" for word in words)


def name_problem(names):
    """Why words in which these names stand can't stay, or ""."""
    return f"Nama {quoted(names)} tidak boleh ditulis. Tulis inisialnya saja." if names else ""


def _words(text):
    return WORD.findall(text.lower())


def _bare(name):
    """A name without the signs of pilgrimage and learning around it."""
    return re.sub(r"^(?:(?:h|hj|drs|dra|ir|dr)\.? )+", "", name.partition(",")[0], flags=re.IGNORECASE).strip()


def _spelt(name):
    """A name of several words in any spelling; a single word may be an ordinary one too, and needs its capital."""
    parts = name.split()
    if len(parts) > 1:
        spaced = r"\s+".join(map(re.escape, parts))
        return f"(?i:{spaced})"
    return "|".join(dict.fromkeys(re.escape(form) for form in (name[:1].upper() + name[1:], name.upper())))


class VillageNames:
    """Heads of all families recorded in a village, plasma, pioneer or candidate; looked up once, when first asked.

    `kept` are further names that may stand.
    """

    def __init__(self, village, kept=()):
        self.village, self.more_kept = village, kept

    @cached_property
    def heads(self):
        rows = Family.objects.filter(region=self.village).order_by().values_list("head_name", flat=True)
        found = {" ".join(name.split()) for name in rows}
        return sorted({form for name in found for form in (name, _bare(name)) if len(form) >= LEAST_LETTERS})

    @cached_property
    def officials(self):
        """Members and officers of the FCU and of the PSKS team, accounts of the village, persons with a post."""
        here = self.village
        active = Q(memberships__unit__region=here) | Q(assignments__region=here) | Q(team_posts__team__region=here)
        people = Person.objects.filter(active | Q(region=here)).order_by()
        rows = people.values_list("name", "position", "memberships", "assignments", "team_posts").distinct()
        return {" ".join(name.split()) for name, position, *posts in rows if any(posts) or POSTS.match(position)}

    @cached_property
    def kept(self):
        """Names of bodies and places, that may hold a word which is also somebody's name."""
        places = list(Region.objects.filter(code__in=ancestor_codes(self.village.code)))
        names = {name for place in places for name in (str(place), place.name)}
        names |= set(Institution.objects.filter(region__in=places).order_by().values_list("name", flat=True))
        unit = FamilyCareUnit.of(self.village)
        return names | set(self.more_kept) | ({unit.name} if unit else set())

    def _pattern(self, text):
        """(what finds the names that occur in this text, names that may stand), or None where there are none."""
        there = set(_words(text))
        heads = [name for name in self.heads if there.issuperset(_words(name))]
        if not there & {word for name in self.heads for word in _words(name)}:
            return None
        spared = {name for name in self.officials | self.kept if there.issuperset(_words(name))}
        posts = {word for name in self.officials for word in _words(name)}
        called = {word for name in self.heads for word in _words(name) if word in there and len(word) >= LEAST_LETTERS}
        called = sorted(called - posts - NOBODY - BEFORE_NAMES, key=len, reverse=True)
        told = sorted({*((name, False) for name in heads), *((name, True) for name in spared)},
                      key=lambda one: (-len(one[0]), not one[1]))  # fmt: skip
        whole = any_of(rf"(?i:{re.escape(name)})" if stands else _spelt(name) for name, stands in told)
        before = rf"(?:(?i:{'|'.join(sorted(BEFORE_NAMES))})\.?\s+)*"
        part = rf"(?P<part>{before}{any_of(rf'(?i:{word})' for word in called)}(?:\s+{any_of(called)})*)"
        title = rf"\b(?P<title>(?:(?i:{CALLED})\.?|[Kk]eluarga(?=\s+[A-Z]))\s+)"
        return re.compile(rf"(?P<whole>{whole})\.?|{title}{part}\.?"), {name.lower() for name in spared}

    def names(self, text):
        """The names that stand in `text`, each once, as they are written there."""
        return list(dict.fromkeys(name for name, _ in self._found(text)))

    def _found(self, text):
        if (known := self._pattern(text)) is None:
            return
        pattern, spared = known
        for hit in pattern.finditer(text):
            name = hit["whole"] or hit["part"]
            if name.lower() not in spared:
                yield name, hit

    def with_initials(self, text):
        """`text` with each of these names as its initials."""
        told, last = [], 0
        for name, hit in self._found(text):
            told += [text[last : hit.start()], hit["title"] or "", initials(name) or "N."]
            last = hit.end()
        return "".join(told) + text[last:]

    def number_problem(self, text):
        return NO_PHONE if PHONE.search(text) else ""

    def problem(self, text):
        """Why `text` can't stand for what is named in it, or ""."""
        return name_problem(self.names(text))
