"""Which reports an office owes: since when, on which quarters, semesters and years, until which day (REP-07 to REP-09).

It begins with the quarter in which there is something to report: an FCU below owes a report; of a PSKS team the quarter
after its forming, as `reporting.quarterly.team_report.owed_quarters` says; of money the semester of the first FCU or
payment. What the table of kinds says is asked here by role and place.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min, Q

from institutions.models import FamilyCareUnit, PsksTeam, Region
from reporting.above.office_kinds import HALF, QUARTER, TABLE, Kind, written_by
from reporting.models import Disbursement
from reporting.periods import WHOLE_YEAR, Quarter, Span, quarter_of

DUE_SETTING = "office_report_due_day"  # of a region
PACKET_SETTING = "packet_due_days"
USUAL_DUE_DAY = 10  # of the second month after: one month after the FCUs have to report


# --- periods --------------------------------------------------------------------------------------------------------
def period_holding(kind, day):
    """The quarter, semester or year of this kind of report in which a day lies."""
    span = TABLE[kind].span
    if span == QUARTER:
        return quarter_of(day)
    return Span.running_on(day) if span == HALF else Span(day.year, WHOLE_YEAR)


def following(kind, period):
    return period_holding(kind, period.end + timedelta(days=1))


def part_of(period):
    """How a period is kept: its quarter or half, 0 for a whole year."""
    return period.number if isinstance(period, Quarter) else period.half


def quarters_of(period):
    """The quarters on which a report of that time is drawn from."""
    return [period] if isinstance(period, Quarter) else period.quarters


def due_on(region, period):
    """The last day on which an office's report is in time (settings of the region).

    A day of the second month after a quarter; so many days after a semester or year.
    """
    if isinstance(period, Span):
        return period.end + timedelta(days=int(region.setting(PACKET_SETTING)))
    first = (period.end + timedelta(days=32)).replace(day=1)
    last = calendar.monthrange(first.year, first.month)[1]
    return first.replace(day=min(max(int(region.setting(DUE_SETTING, USUAL_DUE_DAY)), 1), last))


# --- duties ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Duty:
    """From which day an office has something to report, and until when; `until` None where it goes on."""

    since: date
    until: date | None = None

    def covers(self, period):
        return period.end >= self.since and (self.until is None or period.start <= self.until)


def duty_of(kind, region):
    """The duty of an office to report; None before there is something to report."""
    if kind == Kind.TEAM:
        found = _lasting(PsksTeam.objects.filter(region=region), "formed_on", "ended_on")
        return Duty(quarter_of(found.since).next.start, found.until) if found else None
    if TABLE[kind].span != QUARTER:
        return _of_money(region)
    found = _lasting(FamilyCareUnit.objects.within(region).exclude(decreed_on=None), "decreed_on", "deactivated_on")
    return Duty(quarter_of(found.since).next.start, found.until) if found else None


def _of_money(region):
    """From the first FCU, or the first money for a family, of which the report on money tells (REP-08)."""
    first = FamilyCareUnit.objects.within(region).aggregate(day=Min("decreed_on"))["day"]
    paid = Disbursement.objects.within(region).order_by().aggregate(day=Min("paid_on"))["day"]
    days = [day for day in (first, paid) if day]
    return Duty(min(days)) if days else None


def _lasting(rows, begun, ended):
    told = rows.order_by().aggregate(
        since=Min(begun), until=Max(ended), going=Count("pk", filter=Q(**{ended: None}))
    )  # fmt: skip
    return Duty(told["since"], None if told["going"] else told["until"]) if told["since"] else None


def owed_periods(kind, region, today):
    """Every period that is over on the day `today` and on which this office has to report, the oldest first."""
    duty, found = duty_of(kind, region), []
    period = period_holding(kind, duty.since) if duty else None
    while period is not None and period.end < today and duty.covers(period):
        found.append(period)
        period = following(kind, period)
    return found


def kinds_of(by):
    """The kinds that this reader's office writes."""
    return [kind for kind in written_by(by.role) if TABLE[kind].level == by.level]


def opening_problem(kind, region, period, today):
    """Why the report on `period` can't be begun on the day `today`, or ""."""
    duty = duty_of(kind, region)
    if duty is None and kind == Kind.TEAM:
        return "Tim PSKS di sini belum dibentuk, jadi belum perlu melapor."
    if duty is None:
        return "Di wilayah ini belum ada FCU ber-SK, jadi belum perlu melapor."
    if period.end < duty.since:
        return f"Laporan pertama di sini adalah {period_holding(kind, duty.since).words}."
    if not duty.covers(period):
        return f"Untuk {period.words} tidak ada lagi yang perlu dilaporkan."
    return "" if today >= period.start else f"{period.words} belum mulai."


# --- to whom --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Receiver:
    """One office to which a report goes, and the role that takes it in there."""

    office: Region
    role: str


def receivers_of(report):
    """The offices to which a report goes, in the order of the table; none for that of the ministry."""
    return [Receiver(report.region.ancestor(level), role) for level, role in report.row.receivers]
