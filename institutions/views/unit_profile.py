"""What an FCU is: its profile with objectives and targets, and its structure chart; both to read and to print."""

from django.views.generic import TemplateView

from fcu_project import registry
from institutions.chart import LineKind, chart_of
from institutions.documents.chart import CHART_TEMPLATE, chart_facts
from institutions.models import Institution
from institutions.objectives import AIM, MEANING, OBJECTIVES
from institutions.views.sheet import SheetView
from institutions.views.unit import visible_unit


class UnitProfileView(TemplateView):
    """Meaning, aim and objectives (FCU-02), and whom it serves: bodies, pioneer and plasma families (FCU-03)."""

    template_name = "institutions/unit_profile.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        unit = visible_unit(self.request, self.kwargs["uid"])
        village = unit.region
        return super().get_context_data(
            unit=unit,
            meaning=MEANING.format(place=village.term.lower()),
            aim=AIM,
            objectives=OBJECTIVES,
            targets=targets_of(unit, by.today),
            officers=unit.current_officers(),
            decree=unit.decree_in_force(),
            panels=registry.panels_for("unit-profile", self.request, unit),
            **kwargs,
        )


def targets_of(unit, on):
    """[(label, number)]: the three targets of an FCU with their counts on the day `on`."""
    village = unit.region
    bodies = Institution.objects.filter(region=village, closed_on=None).exclude(element__group="office")
    counted = [
        ("Keluarga pionir", registry.count_of("pioneer_families", village, on)),
        ("Keluarga plasma", registry.count_of("plasma_families", village, on)),
    ]
    return [("Lembaga pelayanan sosial", bodies.count()), *(row for row in counted if row[1] is not None)]


class UnitChartView(SheetView):
    """The structure drawn from the roles, with the same lines as a list; on paper with the coordinator's signature
    (FCU-12)."""

    template_name = "institutions/unit_chart.html"
    name, paper_template = "Bagan struktur", CHART_TEMPLATE

    def find_region(self, request, uid):
        self.unit = visible_unit(request, uid)
        return self.unit.region

    def paper_facts(self, paper):
        return chart_facts(self.unit, self.request.assignment.today, paper)

    def get_context_data(self, **kwargs):
        chart = chart_of(self.unit, self.request.assignment.today)
        return super().get_context_data(unit=self.unit, chart=chart, legend=LineKind, **kwargs)
