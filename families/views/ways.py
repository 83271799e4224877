"""The plan of empowerment of one plasma family, by the five ways (MEN-09)."""

from django.urls import reverse

from families.documents.ways import WAYS_TEMPLATE, ways_facts
from families.models import Consultation
from families.views.reach import visible_family
from families.ways import adviser_of, ways_of
from fcu_project import audit
from fcu_project.access import may_open
from institutions.views.sheet import SheetView

SHOWN = 20  # consultations on the page


class EmpowermentView(SheetView):
    """What is planned, done and next, way by way; on paper the same. Below it the consultations of the family."""

    template_name = "families/empowerment.html"
    name, paper_template = "Rencana pemberdayaan", WAYS_TEMPLATE

    def find_region(self, request, uid):
        self.family = self.printed_row = visible_family(request, uid)
        return self.family.region

    def paper_facts(self, paper):
        by = self.request.assignment
        return ways_facts(self.family, ways_of(self.family, by), paper, by.today)

    def get_context_data(self, **kwargs):
        by, family = self.request.assignment, self.family
        audit.record("empowerment:view", by=by, obj=family)
        consultations = []
        if by.has_perm("families.view_consultation"):
            rows = Consultation.objects.visible_to(by).filter(family=family)
            consultations = list(rows.select_related("pairing__pioneer__family", "institution")[:SHOWN])
        own = family.region_id == by.region_id and family.archived_on is None
        for row in consultations:
            row.adviser_words = adviser_of(row)
        add = reverse("families:consultation-create", args=[family.uid])
        return super().get_context_data(
            family=family,
            ways=ways_of(family, by),
            consultations=consultations,
            sees_consultations=by.has_perm("families.view_consultation"),
            add_url=add if own and may_open(by, add) else "",
            changes=own and by.has_perm("families.change_consultation"),
            is_pioneer=by.role == "pioneer",
            **kwargs,
        )
