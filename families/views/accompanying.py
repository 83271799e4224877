"""Visits that accompany pioneer families and FCUs: the list, one visit and its paper, writing it down."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse

from families import registers, resources
from families.accompanying import pioneers_waiting, units_waiting
from families.actions import accompanying as actions
from families.documents.accompanying import VISIT_TEMPLATE, visit_facts
from families.forms.accompanying import VisitForm
from families.models import AccompanyingVisit, Participation
from fcu_project import audit
from fcu_project.views import FormCreateView, FormUpdateView
from institutions.models import FamilyCareUnit
from institutions.roles import VILLAGE
from institutions.views.listing import KeyedListView
from institutions.views.sheet import SheetView, village_of

Visitor = AccompanyingVisit.Visitor
SHOWN_WAITING = 20


def visit_url(region, pioneer=None):
    """The form of a visit in one village, with the family chosen already."""
    url = reverse("families:visit-create", args=[region.code])
    return f"{url}?keluarga={pioneer.family.uid}" if pioneer else url


class VisitListView(KeyedListView):
    """Visits within reach, the latest first; above them who waits for one."""

    template_name = "families/visit_list.html"
    columns, export_name = resources.VISITS, "Kunjungan pendampingan"
    register = registers.VISITS
    order = ("held_on", "id")
    descending = True
    year_field = "held_on"

    def get_queryset(self):
        rows = AccompanyingVisit.objects.visible_to(self.request.assignment)
        rows = rows.select_related("region", "visitor", "pioneer__family")
        whose, wanted = self.request.GET.get("oleh", ""), self.request.GET.get("cari", "").replace("\0", "").strip()
        if whose in Visitor.values:
            rows = rows.filter(by_whom=whose)
        if wanted:
            rows = rows.filter(Q(region__name__icontains=wanted) | Q(pioneer__family__head_name__icontains=wanted))
        return rows

    def get_context_data(self, **kwargs):
        by, whose = self.request.assignment, self.request.GET.get("oleh", "")
        chips = [{"label": "Semua", "url": "?", "current": whose not in Visitor.values}]
        chips += [{"label": label, "url": f"?oleh={value}", "current": whose == value}
                  for value, label in Visitor.choices]  # fmt: skip
        writes = by.has_perm("families.add_accompanyingvisit")
        waiting, villages = [], []
        if writes and by.level == VILLAGE:
            found = pioneers_waiting(by.region, by.today)
            waiting = [(row.subject.family.called, row.why, visit_url(by.region, row.subject)) for row in found]
        elif writes:
            found = units_waiting(by, by.today)
            waiting = [(str(row.subject.region), row.why, visit_url(row.subject.region)) for row in found]
            units = FamilyCareUnit.objects.visible_to(by).exclude(stage=FamilyCareUnit.Stage.INACTIVE)
            units = units.select_related("region").order_by("region__code")
            villages = [(unit.region, visit_url(unit.region)) for unit in units]
        return super().get_context_data(
            chips=chips,
            waiting=waiting[:SHOWN_WAITING],
            villages=villages,
            add_url=visit_url(by.region) if writes and by.level == VILLAGE else "",
            names_villages=by.level != VILLAGE,
            **kwargs,
        )


def visible_visit(request, uid):
    rows = AccompanyingVisit.objects.visible_to(request.assignment)
    return get_object_or_404(rows.select_related("region", "visitor", "pioneer__family__region"), uid=uid)


class VisitView(SheetView):
    """One visit, on the screen and on paper."""

    template_name = "families/visit.html"
    name, paper_template = "Catatan kunjungan", VISIT_TEMPLATE

    def find_region(self, request, uid):
        self.visit = self.printed_row = visible_visit(request, uid)
        return self.visit.region

    def paper_facts(self, paper):
        return visit_facts(self.visit, paper)

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        audit.record("visit:view", by=by, obj=self.visit)
        may = by.has_perm("families.change_accompanyingvisit") and actions.may_change(self.visit, by)
        return super().get_context_data(visit=self.visit, may_change=may, **kwargs)


class OnVisit:
    """The form of a visit."""

    model, form_class = AccompanyingVisit, VisitForm
    title = ""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "region": self.region}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.title, meta=str(self.region), **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_visit(form.instance, by=by, on=by.today)

    def get_success_url(self):
        return reverse("families:visit", args=[self.object.uid])


class VisitCreateView(OnVisit, FormCreateView):
    """In the own village for the FCU; for the TKSK in a village of the kecamatan, any other does not exist."""

    submit_label = "Simpan kunjungan"
    success_message = "Kunjungan tercatat."
    title = "Catat kunjungan pendampingan"

    def prepare(self):
        self.object = None
        self.region = village_of(self.request.assignment, self.kwargs["code"])
        if not actions.may_log_in(self.region, self.request.assignment):
            raise PermissionDenied

    def get_initial(self):
        rows = Participation.objects.filter(family__region=self.region).pioneers()
        asked = self.request.GET.get("keluarga", "")
        chosen = next((row.pk for row in rows.select_related("family") if str(row.family.uid) == asked), None)
        by = self.request.assignment
        return {
            "held_on": by.today, "kind": AccompanyingVisit.Kind.VISIT, "pioneer": chosen, "by_whom": Visitor.FCU,
        }  # fmt: skip

    def get_cancel_url(self):
        return reverse("families:visit-list")


class VisitUpdateView(OnVisit, FormUpdateView):
    success_message = "Perubahan tersimpan."
    title = "Ubah catatan kunjungan"

    def get_object(self, queryset=None):
        row = visible_visit(self.request, self.kwargs["uid"])
        if not actions.may_change(row, self.request.assignment):
            raise PermissionDenied
        self.region = row.region
        return row

    get_cancel_url = OnVisit.get_success_url
