"""What was taught at a meeting, and what PSKS stated together, on the meeting they belong to."""

from django.http import Http404

from fcu_project.views import FormUpdateView
from institutions.actions import guidance as actions
from institutions.forms.guidance import AwarenessForm, GuidanceForm
from institutions.guidance import PROVIDERS, WITH_TOPIC_LIST, Provider, teaches
from institutions.meetings import Kind
from institutions.models import Awareness, GuidanceSession
from institutions.views.meeting import kept_meeting


class OnPlannedMeeting(FormUpdateView):
    """The one row of its kind beside a meeting of the own office: made on the first save, changed afterwards."""

    def get_object(self, queryset=None):
        self.meeting = kept_meeting(self.request, self.kwargs["uid"])
        if not self.belongs():
            raise Http404
        return self.model.objects.filter(meeting=self.meeting).first() or self.model(meeting=self.meeting)

    def get_context_data(self, **kwargs):
        return super().get_context_data(meeting=self.meeting, **kwargs)

    def get_cancel_url(self):
        return self.meeting.get_absolute_url()

    get_success_url = get_cancel_url


class GuidanceView(OnPlannedMeeting):
    """Who taught what. Where each provider has its own list, the provider is chosen first (?pemberi=)."""

    model, form_class = GuidanceSession, GuidanceForm
    template_name = "institutions/guidance_form.html"
    success_message = "Catatan bimbingan tersimpan."

    def belongs(self):
        return teaches(self.meeting.kind)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "provider": self.request.GET.get("pemberi", "")}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.meeting.kind not in WITH_TOPIC_LIST:
            return context
        chosen = context["form"].chosen
        chips = [
            {"label": Provider(p).label, "url": f"?pemberi={p}", "current": p == chosen}
            for p in PROVIDERS[self.meeting.kind]
        ]
        return {**context, "chips": chips, "asks_provider": chosen not in PROVIDERS[self.meeting.kind]}

    def write(self, form):
        by = self.request.assignment
        return actions.save_guidance(form.instance, form.cleaned_data.get("topics", ()), by=by, on=by.today)


class AwarenessView(OnPlannedMeeting):
    """The four things that PSKS stated (II.F.5)."""

    model, form_class = Awareness, AwarenessForm
    template_name = "institutions/awareness_form.html"
    success_message = "Rumusan penyadaran tersimpan."

    def belongs(self):
        return self.meeting.kind == Kind.AWARENESS

    def write(self, form):
        by = self.request.assignment
        return actions.save_awareness(form.instance, by=by, on=by.today)
