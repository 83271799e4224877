"""Stakeholders of a village, from the village up to the kabupaten (II.F.8.4, STG-10)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView

from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from institutions import registers, resources
from institutions.actions import team as actions
from institutions.forms.team import StakeholderEndForm, StakeholderForm
from institutions.meetings import Kind, may_keep
from institutions.models import Stakeholder
from institutions.views.listing import KeyedListView
from institutions.views.sheet import own_row


class StakeholderListView(KeyedListView):
    """By level, then by name; those who left are folded away by a filter."""

    template_name = "institutions/stakeholder_list.html"
    columns, export_name = resources.STAKEHOLDERS, "Pemangku-kepentingan"
    register = registers.STAKEHOLDERS
    order = ("name", "id")

    def get_queryset(self):
        rows = Stakeholder.objects.visible_to(self.request.assignment).select_related("region", "institution")
        level = self.request.GET.get("tingkat", "")
        if level in Stakeholder.Level.values:
            rows = rows.filter(level=level)
        return rows.exclude(left_on=None) if self.request.GET.get("dulu") else rows.filter(left_on=None)

    def get_context_data(self, **kwargs):
        by, level, former = self.request.assignment, self.request.GET.get("tingkat", ""), self.request.GET.get("dulu")
        chips = [
            {"label": label, "url": f"?tingkat={value}" if value else "?", "current": level == value and not former}
            for value, label in (("", "Semua"), *Stakeholder.Level.choices)
        ]
        chips.append({"label": "Tidak lagi", "url": "?dulu=1", "current": bool(former)})
        return super().get_context_data(
            chips=chips,
            may_change=by.has_perm("institutions.change_stakeholder"),
            plans_meeting=may_keep(by.role, Kind.STAKEHOLDER_MEETING),
            **kwargs,
        )


class OnStakeholder:
    """A form on a stakeholder of the own village."""

    model, form_class = Stakeholder, StakeholderForm

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.region = self.request.assignment.region
        return form

    def write(self, form):
        by = self.request.assignment
        return actions.save_stakeholder(form.instance, by=by, on=by.today, fields=form.changed_data)

    def get_success_url(self):
        return reverse("institutions:stakeholder-list")

    get_cancel_url = get_success_url


class StakeholderCreateView(OnStakeholder, FormCreateView):
    success_message = "Pemangku kepentingan tercatat."
    extra_context = {"title": "Tambah pemangku kepentingan"}

    def get_initial(self):
        return {"noted_on": self.request.assignment.today}


def own_stakeholder(request, uid):
    rows = Stakeholder.objects.visible_to(request.assignment).filter(left_on=None).select_related("region")
    return own_row(get_object_or_404(rows, uid=uid), request.assignment)


class StakeholderUpdateView(OnStakeholder, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah pemangku kepentingan"}

    def get_object(self, queryset=None):
        return own_stakeholder(self.request, self.kwargs["uid"])


class StakeholderEndView(WriteMixin, FormView):
    form_class = StakeholderEndForm
    template_name = "form.html"
    submit_label, success_message = "Catat tidak lagi", "Tercatat. Barisnya tetap ada di riwayat."

    def prepare(self):
        self.object = own_stakeholder(self.request, self.kwargs["uid"])

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"left_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=f"{self.object.name} bukan pemangku kepentingan lagi", **kwargs)

    def write(self, form):
        return actions.end_stakeholder(self.object, by=self.request.assignment, on=form.cleaned_data["left_on"])

    def get_success_url(self):
        return reverse("institutions:stakeholder-list")

    get_cancel_url = get_success_url
