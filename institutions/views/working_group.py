"""Working groups of an FCU: formed of its members, changed, ended."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from fcu_project.views import FormCreateView, FormUpdateView
from institutions.actions import unit as actions
from institutions.forms.working_group import WorkingGroupForm
from institutions.models import WorkingGroup
from institutions.views.letter import letters_about
from institutions.views.unit import own_unit


def visible_group(request, uid):
    rows = WorkingGroup.objects.visible_to(request.assignment).select_related("unit__region")
    return get_object_or_404(rows, uid=uid)


class WorkingGroupView(TemplateView):
    """One group: its task, its members with the element each stands for, since when, its surat tugas (MEM-10)."""

    template_name = "institutions/working_group.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        group = visible_group(self.request, self.kwargs["uid"])
        rows = group.members.select_related("membership__person", "membership__institution__element")
        own = group.unit.region_id == by.region_id
        return super().get_context_data(
            group=group,
            members=[row.membership for row in rows.order_by("membership__person__name")],
            elements=group.elements(),
            may_change=own and by.has_perm("institutions.change_workinggroup"),
            office=letters_about(by, "group", group, writes=own and not group.ended_on),
            **kwargs,
        )


class OnGroup:
    """A form on a group of the own village's FCU."""

    model, form_class = WorkingGroup, WorkingGroupForm
    template_name = "institutions/working_group_form.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "unit": self.unit}

    def get_context_data(self, **kwargs):
        return super().get_context_data(unit=self.unit, **kwargs)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.unit = self.unit
        return form

    def write(self, form):
        by = self.request.assignment
        return actions.save_group(form.instance, list(form.cleaned_data["members"]), by=by, on=by.today)

    def get_cancel_url(self):
        return self.object.get_absolute_url() if self.object else self.unit.get_absolute_url()


class WorkingGroupCreateView(OnGroup, FormCreateView):
    submit_label = "Bentuk pokja"
    success_message = "Pokja terbentuk."
    extra_context = {"title": "Bentuk pokja"}

    def prepare(self):
        self.object = None
        self.unit = own_unit(self.request, self.kwargs["uid"])

    def get_initial(self):
        kind = WorkingGroup.Kind.SELECTION
        if WorkingGroup.selection_of(self.unit.region):
            return {"kind": WorkingGroup.Kind.OTHER}
        return {"kind": kind, "name": "Pokja Identifikasi dan Seleksi"}


class WorkingGroupUpdateView(OnGroup, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah pokja"}

    def get_object(self, queryset=None):
        group = visible_group(self.request, self.kwargs["uid"])
        self.unit = group.unit
        if self.unit.region_id != self.request.assignment.region_id:
            raise PermissionDenied
        return group
