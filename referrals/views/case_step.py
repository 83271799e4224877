"""Steps of a case: written down, corrected; a conference of several bodies is one of them (II.H)."""

from django.shortcuts import get_object_or_404

from fcu_project.views import FormCreateView, FormUpdateView
from referrals.actions import case as actions
from referrals.forms.case import CaseStepForm, ConferenceForm
from referrals.models import Case, CaseStep
from referrals.views.case import OnCase

CONFERENCE = CaseStep.Kind.CONFERENCE


class OnStep(OnCase):
    """The form of one step."""

    model = CaseStep

    def write(self, form):
        by = self.request.assignment
        step = form.instance
        step.case = self.case
        return actions.save_step(
            step, bodies=list(form.cleaned_data["bodies"]), by=by, on=by.today, fields=form.changed_data
        )


class CaseStepCreateView(OnStep, FormCreateView):
    form_class = CaseStepForm
    title, submit_label = "Catat langkah", "Simpan langkah"
    success_message = "Langkah tercatat."

    def prepare(self):
        self.object = None
        self.find_case(self.kwargs["uid"])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": CaseStep(case=self.case)}

    def get_initial(self):
        return {"done_on": self.request.assignment.today}


class CaseConferenceView(CaseStepCreateView):
    form_class = ConferenceForm
    title, submit_label = "Catat konferensi kasus", "Simpan konferensi"
    success_message = "Konferensi kasus tercatat. Berita acaranya bisa dicetak dari halaman ini."


class CaseStepUpdateView(OnStep, FormUpdateView):
    """A step that was written wrongly is corrected; what it said before stays in the trail as changed."""

    success_message = "Perbaikan tersimpan."
    title = "Perbaiki langkah"

    def get_form_class(self):
        return ConferenceForm if self.object.kind == CONFERENCE else CaseStepForm

    def get_object(self, queryset=None):
        rows = CaseStep.objects.filter(case__in=Case.objects.visible_to(self.request.assignment))
        step = get_object_or_404(rows.select_related("case"), uid=self.kwargs["uid"])
        self.step = step
        step.case = self.find_case(step.case.uid)
        return step

    def closed(self):
        return actions.kept_as_it_is(self.step) or super().closed()
