"""Social mapping: the matrix of a village, one body's form, the problems that bodies handle (II.F.4)."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView

from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from institutions import mapping, resources
from institutions.actions import mapping as actions
from institutions.forms.mapping import MapForm, ProblemForm
from institutions.forms.meeting import ConfirmForm
from institutions.models import HandledProblem, Institution
from institutions.preparation import active_bodies
from institutions.views.sheet import ChooseVillageView, SheetView, writes_in


class MappingView(SheetView):
    """The matrix: one row per PSKS (PSK-04)."""

    template_name = "institutions/mapping.html"
    name, columns = "Pemetaan sosial", resources.MAPPING

    def rows(self):
        rows = active_bodies(self.region).select_related("element", "mapped_by")
        return list(rows.prefetch_related("handled_problems"))

    def get_context_data(self, **kwargs):
        rows, by = self.rows(), self.request.assignment
        return super().get_context_data(
            rows=rows,
            mapped=sum(1 for row in rows if row.mapped_on),
            may_change=writes_in(by, self.region, "institutions.change_handledproblem"),
            **kwargs,
        )


class MappingsView(ChooseVillageView):
    target, title, page = "institutions:mapping-village", "Pemetaan sosial", MappingView


class ProblemProfileView(SheetView):
    """The problems of a village by the sides of family life they touch, and which bodies handle them (PSK-07)."""

    template_name = "institutions/problem_profile.html"
    name, columns, lies = "Profil masalah", resources.PROBLEMS, False

    def rows(self):
        sides = [rows for _, rows in mapping.problems_of(self.region)]
        found = {row.pk: row for rows in sides for row in rows}
        return sorted(found.values(), key=lambda row: (row.problem, row.institution.name, row.pk))

    def get_context_data(self, **kwargs):
        sides = [(label, rows) for label, rows in mapping.problems_of(self.region) if rows]
        return super().get_context_data(sides=sides, **kwargs)


def body_to_write(request, uid):
    """A body within reach. Whether the actor may write there is asked by the action."""
    rows = Institution.objects.visible_to(request.assignment).select_related("region", "element", "psks_type")
    return get_object_or_404(rows, uid=uid)


class MapBodyView(FormUpdateView):
    model, form_class = Institution, MapForm
    template_name = "institutions/map_body.html"
    success_message = "Pemetaan tersimpan."

    def get_object(self, queryset=None):
        return body_to_write(self.request, self.kwargs["uid"])

    def get_initial(self):
        return {} if self.object.mapped_on else {"mapped_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        problems = list(self.object.handled_problems.all())
        return super().get_context_data(body=self.object, title=self.object.name, problems=problems, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.map_body(form.instance, by=by, on=by.today, fields=form.changed_data)

    def get_success_url(self):
        return reverse("institutions:map-body", args=[self.object.uid])

    def get_cancel_url(self):
        if self.object.region.level != "village":
            return self.object.get_absolute_url()
        return reverse("institutions:mapping-village", args=[self.object.region.code])


class OnProblem:
    """A form on the problems of one body."""

    model, form_class = HandledProblem, ProblemForm

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.institution = self.body
        return form

    def write(self, form):
        by = self.request.assignment
        return actions.save_problem(form.instance, by=by, on=by.today)

    def get_success_url(self):
        return reverse("institutions:map-body", args=[self.body.uid])

    get_cancel_url = get_success_url


class ProblemCreateView(OnProblem, FormCreateView):
    success_message = "Masalah tercatat."
    extra_context = {"title": "Tambah masalah yang ditangani"}

    def prepare(self):
        self.object, self.body = None, body_to_write(self.request, self.kwargs["uid"])


class ProblemUpdateView(OnProblem, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah masalah yang ditangani"}

    def get_object(self, queryset=None):
        self.body = body_to_write(self.request, self.kwargs["uid"])
        return get_object_or_404(self.body.handled_problems, uid=self.kwargs["row"])


class ProblemRemoveView(WriteMixin, FormView):
    form_class = ConfirmForm
    template_name = "institutions/problem_remove.html"
    submit_label, success_message = "Hapus dari daftar", "Masalah dihapus dari daftar lembaga ini."

    def prepare(self):
        self.body = body_to_write(self.request, self.kwargs["uid"])
        self.object = get_object_or_404(self.body.handled_problems, uid=self.kwargs["row"])
        self.object.institution = self.body

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(row=self.object, body=self.body, **kwargs)

    def write(self, form):
        by = self.request.assignment
        actions.remove_problem(self.object, by=by, on=by.today)
        return self.body

    def get_success_url(self):
        return reverse("institutions:map-body", args=[self.body.uid])

    get_cancel_url = get_success_url
