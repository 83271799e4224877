"""What stands below an office when it reports: FCUs that have not reported, offices and what they sent (REP-07)."""

from dataclasses import dataclass, field

from django.db.models.functions import Substr

from institutions.models import Assignment, Region
from institutions.models.region import WIDTHS
from reporting import recap
from reporting.above.office_duties import quarters_of
from reporting.above.office_kinds import QUARTER, TABLE, Kind
from reporting.models import OfficeReport, Report
from reporting.periods import units_owing

MOST_NAMED = 5  # in one sentence
STAGE = OfficeReport.Stage
MISSING = "Belum ada"


# --- offices below --------------------------------------------------------------------------------------------------
def kinds_below(kind):
    """The quarterly reports that come to this office from below: of the kecamatan and LK3 to a kabupaten."""
    level = TABLE[kind].level
    return [
        other
        for other, row in TABLE.items()
        if other != Kind.TEAM and row.span == QUARTER and any(to == level for to, _ in row.receivers)
    ]


@dataclass(frozen=True)
class OfficeBelow:
    """One office below and the report it sent of the quarter; `report` None where there is none that may be seen."""

    kind: Kind
    region: Region
    report: OfficeReport | None

    @property
    def label(self):
        return f"LK3 {self.region}" if self.kind == Kind.LK3 else str(self.region)

    @property
    def word(self):
        return self.report.get_stage_display() if self.report else MISSING


def offices_below(kind, region, quarter):
    """The offices below that have something to report on the quarter, with what they sent: one query per kind and one
    for their reports."""
    kinds = kinds_below(kind)
    if not kinds:
        return []
    sent = OfficeReport.objects.within(region).filter(kind__in=kinds, year=quarter.year, part=quarter.number)
    reports = {(row.kind, row.region_id): row for row in sent.filter(sent_on__isnull=False).select_related("region")}
    return [
        OfficeBelow(below, place, reports.get((below, place.pk)))
        for below in kinds
        for place in _expected(below, region, quarter, reports)
    ]


def _expected(kind, region, quarter, reports):
    """Where such an office should report: its FCUs owe a report. LK3 only where somebody is LK3."""
    width = next(width for width, level in WIDTHS.items() if level == TABLE[kind].level)
    owing = units_owing(recap.reporting_units(region), quarter).order_by()
    codes = set(owing.annotate(place=Substr("region__code", 1, width)).values_list("place", flat=True).distinct())
    places = Region.objects.filter(code__in=codes).select_related("parent").order_by("code")
    if kind != Kind.LK3:
        return list(places)
    working = set(Assignment.objects.active_on(quarter.end).filter(role="lk3").values_list("region_id", flat=True))
    return [place for place in places if place.pk in working or (kind, place.pk) in reports]


# --- all that is missing --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Below:
    """How the FCUs and offices below stand with the time of a report. Names of FCUs only as far as a sentence goes."""

    silent: int = 0
    named: list = field(default_factory=list)
    waiting: int = 0
    returned: int = 0
    offices: list = field(default_factory=list)

    @property
    def words(self):
        """Who has not reported, as one sentence; "" where nobody is missing."""
        more = f" dan {self.silent - len(self.named)} lagi" if self.silent > len(self.named) else ""
        told = [f"{self.silent} laporan FCU belum ada: {', '.join(self.named)}{more}."] if self.silent else []
        if self.offices:
            left = len(self.offices) - MOST_NAMED
            more = f" dan {left} lagi" if left > 0 else ""
            told.append(f"Kantor yang belum mengirim laporannya: {', '.join(self.offices[:MOST_NAMED])}{more}.")
        return " ".join(told)

    @property
    def unaccepted(self):
        """What was sent and stands in no sum yet, as one sentence; "" where everything was accepted."""
        told = [
            f"{number} laporan FCU {words}"
            for number, words in ((self.waiting, "terkirim, belum diterima"), (self.returned, "dikembalikan"))
            if number
        ]
        return f"{', '.join(told)}. Angkanya tidak masuk jumlah." if told else ""

    def as_told(self):
        """The same as plain JSON, frozen with the report."""
        return {"silent": self.silent, "waiting": self.waiting, "returned": self.returned, "offices": self.offices}


def below(report):
    """How they stand now. A packet looks at every quarter of its time."""
    if not report.row.sums:
        return Below()
    region, quarters = report.region, quarters_of(report.period)
    silent, named = 0, []
    for quarter in quarters:
        units = recap.silent_units(region, quarter)
        silent += units.count()
        tail = f", {quarter.short}" if len(quarters) > 1 else ""
        named += [f"{unit} ({unit.region}{tail})" for unit in units[: max(MOST_NAMED - len(named), 0)]]
    sent = Report.objects.within(region).filter(year=report.year, quarter__in=[one.number for one in quarters])
    counted = {stage: sent.filter(stage=stage).count() for stage in (Report.Stage.SENT, Report.Stage.RETURNED)}
    missing = []
    if report.row.span == QUARTER:
        missing = [one.label for one in offices_below(report.kind, region, report.period) if one.report is None]
    return Below(silent, named, *counted.values(), missing)
