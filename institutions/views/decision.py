"""What the own meetings decided: what is still to be done, by whom, by when."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView

from fcu_project.views import WriteMixin
from institutions import registers, resources
from institutions.actions import decision as actions
from institutions.forms.decision import DecisionCloseForm
from institutions.forms.meeting import ConfirmForm
from institutions.models import Decision
from institutions.open_decisions import decided_by
from institutions.views.listing import KeyedListView

NO_DAY = date(9999, 12, 31)  # one without a due date stands last


class DecisionListView(KeyedListView):
    """Open decisions of the own meetings, the most overdue first; or those that were carried out."""

    template_name = "institutions/decision_list.html"
    columns, export_name = resources.DECISIONS, "Tindak lanjut"
    order = ("due_key", "id")
    register = registers.DECISIONS

    @property
    def wants_closed(self):
        return self.request.GET.get("tampil") == "selesai"

    def get_queryset(self):
        rows = decided_by(self.request.assignment).filter(closed_on__isnull=not self.wants_closed)
        return rows.annotate(due_key=Coalesce("due_on", Value(NO_DAY)))

    def _beyond(self, text):
        """Rows after the key of day and id; an unreadable one shows the first page."""
        day, _, pk = text.partition("~")
        try:
            day = date.fromisoformat(day)
        except ValueError:
            return Q()
        if not pk.isascii() or not pk.isdigit() or len(pk) > 18:
            return Q()
        return Q(due_key__gt=day) | Q(due_key=day, id__gt=int(pk))

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        context = super().get_context_data(**kwargs)
        chips = [
            {"label": "Belum selesai", "url": "?", "current": not self.wants_closed},
            {"label": "Sudah selesai", "url": "?tampil=selesai", "current": self.wants_closed},
        ]
        lines = [
            {
                "row": row,
                "late": bool(row.due_on and row.due_on < by.today),
                "own": actions.may_follow_up(by, row.meeting),
            }
            for row in context["rows"]
        ]
        return {**context, "lines": lines, "chips": chips, "closed": self.wants_closed}


class OnDecision(WriteMixin, FormView):
    """A form on one decision of a meeting of the own office."""

    def prepare(self):
        by = self.request.assignment
        rows = Decision.objects.visible_to(by).select_related("meeting__region", "meeting__keeper")
        self.decision = self.object = get_object_or_404(rows, uid=self.kwargs["uid"])
        if not actions.may_follow_up(by, self.decision.meeting):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(decision=self.decision, **kwargs)

    def get_cancel_url(self):
        return reverse("institutions:decision-list")

    get_success_url = get_cancel_url


class DecisionCloseView(OnDecision):
    """It was done: on which day, and what came of it."""

    form_class = DecisionCloseForm
    template_name = "institutions/decision_close.html"
    submit_label = "Nyatakan selesai"
    success_message = "Tindak lanjut tercatat."

    def get_initial(self):
        return {"done_on": self.request.assignment.today, "outcome": self.decision.outcome}

    def write(self, form):
        by = self.request.assignment
        return actions.close_decision(self.decision, **form.cleaned_data, by=by, on=by.today)


class DecisionReopenView(OnDecision):
    """It was not done after all."""

    form_class = ConfirmForm
    template_name = "institutions/decision_reopen.html"
    submit_label = "Buka kembali"
    success_message = "Keputusan ini terbuka lagi."

    def write(self, form):
        by = self.request.assignment
        return actions.reopen_decision(self.decision, by=by, on=by.today)
