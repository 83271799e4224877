"""What LK3 did with the referrals that were sent to it, and how each stood on any day (III.B.6.4(3), REP-09).

| on that day                                        | it stood       |
|----------------------------------------------------|----------------|
| closed, recalled or sent back by LK3               | over           |
| a place told what it did                           | served         |
| LK3 had sent it on, and the place had not refused  | with the place |
| anything else since it was sent                    | with LK3       |

A referral that a place refused is LK3's again, and its row forgets that place: the refusal and the letter to which it
answers keep the day, so that what was sent on in a past quarter stays counted there.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Prefetch, Q

from fcu_project import dates
from referrals.models import Level, Referral, ReferralReply
from referrals.models.referral import USUAL_WAIT, overdue_after

OVER, SERVED, WITH_PLACE, WITH_LK3 = "over", "served", "place", "lk3"


@dataclass(frozen=True)
class Forwarding:
    """One time that LK3 sent a referral on: where, on which day, and when the place refused it."""

    place: str
    on: date
    refused_on: date | None = None

    def lasted_on(self, day):
        return self.on <= day and (self.refused_on is None or self.refused_on > day)


@dataclass
class Road:
    """A referral through LK3 with every time that it was sent on."""

    referral: Referral
    forwardings: list[Forwarding] = field(default_factory=list)
    patience: int = USUAL_WAIT  # days after which it is overdue there

    @property
    def is_sensitive(self):
        """Whether the place alone would tell what the trouble is."""
        return self.referral.need.problem.is_sensitive

    def place_on(self, day):
        """The forwarding under which a place held it at the end of `day`, or None."""
        return next((one for one in self.forwardings if one.lasted_on(day)), None)

    def state_on(self, day):
        """How it stood at the end of `day`: the first line of the table above that holds; "" before it was sent."""
        row = self.referral
        if row.sent_on > day:
            return ""
        if any(ended and ended <= day for ended in (row.closed_on, row.recalled_on, row.declined_on)):
            return OVER
        if row.answered_on and row.answered_on <= day:
            return SERVED
        return WITH_PLACE if self.place_on(day) else WITH_LK3

    def waits_on(self, day):
        """Whether somebody was waited for: neither answered, declined, recalled nor closed by then."""
        return self.state_on(day) in (WITH_PLACE, WITH_LK3)

    def held_since(self, day):
        """The day from which who held it then was waited for: a place that LK3 chose has a term of its own."""
        place = self.place_on(day)
        return place.on if place else self.referral.sent_on

    def days_waiting(self, day):
        """Days from sending to the end of `day`; None where nobody was waited for."""
        return (day - self.referral.sent_on).days if self.waits_on(day) else None

    def is_late_on(self, day):
        """REF-10, by the one rule of all screens: who held it had held it for more days than the region allows."""
        return self.waits_on(day) and self.held_since(day) < day - timedelta(days=self.patience)


def roads(region, start, end):
    """[Road] of every referral that was with LK3 of this territory on a day between `start` and `end`, by village."""
    ended = Q(closed_on__lt=start) | Q(recalled_on__lt=start) | Q(declined_on__lt=start)
    rows = Referral.objects.within(region).filter(level=Level.REGENCY, sent_on__lte=end).exclude(ended)
    refusals = ReferralReply.objects.filter(kind__in=ReferralReply.REFUSALS, letter__isnull=False)
    refusals = refusals.select_related("letter").order_by("replied_on", "id")
    rows = rows.select_related("region__parent", "office", "need__problem", "service__institution", "body")
    rows = rows.prefetch_related(Prefetch("replies", refusals, to_attr="refusals")).defer("snapshot")
    rows = list(rows.order_by("region__code", "sent_on", "id"))
    patience = {village: overdue_after(village) for village in {row.region for row in rows}}
    return [Road(row, _forwardings(row), patience[row.region]) for row in rows]


def _forwardings(row):
    """What was refused, by the letters, and what it is sent on to now."""
    told = [Forwarding(reply.place_name, reply.letter.dated_on, reply.replied_on) for reply in row.refusals]
    return [*told, *([Forwarding(row.place, row.forwarded_on)] if row.forwarded_on else [])]


def last_day(region, end):
    """The last day that has come of a time that may still run, by the clock of the place."""
    return min(end, dates.today_in(region.zone))
