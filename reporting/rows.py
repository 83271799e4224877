"""The rows behind every figure: one small function each, over dates and territory, never over today's stage.

`region` is any region: a village, or all villages in a territory. "At the end" means on the last day of the quarter:
begun on or before it, and not ended on or before it.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from families.models import Assessment, Family, MentoringNote, Need, Pairing, Participation, Role
from institutions.models import Attendance, Meeting, Membership, OfficerTerm
from referrals.models import Level, Outcome, Referral
from referrals.models.referral import overdue_after


def during(quarter, field):
    """The condition that the day in `field` lies in the quarter."""
    return Q(**{f"{field}__gte": quarter.start, f"{field}__lte": quarter.end})


def lasting(quarter, start, until):
    """The condition that something begun on `start` had not ended by the end of the quarter."""
    begun = Q(**{f"{start}__lte": quarter.end})
    return begun & (Q(**{until: None}) | Q(**{f"{until}__gt": quarter.end}))


# --- activities -------------------------------------------------------------------------------------------------
def meetings_held(region, quarter):
    """Meetings in the village declared held, by their day. Those held above count where they were held.

    A meeting has one day only; that it took place is said by its stage, which no later day changes.
    """
    return Meeting.objects.within(region).filter(during(quarter, "held_on"), stage=Meeting.Stage.HELD)


def attendances(region, quarter):
    """Persons recorded as present at these meetings: at one meeting once, whatever hats they wore."""
    rows = Attendance.objects.filter(present=True, meeting__in=meetings_held(region, quarter))
    return rows.select_related("person", "meeting__region")


# --- people -----------------------------------------------------------------------------------------------------
def members_end(region, quarter):
    rows = Membership.objects.within(region).filter(lasting(quarter, "joined_on", "left_on"))
    return rows.select_related("person", "unit")


def officers_end(region, quarter):
    """Terms in force by decree; the day in `valid_until` is the last one in office."""
    in_force = Q(valid_from__lte=quarter.end) & (Q(valid_until=None) | Q(valid_until__gte=quarter.end))
    return OfficerTerm.objects.within(region).filter(in_force).select_related("membership__person", "unit")


# --- families ---------------------------------------------------------------------------------------------------
def candidates_new(region, quarter):
    """Short records of the quarter, whatever became of the family."""
    return Family.objects.within(region).filter(during(quarter, "recorded_on"))


def families_end(region, quarter):
    return Family.objects.within(region).filter(lasting(quarter, "recorded_on", "archived_on"))


def _lives(region, role):
    return Participation.objects.within(region).filter(role=role).select_related("family")


def pioneers_new(region, quarter):
    return _lives(region, Role.PIONEER).filter(during(quarter, "designated_on"))


def pioneers_end(region, quarter):
    return _lives(region, Role.PIONEER).filter(lasting(quarter, "designated_on", "ended_on"))


def pioneers_on_duty_end(region, quarter):
    return _lives(region, Role.PIONEER).filter(lasting(quarter, "on_duty_from", "ended_on"))


def plasma_new(region, quarter):
    return _lives(region, Role.PLASMA).filter(during(quarter, "designated_on"))


def plasma_end(region, quarter):
    return _lives(region, Role.PLASMA).filter(lasting(quarter, "designated_on", "ended_on"))


def assessments_made(region, quarter):
    rows = Assessment.objects.within(region).filter(during(quarter, "assessed_on"))
    return rows.select_related("family")


# --- mentoring --------------------------------------------------------------------------------------------------
def pairings_end(region, quarter):
    rows = Pairing.objects.within(region).filter(lasting(quarter, "paired_from", "paired_until"))
    return rows.select_related("pioneer__family", "plasma__family")


def mentoring_notes(region, quarter):
    return MentoringNote.objects.within(region).filter(during(quarter, "held_on")).select_related("family", "pairing")


def plasma_visited(region, quarter):
    """Families with a contact in the quarter, each once."""
    contacts = MentoringNote.objects.filter(during(quarter, "held_on"), family=OuterRef("pk"))
    return Family.objects.within(region).filter(Exists(contacts))


def needs_opened(region, quarter):
    return Need.objects.within(region).filter(during(quarter, "found_on")).select_related("family")


def needs_met(region, quarter):
    """A need ends once: with its day, and whether it was met. Neither changes afterwards."""
    rows = Need.objects.within(region).filter(during(quarter, "closed_on"), state=Need.State.MET)
    return rows.select_related("family")


def needs_open_end(region, quarter):
    return Need.objects.within(region).filter(lasting(quarter, "found_on", "closed_on")).select_related("family")


# --- referrals --------------------------------------------------------------------------------------------------
def _referrals(region):
    return Referral.objects.within(region).select_related("family", "letter")


def referrals_sent(region, quarter):
    return _referrals(region).filter(during(quarter, "sent_on"))


def referrals_sent_subdistrict(region, quarter):
    return referrals_sent(region, quarter).filter(level=Level.SUBDISTRICT)


def referrals_sent_regency(region, quarter):
    return referrals_sent(region, quarter).filter(level=Level.REGENCY)


def referrals_answered(region, quarter):
    """Those whose service place told what it did; a refusal is no answer in this sense."""
    return _referrals(region).filter(during(quarter, "answered_on"))


def referrals_closed(region, quarter):
    return _referrals(region).filter(during(quarter, "closed_on"))


def referrals_served(region, quarter):
    """Closed with access obtained, wholly or in part. The outcome is written with the day and stays."""
    return referrals_closed(region, quarter).filter(outcome__in=OBTAINED)


OBTAINED = (Outcome.FULL, Outcome.PARTLY)
ENDS_OF_WAITING = ("answered_on", "declined_on", "recalled_on", "closed_on")


def referrals_waiting_end(region, quarter):
    """Sent by the end of the quarter, and by then neither answered nor declined, recalled or closed."""
    rows = _referrals(region).filter(sent_on__lte=quarter.end)
    for field in ENDS_OF_WAITING:
        rows = rows.filter(Q(**{field: None}) | Q(**{f"{field}__gt": quarter.end}))
    return rows


def referrals_overdue_end(region, quarter):
    """Waiting at the end for longer than the region allows (14 days unless it says otherwise)."""
    last = quarter.end - timedelta(days=overdue_after(region))
    return referrals_waiting_end(region, quarter).filter(sent_on__lt=last)


# --- the longer aim (V): needs met, services reached, a new pioneer ---------------------------------------------
def _plasma_on(day):
    """Plasma lives of the outer row's family that lasted on the day in its column `day`."""
    begun = Participation.objects.filter(family=OuterRef("family"), role=Role.PLASMA, designated_on__lte=OuterRef(day))
    return begun.filter(Q(ended_on=None) | Q(ended_on__gte=OuterRef(day)))


def _families_with(rows, region):
    return Family.objects.within(region).filter(pk__in=rows.order_by().values("family"))


def plasma_needs_met(region, quarter):
    """Families that had a need met in the quarter while they were plasma, each once."""
    return _families_with(needs_met(region, quarter).filter(Exists(_plasma_on("closed_on"))), region)


def plasma_served(region, quarter):
    """Families that reached a service in the quarter while they were plasma, each once."""
    return _families_with(referrals_served(region, quarter).filter(Exists(_plasma_on("closed_on"))), region)


def plasma_promoted(region, quarter):
    """Pioneers designated in the quarter whose family was designated plasma before."""
    earlier = Participation.objects.filter(
        family=OuterRef("family"), role=Role.PLASMA, designated_on__lt=OuterRef("designated_on")
    )
    return pioneers_new(region, quarter).filter(Exists(earlier))
