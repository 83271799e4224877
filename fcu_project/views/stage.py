"""One screen for every change of stage, and one for the written reason of a warning."""

from urllib.parse import urlencode

from django import forms as django_forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import FormView

from fcu_project import dates, workflow
from fcu_project.forms import DateField, Form
from fcu_project.views.write import WriteMixin, refused
from fcu_project.workflow import TransitionRefused


def staged_object(request, label, uid):
    """A staged row within the actor's reach, by model label and uid. Raises Http404."""
    model = workflow.staged_models().get(label)
    if model is None:
        raise Http404
    return get_object_or_404(model.objects.visible_to(request.assignment), uid=uid)


class TransitionForm(Form):
    """Date and note of a change of stage."""

    refuses_numbers = True
    on = DateField(label="Tanggal", not_after_today=True)
    note = django_forms.CharField(
        label="Catatan", required=False, max_length=1000, widget=django_forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, transition, **kwargs):
        self.transition = transition
        super().__init__(*args, **kwargs)
        if transition.needs_note:
            self.fields["note"].required = True
            self.fields["note"].label = "Alasan"
            self.fields["note"].error_messages["required"] = "Alasan belum diisi."
        if not transition.asks_date:
            del self.fields["on"]


class TransitionView(WriteMixin, FormView):
    """The one screen for every change of stage: what it does, what still blocks it, date and note."""

    form_class = TransitionForm
    template_name = "transition.html"

    def prepare(self):
        self.object = staged_object(self.request, self.kwargs["label"], self.kwargs["uid"])
        buttons = workflow.available(self.object, self.request.assignment, dates.today())
        self.button = next((b for b in buttons if b.name == self.kwargs["name"]), None)
        if self.button is None:
            try:
                workflow.find_transition(self.object, self.kwargs["name"])
            except LookupError as unknown:
                raise Http404 from unknown
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        try:
            self.prepare()
        except TransitionRefused as refusal:
            return refused(request, refusal.reasons, self.back_url())
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except TransitionRefused as refusal:
            return refused(request, refusal.reasons, self.back_url())

    def back_url(self):
        lands = self.button.transition.lands if getattr(self, "button", None) else None
        if lands:
            return lands(self.object)
        return self.object.get_absolute_url() if hasattr(self.object, "get_absolute_url") else "/"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "transition": self.button.transition}

    def get_initial(self):
        return {"on": dates.today()}

    def get_context_data(self, **kwargs):
        tells = self.button.transition.tells
        told = tells(self.object, dates.today()) if tells else []
        return super().get_context_data(object=self.object, button=self.button, told=told, **kwargs)

    def get_cancel_url(self):
        return self.back_url()

    def get_success_url(self):
        return self.back_url()

    @property
    def submit_label(self):
        return self.button.label

    def write(self, form):
        on = form.cleaned_data.get("on") or dates.today()
        return workflow.perform(
            self.object, self.button.name, by=self.request.assignment, on=on, note=form.cleaned_data["note"]
        )

    def get_success_message(self, form):
        if done := self.button.transition.done:
            return done(self.object) if callable(done) else done
        return f"Tercatat. Tahap sekarang: {self.object.get_stage_display()}."


class GateReasonForm(Form):
    """The written reason for going on although a gate warns."""

    refuses_numbers = True
    reason = django_forms.CharField(
        label="Alasan", max_length=1000, min_length=10, widget=django_forms.Textarea(attrs={"rows": 3})
    )


class GateReasonView(WriteMixin, FormView):
    """Keeps a reason for a warning gate; it is printed in the record of the act."""

    form_class = GateReasonForm
    template_name = "gate_reason.html"
    submit_label = "Simpan alasan"

    def get_success_message(self, form):
        return f"Alasan tersimpan dan akan tercetak {self.gate.printed}."

    def prepare(self):
        self.object = staged_object(self.request, self.kwargs["label"], self.kwargs["uid"])
        self.gate = workflow.find_gate(type(self.object), self.kwargs["gate"])
        if self.gate is None or not self.gate.warns:
            raise Http404
        buttons = workflow.available(self.object, self.request.assignment, dates.today())
        if not any(gate.name == self.gate.name for button in buttons for gate in button.gates):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"reason": workflow.reasons_of(self.object).get(self.gate.name, "")}

    def get_context_data(self, **kwargs):
        action = f"?{urlencode({'next': self._next()})}" if self._next() else ""
        return super().get_context_data(object=self.object, gate=self.gate, form_action=action, **kwargs)

    def _next(self):
        """The page of this site on which the reason was written, or ""."""
        url = self.request.POST.get("next") or self.request.GET.get("next", "")
        return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""

    def get_cancel_url(self):
        return self._next() or super().get_cancel_url()

    def get_success_url(self):
        return self._next() or super().get_success_url()

    def write(self, form):
        workflow.give_reason(self.object, self.gate, form.cleaned_data["reason"], by=self.request.assignment)
        return self.object
