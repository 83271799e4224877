"""Requests of families: written down, approved, refused, paid, the rest given back (FUN-04)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView, View

from families.views.member import Gated
from fcu_project import audit, files, workflow
from fcu_project.registry import panels_for
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from referrals.views.reach import Prepared
from reporting.actions import stimulus as actions
from reporting.forms.stimulus import ApproveForm, PayForm, RefuseForm, RequestForm, ReturnForm
from reporting.models import Disbursement
from reporting.money.stimulus import (
    PAPER,
    account_of,
    is_near,
    may_stand_in,
    office_decides_words,
    standing,
    unanswered_words,
)
from reporting.views.grant import OnGrant, visible_grant
from reporting.workflow.stimulus import forward, takes_back

STAGE = Disbursement.Stage
MARKS = {
    STAGE.ASKED: "due", STAGE.APPROVED: "doing", STAGE.PAID: "doing", STAGE.ACCOUNTED: "done", STAGE.REFUSED: "shut",
    STAGE.WITHDRAWN: "shut",
}  # fmt: skip


def visible_disbursement(request, uid):
    """A request within reach with its grant, or Http404."""
    rows = Disbursement.objects.visible_to(request.assignment).select_related(
        "grant__family", "grant__region__parent", "grant__recipient__family", "grant__recipient__site__region",
        "requested_by", "account__holder",
    )  # fmt: skip
    return get_object_or_404(rows, uid=uid)


class DisbursementView(TemplateView):
    """One request: how far it is, what may happen next. Every look is in the trail."""

    template_name = "reporting/disbursement.html"

    def get_context_data(self, **kwargs):
        by, row = self.request.assignment, visible_disbursement(self.request, kwargs["uid"])
        audit.record("disbursement:view", by=by, obj=row)
        grant, steps = row.grant, workflow.available(row, by, by.today)
        enters = bool(standing(by, grant.region))
        own_request = row.stage == STAGE.ASKED and by.has_perm("reporting.decide_disbursement")
        return super().get_context_data(
            row=row, grant=grant, mark=MARKS[row.stage], transitions=[step for step in steps if not takes_back(step)],
            undoes=[step for step in steps if takes_back(step)],
            leads_on=any(step.open and forward(step) for step in steps), events=events_of(row),
            account=row.account or account_of(grant.family),
            gives_back=row.stage == STAGE.PAID and is_near(by, grant.region, "reporting.change_disbursement"),
            four_eyes=own_request and row.asked_by == by.actor_uid,
            decides_words=office_decides_words(grant.region)
            if may_stand_in(by, grant.region) and not enters and row.stage in (STAGE.ASKED, STAGE.APPROVED) else "",
            panels=panels_for("disbursement", self.request, row), **kwargs,
        )  # fmt: skip


def events_of(row):
    """What happened to a request, newest first: (day, title, words, who)."""
    paper = f", dicatat dari kertas oleh {row.recorded_by}" if row.from_paper else ""
    decided = "Ditolak" if row.stage == STAGE.REFUSED else "Disetujui"
    found = [
        (row.requested_on, "Diajukan", f"oleh {row.requested_by.name}", f"Dicatat oleh {row.asked_by_words}"),
        (row.decided_on, decided, row.decision_note, f"{row.decided_by}{paper}"),
        (row.paid_on, "Dicairkan", f"Bukti {row.paid_proof}" if row.paid_proof else "", row.paid_by),
        (row.returned_on, "Sisa dikembalikan", f"Bukti {row.returned_proof}", ""),
        (row.accounted_on, "Dipertanggungjawabkan", "", ""),
        (row.withdrawn_on, "Ditarik keluarga", row.withdrawn_reason, ""),
    ]
    return [{"day": day, "title": title, "text": text, "by": who} for day, title, text, who in reversed(found) if day]


class DisbursementCreateView(OnGrant, FormCreateView):
    """What the family asks for, written down from its signed request."""

    form_class, title = RequestForm, "Catat permohonan pencairan"
    template_name = "reporting/disbursement_form.html"
    submit_label = "Simpan permohonan"
    success_message = "Permohonan tersimpan dan menunggu keputusan Dinas Sosial."

    def find(self):
        """The family's village or the Dinas; a grant without anything left says so."""
        self.grant = visible_grant(self.request, self.kwargs["uid"])
        if not is_near(self.request.assignment, self.grant.region, "reporting.add_disbursement"):
            raise PermissionDenied
        if self.request.method == "GET" and self.grant.closed_on:
            raise TransitionRefused([f"Dana ini sudah ditutup: {self.grant.closed_reason}"])
        if self.request.method == "GET" and self.grant.free <= 0:
            raise TransitionRefused(["Seluruh hak keluarga ini sudah diajukan."])
        return self.grant

    def prepare(self):
        self.object = None
        self.find()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": Disbursement(grant=self.grant), "grant": self.grant}

    def get_initial(self):
        return {"requested_on": self.request.assignment.today}

    def write(self, form):
        by = self.request.assignment
        return actions.ask(form.instance, by=by, on=by.today, scan=form.cleaned_data["scan"])

    def get_success_url(self):
        return self.object.get_absolute_url()


class OnDisbursement(Gated):
    """A form about one request; what is closed says why and leads back."""

    title = ""

    def closed_url(self):
        return self.row.get_absolute_url()

    get_success_url = get_cancel_url = closed_url

    def get_context_data(self, **kwargs):
        row, grant = self.row, self.row.grant
        return super().get_context_data(
            row=row, grant=grant, title=self.title, back_label="Kembali ke permohonan",
            meta=f"{row}, {grant.family.called}, {grant.region}", **kwargs,
        )  # fmt: skip


class ActView(OnDisbursement, WriteMixin, Prepared):
    """A step of the Dinas on a screen of its own, or the same from its paper: conditions first, then the form."""

    template_name = "reporting/disbursement_act.html"
    step = ""

    def prepare(self):
        by = self.request.assignment
        self.object = self.row = visible_disbursement(self.request, self.kwargs["uid"])
        self.party = actions.must_stand(by, self.row.grant.region)
        name = actions.step_name(self.row, self.step, by)
        self.button = next((one for one in workflow.available(self.row, by, by.today) if one.name == name), None)
        if self.button is None and self.request.method == "GET":  # what was typed meanwhile comes back with the reason
            workflow.find_transition(self.row, name)
            raise PermissionDenied

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "row": self.row, "from_paper": self.party == PAPER}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            button=self.button, from_paper=self.party == PAPER, account=account_of(self.row.grant.family), **kwargs,
        )  # fmt: skip

    def get_success_message(self, form):
        return f"Tercatat. Tahap sekarang: {self.object.get_stage_display()}."


class ApproveView(ActView):
    form_class, step = ApproveForm, "approve"
    title = submit_label = "Setujui permohonan"

    def get_initial(self):
        return {"approved": self.row.amount, "decided_on": self.request.assignment.today}

    def write(self, form):
        data = form.cleaned_data
        return actions.approve(
            self.row, by=self.request.assignment, on=data["decided_on"], amount=data["approved"],
            number=data["decision_number"], note=data["note"], scan=data["scan"],
        )  # fmt: skip

    def get_context_data(self, **kwargs):
        return super().get_context_data(unanswered=unanswered_words(self.row), **kwargs)


class RefuseView(ActView):
    form_class, step = RefuseForm, "refuse"
    title = submit_label = "Tolak permohonan"
    extra_context = {"danger": True}

    def get_initial(self):
        return {"decided_on": self.request.assignment.today}

    def write(self, form):
        data = form.cleaned_data
        return actions.refuse(
            self.row, by=self.request.assignment, on=data["decided_on"], reason=data["reason"],
            number=data["decision_number"], scan=data["scan"],
        )  # fmt: skip


class PayView(ActView):
    form_class, step = PayForm, "pay"
    title = submit_label = "Catat pencairan"

    def get_initial(self):
        return {"paid_on": self.request.assignment.today}

    def write(self, form):
        data = form.cleaned_data
        return actions.pay(self.row, by=self.request.assignment, on=data["paid_on"], proof=data["paid_proof"])


class ReturnView(OnDisbursement, FormUpdateView):
    """What the family paid back: with it the payment may be answered for to the rupiah."""

    model, form_class = Disbursement, ReturnForm
    title, submit_label = "Sisa dana dikembalikan", "Simpan pengembalian"
    success_message = "Pengembalian tersimpan."

    def get_object(self, queryset=None):
        self.row = visible_disbursement(self.request, self.kwargs["uid"])
        if not is_near(self.request.assignment, self.row.grant.region, "reporting.change_disbursement"):
            raise PermissionDenied
        if self.row.stage != STAGE.PAID and self.request.method == "GET":
            raise TransitionRefused(["Pengembalian dicatat sesudah dana cair dan sebelum dipertanggungjawabkan."])
        return self.row

    def write(self, form):
        by = self.request.assignment
        return actions.give_back(form.instance, by=by, on=by.today, fields=form.changed_data)


class PaperFileView(View):
    """A scanned paper of a request, for whoever sees the request; `field` names which."""

    field = ""

    def get(self, request, *args, **kwargs):
        row = visible_disbursement(request, self.kwargs["uid"])
        stored = getattr(row, self.field)
        if stored is None:
            raise Http404
        audit.record(f"disbursement:{self.field}-read", by=request.assignment, obj=row)
        return files.respond(stored)
