"""Access to services: of the needs referred in a period, how many families reached the service (III.B.1.8, SVC-11).

A need counts once, on the day its first referral of the period was sent; what was recalled leads nowhere and is left
out. Reached is told at the closing: it counts from that day on, so that a past period can be told again.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from families.models import Dimension
from families.small_numbers import FEW, SMALL
from referrals.models import Referral
from referrals.models.referral import TIERS

REACHED, NOT_REACHED, UNKNOWN = "reached", "not_reached", "unknown"


@dataclass(frozen=True)
class ReferredNeed:
    """One need that was referred, by the referral that tells most of it."""

    referral: Referral
    reached: bool | None  # None: not known by the end of the period

    @property
    def answer(self):
        return UNKNOWN if self.reached is None else REACHED if self.reached else NOT_REACHED

    @property
    def family(self):
        return self.referral.family

    @property
    def need(self):
        return self.referral.need

    @property
    def dimension(self):
        return self.referral.need.get_dimension_display()

    @property
    def tier(self):
        return TIERS[self.referral.level]

    @property
    def neighbourhood(self):
        return self.referral.family.neighbourhood


def reached_rows(region, since, until, rows=None):
    """[ReferredNeed] of the needs referred in `region` from the day `since` to the day `until`, the earliest first.

    rows  the referrals to look among, where a reader does not see all of the region
    """
    rows = Referral.objects.within(region) if rows is None else rows
    rows = rows.filter(sent_on__range=(since, until)).filter(Q(recalled_on=None) | Q(recalled_on__gt=until))
    found = {}
    for row in rows.with_facts().order_by("sent_on", "id"):
        told = row.reached if row.closed_on and row.closed_on <= until else None
        known = found.get(row.need_id)
        if known is None or _tells_more(told, known.reached):
            found[row.need_id] = ReferredNeed(row, told)
    return list(found.values())


def _tells_more(told, known):
    """Reached once is reached; a later try that still runs leaves open what an earlier one did not reach."""
    return known is not True and (told is True or told is None or known is False)


def summary(needs, by):
    """[{part, name, referred, reached, not_reached, unknown}]: all, by dimension, by tier, by RT or place below.

    Numbers are words: above the village those under five read "<5".
    """
    parts = [("Semua", [("Kebutuhan yang dirujuk", needs)])]
    order = [label for _, label in Dimension.choices]
    parts.append(("Bidang", _split(needs, lambda need: need.dimension, order.index)))
    parts.append(("Tingkat", _split(needs, lambda need: need.tier, list(TIERS.values()).index)))
    parts.append(_places(needs, by))
    return [_line(part, name, rows, by) for part, groups in parts for name, rows in groups]


def _places(needs, by):
    if by.level == "village":
        return "RT/RW", _split(needs, lambda need: need.neighbourhood, str)
    if by.level == "subdistrict":
        return "Desa/kelurahan", _split(needs, lambda need: str(need.referral.region), str)
    return "Kecamatan", _split(needs, lambda need: str(need.referral.region.parent), str)


def _split(needs, key, order):
    groups = {}
    for need in needs:
        groups.setdefault(key(need), []).append(need)
    return sorted(groups.items(), key=lambda pair: order(pair[0]))


def _line(part, name, rows, by):
    counted = Counter(row.answer for row in rows)
    numbers = {answer: counted[answer] for answer in (REACHED, NOT_REACHED, UNKNOWN)} | {"referred": len(rows)}
    return {"part": part, "name": name} | {key: _words(number, by) for key, number in numbers.items()}


def _words(number, by):
    return FEW if by.level != "village" and 0 < number < SMALL else str(number)
