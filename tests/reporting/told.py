"""Frozen figures as rows, for what reads them: with the change of families and the problems behind them."""

from datetime import timedelta

from django.utils import timezone

from institutions.models import FamilyCareUnit
from reporting.models import QuarterChange, QuarterFigures, QuarterProblem, Report
from reporting.success.adding import mark
from tests.reporting import make
from tests.reporting.make import QUARTER

LONG_AGO = QUARTER.start - timedelta(days=900)


def unit(region, name="Melati"):
    """The FCU of a village, with a decree long ago."""
    return FamilyCareUnit.of(region) or make.unit(region, decreed_on=LONG_AGO, name=name)


def report(region, quarter=QUARTER, stage="accepted", *, days=5, changes=None, problems=None, **figures):
    """A report sent `days` after the quarter, with its figures; `changes` and `problems` are {code: columns}."""
    for code in ("plasma_needs_met", "plasma_served", "plasma_promoted"):  # families headed by women, unless told
        if code in figures and f"{code}_men" not in figures:
            figures.setdefault(f"{code}_women", figures[code])
    sent_on = quarter.end + timedelta(days=days)
    row = Report.objects.create(
        unit=unit(region), region=region, year=quarter.year, quarter=quarter.number, stage=stage,
        sent_on=sent_on, receipt_number=f"TT-{region.code}-{quarter.year}-{quarter.number}",
        accepted_on=sent_on if stage == "accepted" else None,
    )  # fmt: skip
    frozen = QuarterFigures.objects.create(
        report=row, unit=row.unit, region=region, year=quarter.year, quarter=quarter.number,
        counted_at=timezone.now(), **figures,
    )  # fmt: skip
    for code, columns in (changes or {}).items():
        QuarterChange.objects.create(figures=frozen, code=code, **columns)
    for code, columns in (problems or {}).items():
        QuarterProblem.objects.create(figures=frozen, code=code, **columns)
    mark(row)
    return row
