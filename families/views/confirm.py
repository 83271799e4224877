"""The village head confirms what was written about candidates, at the screen or on the paper list (II.D.1.5(1))."""

from django.urls import reverse
from django.views.generic import FormView

from families.actions import family as actions
from families.forms.family import ConfirmForm
from families.models import Family, Participation
from fcu_project.views import WriteMixin
from institutions.models import Assignment


def to_confirm(region):
    """Families on their way whose short record the village head has not confirmed yet, in the order of the list."""
    open_lives = Participation.objects.filter(ended_on=None, designated_on=None)
    waiting = Family.objects.filter(region=region, confirmed_on=None, participations__in=open_lives).living()
    return waiting.order_by("number")


class ConfirmView(WriteMixin, FormView):
    """The village head reads the short records and confirms several at once, or all on the screen; another office
    records what the head confirmed on paper."""

    form_class = ConfirmForm
    template_name = "families/confirm.html"

    def prepare(self):
        self.object = None

    @property
    def from_paper(self):
        return not actions.confirms_in_person(self.request.assignment)

    @property
    def submit_label(self):
        return "Catat yang dicentang" if self.from_paper else "Benarkan yang dicentang"

    def get_initial(self):
        region = self.request.assignment.region
        head = Assignment.objects.filter(region=region, role="village_head").active_on(self.request.assignment.today)
        names = head.values_list("person__name", flat=True)
        return super().get_initial() | ({"signed_by": names[0]} if self.from_paper and names else {})

    def get_context_data(self, **kwargs):
        return super().get_context_data(from_paper=self.from_paper, **kwargs)

    def get_form_kwargs(self):
        rows = to_confirm(self.request.assignment.region).select_related("socio_economic", "occupation", "region")
        given = super().get_form_kwargs()
        return {**given, "rows": rows.prefetch_related("problems"), "from_paper": self.from_paper}

    def write(self, form):
        by = self.request.assignment
        data = form.cleaned_data
        signed = {"signed_by": data["signed_by"], "signed_on": data["signed_on"]} if self.from_paper else {}
        self.confirmed = actions.confirm(form.chosen, by=by, on=by.today, **signed)

    def get_success_message(self, form):
        return f"{len(self.confirmed)} keluarga dibenarkan."

    def get_success_url(self):
        return reverse("families:confirm")

    def get_cancel_url(self):
        return reverse("families:family-list")

