"""What reports add to the profile of an FCU: figures under the objectives to which they are linked (III.A.2.2)."""

from django.template.loader import render_to_string

from reporting.indicators import values_of
from reporting.models import QuarterFigures
from reporting.objectives import figures_by_objective


def profile_panel(request, unit):
    """The figures of the latest report that was sent; "" before there is one."""
    frozen = QuarterFigures.objects.filter(unit=unit, report__sent_on__isnull=False).select_related("report")
    latest = frozen.order_by("-year", "-quarter").first()
    if latest is None:
        return ""
    facts = {"report": latest.report, "objectives": figures_by_objective(values_of(latest))}
    return render_to_string("reporting/profile_panel.html", facts)
