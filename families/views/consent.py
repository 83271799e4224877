"""What a family answered: asked once it was chosen, kept for ever, its paper served only to who may see it."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import FormView, TemplateView

from families.actions import consent as actions
from families.actions import family as family_actions
from families.documents import DUTIES, role_in_words
from families.forms.consent import ConsentForm
from families.models import Consent, Participation
from families.views.member import Gated
from families.views.reach import own_family, visible_family
from fcu_project import audit, files
from fcu_project.views import WriteMixin, refused
from fcu_project.workflow import TransitionRefused

STAGE = Participation.Stage


class ConsentView(Gated, WriteMixin, FormView):
    """Both answers of the paper form, for the role the FGD gave; earlier answers below."""

    form_class = ConsentForm
    template_name = "families/consent.html"
    submit_label = "Simpan jawaban"

    def prepare(self):
        self.family = own_family(self.request, self.kwargs["uid"])
        family_actions.not_archived(self.family)
        self.participation = self.family.participation()
        if self.participation and self.participation.is_rise and self.participation.stage == STAGE.CANDIDATE:
            self.participation = self.family.standing()  # not chosen yet: what was said as plasma family
        if self.participation is None or self.participation.stage in (STAGE.CANDIDATE, STAGE.NOT_CHOSEN):
            raise TransitionRefused(["Kesediaan ditanyakan setelah keluarga ini dipilih dalam FGD."])
        self.participation.family = self.object = self.family

    def get(self, request, *args, **kwargs):
        try:
            self.prepare()
        except TransitionRefused as refusal:
            return refused(request, refusal.reasons, self.family.get_absolute_url())
        audit.record("consent:view", by=request.assignment, obj=self.participation)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "family": self.family}

    def get_initial(self):
        """Without a husband or wife among the members the reason is known."""
        alone = not self.family.members.filter(left_on=None, relation__code__in=(2, 3)).exists()
        return {
            "answered_on": self.request.assignment.today,
            "missing_reason": Consent.Missing.NO_SPOUSE if alone and self.family.head() else "",
        }

    def get_context_data(self, **kwargs):
        row = self.participation
        return super().get_context_data(
            family=self.family,
            participation=row,
            role=role_in_words(row.role),
            duties=DUTIES.get(row.role, ()),
            may_answer=row.stage in (STAGE.PROPOSED, STAGE.WILLING),
            needs_members=row.stage == STAGE.PROPOSED and self.family.head() is None,
            answers=answers_of(self.family),
            **kwargs,
        )

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        actions.record_answer(
            self.participation, willing=form.is_willing, data_use=data["data_use"], signed=form.signed(),
            scan=data["scan"], by=by, on=by.today,
        )  # fmt: skip
        return self.family

    def get_success_message(self, form):
        if form.is_willing:
            return f"{self.family.called} tercatat bersedia."
        return f"{self.family.called} tercatat tidak bersedia. Jawabannya disimpan."

    def get_success_url(self):
        return self.family.get_absolute_url()

    def get_cancel_url(self):
        return self.family.get_absolute_url()


def answers_of(family):
    """Signed answers of this family, the newest first: both purposes of one paper together."""
    rows = Consent.objects.filter(participation__family=family).select_related(
        "participation", "witness", "interviewer", "paper_scan"
    )  # fmt: skip
    papers = []
    for row in rows.order_by("id"):
        if row.purpose == Consent.Purpose.TAKING_PART:
            role = role_in_words(row.participation.role)
            papers.append({"row": row, "data_use": None, "role": role, "signed": actions.signed_in_words(row)})
        elif papers and papers[-1]["row"].participation_id == row.participation_id:
            papers[-1]["data_use"] = row
    return papers[::-1]


class ConsentScanView(TemplateView):
    """The signed paper, through the answer it belongs to."""

    def get(self, request, *args, **kwargs):
        family = visible_family(request, self.kwargs["uid"])
        rows = Consent.objects.visible_to(request.assignment).filter(participation__family=family)
        row = get_object_or_404(rows.select_related("paper_scan"), uid=self.kwargs["row"])
        if not row.paper_scan_id:
            raise Http404
        audit.record("consent:scan-read", by=request.assignment, obj=row)
        return files.respond(row.paper_scan)
