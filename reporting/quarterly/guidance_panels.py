"""What guidance adds to the page of a report and to its review: the TKSK's notes on that quarter (REP-14)."""

from django.template.loader import render_to_string

from reporting.actions import guidance as actions
from reporting.quarterly import guided


def guidance_panel(request, report):
    """The notes, open ones first, with the way to answer for the FCU and to add one for the TKSK; else ""."""
    by = request.assignment
    if not by.has_perm("reporting.view_reportguidance") or not report.region.code.startswith(by.territory):
        return ""
    rows = guided.notes_on(report)
    give = guided.may_give(by)
    if not rows and not give:
        return ""
    for row in rows:
        row.mark = guided.mark_of(row)
        row.may_answer = not row.answered_on and actions.may_answer(row, by)
    facts = {"rows": rows, "give": give, "report": report, "period": guided.key_of(report.period)}
    return render_to_string("reporting/parts/guidance_panel.html", facts, request)
