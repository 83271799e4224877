"""What an office already knows of those it is about to visit: the last visit, what is open since, the last report."""

from dataclasses import dataclass

from fcu_project import dates
from reporting import recap
from reporting.models import Finding, Report, Visit
from reporting.periods import quarter_of

OPEN = (Finding.Stage.OPEN, Finding.Stage.CLOSED)
MOST = 5


@dataclass(frozen=True)
class Known:
    last: Visit | None
    findings: list
    more: bool
    report: str  # how the quarter that ended last stands, "" where the reader sees none


def _of_the_same(rows, visit, path=""):
    if visit.unit_id:
        return rows.filter(**{f"{path}unit": visit.unit_id})
    return rows.filter(**{f"{path}target": visit.target, f"{path}region": visit.region_id})


def known_before(visit, by):
    """What stands about the same FCU or office, as far as this reader sees it."""
    rows = _of_the_same(Visit.objects.visible_to(by).filter(stage=Visit.Stage.SIGNED), visit).exclude(pk=visit.pk)
    last = rows.order_by("-held_on", "-id").first()
    findings = _of_the_same(Finding.objects.visible_to(by).filter(stage__in=OPEN), visit, "visit__")
    found = list(findings.order_by("due_on", "id")[: MOST + 1])
    return Known(last, found[:MOST], len(found) > MOST, _report_words(visit, by))


def _report_words(visit, by):
    if not visit.unit_id or not (by.has_perm("reporting.view_recap") or by.has_perm("reporting.view_report")):
        return ""
    quarter = quarter_of(by.today).previous
    report = Report.objects.filter(unit=visit.unit_id, year=quarter.year, quarter=quarter.number).first()
    status = recap.status_of(visit.unit, quarter, report, dates.today_in(visit.region.zone))
    return f"Laporan {quarter.words}: {recap.LABELS[status].lower()}"
