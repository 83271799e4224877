"""Whole numbers of a family, shown once with a reason; and numbers that stand in two villages."""

from django.urls import reverse
from django.views.generic import FormView

from families.actions import family as actions
from families.forms.family import ClashForm, RevealForm
from families.models import NumberClash
from families.views.reach import own_family
from fcu_project.views import FormUpdateView
from fcu_project.workflow import TransitionRefused
from institutions.views.listing import KeyedListView


class ShownOnce(FormView):
    """Asks for the reason, then shows whole numbers on the answer itself.

    Nothing of them is kept: no redirect, no session, no message, no copy in a cache. Each look is noted and counted
    before the numbers leave, so a repeated form is simply one more look. Subclasses `find()` what it is about and
    `reveal(by, reason)`: note the look, or raise TransitionRefused, then return the numbers for the template.
    """

    form_class = RevealForm

    def get(self, request, *args, **kwargs):
        self.find()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.find()
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "by": self.request.assignment}

    def form_valid(self, form):
        try:
            numbers = self.reveal(self.request.assignment, form.cleaned_data["reason"])
        except TransitionRefused as refusal:
            form.add_error(None, refusal.reasons[0])
            return self._show(429, form=form)
        return self._show(200, form=None, **numbers)

    def form_invalid(self, form):
        return self._show(422, form=form)

    def _show(self, status, **context):
        response = self.render_to_response(self.get_context_data(**context), status=status)
        response["Cache-Control"] = "private, no-store"
        return response


class RevealView(ShownOnce):
    """The numbers of a family: its card and its members."""

    template_name = "families/reveal.html"

    def find(self):
        self.family = own_family(self.request, self.kwargs["uid"])

    def get_context_data(self, **kwargs):
        back = self.family.get_absolute_url()
        return super().get_context_data(family=self.family, cancel_url=back, submit_label="Tampilkan nomor", **kwargs)

    def reveal(self, by, reason):
        actions.reveal(self.family, by=by, on=by.today, reason=reason)
        return {"numbers": {"card": self.family.card(), "members": list(self.family.current_members())}}


class ClashListView(KeyedListView):
    """Numbers that stand in two villages of the kabupaten/kota. The villages learn nothing of it."""

    template_name = "families/clash_list.html"
    order, descending = ("id",), True

    def get_queryset(self):
        rows = NumberClash.objects.visible_to(self.request.assignment)
        rows = rows.filter(settled_on__isnull=self.request.GET.get("selesai") != "1")
        return rows.select_related("first__region", "first__family", "second__region", "second__family")

    def get_context_data(self, **kwargs):
        return super().get_context_data(shows_settled=self.request.GET.get("selesai") == "1", **kwargs)


class ClashSettleView(FormUpdateView):
    """What came out of it; the village that has to mend its record is told outside this application."""

    model, form_class = NumberClash, ClashForm
    template_name = "families/clash_settle.html"
    submit_label = "Simpan hasil"
    success_message = "Hasil pemeriksaan tersimpan."

    def get_initial(self):
        return {"settled_on": self.object.settled_on or self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(clash=self.object, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.settle_clash(form.instance, by=by, on=form.cleaned_data["settled_on"])

    def get_success_url(self):
        return reverse("families:clash-list")

    get_cancel_url = get_success_url
