"""Incidental reports on other pages: of the case, of the quarterly report that counts them (REP-03)."""

from django.template.loader import render_to_string
from django.urls import reverse

from reporting.actions.incident import may_open
from reporting.incidental import incidents
from reporting.incidental.incidents_sent import sent_in
from reporting.models import IncidentReport

SEES = "reporting.view_incidentreport"


def case_panel(request, case):
    """How the report on this case stands, or the way to begin it, for the FCU that handles it; "" for others."""
    by = request.assignment
    if case.keeper_id != by.region_id or not by.has_perm(SEES) or incidents.is_secret(case):
        return ""
    report = IncidentReport.objects.visible_to(by).filter(case=case).select_related("case").first()
    facts = {
        "report": report,
        "mark": incidents.mark_of(report) if report else None,
        "steps_since": incidents.steps_since(report) if report else 0,
        "add_url": f"{reverse('reporting:incident-create')}?kasus={case.uid}" if may_open(case, by) else "",
    }
    return render_to_string("reporting/parts/incident_case_panel.html", facts, request)


def quarter_panel(request, report):
    """How many were sent in the quarter of an FCU's report and their numbers: as it was sent, else as it is now."""
    by = request.assignment
    at_work = report.is_open and report.region_id == by.region_id
    version = None if at_work else report.latest_version()
    told = version.content.get("incidents") if version else sent_in(report.region, report.period)
    if told is None:  # sent before it was told
        return ""
    list_url = reverse("reporting:incident-list") if by.has_perm(SEES) else ""
    facts = {**told, "frozen": version is not None, "list_url": list_url}
    return render_to_string("reporting/parts/incidents_panel.html", facts, request)
