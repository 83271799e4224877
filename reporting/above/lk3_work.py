"""What LK3 itself did and wrote down: activities of help, notes of its duties, meetings, consultations, cases.

`region` is the kabupaten/kota whose LK3 it is. Every figure reads days, never today's stage: a case that was closed in
a quarter and opened again later stays closed in that quarter. What was taken back as a mistake counts nowhere.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, Q

from families.models import Briefing, Sex
from institutions.duties import Actor
from institutions.evidence import meetings_by
from institutions.meetings import KINDS, Element, Kind
from institutions.models import Activity, Meeting, Person
from referrals.joint import JOINT_FROM
from referrals.models import Alternative, Case, CaseStep, Counselling, Emergency, Level, ServiceRecord
from reporting.rows import during

# Meetings that LK3 holds or helps to hold, by the table of meetings.
OF_LK3 = tuple(kind for kind, row in KINDS.items() if "lk3" in row.host_roles or Element.LK3 in row.facilitators)
WOMEN, MEN = Sex.FEMALE, Sex.MALE


# --- activities -----------------------------------------------------------------------------------------------------
def help_given(region, quarter):
    """Activities of help that the office of LK3 wrote down, wherever they took place."""
    rows = ServiceRecord.objects.standing().filter(during(quarter, "held_on"), keeper=region)
    return rows.select_related("region").order_by("held_on", "id")


def duty_notes(region, quarter):
    """Notes on the duties of LK3: its own, and those written for it from its paper by the Dinas or a village."""
    rows = Activity.objects.within(region).filter(during(quarter, "done_on"), duty__actor=Actor.LK3, withdrawn_on=None)
    return rows.select_related("duty", "region").order_by("done_on", "id")


def meetings(region, quarter):
    """Meetings that LK3 held, taught at or facilitated in its territory, each with `women` and `men` present."""
    found = [meeting.pk for meeting in meetings_by(Actor.LK3, OF_LK3, region, quarter.start, quarter.end)]
    came = Q(attendances__present=True)
    rows = Meeting.objects.filter(pk__in=found).select_related("region").annotate(
        women=Count("attendances", filter=came & Q(attendances__person__sex=Person.Sex.FEMALE)),
        men=Count("attendances", filter=came & Q(attendances__person__sex=Person.Sex.MALE)),
    )  # fmt: skip
    return list(rows.order_by("held_on", "id"))


def briefed(region, quarter):
    """Briefings of pioneers at consolidations in which LK3 had a part: {meeting: {pioneers, women, men, briefings}}."""
    found = [m.pk for m in meetings_by(Actor.LK3, (Kind.CONSOLIDATION,), region, quarter.start, quarter.end)]
    sex = "participation__family__head_sex"
    rows = Briefing.objects.filter(meeting__in=found).order_by().values("meeting").annotate(
        pioneers=Count("participation", distinct=True), briefings=Count("pk"),
        women=Count("participation", distinct=True, filter=Q(**{sex: WOMEN})),
        men=Count("participation", distinct=True, filter=Q(**{sex: MEN})),
    )  # fmt: skip
    return {row.pop("meeting"): row for row in rows}


# --- consultations --------------------------------------------------------------------------------------------------
def consultations(region, quarter):
    """The book of consultations of LK3, confidential ones too: they are counted and never told."""
    return Counselling.objects.standing().filter(during(quarter, "held_on"), keeper=region)


def sums_of_consultations(rows):
    """{women, men, returning_women, returning_men, confidential, `way`_women, `way`_men}, in one query."""
    women, men, again = Q(client_sex=WOMEN), Q(client_sex=MEN), Q(is_returning=True)
    wanted = {
        "women": women, "men": men, "returning_women": women & again, "returning_men": men & again,
        "confidential": Q(is_confidential=True),
        **{f"{way}_women": women & Q(way=way) for way in Counselling.Way},
        **{f"{way}_men": men & Q(way=way) for way in Counselling.Way},
    }  # fmt: skip
    return rows.order_by().aggregate(**{name: Count("pk", filter=which) for name, which in wanted.items()})


# --- cases ----------------------------------------------------------------------------------------------------------
@dataclass
class CaseLife:
    """A case with the days on which it ended and was opened again, and on which bodies took part."""

    case: Case
    ends: list[date] = field(default_factory=list)
    reopened: list[date] = field(default_factory=list)
    bodies: dict = field(default_factory=dict)  # key of a body: the day on which it first took part

    def is_open_on(self, day):
        """Whether it had been opened and had not ended by the end of `day`."""
        if self.case.opened_on > day:
            return False
        return sum(end <= day for end in self.ends) <= sum(again <= day for again in self.reopened)

    def ended_in(self, quarter):
        """Whether it ended in the quarter and was not open again when the quarter ended."""
        return any(quarter.start <= end <= quarter.end for end in self.ends) and not self.is_open_on(quarter.end)

    @property
    def sex(self):
        """Whether it is the case of a woman or of a man; a family's by its head; "" where nobody told."""
        return self.case.client_sex or (self.case.family.head_sex if self.case.family_id else "")

    def is_under_way_in(self, quarter):
        """Whether it was open on some day of the quarter."""
        if self.case.opened_on > quarter.end:
            return False
        return self.case.opened_on >= quarter.start or self.is_open_on(quarter.previous.end) or any(
            quarter.start <= day <= quarter.end for day in (*self.ends, *self.reopened)
        )

    def is_joint_by(self, day):
        """Whether two bodies or more had taken part by then (REF-12)."""
        return sum(first <= day for first in self.bodies.values()) >= JOINT_FROM


def cases(region, quarter):
    """[CaseLife] of the cases that LK3 carries, opened by the end of the quarter."""
    steps = CaseStep.objects.prefetch_related("bodies").order_by("done_on", "id")
    rows = Case.objects.filter(keeper=region, opened_on__lte=quarter.end).select_related("problem", "family")
    return [_life(row) for row in rows.prefetch_related(Prefetch("steps", steps, to_attr="told")).order_by("id")]


def _life(row):
    life = CaseLife(row, [row.closed_on] if row.closed_on else [])
    for step in row.told:
        for body in step.bodies.all():
            life.bodies.setdefault(body.pk, step.done_on)
        if step.is_automatic:
            life.ends.append(step.had_ended_on)
            life.reopened.append(step.done_on)
    return life


# --- beside referrals -----------------------------------------------------------------------------------------------
def alternatives(region, quarter):
    """Other ways that LK3 offered for what a referral asked (III.B.6.4(2))."""
    rows = Alternative.objects.within(region).filter(referral__level=Level.REGENCY)
    return rows.filter(during(quarter, "offered_on"))


def emergencies_told(region, begun, ended):
    """Calls in an emergency of which LK3 was told between two moments."""
    return Emergency.objects.within(region).filter(lk3_told_at__gte=begun, lk3_told_at__lt=ended)
