"""The rows behind the figures for judging an FCU as a body: what it has, what it planned, did and kept (III.C.3.2).

Where an FCU has something or not, the FCU itself is the row: a village counts 1 or 0, a territory how many have it.
"""

from django.db.models import Exists, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import Exact

from institutions.meetings import Element
from institutions.models import (
    Activity,
    AnnualPlan,
    Attendance,
    Book,
    Decree,
    Facility,
    FamilyCareUnit,
    IncomingLetter,
    InstitutionType,
    IssuedDocument,
    ItemProgress,
    Membership,
    MusrenbangProposal,
    PlanItem,
)
from institutions.plans import Work, months_of
from referrals.kinds import WORK_OF
from referrals.kinds import Kind as HelpKind
from referrals.models import Case, CaseStep, Counselling, Partnership, ServiceRecord
from reporting.figure import PartRows
from reporting.help_rows import help_held, records
from reporting.models import CashEntry, Report
from reporting.rows import among, during, lasting, meetings_held, members_end, referrals_sent


def units(region):
    return FamilyCareUnit.objects.within(region)


def standing(region, quarter):
    """FCUs that had been formed and had not ended by the end of the quarter: one in a village."""
    return lasting(quarter, "formed_on", "deactivated_on")


def unit_with(found):
    """The condition that the unit has one of the rows `found`."""
    return Q(Exists(found.order_by()))


# --- the body ---------------------------------------------------------------------------------------------------
@among(units)
def decree_in_force_end(region, quarter):
    """FCUs with a decree that took force by the end: one that was replaced gave way to the next, a cancelled one never
    counts."""
    issued = (IssuedDocument.Stage.ISSUED, IssuedDocument.Stage.REPLACED)
    decrees = Decree.objects.filter(unit=OuterRef("pk"), document__stage__in=issued, effective_on__lte=quarter.end)
    return standing(region, quarter) & unit_with(decrees)


def _facility(kind, quarter):
    return unit_with(Facility.objects.filter(lasting(quarter, "since", "gone_on"), unit=OuterRef("pk"), kind=kind))


@among(units)
def secretariat_end(region, quarter):
    """In the inventory at the end, or an address of the secretariat on the FCU's own row, as its checklist reads it."""
    return standing(region, quarter) & (_facility(Facility.Kind.SECRETARIAT, quarter) | ~Q(address=""))


@among(units)
def name_board_end(region, quarter):
    return standing(region, quarter) & _facility(Facility.Kind.NAME_BOARD, quarter)


@among(units)
def plan_agreed_end(region, quarter):
    """FCUs whose plan of the year was agreed by the end."""
    plans = AnnualPlan.objects.filter(unit=OuterRef("pk"), year=quarter.year, agreed_on__lte=quarter.end)
    return standing(region, quarter) & unit_with(plans)


def elements(region):
    return InstitutionType.objects.all()


@among(elements)
def elements_end(region, quarter):
    """The different elements (unsur) that members at the end represent."""
    represented = Membership.objects.within(region).filter(
        members_end.condition(region, quarter), kind=Membership.Kind.PSKS, institution__element=OuterRef("pk")
    )
    return unit_with(represented)


# --- the plan ---------------------------------------------------------------------------------------------------
def plan_items(region):
    """Rows of the plans of FCUs; a plan of the PSKS team is another body's. `told_months` is "[4, 5, 6]"."""
    rows = PlanItem.objects.within(region).filter(plan__unit__isnull=False).select_related("plan")
    return rows.annotate(told_months=Cast("months", TextField()))


def _state(quarter, **by):
    """How far the outer row had come by a day, "" before the first mark, as an expression."""
    marks = ItemProgress.objects.filter(item=OuterRef("pk"), **by).order_by("-on", "-id")
    return Coalesce(Subquery(marks.values("state")[:1]), Value(""))


@among(plan_items)
def plan_items_due(region, quarter):
    """Rows of the plan agreed by the end with a month in the quarter, not cancelled before it began."""
    months = "|".join(map(str, months_of(quarter.number)))
    agreed = Q(plan__year=quarter.year, plan__agreed_on__lte=quarter.end)
    cancelled = Exact(_state(quarter, on__lt=quarter.start), ItemProgress.State.CANCELLED)
    return agreed & Q(told_months__regex=f"(^|[^0-9])({months})([^0-9]|$)") & ~Q(cancelled)


@among(plan_items)
def plan_items_done(region, quarter):
    """Of these the rows of which something was done in the quarter, or that were finished by its end.

    As the page of the plan reads it: a note of an activity, a record of help, a consultation, a case begun, or a mark
    of progress, dated in the quarter.
    """
    of_row = {"plan_item": OuterRef("pk")}
    done = (
        Activity.objects.filter(during(quarter, "done_on"), withdrawn_on=None, **of_row),
        ItemProgress.objects.filter(during(quarter, "on"), item=OuterRef("pk")).exclude(
            state=ItemProgress.State.CANCELLED
        ),
        ServiceRecord.objects.standing().filter(during(quarter, "held_on"), **of_row),
        Counselling.objects.standing().filter(during(quarter, "held_on"), **of_row),
        Case.objects.filter(during(quarter, "opened_on"), **of_row),
    )
    finished = Q(Exact(_state(quarter, on__lte=quarter.end), ItemProgress.State.DONE))
    for found in done:
        finished |= unit_with(found)
    return plan_items_due.condition(region, quarter) & finished


# --- books and money --------------------------------------------------------------------------------------------
def _cash(region, quarter):
    return unit_with(CashEntry.objects.booked().filter(during(quarter, "on"), book__unit=OuterRef("pk")))


def _letters(region, quarter):
    own = {"region": OuterRef("region"), "book": Book.FCU}
    unsent = (IssuedDocument.Stage.DRAFT, IssuedDocument.Stage.CANCELLED)
    sent = IssuedDocument.objects.filter(during(quarter, "dated_on"), **own).exclude(stage__in=unsent)
    came = IncomingLetter.objects.filter(during(quarter, "received_on"), withdrawn_on=None, **own)
    return unit_with(sent) | unit_with(came)


def _consulted(region, quarter):
    talks = Counselling.objects.standing().filter(keeper=OuterRef("region"))
    return unit_with(talks.filter(during(quarter, "held_on")))


def _cases(region, quarter):
    opened = Case.objects.filter(during(quarter, "opened_on"), keeper=OuterRef("region"))
    steps = CaseStep.objects.filter(during(quarter, "done_on"), had_ended_on=None, case__keeper=OuterRef("region"))
    return unit_with(opened) | unit_with(steps) | _consulted(region, quarter)


# Which of the three books has an entry dated in the quarter.
books_kept = PartRows(units, standing, (
    ("buku kas", _cash), ("buku surat", _letters), ("buku kasus dan konsultasi", _cases),
))  # fmt: skip


def _income(column):
    """The condition that the report on the quarter tells money of this source; it agrees with the cash book."""

    def reported(region, quarter):
        told = {"year": quarter.year, "quarter": quarter.number, f"{column}__gt": 0}
        return unit_with(Report.objects.filter(unit=OuterRef("pk"), **told))

    return reported


# The sources of III.B.4 with money in the quarter.
fund_sources = PartRows(units, standing, (
    ("swadaya masyarakat", _income("income_self_help")), ("dunia usaha (CSR)", _income("income_csr")),
    ("pemerintah", _income("income_government")), ("sumbangan lain", _income("income_donation")),
))  # fmt: skip


# --- what it does -----------------------------------------------------------------------------------------------
def _helped(work):
    """The condition that an activity of help of this kind of service was held."""
    kinds = [kind for kind, own in WORK_OF.items() if own == work]

    def held(region, quarter):
        return unit_with(help_held(region, quarter).filter(kind__in=kinds, region=OuterRef("region")))

    return held


def _advised(region, quarter):
    return _helped(Work.COUNSELLING)(region, quarter) | _consulted(region, quarter)


def _referred(region, quarter):
    return unit_with(referrals_sent(region, quarter).filter(region=OuterRef("region")))


def _agreed(region, quarter):
    """An activity with partners, or a partnership that began."""
    began = Partnership.objects.filter(during(quarter, "valid_from"), region=OuterRef("region"))
    return _helped(Work.PARTNERSHIP)(region, quarter) | unit_with(began)


# The seven kinds of service (III.A.4.2, III.B.5.6), each with something held in the quarter.
help_kinds = PartRows(units, standing, (
    (Work.INFORMATION.label, _helped(Work.INFORMATION)), (Work.COUNSELLING.label, _advised),
    (Work.ECONOMY.label, _helped(Work.ECONOMY)), (Work.REFERRAL.label, _referred),
    (Work.PARTNERSHIP.label, _agreed), (Work.VALUES.label, _helped(Work.VALUES)),
    (Work.ADVOCACY.label, _helped(Work.ADVOCACY)),
))  # fmt: skip


@among(units)
def village_involved(region, quarter):
    """FCUs that took part in a Musrenbang in the quarter, or to whose meetings the government of the village or the
    kecamatan came."""
    proposed = MusrenbangProposal.objects.filter(during(quarter, "attended_on"), unit=OuterRef("pk"))
    came = Attendance.objects.filter(
        meeting__in=meetings_held(region, quarter).order_by().values("pk"), meeting__region=OuterRef("region"),
        present=True, element__in=(Element.GOVERNMENT, Element.SUBDISTRICT),
    )  # fmt: skip
    return standing(region, quarter) & (unit_with(proposed) | unit_with(came))


@among(records)
def media_made(region, quarter):
    """Activities of help of the kind "media informasi"."""
    return help_held.condition(region, quarter) & Q(kind=HelpKind.MEDIA)
