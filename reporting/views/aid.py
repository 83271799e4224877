"""Earmarked aid: its list, its page that is also its LPJ, the agreement, its end (FUN-13)."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View

from families.forms.base import Form
from families.views.member import Gated
from fcu_project import audit, files
from fcu_project.access import rule_for
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.documents.letterhead import office_name_of
from institutions.models import FamilyCareUnit
from institutions.views.listing import KeyedListView, uid_of
from institutions.views.sheet import SheetView, own_row
from referrals.views.reach import Prepared
from reporting import registers, resources
from reporting.actions import aid as actions
from reporting.documents import aid as documents
from reporting.forms.aid import AidForm, CloseForm, TermsForm
from reporting.models import EarmarkedAid
from reporting.money import arrived, ledger

OPEN, OVER, ALL = "", "selesai", "semua"
STATES = {OPEN: "Berjalan", OVER: "Selesai", ALL: "Semua"}
SOON = timedelta(days=30)  # before the last day of use


def visible_aid(request, uid):
    rows = EarmarkedAid.objects.visible_to(request.assignment)
    return get_object_or_404(rows.select_related("unit__region", "region", "budget_line__region", "scan"), uid=uid)


def keeps(by, permission=actions.WRITES):
    """Whoever keeps the cash book of a village."""
    return by.level == "village" and by.has_perm(permission)


def term_of(aid, today):
    """(kind of pill, words): how the aid stands today."""
    if aid.closed_on:
        return "done", "Selesai"
    if aid.use_until and aid.use_until < today and aid.balance:
        return "wrong", "Batas pemakaian lewat"
    if aid.use_until and aid.balance and aid.use_until - today <= SOON:
        return "due", "Segera dipakai"
    return "doing", "Berjalan"


class AidListView(KeyedListView):
    """The aid of the FCU, the latest first; finished ones behind a chip."""

    template_name = "reporting/aid_list.html"
    columns, export_name = resources.AIDS, "Bantuan bertujuan"
    register = registers.AIDS
    order, descending = ("agreed_on", "id"), True

    def get_queryset(self):
        rows = EarmarkedAid.objects.visible_to(self.request.assignment)
        rows = arrived.with_received(rows).select_related("region", "unit")
        state = self.request.GET.get("keadaan", OPEN)
        return rows if state == ALL else rows.filter(closed_on__isnull=state != OVER)

    def keeper(self):
        """The book of the FCU, whoever of the village prints it."""
        region = self.request.assignment.region
        return region, FamilyCareUnit.of(region)

    def get_context_data(self, **kwargs):
        by, state = self.request.assignment, self.request.GET.get("keadaan", OPEN)
        context = super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.mark, row.words = term_of(row, by.today)
        chips = [
            {"label": label, "url": f"?keadaan={value}" if value else "?", "current": value == state}
            for value, label in STATES.items()
        ]
        return {**context, "chips": chips, "state": state, "may_add": keeps(by, "reporting.add_earmarkedaid")}


class AidView(SheetView):
    """One aid: agreed, received, spent, left, its entries, its papers; "LPJ bantuan" on paper and as a table."""

    template_name = "reporting/aid.html"
    name, columns, paper_template = "LPJ bantuan", resources.AID_ENTRIES, documents.TEMPLATE

    def find_region(self, request, uid):
        self.aid = self.printed_row = visible_aid(request, uid)
        return self.aid.region

    def rows(self):
        return list(documents.entries_of(self.aid))

    def paper_facts(self, paper):
        return documents.lpj_facts(self.aid, paper, self.request.assignment.today)

    def get_context_data(self, **kwargs):
        by, aid = self.request.assignment, self.aid
        mark, words = term_of(aid, by.today)
        papers = list(aid.papers.select_related("scan"))
        for paper in papers:
            paper.late = paper.sent_on is None and bool(paper.due_on and paper.due_on < by.today)
        may_change = keeps(by)
        return super().get_context_data(
            aid=aid,
            purse=arrived.purse_of(aid),
            waiting=arrived.waiting_of(aid),
            shares=arrived.by_category(aid),
            entries=self.rows(),
            opens_entries=bool(page_of(by, "reporting:cash-entry", aid.uid)),
            papers=papers,
            mark=mark,
            words=words,
            may_change=may_change and aid.closed_on is None,
            may_reopen=may_change and aid.closed_on is not None,
            may_keep_papers=keeps(by, actions.KEEPS_PAPERS),
            warnings=arrived.warnings_of(aid) if may_change and aid.closed_on is None else [],
            left_problem=actions.left_problem(aid) if aid.closed_on is None else "",
            cash_in_url=self._cash_page("reporting:cash-in"),
            cash_out_url=self._cash_page("reporting:cash-out"),
            **kwargs,
        )

    def _cash_page(self, route):
        url = page_of(self.request.assignment, route) if self.aid.closed_on is None else ""
        return f"{url}?bantuan={self.aid.uid}" if url else ""


def page_of(by, route, *args):
    """The address of a page of the cash book, "" where this reader may not open it."""
    rule = rule_for(route)
    return reverse(route, args=args) if rule and by.has_perm(rule.permission) else ""


class OnAid(Gated):
    """A form about an aid of the own village."""

    model, form_class = EarmarkedAid, AidForm
    back_label = "Kembali ke bantuan"

    def get_context_data(self, **kwargs):
        return super().get_context_data(back_label=self.back_label, **kwargs)

    def get_cancel_url(self):
        row = getattr(self, "object", None)
        return row.get_absolute_url() if row is not None and row.pk else reverse("reporting:aid-list")

    closed_url = get_success_url = get_cancel_url

    def get_success_message(self, form):
        """With what does not fit the budget the aid is said to come from."""
        return " ".join([self.success_message, *arrived.warnings_of(self.object)])

    def own_aid(self):
        return own_row(visible_aid(self.request, self.kwargs["uid"]), self.request.assignment)


class AidCreateView(OnAid, FormCreateView):
    """A new agreement; from a line of a budget above what it says is filled in (`?anggaran=`)."""

    success_message = "Bantuan tersimpan. Catat uang masuknya di buku kas begitu diterima."
    extra_context = {
        "title": "Catat bantuan bertujuan", "intro": "Uangnya tetap di buku kas FCU, tetapi dihitung terpisah."
    }  # fmt: skip

    def get_initial(self):
        line = self._line()
        if line is None:
            return {}
        return {
            "budget_line": line, "source": line.source, "giver": office_name_of(line.region), "purpose": line.title
        }  # fmt: skip

    def _line(self):
        asked = self.request.GET.get("anggaran", "")
        if not asked:
            return None
        lines = actions.lines_for(self.request.assignment.region).select_related("region")
        return get_object_or_404(lines, uid=uid_of(asked))

    def write(self, form):
        by = self.request.assignment
        return actions.save_aid(form.instance, scan=form.cleaned_data["scan"], by=by, on=by.today)


class AidUpdateView(OnAid, FormUpdateView):
    """The whole agreement until money came in; afterwards its last day, the budget it comes from, the paper."""

    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah bantuan"}

    def get_object(self, queryset=None):
        aid = self.own_aid()
        if aid.closed_on and self.request.method == "GET":  # what was typed meanwhile comes back with the reason
            raise TransitionRefused([ledger.closed_problem(aid)])
        return aid

    def get_form_class(self):
        return TermsForm if actions.is_settled(self.object) else AidForm

    def get_context_data(self, **kwargs):
        told = "Uangnya sudah masuk, jadi jumlah, tujuan, dan jenis pengeluarannya tetap seperti perjanjian."
        return super().get_context_data(intro=told if self.get_form_class() is TermsForm else "", **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_aid(
            form.instance, scan=form.cleaned_data["scan"], by=by, on=by.today, fields=form.changed_data
        )


class AidStepView(OnAid, WriteMixin, Prepared):
    """A step on an aid of the own village that asks little."""

    def prepare(self):
        self.object = self.own_aid()

    def get_success_message(self, form):
        return self.success_message

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.title, meta=str(self.object), **kwargs)


class AidCloseView(AidStepView):
    title, submit_label, form_class = "Selesaikan bantuan", "Selesaikan", CloseForm
    success_message = "Bantuan selesai. LPJ-nya bisa dicetak dari halaman ini."

    def prepare(self):
        super().prepare()
        if self.request.method != "GET":
            return
        if self.object.closed_on:
            raise TransitionRefused(["Bantuan ini sudah selesai."])
        if problem := actions.left_problem(self.object):
            raise TransitionRefused([problem])

    def get_initial(self):
        return {"closed_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(intro=" ".join(arrived.left_open(self.object)), **kwargs)

    def get_success_message(self, form):
        return " ".join([self.success_message, *arrived.left_open(self.object)])

    def write(self, form):
        by = self.request.assignment
        return actions.close_aid(self.object, by=by, on=by.today, closed_on=form.cleaned_data["closed_on"])


class AidReopenView(AidStepView):
    title, submit_label, form_class = "Buka lagi bantuan ini?", "Buka lagi", Form
    success_message = "Bantuan terbuka lagi."

    def prepare(self):
        super().prepare()
        if self.request.method == "GET" and self.object.closed_on is None:
            raise TransitionRefused(["Bantuan ini masih terbuka."])

    def write(self, form):
        by = self.request.assignment
        return actions.reopen_aid(self.object, by=by, on=by.today)


class AidScanView(View):
    """The agreement, through the aid it belongs to."""

    def get(self, request, *args, **kwargs):
        aid = visible_aid(request, self.kwargs["uid"])
        if not aid.scan_id:
            raise Http404
        audit.record("aid:scan-read", by=request.assignment, obj=aid)
        return files.respond(aid.scan)


