"""Who raised whom: the line of pioneers and the families they accompany (MEN-05, SUC-05)."""

from families.documents.lineage import LINEAGE_TEMPLATE, lineage_facts
from families.lineage import lineage_of, pieces_of
from fcu_project import audit
from institutions.reach import ROWS
from institutions.roles import reach_of
from institutions.views.sheet import SheetView
from institutions.views.unit import visible_unit


def may_name(by):
    """Whether this reader may open every family of the place; all others read numbers."""
    return by.has_perm("families.view_family") and reach_of(by.role, "families.family") == ROWS


class LineageView(SheetView):
    """The tree with names, or for those who open no family how many stand on each step."""

    template_name = "families/lineage.html"
    name, paper_template = "Garis pembinaan", LINEAGE_TEMPLATE
    columns = (
        ("Keluarga", lambda branch: branch.family.called),
        ("RT/RW", lambda branch: branch.family.neighbourhood),
        ("Sekarang", lambda branch: branch.words),
        ("Dibina oleh", lambda branch: branch.raised_by.family.called if branch.raised_by else ""),
        ("Juga didampingi", lambda branch: ", ".join(other.family.called for other in branch.also)),
        ("Membina", lambda branch: len(branch.raises)),
    )

    def find_region(self, request, uid):
        self.unit = visible_unit(request, uid)
        self.lineage = lineage_of(self.unit.region)
        self.names = may_name(request.assignment)
        return self.unit.region

    def get(self, request, *args, **kwargs):
        if self.names:
            audit.record("lineage:view", by=request.assignment, obj=self.unit)
        elif request.GET.get("unduh"):
            self.columns = STEPS
        return super().get(request, *args, **kwargs)

    def rows(self):
        if not self.names:
            return self.lineage.steps
        return [branch for _, branch in self.lineage.rows] + self.lineage.waiting

    def paper_facts(self, paper):
        return lineage_facts(self.unit, self.lineage, paper, names=self.names)

    def get_context_data(self, **kwargs):
        drawn = pieces_of(self.lineage)[0] if self.names and self.lineage.rows else None
        return super().get_context_data(
            unit=self.unit, lineage=self.lineage, names=self.names, drawing=drawn, branches=self.rows(), **kwargs
        )


STEPS = (
    ("Tingkat", lambda step: step[0]),
    ("Keluarga pionir", lambda step: step[1]),
    ("Keluarga dampingan", lambda step: step[2]),
)
