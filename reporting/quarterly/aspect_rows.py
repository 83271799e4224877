"""What counts as a record of an aspect: one small function each, over the days and the territory of a report.

A record counts by the day on which the thing happened. What lasts (a member, a partnership, a plan) counts where it
stood on the last day of the time reported on. Figures are not drawn from here: these only say whether somebody wrote
it down.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from families.models import AccompanyingVisit, Briefing, ProgressReport, SelectionDecision
from fcu_project import dates
from institutions.models import (
    Activity,
    AnnualPlan,
    FamilyCareUnit,
    HumanResource,
    IncomingLetter,
    Institution,
    IssuedDocument,
    LibraryDocument,
    Meeting,
    Membership,
    MusrenbangProposal,
    OfficerTerm,
    Region,
    SiteStep,
    SocialPreparation,
    SourceCheck,
    Stakeholder,
    TeamMember,
)
from referrals.models import Alternative, Case, CaseStep, Counselling, Emergency, Partnership, Referral, Service
from referrals.models import ServiceRecord as Help
from reporting import rows
from reporting.models import (
    BudgetLine,
    CashEntry,
    Disbursement,
    OfficeReport,
    ReceiptHandover,
    Report,
    ReportGuidance,
    StimulusCheck,
    StimulusGrant,
    StimulusReceipt,
)
from reporting.periods import Quarter, Span
from reporting.rows import during, lasting


@dataclass(frozen=True)
class Work:
    """What one report is about: the place, the time, and the FCU where it is one's."""

    region: Region
    period: Quarter | Span
    unit: FamilyCareUnit | None = None


# --- meetings and duties: which kinds and which tasks, stands in the table of aspects -------------------------------
def held(*kinds):
    """Meetings of these kinds, declared held, in the territory."""

    def meetings(work):
        found = Meeting.objects.within(work.region).filter(during(work.period, "held_on"), stage=Meeting.Stage.HELD)
        return found.filter(purposes__kind__in=kinds).distinct().count()

    return meetings


def did(*codes):
    """Activities recorded under these tasks of the guide, by whoever keeps the record."""

    def activities(work):
        found = Activity.objects.within(work.region).filter(during(work.period, "done_on"), withdrawn_on=None)
        return found.filter(duty__code__in=codes).count()

    return activities


def done_by(*actors):
    """Activities of these parties, whatever the task."""

    def activities(work):
        found = Activity.objects.within(work.region).filter(during(work.period, "done_on"), withdrawn_on=None)
        return found.filter(duty__actor__in=actors).count()

    return activities


def letters(*books):
    """Letters that went out or came in, by the book of the own office: the office's, the FCU's, the TKSK's, LK3's."""

    def exchanged(work):
        own = {"region": work.region, "book__in": books}
        out = IssuedDocument.objects.filter(during(work.period, "dated_on"), **own).exclude(
            stage__in=(IssuedDocument.Stage.DRAFT, IssuedDocument.Stage.CANCELLED)
        )
        came = IncomingLetter.objects.filter(during(work.period, "received_on"), withdrawn_on=None, **own)
        return out.count() + came.count()

    return exchanged


# --- sources and bodies -----------------------------------------------------------------------------------------
def bodies_found(work):
    """Institutions identified or mapped, and sources of help confirmed not to be there."""
    here = Institution.objects.within(work.region)
    found = here.filter(during(work.period, "identified_on") | during(work.period, "mapped_on")).count()
    checked = SourceCheck.objects.within(work.region).filter(during(work.period, "absent_on")).count()
    return found + checked


def services_surveyed(work):
    return Service.objects.within(work.region).filter(during(work.period, "checked_on")).count()


def people_and_preparation(work):
    """Persons who work for social welfare, and the preparation of the village."""
    people = HumanResource.objects.within(work.region).filter(during(work.period, "noted_on")).count()
    return people + SocialPreparation.objects.within(work.region).filter(during(work.period, "started_on")).count()


def stakeholders(work):
    return Stakeholder.objects.within(work.region).filter(lasting(work.period, "noted_on", "left_on")).count()


def partnerships(work):
    standing = lasting(work.period, "valid_from", "ended_on")
    in_force = Q(valid_until=None) | Q(valid_until__gte=work.period.start)
    return Partnership.objects.within(work.region).filter(standing & in_force).count()


# --- the FCU and the team ---------------------------------------------------------------------------------------
def members(work):
    return Membership.objects.filter(lasting(work.period, "joined_on", "left_on"), unit=work.unit).count()


def _in_office(work):
    """The day in `valid_until` is the last one in office."""
    return Q(valid_from__lte=work.period.end) & (Q(valid_until=None) | Q(valid_until__gte=work.period.end))


def officers(work):
    return OfficerTerm.objects.filter(_in_office(work), unit=work.unit).count()


def team_members(work):
    return TeamMember.objects.within(work.region).filter(_in_office(work)).count()


def unit_plan(work):
    """Rows of the plan of the year, once it was agreed."""
    return _planned(work, unit=work.unit)


def team_plan(work):
    return _planned(work, team__region=work.region)


def _planned(work, **whose):
    plans = AnnualPlan.objects.filter(year=work.period.start.year, agreed_on__lte=work.period.end, **whose)
    return sum(plan.items.count() for plan in plans)


def musrenbang(work):
    return MusrenbangProposal.objects.within(work.region).filter(during(work.period, "attended_on")).count()


# --- families ---------------------------------------------------------------------------------------------------
def families_recorded(work):
    """Short records, and rounds of assessment."""
    new = rows.candidates_new(work.region, work.period).count()
    return new + rows.assessments_made(work.region, work.period).count()


def families_chosen(work):
    """What was decided on a family in a meeting, and families designated."""
    decided = SelectionDecision.objects.within(work.region).filter(
        during(work.period, "meeting__held_on"), meeting__stage=Meeting.Stage.HELD
    ).count()  # fmt: skip
    designated = sum(found(work.region, work.period).count() for found in (rows.pioneers_new, rows.plasma_new))
    return decided + designated


def briefings(work):
    return Briefing.objects.within(work.region).filter(during(work.period, "given_on")).count()


def mentoring(work):
    return rows.mentoring_notes(work.region, work.period).count()


def progress_reports(work):
    return ProgressReport.objects.within(work.region).filter(during(work.period, "reported_on")).count()


def visits(work):
    """Visits of FCU and TKSK that accompany a pioneer family or the FCU."""
    return AccompanyingVisit.objects.within(work.region).filter(during(work.period, "held_on")).count()


def visits_of_tksk(work):
    own = AccompanyingVisit.objects.within(work.region).filter(by_whom=AccompanyingVisit.Visitor.TKSK)
    return own.filter(during(work.period, "held_on")).count()


# --- help -------------------------------------------------------------------------------------------------------
def _of_office(model, work):
    """What the office of the report wrote down itself."""
    return model.objects.filter(keeper=work.region)


def help_given(work):
    return _of_office(Help, work).filter(during(work.period, "held_on"), withdrawn_on=None).count()


def consultations(work):
    return _of_office(Counselling, work).filter(during(work.period, "held_on"), withdrawn_on=None).count()


def cases(work):
    """Cases opened, and steps taken in a case."""
    opened = _of_office(Case, work).filter(during(work.period, "opened_on")).count()
    return opened + CaseStep.objects.filter(during(work.period, "done_on"), case__keeper=work.region).count()


def emergencies(work):
    """By the moment of the call, in the days of the place."""
    days = (work.period.start, work.period.end + timedelta(days=1))
    start, end = (dates.midnight_in(work.region.zone, day) for day in days)
    return _of_office(Emergency, work).filter(called_at__gte=start, called_at__lt=end).count()


STEPS = ("sent_on", "accepted_on", "forwarded_on", "answered_on", "closed_on")


def _moved(work):
    """The condition that something happened to a referral in the time."""
    moved = Q()
    for field in STEPS:
        moved |= during(work.period, field)
    return moved


def referrals(work):
    """Referrals of families of this territory that were sent, answered or closed."""
    return Referral.objects.within(work.region).filter(_moved(work)).count()


def referrals_of_office(work):
    return Referral.objects.filter(_moved(work), office=work.region).count()


def alternatives(work):
    return Alternative.objects.within(work.region).filter(during(work.period, "offered_on")).count()


# --- money ------------------------------------------------------------------------------------------------------
def cash(work):
    return CashEntry.objects.filter(during(work.period, "on"), book__unit=work.unit).count()


def budget(work):
    """Lines of the office's budget for the year."""
    own = BudgetLine.objects.filter(region=work.region, year=work.period.start.year)
    return own.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=work.period.end)).count()


def stimulus_decided(work):
    return StimulusGrant.objects.within(work.region).filter(during(work.period, "decided_on")).count()


def disbursements(work):
    """Payments asked for, decided or paid."""
    moved = during(work.period, "requested_on") | during(work.period, "decided_on") | during(work.period, "paid_on")
    return Disbursement.objects.within(work.region).filter(moved).count()


def receipts(work):
    standing = StimulusReceipt.objects.within(work.region).filter(withdrawn_on=None)
    return standing.filter(during(work.period, "dated_on")).count()


def originals(work):
    """Lists of original receipts that were handed over or taken in."""
    moved = during(work.period, "sent_on") | during(work.period, "received_on")
    return ReceiptHandover.objects.within(work.region).filter(moved, cancelled_on=None).count()


def stimulus_checks(work):
    return StimulusCheck.objects.within(work.region).filter(during(work.period, "on")).count()


# --- sites, reports, guides -------------------------------------------------------------------------------------
def site_steps(work):
    return SiteStep.objects.within(work.region).filter(during(work.period, "done_on")).count()


def reports_of_units(work):
    """Reports of FCUs that came in or were accepted."""
    moved = during(work.period, "sent_on") | during(work.period, "accepted_on")
    return Report.objects.within(work.region).filter(moved).count()


def reports_of_offices(work):
    """Reports of the offices below that were sent."""
    return OfficeReport.objects.within(work.region).exclude(region=work.region).filter(
        during(work.period, "sent_on")
    ).count()  # fmt: skip


def report_guidance(work):
    found = ReportGuidance.objects.within(work.region).filter(during(work.period, "given_on"))
    return found.filter(withdrawn_at=None).count()


def guides_published(work):
    own = LibraryDocument.objects.filter(region=work.region, withdrawn_on=None)
    return own.filter(during(work.period, "dated_on")).count()

