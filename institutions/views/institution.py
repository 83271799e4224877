"""The register of institutions, and the source identification that reads from it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from fcu_project import registry
from fcu_project.views import FormCreateView, FormUpdateView
from fcu_project.workflow import TransitionRefused
from institutions import registers, resources
from institutions.actions import institution as actions
from institutions.documents.institution import INSTITUTION_TEMPLATE, institution_facts
from institutions.documents.psks import IDENTIFICATION_TEMPLATE, identification_facts
from institutions.forms.institution import InstitutionForm, ProfileForm
from institutions.models import Institution, InstitutionType, SourceCheck
from institutions.models.person import fold
from institutions.profiles import facts_of, pillar_of
from institutions.views.listing import KeyedListView
from institutions.views.sheet import SheetView


class InstitutionListView(KeyedListView):
    """All bodies within reach, by name."""

    template_name = "institutions/institution_list.html"
    columns, export_name = resources.INSTITUTIONS, "Lembaga"
    register = registers.INSTITUTIONS
    order = ("search_name", "id")

    def get_queryset(self):
        rows = Institution.objects.visible_to(self.request.assignment).select_related("element", "psks_type", "region")
        wanted = fold(self.request.GET.get("cari", ""))
        if wanted:
            rows = rows.filter(search_name__contains=wanted)
        element = self.request.GET.get("unsur", "")
        return rows.filter(element__code=element) if element else rows

    def get_context_data(self, **kwargs):
        elements = InstitutionType.objects.filter(group="element", is_active=True)
        return super().get_context_data(elements=elements, element=self.request.GET.get("unsur", ""), **kwargs)


class InstitutionDetailView(SheetView):
    """One body of the register, to read and to print (PSK-02)."""

    template_name = "institutions/institution_detail.html"
    name, paper_template = "Profil lembaga", INSTITUTION_TEMPLATE

    def find_region(self, request, uid):
        rows = Institution.objects.visible_to(request.assignment)
        rows = rows.select_related("element", "psks_type", "region", "identified_by")
        self.printed_row = get_object_or_404(rows, uid=uid)
        return self.printed_row.region

    def paper_facts(self, paper):
        return institution_facts(self.printed_row)

    def get_context_data(self, **kwargs):
        by, row = self.request.assignment, self.printed_row
        may_change = by.has_perm("institutions.change_institution")
        panels = registry.panels_for("institution", self.request, row)
        return super().get_context_data(
            institution=row, may_change=may_change, panels=panels, facts=facts_of(row), pillar=pillar_of(row), **kwargs
        )


class InstitutionCreateView(FormCreateView):
    """A new body; opened from the checklist its kind is filled in."""

    model, form_class = Institution, InstitutionForm
    success_message = "Lembaga tersimpan."
    extra_context = {"title": "Tambah lembaga"}

    def get_initial(self):
        element = InstitutionType.objects.filter(code=self.request.GET.get("unsur", "")).first()
        return {"element": element, "identified_on": self.request.assignment.today}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if "region" not in form.fields:
            form.instance.region = self.request.assignment.region
        return form

    def write(self, form):
        by = self.request.assignment
        return actions.save_institution(form.instance, by=by, on=by.today)

    def get_cancel_url(self):
        return reverse("institutions:institution-list")


class InstitutionUpdateView(FormUpdateView):
    model, form_class = Institution, InstitutionForm
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah profil lembaga"}

    def get_object(self, queryset=None):
        return get_object_or_404(Institution.objects.visible_to(self.request.assignment), uid=self.kwargs["uid"])

    def write(self, form):
        by = self.request.assignment
        return actions.save_institution(form.instance, by=by, on=by.today, fields=form.changed_data)


class ProfileView(FormUpdateView):
    """The questions of the body's own pillar (PSK-02)."""

    model, form_class = Institution, ProfileForm
    success_message = "Profil tersimpan."

    def get_object(self, queryset=None):
        rows = Institution.objects.visible_to(self.request.assignment).select_related("element", "psks_type")
        body = get_object_or_404(rows, uid=self.kwargs["uid"])
        if not pillar_of(body):
            raise Http404
        return body

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=f"Profil {self.object.name}", **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_institution(form.instance, by=by, on=by.today, fields=["profile"])


class IdentificationView(SheetView):
    """The guide's checklist (IV.A.1.3): which bodies exist here, which were looked for in vain; also on paper."""

    template_name = "institutions/identification.html"
    name, paper_template = "Daftar periksa lembaga", IDENTIFICATION_TEMPLATE

    def find_region(self, request):
        return request.assignment.region

    def paper_facts(self, paper):
        lines, others = self.found()
        return identification_facts(self.region, lines, others, paper)

    def found(self):
        """([{element, bodies, absent_on}] of the kinds in the checklist, bodies of other kinds)."""
        region = self.region
        bodies = {}
        rows = Institution.objects.filter(region=region, closed_on=None).select_related("element", "identified_by")
        for body in rows:
            bodies.setdefault(body.element_id, []).append(body)
        absent = dict(SourceCheck.objects.filter(region=region).values_list("element_id", "absent_on"))
        elements = InstitutionType.objects.filter(group="element", is_active=True, checklist=True)
        lines = [{"element": e, "bodies": bodies.get(e.pk, []), "absent_on": absent.get(e.pk)} for e in elements]
        return lines, [b for group in bodies.values() for b in group if not b.element.checklist]

    def get_context_data(self, **kwargs):
        lines, others = self.found()
        done = sum(1 for line in lines if line["bodies"] or line["absent_on"])
        return super().get_context_data(lines=lines, done=done, others=others, **kwargs)

    def post(self, request, *args, **kwargs):
        """Mark a kind of body as absent, or take the mark back. Repeating it changes nothing."""
        by = request.assignment
        code = request.POST.get("unsur", "").replace("\0", "")
        element = get_object_or_404(InstitutionType, code=code, group="element")
        if request.POST.get("tidak_ada") != "1":
            actions.reset_check(element, by=by, on=by.today)
            return redirect("institutions:identification")
        try:
            actions.mark_absent(element, by=by, on=by.today)
        except TransitionRefused as refusal:
            messages.error(request, refusal.reasons[0])
        return redirect("institutions:identification")
