"""Fetching what a screen is about, within the reach of the reader (else 404)."""

from django.shortcuts import get_object_or_404
from django.views.generic import FormView

from families.filters import looks_like_a_number
from families.forms.base import Form
from families.views.member import Gated
from fcu_project.views import WriteMixin
from fcu_project.workflow import TransitionRefused
from referrals.models import Alternative, Referral, Service
from referrals.reading import title_for


def visible_referral(request, uid):
    rows = Referral.objects.visible_to(request.assignment).with_facts()
    rows = rows.select_related("letter", "forwarding_letter", "member__relation", "follows__letter", "helper__person")
    return get_object_or_404(rows, uid=uid)


def visible_alternative(request, uid):
    rows = Alternative.objects.visible_to(request.assignment)
    rows = rows.select_related(
        "service__institution", "service__region", "referral__region", "referral__need__family__region",
        "referral__need__problem",
    )  # fmt: skip
    return get_object_or_404(rows, uid=uid)


def visible_service(request, uid):
    rows = Service.objects.visible_to(request.assignment)
    rows = rows.select_related("region", "institution__region", "institution__element")
    return get_object_or_404(rows, uid=uid)


class WithoutNumbers:
    """A list whose search may be given a number of identity by mistake: it goes on into no link of the page."""

    def get(self, request, *args, **kwargs):
        asked = request.GET.copy()
        if looks_like_a_number(asked.get("cari", "")):
            asked.pop("cari")
        request.GET = asked
        return super().get(request, *args, **kwargs)


class OnReferral(Gated, WriteMixin):
    """A form on a referral within reach; a subclass says who may fill it (`check`), and why it is closed (`closed`).

    Mix it with a form view. A closed form is not opened: the page says why and leads back to the referral. What was
    typed into one that closed meanwhile comes back with the reason, which the action gives.
    """

    title = ""

    def prepare(self):
        self.referral = visible_referral(self.request, self.kwargs["uid"])
        self.object = self.about()
        self.check()
        reason = self.closed() if self.request.method == "GET" else ""
        if reason:
            raise TransitionRefused([reason])

    def about(self):
        """The row the form is made for."""
        return self.referral

    def check(self):
        """Raises PermissionDenied for who may not."""

    def closed(self):
        """Why this is not the moment, "" if it is."""
        return ""

    def get_context_data(self, **kwargs):
        kwargs.setdefault("title", self.title)
        kwargs.setdefault("back_label", "Kembali ke rujukan")
        return super().get_context_data(
            referral=self.referral, meta=title_for(self.referral, self.request.assignment), **kwargs
        )

    def closed_url(self):
        return self.referral.get_absolute_url()

    get_success_url = get_cancel_url = closed_url


class Prepared(FormView):
    """A form that is no model's: what it is about is fetched before it is shown."""

    template_name = "form.html"

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)


class ReferralFormView(OnReferral, Prepared):
    """A form that is no model's, on a referral."""


class OneStep(Gated, WriteMixin, Prepared):
    """A button without a form: it is done, or a page says why not and leads back to `closed_url`."""

    form_class = Form
    template_name = "refused.html"

    def get_cancel_url(self):
        return self.closed_url()

    def get_context_data(self, **kwargs):
        form = kwargs.get("form")
        reasons = list(form.non_field_errors()) if form is not None else []
        return super().get_context_data(reasons=reasons, back_url=self.closed_url(), **kwargs)
