"""Expenses before the coordinator: what waits, what became of it, and approvals recorded from paper (MEM-09)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View

from fcu_project import files, workflow
from fcu_project.views import WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models.fcu import Post
from institutions.views.listing import KeyedListView
from referrals.views.reach import Prepared
from reporting.actions import approval as actions
from reporting.forms.approval import PaperApprovalForm
from reporting.models import CashEntry
from reporting.money import ledger
from reporting.money.plan_spending import budget_words, spent_of_each
from reporting.money.treasurers import holders_of
from reporting.views.reach import Refusing
from reporting.workflow.cashbook import KEEPS, PAPER_GATES, booked_words, closed_to_paper

STAGE = CashEntry.Stage
PAPER = "approve_on_paper"
# What the list may show: (word of the address, label, stage).
SHOWN = (
    ("menunggu", "Menunggu", STAGE.WAITING),
    ("disetujui", "Disetujui", STAGE.BOOKED),
    ("ditolak", "Ditolak", STAGE.REFUSED),
)


def visible_entry(request, uid):
    rows = CashEntry.objects.visible_to(request.assignment).with_facts()
    return get_object_or_404(rows.select_related("paper_scan", "plan_item__plan"), uid=uid)


def asked_of_coordinator(by):
    """Expenses within reach that wait for the coordinator, or on which one decided."""
    rows = CashEntry.objects.visible_to(by).exclude(stage=STAGE.BOOKED, approved_on=None)
    return rows.with_facts().select_related("plan_item__plan", "paper_scan")


class ApprovalListView(KeyedListView):
    """What waits for the coordinator with its receipt and what it leaves in its purse; what was decided before."""

    template_name = "reporting/approval_list.html"
    order = ("on", "id")
    page_size = 20

    @property
    def wanted_stage(self):
        asked = self.request.GET.get("keadaan", "")
        return next((stage for word, _, stage in SHOWN if word == asked), STAGE.WAITING)

    @property
    def descending(self):
        """What waits is decided in its order; of what was decided the latest comes first."""
        return self.wanted_stage != STAGE.WAITING

    def get_queryset(self):
        return asked_of_coordinator(self.request.assignment).filter(stage=self.wanted_stage)

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        context = super().get_context_data(**kwargs)
        waits = self.wanted_stage == STAGE.WAITING
        book = ledger.book_in(by.region)
        return {
            **context,
            "lines": _lines(context["rows"], book, by) if waits else [{"row": row} for row in context["rows"]],
            "book": book, "waits": waits, "stage": self.wanted_stage,
            "waiting": ledger.total(asked_of_coordinator(by).filter(stage=STAGE.WAITING), ledger.NET) if waits else 0,
            "chips": [
                {"label": label, "url": f"?keadaan={word}", "current": stage == self.wanted_stage}
                for word, label, stage in SHOWN
            ],
            "records": by.has_perm(KEEPS),
        }  # fmt: skip


def _lines(rows, book, by):
    """What waits, as the list shows it: `after` is what its purse holds once it alone is paid, `others` what else waits
    for the same purse, `after_all` what is left when all of that is paid, in rupiah; `budget` of its row in words."""
    if not rows:
        return []
    purses, closed, waiting = ledger.purses_by_day(book), book.closed_until(), _waiting_by_purse(by)
    spent = spent_of_each({row.plan_item for row in rows if row.plan_item_id})
    by_paper = not closed_to_paper(rows[0], by.today)
    lines = []
    for row in rows:
        lowest, _ = ledger.lowest_of(0 if row.aid_id else book.opening_balance, purses.get(row.aid_id, {}), row.on)
        others = waiting.get(row.aid_id, 0) - row.amount
        lines.append({
            "row": row, "after": lowest - row.amount, "others": others, "after_all": lowest - row.amount - others,
            "budget": budget_words(row.plan_item, spent.get(row.plan_item_id, 0)) if row.plan_item_id else "",
            "is_closed": bool(closed) and (row.on.year, row.on.month) <= closed,
            "steps": [
                {"label": step.label, "url": _address(step, row), "is_danger": step.is_danger}
                for step in workflow.transitions_of(CashEntry)
                if _offered(step, row, by) and (by_paper or step.name != PAPER)
            ],
        })  # fmt: skip
    return lines


def _waiting_by_purse(by):
    """{key of an aid, None for the general purse: rupiah that waits for the coordinator}."""
    waiting = asked_of_coordinator(by).filter(stage=STAGE.WAITING).order_by()
    return dict(waiting.values_list("aid").annotate(told=Sum("amount")))


def _address(step, row):
    return step.url(row) if step.url else reverse("transition", args=[row._meta.label_lower, row.uid, step.name])


def _offered(step, row, by):
    """Whether this reader may take the step at all; whether it is open is told on its own page."""
    if not by.has_perm(step.permission) or row.region_id != by.region_id:
        return False
    return not (step.four_eyes and getattr(row, step.four_eyes) == by.actor_uid)


class PaperApprovalView(Refusing, WriteMixin, Prepared):
    """Record that the coordinator signed for an expense on paper."""

    form_class = PaperApprovalForm
    template_name = "reporting/approval_paper.html"
    submit_label = "Catat persetujuan"

    def prepare(self):
        self.entry = self.object = visible_entry(self.request, self.kwargs["uid"])
        by = self.request.assignment
        if self.entry.region_id != by.region_id or not by.has_perm(KEEPS):
            raise PermissionDenied
        if self.request.method == "GET":  # what was typed meanwhile comes back with the reason, from the action
            workflow.find_transition(self.entry, PAPER)
            if problem := closed_to_paper(self.entry, by.today):
                raise TransitionRefused([problem])

    def get_cancel_url(self):
        return reverse("reporting:cash-approvals")

    get_success_url = get_cancel_url

    def get_initial(self):
        return {"on": self.request.assignment.today, "signed_by": next(iter(self.signers()), "")}

    def signers(self):
        """Who was coordinator or acted, the one in office first."""
        return holders_of(self.entry.book.unit, Post.COORDINATOR, self.entry.on, self.request.assignment.today)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "signers": self.signers()}

    def get_success_message(self, form):
        return f"{booked_words(self.object)} Tercatat dari kertas."

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        gates = workflow.gates_of(self.entry, PAPER_GATES, by.today)
        return super().get_context_data(entry=self.entry, gates=gates, **kwargs)

    def write(self, form):
        data = form.cleaned_data
        return actions.approve_on_paper(
            self.entry, by=self.request.assignment, on=data["on"], scan=data["scan"], signed_by=data["signed_by"],
            number=data["number"],
        )  # fmt: skip


class ApprovalScanView(View):
    """The signed paper of an approval, for whoever may read the entry."""

    def get(self, request, uid):
        entry = visible_entry(request, uid)
        if entry.paper_scan_id is None:
            raise Http404
        return files.respond(entry.paper_scan)
