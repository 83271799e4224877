"""A need that was written down wrongly: changed while it is open, opened again when it was closed by mistake."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.generic import FormView

from families.actions import need as actions
from families.actions.pairing import save_need
from families.forms.pairing import NeedForm, NeedReopenForm
from families.models import Need
from families.views.version import OnVersion
from fcu_project.views import FormUpdateView, refused

CLOSED = "Kebutuhan ini sudah selesai. Buka kembali dahulu untuk mengubahnya."
OPEN = "Kebutuhan ini belum selesai."


def own_need(request, uid):
    """A need of a family of the own village; one that is visible elsewhere may be read, not written (403)."""
    rows = Need.objects.visible_to(request.assignment).select_related("family__region", "problem")
    need = get_object_or_404(rows, uid=uid)
    if need.family.region_id != request.assignment.region_id:
        raise PermissionDenied
    return need


class NeedUpdateView(FormUpdateView):
    model, form_class = Need, NeedForm
    success_message = "Perubahan tersimpan."

    def get_object(self, queryset=None):
        return own_need(self.request, self.kwargs["uid"])

    def get(self, request, *args, **kwargs):
        self.prepare()
        if self.object.closed_on is not None:
            return refused(request, [CLOSED], self.object.family.get_absolute_url())
        return FormView.get(self, request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Ubah kebutuhan", meta=self.object.family.called, **kwargs)

    def write(self, form):
        by = self.request.assignment
        actions.still_open(form.instance)
        return save_need(form.instance, by=by, on=by.today, family=self.object.family)

    def get_success_url(self):
        return self.object.family.get_absolute_url()

    get_cancel_url = get_success_url


class NeedReopenView(OnVersion):
    """It was closed by mistake: open again, with the reason; what had been written of its end stays readable."""

    form_class, noun = NeedReopenForm, "need"
    template_name = "form.html"
    submit_label = "Buka kembali"
    success_message = "Kebutuhan dibuka kembali."

    def prepare(self):
        self.need = self.object = own_need(self.request, self.kwargs["uid"])
        self.guard(self.need)

    def get(self, request, *args, **kwargs):
        need = own_need(request, self.kwargs["uid"])
        if need.closed_on is None:
            return refused(request, [OPEN], need.family.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "need": self.need}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.need.title, meta=self.need.family.called, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.reopen_need(self.need, by=by, on=by.today, note=form.cleaned_data["note"])

    def get_success_url(self):
        return self.need.family.get_absolute_url()

    get_cancel_url = get_success_url
