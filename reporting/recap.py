"""Who reported, who is late, what was accepted (REP-15); and the sums of accepted reports, level by level (REP-07)."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.db.models.functions import Substr

from fcu_project import dates
from institutions.models import FamilyCareUnit, Region
from institutions.models.region import WIDTHS
from reporting import indicators
from reporting.models import Report
from reporting.periods import Quarter, due_days, is_owed, units_owing

STAGE = Report.Stage
LABELS = {
    "not_due": "Belum wajib",
    "running": "Triwulan berjalan",
    "missing": "Belum ada",
    "draft": "Draf",
    "late": "Terlambat",
    "sent": "Terkirim, belum diperiksa",
    "returned": "Dikembalikan",
    "accepted": "Diterima",
}
TEXTS = ("activities_text", "results_text", "next_plan_text")  # long, and no list says them
REPORTED = {STAGE.SENT: "sent", STAGE.RETURNED: "returned", STAGE.ACCEPTED: "accepted"}


def status_of(unit, quarter, report, today, *, due_on=None):
    """How one FCU stands with one quarter on the day `today`: a key of LABELS.

    What was sent is said whenever it was sent; what was not is "late" once the due day has passed. `due_on` spares the
    look-up of the setting.
    """
    if report is not None and report.stage in REPORTED:
        return REPORTED[report.stage]
    if not is_owed(unit, quarter) or today < quarter.start:
        return "not_due"
    if today <= quarter.end:
        return "running"
    if today > (due_on or quarter.due_on(unit.region)):
        return "late"
    return "missing" if report is None else "draft"


def days_late(report, due_on):
    """Days between the due day and the first sending; 0 for one in time or not sent. A return makes no one late.

    The report comes with its `first_sent_on`.
    """
    sent_on = report.first_sent_on if report else None
    return max((sent_on - due_on).days, 0) if sent_on else 0


@dataclass(frozen=True)
class Cell:
    """One FCU and quarter in the matrix."""

    quarter: Quarter
    status: str
    due_on: date
    report: Report | None = None

    @property
    def label(self):
        return LABELS[self.status]

    @property
    def is_resent(self):
        """Whether what waits for a review was mended and sent again."""
        return self.status == "sent" and self.report.sendings > 1

    @property
    def days_late(self):
        return days_late(self.report, self.due_on)


@dataclass(frozen=True)
class Row:
    """One FCU in the matrix, with its four quarters."""

    unit: FamilyCareUnit
    cells: tuple[Cell, ...]


def reporting_units(region):
    """FCUs with a decree in the territory: who has to report, sooner or later."""
    units = FamilyCareUnit.objects.within(region).filter(decreed_on__isnull=False)
    return units.select_related("region__parent").order_by("region__code", "id")


def matrix(region, year, today=None):
    """FCUs of the territory × the four quarters of the year, in three queries however many there are.

    `today` is that of each village unless told otherwise.
    """
    day_at = due_days(region)
    found = Report.objects.within(region).filter(year=year).defer(*TEXTS).annotate(
        first_sent_on=Min("versions__sent_on"), sendings=Count("versions")
    )
    reports = {(row.unit_id, row.quarter): row for row in found}
    quarters = [Quarter(year, number) for number in (1, 2, 3, 4)]
    return [_row(unit, quarters, reports, day_at, today) for unit in reporting_units(region)]


def _row(unit, quarters, reports, day_at, today):
    day, now = day_at(unit.region.code), today or dates.today_in(unit.region.zone)
    cells = []
    for quarter in quarters:
        report, due_on = reports.get((unit.pk, quarter.number)), quarter.due_on_day(day)
        cells.append(Cell(quarter, status_of(unit, quarter, report, now, due_on=due_on), due_on, report))
    return Row(unit, tuple(cells))


# --- sums -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Recap:
    """The figures of a territory in one quarter: accepted, and beside them sent but not yet reviewed.

    `owing` FCUs had to report; `missing` of them have not sent anything yet. A returned report counts in neither sum.
    """

    accepted: dict
    waiting: dict
    accepted_reports: int
    waiting_reports: int
    returned_reports: int
    owing: int
    region: Region | None = None

    @property
    def missing(self):
        return max(self.owing - self.accepted_reports - self.waiting_reports - self.returned_reports, 0)


def _recap(stages, owing, region):
    """A recap from what was found at each stage: {stage: row of sums, with "reports" counting them}."""
    accepted, sent, returned = (stages.get(stage, NOTHING) for stage in (STAGE.ACCEPTED, STAGE.SENT, STAGE.RETURNED))
    return Recap(
        accepted={column: accepted[column] for column in indicators.REPORT_COLUMNS},
        waiting={column: sent[column] for column in indicators.REPORT_COLUMNS},
        accepted_reports=accepted["reports"],
        waiting_reports=sent["reports"],
        returned_reports=returned["reports"],
        owing=owing,
        region=region,
    )


NOTHING = dict.fromkeys((*indicators.REPORT_COLUMNS, "reports"), 0)


def _sums_by_stage(figures):
    """Every column added up for each stage of the reports; one row of figures stands for one report that was sent."""
    sums = {column: indicators.total_of(column) for column in indicators.REPORT_COLUMNS}
    return figures.annotate(stage=F("report__stage"), reports=Count("pk"), **sums)


def sums_for(region, year, quarter):
    """The recap of a whole territory; `quarter` is 1 to 4. Two queries."""
    period = Quarter(year, quarter)
    found = _sums_by_stage(indicators.figures_in(region, period).order_by().values("report__stage"))
    owing = units_owing(reporting_units(region), period).count()
    return _recap({row["stage"]: row for row in found}, owing, region)


def child_width(region):
    """How long the codes of the regions just below are. Raises LookupError for a village, which has none."""
    wider = [width for width in sorted(WIDTHS) if width > len(region.code)]
    if not wider:
        raise LookupError(f"{region} is a village")
    return wider[0]


def by_child(region, year, quarter):
    """One recap per region just below that has an FCU that owes or sent a report, in the order of the codes.

    Three queries: the sums by prefix of the code, the FCUs that owe, the names of the regions.
    """
    period, width = Quarter(year, quarter), child_width(region)
    prefix = Substr("region__code", 1, width)
    figures = indicators.figures_in(region, period).order_by().annotate(child=prefix).values("child", "report__stage")
    found = {}
    for row in _sums_by_stage(figures):
        found.setdefault(row["child"], {})[row["stage"]] = row
    due = units_owing(reporting_units(region), period).order_by().annotate(child=prefix).values("child")
    owing = dict(due.annotate(n=Count("pk")).values_list("child", "n"))
    children = Region.objects.filter(code__in=found.keys() | owing.keys()).order_by("code")
    return [_recap(found.get(child.code, {}), owing.get(child.code, 0), child) for child in children]


def added_up(region, children):
    """The recap of a whole territory from those of all regions just below it, without asking the database again."""
    whole = Recap(dict(NO_FIGURES), dict(NO_FIGURES), 0, 0, 0, 0, region)
    for child in children:
        for column in indicators.REPORT_COLUMNS:
            whole.accepted[column] += child.accepted[column]
            whole.waiting[column] += child.waiting[column]
    counts = ("accepted_reports", "waiting_reports", "returned_reports", "owing")
    return replace(whole, **{name: sum(getattr(child, name) for child in children) for name in counts})


NO_FIGURES = dict.fromkeys(indicators.REPORT_COLUMNS, 0)


# --- who reported, without any figure -------------------------------------------------------------------------------
@dataclass(frozen=True)
class Standing:
    """How many FCUs of a territory had to report on one quarter, and how many reports stand where."""

    quarter: Quarter
    owing: int = 0
    accepted: int = 0
    sent: int = 0
    returned: int = 0

    @property
    def missing(self):
        """FCUs that have not sent anything yet."""
        return max(self.owing - self.accepted - self.sent - self.returned, 0)


@dataclass(frozen=True)
class ChildRow:
    """One region just below, with its four quarters."""

    region: Region
    standings: tuple[Standing, ...]


def standings_by_child(region, year):
    """The regions just below that have an FCU with a decree × the four quarters, in three queries."""
    width, quarters = child_width(region), [Quarter(year, number) for number in (1, 2, 3, 4)]
    prefix = Substr("region__code", 1, width)
    owed = {f"owing_{quarter.number}": Count("pk", filter=_owing_on(quarter)) for quarter in quarters}
    units = reporting_units(region).order_by().annotate(child=prefix).values("child").annotate(**owed)
    owing = {row["child"]: row for row in units}
    told = Report.objects.within(region).filter(year=year, stage__in=REPORTED).order_by().annotate(child=prefix)
    counts = {
        (row["child"], row["quarter"], row["stage"]): row["n"]
        for row in told.values("child", "quarter", "stage").annotate(n=Count("pk"))
    }

    def standing(code, quarter):
        stages = {name: counts.get((code, quarter.number, stage), 0) for stage, name in REPORTED.items()}
        return Standing(quarter, owing[code][f"owing_{quarter.number}"], **stages)

    children = Region.objects.filter(code__in=owing).order_by("code")
    return [ChildRow(child, tuple(standing(child.code, quarter) for quarter in quarters)) for child in children]


def _owing_on(quarter):
    """`is_owed` as a condition on FCUs."""
    return Q(decreed_on__lt=quarter.start) & (Q(deactivated_on=None) | Q(deactivated_on__gte=quarter.start))


def silent_units(region, quarter):
    """FCUs of the territory that have to report on `quarter` and have not sent anything yet."""
    sent = Report.objects.of(quarter).filter(unit=OuterRef("pk"), sent_on__isnull=False)
    return units_owing(reporting_units(region), quarter).filter(~Exists(sent))
