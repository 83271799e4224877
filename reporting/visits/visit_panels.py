"""What visits add to the page of an FCU and to its report: who came in this quarter, and what is planned (SME-01)."""

from django.db.models import Q
from django.template.loader import render_to_string

from reporting.models import Aim, Visit
from reporting.periods import quarter_of
from reporting.visits import phases
from reporting.visits.kinds import aims_of
from reporting.visits.marks import mark_of

MOST = 10


def _within(rows, quarter):
    """Held in a quarter; what was not held yet, planned in it."""
    held = Q(held_on__range=(quarter.start, quarter.end))
    return phases.standing(rows).filter(held | Q(held_on=None, planned_on__range=(quarter.start, quarter.end)))


def _panel(request, rows, unit, quarter):
    by = request.assignment
    rows = list(rows.order_by("planned_on", "id")[:MOST])
    plans = Aim.MONITORING in aims_of(by)
    if not rows and not plans:
        return ""
    for row in rows:
        row.mark = mark_of(row, by.today)
    facts = {"rows": rows, "unit": unit, "period": quarter.words, "plans": plans}
    return render_to_string("reporting/parts/visits_panel.html", facts, request)


def unit_visits_panel(request, unit):
    """Visits of the running quarter on the FCU's page; "" for who sees none."""
    by = request.assignment
    if not by.has_perm("reporting.view_visit") or not unit.decreed_on or not unit.region.code.startswith(by.territory):
        return ""
    quarter = quarter_of(by.today)
    return _panel(request, _within(Visit.objects.visible_to(by).filter(unit=unit), quarter), unit, quarter)


def quarter_visits_panel(request, report):
    """Visits in the quarter of a report; "" where there was none."""
    by = request.assignment
    if not by.has_perm("reporting.view_visit") or not report.region.code.startswith(by.territory):
        return ""
    rows = _within(Visit.objects.visible_to(by).filter(unit=report.unit_id), report.period)
    return _panel(request, rows, report.unit, report.period) if rows.exists() else ""
