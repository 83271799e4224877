"""The rows behind every figure: one small function each, over dates and territory, never over today's stage.

`region` is any region: a village, or all villages in a territory. "At the end" means on the last day of the quarter:
begun on or before it, and not ended on or before it.

Each figure says from which table it counts and on which condition. Called, it gives the rows themselves; figures over
one table are counted in one query. A condition joins nothing that could give a row twice: it asks with Exists.
"""

from datetime import timedelta
from functools import update_wrapper

from django.db.models import Exists, OuterRef, Q

from families import counts
from families.models import Assessment, Family, MentoringNote, Need, Pairing, Participation, Role
from fcu_project import dates
from institutions.models import Attendance, Meeting, Membership, OfficerTerm
from institutions.models.region import within
from referrals.models import Level, Outcome, Purpose, Referral
from referrals.models.referral import overdue_after


class Rows:
    """What one figure counts: the rows of `table(region)` that meet `condition(region, quarter)`."""

    def __init__(self, table, condition):
        self.table, self.condition = table, condition
        update_wrapper(self, condition)

    def __call__(self, region, quarter):
        return self.table(region).filter(self.condition(region, quarter))


def among(table):
    """Makes of a condition the rows of `table` that meet it."""
    return lambda condition: Rows(table, condition)


def during(quarter, field):
    """The condition that the day in `field` lies in the quarter."""
    return Q(**{f"{field}__gte": quarter.start, f"{field}__lte": quarter.end})


def lasting(quarter, start, until):
    """The condition that something begun on `start` had not ended by the end of the quarter."""
    begun = Q(**{f"{start}__lte": quarter.end})
    return begun & (Q(**{until: None}) | Q(**{f"{until}__gt": quarter.end}))


# --- activities -------------------------------------------------------------------------------------------------
def meetings(region):
    return Meeting.objects.within(region)


def attendances_there(region):
    inside = within(region.code, "meeting__region__code")
    return Attendance.objects.filter(inside, present=True).select_related("person", "meeting__region")


@among(meetings)
def meetings_held(region, quarter):
    """Meetings in the village declared held, by their day. Those held above count where they were held.

    A meeting has one day only; that it took place is said by its stage, which no later day changes.
    """
    return during(quarter, "held_on") & Q(stage=Meeting.Stage.HELD)


@among(attendances_there)
def attendances(region, quarter):
    """Persons recorded as present at these meetings: at one meeting once, whatever hats they wore."""
    return during(quarter, "meeting__held_on") & Q(meeting__stage=Meeting.Stage.HELD)


# --- people -----------------------------------------------------------------------------------------------------
def memberships(region):
    return Membership.objects.within(region).select_related("person", "unit")


def terms(region):
    return OfficerTerm.objects.within(region).select_related("membership__person", "unit")


@among(memberships)
def members_end(region, quarter):
    return lasting(quarter, "joined_on", "left_on")


@among(terms)
def officers_end(region, quarter):
    """Terms in force by decree; the day in `valid_until` is the last one in office."""
    return Q(valid_from__lte=quarter.end) & (Q(valid_until=None) | Q(valid_until__gte=quarter.end))


# --- families ---------------------------------------------------------------------------------------------------
def families(region):
    return Family.objects.within(region)


def lives(region):
    return Participation.objects.within(region).select_related("family")


def assessments(region):
    return Assessment.objects.within(region).select_related("family")


@among(families)
def candidates_new(region, quarter):
    """Short records of the quarter, whatever became of the family."""
    return during(quarter, "recorded_on")


@among(families)
def families_end(region, quarter):
    return lasting(quarter, "recorded_on", "archived_on")


PIONEER, PLASMA = Q(role=Role.PIONEER), Q(role=Role.PLASMA)


@among(lives)
def pioneers_new(region, quarter):
    return PIONEER & during(quarter, "designated_on")


@among(lives)
def pioneers_end(region, quarter):
    return PIONEER & lasting(quarter, "designated_on", "ended_on")


@among(lives)
def pioneers_on_duty_end(region, quarter):
    return PIONEER & lasting(quarter, "on_duty_from", "ended_on")


@among(lives)
def plasma_new(region, quarter):
    return PLASMA & during(quarter, "designated_on")


@among(lives)
def plasma_end(region, quarter):
    return PLASMA & lasting(quarter, "designated_on", "ended_on")


@among(assessments)
def assessments_made(region, quarter):
    return during(quarter, "assessed_on")


# --- mentoring --------------------------------------------------------------------------------------------------
def pairings(region):
    return Pairing.objects.within(region).select_related("pioneer__family", "plasma__family")


def notes(region):
    return MentoringNote.objects.within(region).select_related("family", "pairing")


def needs(region):
    return Need.objects.within(region).select_related("family")


@among(pairings)
def pairings_end(region, quarter):
    return lasting(quarter, "paired_from", "paired_until")


@among(notes)
def mentoring_notes(region, quarter):
    return during(quarter, "held_on")


@among(families)
def plasma_visited(region, quarter):
    """Families with a contact in the quarter, each once."""
    return Q(Exists(MentoringNote.objects.filter(during(quarter, "held_on"), family=OuterRef("pk"))))


@among(needs)
def needs_opened(region, quarter):
    return during(quarter, "found_on")


@among(needs)
def needs_met(region, quarter):
    """A need ends once: with its day, and whether it was met. Neither changes afterwards."""
    return during(quarter, "closed_on") & Q(state=Need.State.MET)


@among(needs)
def needs_open_end(region, quarter):
    return lasting(quarter, "found_on", "closed_on")


# --- referrals --------------------------------------------------------------------------------------------------
def referrals(region):
    return Referral.objects.within(region).select_related("family", "letter")


@among(referrals)
def referrals_sent(region, quarter):
    return during(quarter, "sent_on")


@among(referrals)
def referrals_sent_village(region, quarter):
    """To a member's own body, with or without a letter (REF-13)."""
    return during(quarter, "sent_on") & Q(level=Level.VILLAGE)


@among(referrals)
def referrals_sent_subdistrict(region, quarter):
    return during(quarter, "sent_on") & Q(level=Level.SUBDISTRICT)


@among(referrals)
def referrals_sent_regency(region, quarter):
    return during(quarter, "sent_on") & Q(level=Level.REGENCY)


@among(referrals)
def referrals_capital(region, quarter):
    """To a lender or giver of capital (III.B.6.7(6))."""
    return during(quarter, "sent_on") & Q(purpose=Purpose.CAPITAL)


@among(referrals)
def referrals_answered(region, quarter):
    """Those whose service place told what it did; a refusal is no answer in this sense."""
    return during(quarter, "answered_on")


@among(referrals)
def referrals_closed(region, quarter):
    return during(quarter, "closed_on")


@among(referrals)
def referrals_served(region, quarter):
    """Closed with the need met, wholly or in part. The outcome is written with the day and stays."""
    return during(quarter, "closed_on") & Q(outcome__in=OBTAINED)


@among(referrals)
def referrals_reached(region, quarter):
    """Closed, and the family reached the service, whatever came of it: access is told apart (III.B.1.8)."""
    return during(quarter, "closed_on") & Q(reached=True)


OBTAINED = (Outcome.FULL, Outcome.PARTLY)
ENDS_OF_WAITING = ("answered_on", "declined_on", "recalled_on", "closed_on")


@among(referrals)
def referrals_waiting_end(region, quarter):
    """Sent by the end of the quarter, and by then neither answered nor declined, recalled or closed."""
    waiting = Q(sent_on__lte=quarter.end)
    for field in ENDS_OF_WAITING:
        waiting &= Q(**{field: None}) | Q(**{f"{field}__gt": quarter.end})
    return waiting


@among(referrals)
def referrals_overdue_end(region, quarter):
    """Waiting at the end, of a quarter that still runs today, for longer than the region allows (14 days unless it says
    otherwise)."""
    last = min(quarter.end, dates.today_in(region.zone)) - timedelta(days=overdue_after(region))
    return referrals_waiting_end.condition(region, quarter) & Q(sent_on__lt=last)


# --- the longer aim (V): needs met, services reached, a new pioneer ---------------------------------------------
def _plasma_on(day):
    """Plasma lives of the outer row's family that lasted on the day in its column `day`."""
    begun = Participation.objects.filter(family=OuterRef("family"), role=Role.PLASMA, designated_on__lte=OuterRef(day))
    return begun.filter(Q(ended_on=None) | Q(ended_on__gte=OuterRef(day)))


def family_of(found):
    """The condition that a family has one of the rows `found`."""
    return Q(pk__in=found.order_by().exclude(family=None).values("family"))


@among(families)
def plasma_needs_met(region, quarter):
    """Families that had a need met in the quarter while they were plasma, each once."""
    return family_of(needs_met(region, quarter).filter(Exists(_plasma_on("closed_on"))))


@among(families)
def plasma_served(region, quarter):
    """Families that reached a service in the quarter while they were plasma, each once."""
    return family_of(referrals_served(region, quarter).filter(Exists(_plasma_on("closed_on"))))


@among(lives)
def plasma_promoted(region, quarter):
    """Pioneers designated in the quarter out of plasma. Whoever was a pioneer already, stopped and begins again is no
    new one (SUC-05, MEN-05)."""
    return Q(pk__in=counts.promotions(region, quarter.start, quarter.end).order_by().values("pk"))
