"""The rows behind the six signs that PSKS work together (II.H): members, cases, network, meetings, use of PSKS.

They are frozen with the report and not printed in it. A share is always of a part: what is counted is among what it is
compared with.
"""

from django.db.models import Exists, OuterRef, Q

from families.models import MentoringNote
from institutions.models import Activity, Attendance, Decision, Institution, InstitutionType, IssuedDocument, Meeting
from institutions.preparation import FAMILY
from referrals.models import CaseStep, CaseStepBody, Partnership, RecordPartner, Referral
from reporting.help_rows import cases, help_held, under_way
from reporting.rows import among, during, lasting, meetings, meetings_held, members_end, memberships
from reporting.unit_rows import plan_items_due


def any_of(*found):
    """The condition that one of these subqueries has a row."""
    told = Q()
    for rows in found:
        told |= Q(Exists(rows.order_by()))
    return told


# --- active members ---------------------------------------------------------------------------------------------
@among(memberships)
def members_active(region, quarter):
    """Members at the end who came to a meeting held in the village or took a task in the quarter.

    A task is: a decision of such a meeting of which they are the owner, by the name written there; a row of the agreed
    plan due in the quarter that they answer for; a contribution or duty noted under their name; a family they led to a
    body; a case under way that they answer for; a contact with a family they accompany.
    """
    person, village = OuterRef("person"), OuterRef("unit__region")
    held = {"meeting__in": meetings_held(region, quarter).order_by().values("pk"), "meeting__region": village}
    return members_end.condition(region, quarter) & any_of(
        Attendance.objects.filter(person=person, present=True, meeting__held_on__gte=OuterRef("joined_on"), **held),
        Decision.objects.filter(owner__iexact=OuterRef("person__name"), **held),
        plan_items_due(region, quarter).filter(person=person, plan__unit=OuterRef("unit")),
        Activity.objects.filter(during(quarter, "done_on"), membership=OuterRef("pk"), withdrawn_on=None),
        Referral.objects.filter(during(quarter, "sent_on"), helper=OuterRef("pk")),
        cases(region).filter(under_way(quarter), owner=person, region=village),
        MentoringNote.objects.filter(during(quarter, "held_on"), author=person, family__region=village),
    )


# --- cases ------------------------------------------------------------------------------------------------------
@among(cases)
def cases_handled(region, quarter):
    """Cases that were open on some day of the quarter; those handled jointly (`cases_joint`) are among them."""
    return under_way(quarter)


@among(cases)
def cases_recorded(region, quarter):
    """Of these the cases whose record is complete: the kind of problem, a step done by the end of the quarter, and the
    outcome of one that ended."""
    steps = CaseStep.objects.filter(case=OuterRef("pk"), done_on__lte=quarter.end, had_ended_on=None)
    ended = Q(closed_on=None) | (~Q(outcome="") & ~Q(result=""))
    return under_way(quarter) & Q(problem__isnull=False) & ended & any_of(steps)


# --- network ----------------------------------------------------------------------------------------------------
def partnerships(region):
    return Partnership.objects.within(region)


@among(partnerships)
def partners_end(region, quarter):
    """Partnerships in force at the end; the day in `valid_until` is the last one in force."""
    runs = Q(valid_until=None) | Q(valid_until__gte=quarter.end)
    return lasting(quarter, "valid_from", "ended_on") & runs


# --- meetings ---------------------------------------------------------------------------------------------------
@among(meetings)
def meetings_planned(region, quarter):
    """Meetings of the village whose day lies in the quarter, held or not.

    A cancelled one counts where its invitation had gone out; before that nobody was asked to come.
    """
    invited = IssuedDocument.objects.filter(
        meeting=OuterRef("pk"), kind=IssuedDocument.Kind.INVITATION, dated_on__isnull=False
    )
    return during(quarter, "held_on") & (~Q(stage=Meeting.Stage.CANCELLED) | any_of(invited))


# --- use of PSKS ------------------------------------------------------------------------------------------------
def bodies(region):
    """The register without government offices, which are partners, and without single families."""
    rows = Institution.objects.within(region).exclude(element__group=InstitutionType.Group.OFFICE)
    return rows.exclude(element__code=FAMILY)


@among(bodies)
def psks_mapped_end(region, quarter):
    """Bodies on the map of the village, with the day on which they were mapped, still active at the end."""
    return lasting(quarter, "mapped_on", "closed_on")


@among(bodies)
def psks_used(region, quarter):
    """Of these the bodies that took part in an activity of help or in a step of a case, or to which a family was
    referred, in the quarter."""
    body, village = OuterRef("pk"), OuterRef("region")
    helped = help_held(region, quarter).order_by().values("pk")
    sent = Referral.objects.filter(during(quarter, "sent_on"), region=village)
    return psks_mapped_end.condition(region, quarter) & any_of(
        RecordPartner.objects.filter(institution=body, record__in=helped, record__region=village),
        CaseStepBody.objects.filter(
            during(quarter, "step__done_on"), institution=body, step__case__in=cases(region).order_by().values("pk"),
            step__case__region=village,
        ),
        sent.filter(body=body),
        sent.filter(service__institution=body),
    )  # fmt: skip
