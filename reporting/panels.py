"""What this floor adds to pages of lower ones: figures on the profile of an FCU, spending on a row of its plan."""

from django.template.loader import render_to_string

from fcu_project import dates
from institutions.realisation import funds_of
from institutions.roles import REGENCY, SUBDISTRICT
from referrals.models import ServiceRecord
from reporting import help_rows
from reporting.indicators import values_of
from reporting.models import QuarterFigures
from reporting.money.plan_spending import expenses_of
from reporting.objectives import figures_by_objective


def profile_panel(request, unit):
    """The figures of the latest report that was sent, under the objectives to which they are linked (III.A.2.2); ""
    before there is one."""
    frozen = QuarterFigures.objects.filter(unit=unit, report__sent_on__isnull=False).select_related("report")
    latest = frozen.order_by("-year", "-quarter").first()
    if latest is None:
        return ""
    told = figures_by_objective(values_of(latest), latest.report.period.end)
    facts = {"report": latest.report, "objectives": told}
    return render_to_string("reporting/profile_panel.html", facts) if told else ""


LATEST = 10  # expenses of a row of the plan


# Whose office it is that wrote down an activity in a village, by its level.
OTHERS = {SUBDISTRICT: "TKSK", REGENCY: "LK3"}


def others_panel(request, report):
    """What TKSK and LK3 did in the village in the quarter of a report, beside its figures and in none of them; "" where
    there was nothing the reader may see."""
    by = request.assignment
    if not by.has_perm("referrals.view_servicerecord"):
        return ""
    seen = ServiceRecord.objects.visible_to(by).order_by().values("pk")
    rows = list(help_rows.by_others(report.region, report.period).filter(pk__in=seen))
    for row in rows:
        row.whose = OTHERS.get(row.keeper.level, str(row.keeper))
    return render_to_string("reporting/parts/others_panel.html", {"rows": rows}) if rows else ""


def plan_row_panel(request, item):
    """What was spent on a row of the FCU's plan beside its budget (FUN-11); "" without a cash book, or for whoever may
    not see it."""
    by, plan = request.assignment, item.plan
    if plan.is_draft:
        return ""
    own = funds_of(item, by.today, by)
    if own is None:
        return ""
    quarters = [(dates.roman(number), amount) for number, amount in enumerate(own.quarters, 1) if amount]
    rows = list(expenses_of(item).order_by("-on", "-id")[: LATEST + 1])
    facts = {"item": item, "funds": own, "quarters": quarters, "rows": rows[:LATEST], "more": len(rows) > LATEST}
    return render_to_string("reporting/plan_row_panel.html", facts, request)
