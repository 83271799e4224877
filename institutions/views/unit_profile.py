"""What an FCU is: its profile with objectives and targets, its structure chart, its leaflet; to read and to print."""

from fcu_project import registry
from institutions.chart import LineKind, chart_of
from institutions.documents.chart import CHART_TEMPLATE, chart_facts
from institutions.documents.leaflet import LEAFLET_TEMPLATE, leaflet_facts
from institutions.documents.unit_profile import UNIT_PROFILE_TEMPLATE, unit_profile_facts
from institutions.models import Institution
from institutions.objectives import AIM, MEANING, OBJECTIVES
from institutions.preparation import FAMILY
from institutions.views.sheet import SheetView
from institutions.views.unit import visible_unit


class UnitSheetView(SheetView):
    """A page about one FCU that is also a paper."""

    def find_region(self, request, uid):
        self.unit = self.printed_row = visible_unit(request, uid)
        return self.unit.region

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"unit": self.unit, **kwargs})


class UnitProfileView(UnitSheetView):
    """Meaning, aim and objectives (FCU-02), and whom it serves: bodies, pioneer and plasma families (FCU-03)."""

    template_name = "institutions/unit_profile.html"
    name, paper_template = "Profil FCU", UNIT_PROFILE_TEMPLATE

    def paper_facts(self, paper):
        today = self.request.assignment.today
        return unit_profile_facts(self.unit, targets_of(self.unit, today), today)

    def get_context_data(self, **kwargs):
        by, unit = self.request.assignment, self.unit
        return super().get_context_data(
            meaning=MEANING.format(place=unit.region.term.lower()),
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
    bodies = Institution.objects.filter(region=village, closed_on=None)
    bodies = bodies.exclude(element__group="office").exclude(element__code=FAMILY)
    counted = [
        ("Keluarga pionir", registry.count_of("pioneer_families", village, on)),
        ("Keluarga plasma", registry.count_of("plasma_families", village, on)),
    ]
    return [("Lembaga pelayanan sosial", bodies.count()), *(row for row in counted if row[1] is not None)]


class UnitChartView(UnitSheetView):
    """The structure drawn from the roles, with the same lines as a list; on paper with the coordinator's signature
    (FCU-12)."""

    template_name = "institutions/unit_chart.html"
    name, paper_template = "Bagan struktur", CHART_TEMPLATE

    def paper_facts(self, paper):
        return chart_facts(self.unit, self.request.assignment.today, paper)

    def get_context_data(self, **kwargs):
        chart = chart_of(self.unit, self.request.assignment.today)
        return super().get_context_data(chart=chart, legend=LineKind, **kwargs)


class LeafletView(UnitSheetView):
    """What is in the leaflet for the villagers, and the leaflet itself (SVC-03); always on A4, which folds in three."""

    template_name = "institutions/unit_leaflet.html"
    name, paper_template, only_paper = "Leaflet", LEAFLET_TEMPLATE, "A4"

    def paper_facts(self, paper):
        return leaflet_facts(self.unit, self.request.assignment.today)

    def get_context_data(self, **kwargs):
        own = self.unit.region_id == self.request.assignment.region_id
        return super().get_context_data(facts=self.paper_facts("A4"), own=own, **kwargs)
