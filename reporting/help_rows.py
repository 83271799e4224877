"""The rows behind the figures of help besides referrals: activities, consultations, cases, emergencies.

Only what the FCU wrote down itself. What TKSK or LK3 did in a village is their own task (III.B.6.4, III.B.6.5) and in
their own reports (REP-01, REP-09): counted here too, it would be added up twice above. The page of the FCU's report
shows it beside the figures, uncounted (`by_others`).
"""

from django.db.models import Exists, F, OuterRef, Q

from families.models import Participation, Role
from fcu_project import dates
from institutions.models import Region
from referrals.models import Case, CaseStep, CaseStepBody, Counselling, Emergency, ServedFamily, ServiceRecord
from reporting.rows import among, during, families, family_of


def _of_village(rows):
    """Of rows in a territory those that the office of their own village keeps."""
    return rows.filter(keeper=F("region"), region__level=Region.Level.VILLAGE)


def records(region):
    return _of_village(ServiceRecord.objects.within(region).standing())


def by_others(village, quarter):
    """Activities of help in a village that another office wrote down: TKSK or LK3. In no figure of the FCU."""
    kept = ServiceRecord.objects.standing().filter(during(quarter, "held_on"), region=village)
    return kept.exclude(keeper=F("region")).select_related("keeper").order_by("held_on", "id")


def book(region):
    """The book of consultations of the village, without those taken back."""
    kept = Counselling.objects.within(region).filter(keeper__level=Region.Level.VILLAGE, withdrawn_on=None)
    return kept.select_related("family")


def cases(region):
    return _of_village(Case.objects.within(region)).select_related("family")


def calls(region):
    return _of_village(Emergency.objects.within(region))


@among(records)
def help_held(region, quarter):
    """Activities of help (SVC-12), by the day on which they began; their participants are added up from these rows."""
    return during(quarter, "held_on")


@among(book)
def consultations(region, quarter):
    """Consultations, confidential ones too: they are counted and never told."""
    return during(quarter, "held_on")


@among(book)
def consultations_new(region, quarter):
    return during(quarter, "held_on") & Q(is_returning=False)


@among(book)
def consultations_returning(region, quarter):
    return during(quarter, "held_on") & Q(is_returning=True)


@among(cases)
def cases_opened(region, quarter):
    return during(quarter, "opened_on")


def _opened_again(**when):
    """Steps that opened the outer case again; how it had ended before stays in them."""
    return Exists(CaseStep.objects.filter(case=OuterRef("pk"), had_ended_on__isnull=False, **when))


@among(cases)
def cases_closed(region, quarter):
    """Cases that ended in the quarter and were not opened again by its end: what is opened later changes no past."""
    ended = {"had_ended_on__gte": quarter.start, "had_ended_on__lte": quarter.end}
    return during(quarter, "closed_on") | Q(_opened_again(**ended, done_on__gt=quarter.end))


def under_way(quarter):
    """The condition that a case was open on some day of the quarter."""
    over = Q(closed_on__lt=quarter.start)
    over |= Q(_opened_again(had_ended_on__lt=quarter.start, done_on__gt=quarter.end))
    return Q(opened_on__lte=quarter.end) & ~over


@among(cases)
def cases_joint(region, quarter):
    """Cases under way in which two or more bodies had taken part by the end of the quarter (REF-12, II.H)."""
    done = CaseStepBody.objects.filter(step__done_on__lte=quarter.end)
    another = done.filter(step__case=OuterRef("step__case"), institution__gt=OuterRef("institution"))
    two_bodies = done.filter(Exists(another), step__case=OuterRef("pk"))
    return under_way(quarter) & Q(Exists(two_bodies))


@among(calls)
def emergencies(region, quarter):
    """By the moment of the call, in the days of the village."""
    start, end = (dates.midnight_in(region.zone, day) for day in (quarter.start, quarter.next.start))
    return Q(called_at__gte=start, called_at__lt=end)


def _in_role(role, day):
    """Lives in this role of the outer row's family that lasted on the day in its column `day`; a life that ended on
    that day gave way to the next."""
    begun = Participation.objects.filter(family=OuterRef("family"), role=role, designated_on__lte=OuterRef(day))
    return begun.filter(Q(ended_on=None) | Q(ended_on__gt=OuterRef(day)))


def _helped(region, quarter, role):
    """The condition that a family was at an activity of help or came for advice when it had this role (SVC-09)."""
    came = ServedFamily.objects.filter(record__in=help_held(region, quarter)).filter(
        Exists(_in_role(role, "record__held_on"))
    )
    asked = consultations(region, quarter).filter(Exists(_in_role(role, "held_on")))
    return family_of(came) | family_of(asked)


@among(families)
def pioneers_helped(region, quarter):
    """Families, each once, by what they were on that day."""
    return _helped(region, quarter, Role.PIONEER)


@among(families)
def plasma_helped(region, quarter):
    return _helped(region, quarter, Role.PLASMA)
