"""What findings add to other pages: of a visit, of the quarterly report (SME-11)."""

from django.template.loader import render_to_string
from django.urls import reverse

from reporting.actions import finding as actions
from reporting.models import Finding
from reporting.visits import findings
from reporting.workflow.finding import CHECKS

SEES = "reporting.view_finding"
MOST_SHOWN = 5
OWN_CLOSING = "Anda sendiri yang mencatat penyelesaiannya. Petugas lain yang memeriksa."


def visit_panel(request, visit):
    """What was found at a visit, with the way to add more while it is being written."""
    by = request.assignment
    if not by.has_perm(SEES):
        return ""
    rows = list(findings.with_facts(Finding.objects.visible_to(by).filter(visit=visit)).order_by("due_on", "id"))
    for row in rows:
        row.mark = findings.mark_of(row, by.today)
    adds = actions.may_add(visit, by)
    problem = actions.adding_problem(visit) if adds else ""
    facts = {
        "rows": rows, "hint": problem if visit.is_open else "",
        "create_url": reverse("reporting:finding-create", args=[visit.uid]) if adds and not problem else "",
    }  # fmt: skip
    return render_to_string("reporting/parts/visit_findings.html", facts, request)


def earlier_panel(request, visit):
    """Findings of earlier visits to the same place, for the office that makes this one; "" without any."""
    by = request.assignment
    if not by.has_perm(CHECKS) or not findings.is_visitor(visit, by):
        return ""
    if not visit.is_open and not findings.is_written(visit):
        return ""
    rows = list(findings.earlier_of(visit, by))
    for row in rows:
        row.mark, row.check_url, row.why = findings.mark_of(row, by.today), "", ""
        if row.stage == Finding.Stage.CLOSED and findings.is_checker(row, by):
            if row.closed_by == by.actor_uid:
                row.why = OWN_CLOSING
            elif findings.is_written(visit):
                row.check_url = f"{reverse('reporting:finding-check', args=[row.uid])}?kunjungan={visit.uid}"
    facts = {"rows": rows}
    return render_to_string("reporting/parts/visit_earlier_findings.html", facts, request) if rows else ""


def report_panel(request, report):
    """Open findings of an FCU, on the page of its report; "" without any."""
    by = request.assignment
    if not by.has_perm(SEES):
        return ""
    rows = findings.handed(Finding.objects.visible_to(by)).filter(
        visit__unit=report.unit_id, stage=Finding.Stage.OPEN
    )  # fmt: skip
    rows = list(findings.with_facts(rows).order_by("due_on", "id")[: MOST_SHOWN + 1])
    for row in rows:
        row.mark = findings.mark_of(row, by.today)
    facts = {
        "rows": rows[:MOST_SHOWN], "more": len(rows) > MOST_SHOWN, "list_url": reverse("reporting:finding-list"),
    }  # fmt: skip
    return render_to_string("reporting/parts/report_findings.html", facts, request) if rows else ""
