"""Where a family can move to: any place of the official list, found by its name and the names of the places above."""

from dataclasses import dataclass

from django.db.models import Q

from institutions.models import Region
from institutions.models.region import ancestor_codes

MOST = 20
LEAST_LETTERS = 3
LEVELS = (Region.Level.VILLAGE, Region.Level.SUBDISTRICT, Region.Level.REGENCY)


@dataclass(frozen=True)
class Place:
    """A region as it is offered: its own name, and where it lies."""

    region: Region
    lies_in: str

    @property
    def words(self):
        return f"{self.region}, {self.lies_in}" if self.lies_in else str(self.region)


def places(regions):
    """The regions with the names of the kecamatan and kabupaten around them; one query for all names."""
    codes = {code for row in regions for code in ancestor_codes(row.code, include_self=False) if len(code) >= 4}
    names = {row.code: row for row in Region.objects.filter(code__in=codes)}
    return [
        Place(row, ", ".join(str(names[code]) for code in reversed(ancestor_codes(row.code, False)) if code in names))
        for row in regions
    ]


def found(text, origin):
    """Places whose names, or those of the places around them, hold every word; the nearest first."""
    words = [word for word in text.replace(",", " ").split() if len(word) >= LEAST_LETTERS][:5]
    if not words:
        return []
    rows = Region.objects.filter(level__in=LEVELS, replaced_by=None).exclude(code__in=ancestor_codes(origin.code))
    for word in words:
        above = Q(parent__name__icontains=word) | Q(parent__parent__name__icontains=word)
        rows = rows.filter(Q(name__icontains=word) | above)
    own = rows.filter(code__startswith=origin.code[:4])
    near = list(own.order_by("-code")[:MOST])
    far = list(rows.exclude(pk__in=[row.pk for row in near]).order_by("code")[: MOST - len(near)])
    return places([*sorted(near, key=lambda row: (row.code[:6] != origin.code[:6], row.name)), *far])


def nearest(origin):
    """The villages of the own kecamatan."""
    rows = Region.objects.filter(level=Region.Level.VILLAGE, code__startswith=origin.code[:6], replaced_by=None)
    return places(rows.exclude(pk=origin.pk).order_by("name")[:MOST])
