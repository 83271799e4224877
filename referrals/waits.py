"""How long referrals wait, by tier, by place, by sender (REF-10). It reads dates; no family is in it.

| tier                       | begins to wait | answered when                             |
|----------------------------|----------------|-------------------------------------------|
| desa/kelurahan, kecamatan  | sent           | served or refused by the place            |
| LK3                        | sent           | forwarded, served or sent back by LK3     |
| diteruskan LK3             | forwarded      | served by the place LK3 chose             |

What waits now is late by the one rule of all screens: who holds it has held it for more days than the region allows,
a place that LK3 chose from the forwarding on, everybody else from the sending on.
"""

from dataclasses import dataclass, field
from statistics import median

from django.db.models import Q

from fcu_project.dates import months_before
from referrals.models import Level, Referral

MONTHS = 12
LK3 = "LK3"
AT_VILLAGE, AT_SUBDISTRICT, AT_LK3, FORWARDED = "village", "subdistrict", "lk3", "forwarded"
TIERS = {
    AT_VILLAGE: "Di desa/kelurahan, lembaga anggota FCU",
    AT_SUBDISTRICT: "Kecamatan",
    AT_LK3: "LK3",
    FORWARDED: "Diteruskan LK3 ke lembaga",
}


@dataclass
class Wait:
    """One line: days that those without an answer wait, and days that answers took."""

    label: str
    waits: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    limit: int = 0

    @property
    def count(self):
        return len(self.waits)

    @property
    def late(self):
        return sum(days > self.limit for days in self.waits)

    @property
    def longest(self):
        return max(self.waits, default=None)

    @property
    def usual(self):
        """The median of days to the answer; None without any answer."""
        return round(median(self.answers)) if self.answers else None


def stretches(referral):
    """(tier, begun, answered or None) for each who had to answer it."""
    if referral.level != Level.REGENCY:
        tier = AT_VILLAGE if referral.level == Level.VILLAGE else AT_SUBDISTRICT
        return [(tier, referral.sent_on, referral.answered_on or referral.declined_on)]
    lk3 = referral.forwarded_on or referral.answered_on or referral.declined_on
    found = [(AT_LK3, referral.sent_on, lk3)]
    if referral.forwarded_on:
        found.append((FORWARDED, referral.forwarded_on, referral.answered_on))
    return found


def sent_rows(by, since):
    """Those that wait now, and those that were answered after the day `since`."""
    answered = Q(answered_on__gt=since) | Q(declined_on__gt=since) | Q(forwarded_on__gt=since)
    rows = Referral.objects.visible_to(by).filter(sent_on__isnull=False)
    rows = rows.filter(Q(stage__in=Referral.WAITING) | answered).order_by("id")
    return rows.select_related("service__institution", "body", "office", "need__problem").defer("snapshot")


class Waits:
    """The waiting referrals within reach of `by` on the day `today`, counted three ways."""

    def __init__(self, by, today, limit):
        self.today, self.limit, self.since = today, limit, months_before(today, MONTHS)
        self._tiers = {tier: Wait(label, limit=limit) for tier, label in TIERS.items()}
        self._places, self._senders = {}, {}
        for row in sent_rows(by, self.since):
            for tier, begun, answered in stretches(row):
                self._count(row, tier, begun, answered)

    def _count(self, row, tier, begun, answered):
        lines = [self._tiers[tier], self._line(self._senders, str(row.office))]
        if tier == AT_LK3:
            lines.append(self._line(self._places, LK3))
        elif row.place and not row.need.problem.is_sensitive:  # the place alone would tell it
            lines.append(self._line(self._places, row.place))
        for line in lines:
            if answered is None and row.is_waiting:
                line.waits.append(max((self.today - begun).days, 0))
            elif answered is not None and self.since < answered <= self.today:
                line.answers.append(max((answered - begun).days, 0))

    def _line(self, lines, label):
        return lines.setdefault(label, Wait(label, limit=self.limit))

    @property
    def tiers(self):
        """The tiers of which anything is known."""
        return [line for line in self._tiers.values() if line.waits or line.answers]

    @property
    def places(self):
        """Those that are waited for first, the longest before the others."""
        return _longest_first(self._places)

    @property
    def senders(self):
        return _longest_first(self._senders)


def _longest_first(lines):
    told = [line for line in lines.values() if line.waits or line.answers]
    return sorted(told, key=lambda line: (-line.late, -(line.longest or -1), line.label))
