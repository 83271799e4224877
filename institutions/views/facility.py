"""The FCU's inventory with its checklist, and its proposals to the Musrenbang."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from fcu_project import export
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from institutions import registers, resources
from institutions.actions import facility as actions
from institutions.completeness import checklist
from institutions.forms.facility import FacilityForm, GoneForm, ProposalForm
from institutions.models import Facility, MusrenbangProposal
from institutions.musrenbang import coming_musrenbang
from institutions.views.listing import print_register
from institutions.views.unit import own_unit, visible_unit


class OfUnitView(TemplateView):
    """A list that belongs to one FCU, on the screen, as Excel or as a book on paper."""

    columns, export_name, register = (), "", None

    def dispatch(self, request, *args, **kwargs):
        self.unit = visible_unit(request, kwargs["uid"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if request.GET.get("unduh") == "xlsx":
            by = request.assignment
            return export.respond(self.export_name, self.columns, self.rows(), by=by, place=self.unit.region.name)
        if self.register and request.GET.get("cetak") == "pdf":
            unit, period = self.unit, self.period_words()
            return print_register(request, self.register, self.rows(), region=unit.region, unit=unit, period=period)
        return super().get(request, *args, **kwargs)

    def period_words(self):
        """Which time the printed book is about, where that is not all of it."""
        return ""

    def get_context_data(self, **kwargs):
        own = self.unit.region_id == self.request.assignment.region_id
        return super().get_context_data(unit=self.unit, own=own, rows=list(self.rows()), **kwargs)


class FacilityListView(OfUnitView):
    """The inventory, and beside it what a complete FCU has (FCU-11)."""

    template_name = "institutions/facility_list.html"
    columns, export_name = resources.FACILITIES, "Sarana-FCU"
    register = registers.FACILITIES

    def rows(self):
        return self.unit.facilities.order_by("gone_on", "kind", "name", "id")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        items = checklist(self.unit)
        there = [row for row in context["rows"] if row.gone_on is None]
        gone = [row for row in context["rows"] if row.gone_on]
        may_change = context["own"] and self.request.assignment.has_perm("institutions.change_facility")
        return {
            **context, "there": there, "gone": gone, "items": items, "done": sum(item.done for item in items),
            "may_change": may_change,
        }  # fmt: skip


class ProposalListView(OfUnitView):
    """What the FCU proposed to the Musrenbang, year by year (FCU-10)."""

    template_name = "institutions/musrenbang_list.html"
    columns, export_name = resources.MUSRENBANG, "Usulan-Musrenbang"
    register = registers.MUSRENBANG

    def rows(self):
        return self.unit.musrenbang.order_by("-year", "id")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        years = {}
        for row in context["rows"]:
            years.setdefault(row.year, []).append(row)
        may_change = context["own"] and self.request.assignment.has_perm("institutions.change_musrenbangproposal")
        return {**context, "years": years.items(), "may_change": may_change}


class OnUnitRow:
    """A form on a row that belongs to the own FCU; it leads back to the list."""

    list_route = ""
    save = None

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.unit = self.unit
        return form

    def write(self, form):
        by = self.request.assignment
        return type(self).save(form.instance, by=by, on=by.today, fields=form.changed_data)

    def get_success_url(self):
        return reverse(self.list_route, args=[self.unit.uid])

    get_cancel_url = get_success_url


class OnFacility(OnUnitRow):
    """A form on the inventory."""

    model, form_class, list_route = Facility, FacilityForm, "institutions:facility-list"
    save = staticmethod(actions.save_facility)


class FacilityCreateView(OnFacility, FormCreateView):
    success_message = "Barang tercatat."
    extra_context = {"title": "Tambah sarana"}

    def prepare(self):
        self.object, self.unit = None, own_unit(self.request, self.kwargs["uid"])

    def get_initial(self):
        kind = self.request.GET.get("jenis", "")
        by = self.request.assignment
        return {"since": by.today, "quantity": 1, "kind": kind if kind in Facility.Kind.values else ""}


def _of_own_unit(request, model, unit_uid, uid):
    """A row of the own FCU; a visible FCU elsewhere may be read, not written (403)."""
    unit = own_unit(request, unit_uid)
    return unit, get_object_or_404(model.objects.visible_to(request.assignment).filter(unit=unit), uid=uid)


class FacilityUpdateView(OnFacility, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah sarana"}

    def get_object(self, queryset=None):
        self.unit, row = _of_own_unit(self.request, Facility, self.kwargs["uid"], self.kwargs["row"])
        if row.gone_on:
            raise PermissionDenied
        return row


class FacilityGoneView(WriteMixin, FormView):
    """The item is no longer there: it broke, was lost or given back."""

    form_class = GoneForm
    template_name = "institutions/facility_gone.html"
    submit_label, success_message = "Catat tidak ada lagi", "Tercatat."

    def prepare(self):
        self.unit, self.object = _of_own_unit(self.request, Facility, self.kwargs["uid"], self.kwargs["row"])
        if self.object.gone_on:
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"gone_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(row=self.object, **kwargs)

    def write(self, form):
        return actions.take_out(self.object, by=self.request.assignment, on=form.cleaned_data["gone_on"])

    def get_success_url(self):
        return reverse("institutions:facility-list", args=[self.unit.uid])

    get_cancel_url = get_success_url


class OnProposal(OnUnitRow):
    """A form on a proposal to the Musrenbang."""

    model, form_class, list_route = MusrenbangProposal, ProposalForm, "institutions:musrenbang"
    save = staticmethod(actions.save_proposal)


class ProposalCreateView(OnProposal, FormCreateView):
    success_message = "Usulan tercatat."
    extra_context = {"title": "Usulan untuk Musrenbang"}

    def prepare(self):
        self.object, self.unit = None, own_unit(self.request, self.kwargs["uid"])

    def get_initial(self):
        return {"year": coming_musrenbang(self.unit.region, self.request.assignment.today).year}


class ProposalUpdateView(OnProposal, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Usulan Musrenbang dan hasilnya"}

    def get_object(self, queryset=None):
        self.unit, row = _of_own_unit(self.request, MusrenbangProposal, self.kwargs["uid"], self.kwargs["row"])
        return row
