"""What stands of offices' reports beside the recap: the own one to write, and who below sent theirs (REP-07)."""

from dataclasses import dataclass

from reporting.above.office_below import MISSING, kinds_below
from reporting.above.office_duties import kinds_of
from reporting.above.office_kinds import QUARTER, TABLE, Kind, read_by
from reporting.models import OfficeReport
from reporting.periods import Quarter


@dataclass(frozen=True)
class OwnReport:
    """The own report of a quarter: where it stands, or the kind to begin; `url` "" where there is none yet."""

    kind: Kind
    quarter: Quarter
    url: str
    verb: str


def own_report(by, quarter, *, is_owed):
    """The own report that this reader's office writes on the quarter; None where it owes none, or writes none.

    `is_owed` spares the look-up: an FCU below owes a report on this quarter, which has begun.
    """
    kinds = [kind for kind in kinds_of(by) if TABLE[kind].span == QUARTER]
    if not kinds or not by.has_perm("reporting.add_officereport"):
        return None
    kind = kinds[0]
    report = OfficeReport.objects.of(kind, quarter.year, quarter.number).filter(region=by.region).first()
    if report:
        verb = "Lanjutkan laporan kantor" if report.is_open else "Buka laporan kantor"
        return OwnReport(kind, quarter, report.get_absolute_url(), verb)
    return OwnReport(kind, quarter, "", "Tulis laporan kantor") if is_owed else None


@dataclass(frozen=True)
class SentByChild:
    """Whether an office just below sent its own report; `url` for whoever may read it."""

    word: str
    url: str


def sent_by_children(by, region, quarter, children):
    """{code of a region just below: SentByChild} for these `children`; {} where offices of that level report to another
    one. One query."""
    above = [kind for kind, row in TABLE.items() if row.level == region.level and row.sums and row.span == QUARTER]
    kinds = [kind for kind in kinds_below(above[0]) if kind != Kind.LK3] if above else []
    if not kinds:
        return {}
    rows = OfficeReport.objects.within(region).of(kinds[0], quarter.year, quarter.number)
    reports = {row.region.code: row for row in rows.filter(sent_on__isnull=False).select_related("region")}
    reads = kinds[0] in read_by(by.role)
    return {child.region.code: _sent(reports.get(child.region.code), reads) for child in children}


def _sent(report, reads):
    if report is None:
        return SentByChild(MISSING, "")
    return SentByChild(report.get_stage_display(), report.get_absolute_url() if reads else "")
