"""The annual work plan: list, one plan, begun, agreed, closed (PLN-01…03)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, View

from fcu_project import files, workflow
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from institutions import registers, resources
from institutions.actions import plan as actions
from institutions.documents import plan as papers
from institutions.forms.plan import AgreePaperForm, CloseForm, PlanForm, StartForm
from institutions.models import AnnualPlan, FamilyCareUnit, PsksTeam
from institutions.plans import may_change_funds, may_write, writes_for_fcu, writes_for_team, years_due
from institutions.realisation import amounts_by_source
from institutions.views.listing import KeyedListView
from institutions.views.sheet import SheetView

STATUS = {"draft": "due", "agreed": "done", "running": "doing", "closed": "shut"}


def body_for(by):
    """The body whose plan this role writes, in its own village; None where it writes none or there is none."""
    if by.level != "village":
        return None
    if writes_for_fcu(by.role):
        return FamilyCareUnit.of(by.region)
    return PsksTeam.of(by.region) if writes_for_team(by.role) else None


def plans_within(by):
    return AnnualPlan.objects.visible_to(by).select_related("region__parent", "unit", "team", "agreed_in")


def visible_plan(request, uid):
    return get_object_or_404(plans_within(request.assignment), uid=uid)


def own_plan(request, uid):
    """A plan that this reader writes; any other that is visible may be read only (403)."""
    plan = visible_plan(request, uid)
    if not may_write(plan, request.assignment):
        raise PermissionDenied
    return plan


class PlanListView(KeyedListView):
    """Plans within reach, the latest year first."""

    template_name = "institutions/plan_list.html"
    columns, export_name = resources.PLANS, "Rencana-kerja"
    register = registers.PLANS
    order, descending = ("year", "id"), True

    def get_queryset(self):
        return plans_within(self.request.assignment).annotate(size=Count("items"))

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        may_start = by.has_perm("institutions.add_annualplan") and body_for(by) is not None
        return super().get_context_data(may_start=may_start, status=STATUS, **kwargs)


class PlanStartView(FormCreateView):
    """Begin the plan of a year."""

    model, form_class = AnnualPlan, StartForm
    submit_label, success_message = "Mulai rencana", "Rencana kerja dimulai. Tambahkan kegiatannya."

    def prepare(self):
        self.object, by = None, self.request.assignment
        self.body = body_for(by)

    def get_initial(self):
        today = self.request.assignment.today
        years = [year for year in years_due(today) if self.body and AnnualPlan.of(self.body, year) is None]
        year = years[0] if years else today.year + 1
        return {"year": year, "copy": bool(self.body and AnnualPlan.of(self.body, year - 1))}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.region = self.request.assignment.region
        if isinstance(self.body, PsksTeam):
            form.instance.team = self.body
        else:
            form.instance.unit = self.body
        return form

    def get_context_data(self, **kwargs):
        name = f"Rencana kerja {self.body}" if self.body else "Rencana kerja"
        intro = "" if self.body else "Belum ada FCU atau tim PSKS di desa/kelurahan ini yang rencananya Anda tulis."
        return super().get_context_data(title=f"Mulai {name[:1].lower()}{name[1:]}", intro=intro, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.start_plan(form.instance, by=by, on=by.today, copy=form.cleaned_data["copy"])

    def get_cancel_url(self):
        return reverse("institutions:plan-list")


class OnPlanSheet(SheetView):
    """A page about one plan that is also a paper; DRAF stands across what is not agreed."""

    def find_region(self, request, uid):
        self.plan = visible_plan(request, uid)
        self.is_draft = self.plan.is_draft
        return self.plan.region

    def get_context_data(self, **kwargs):
        plan = self.plan
        return super().get_context_data(plan=plan, status_kind=STATUS[plan.stage], **kwargs)


class PlanView(OnPlanSheet):
    """One plan: its rows, totals per source, revisions, PRA sheets, the next step; the matrix on paper and in Excel."""

    template_name = "institutions/plan.html"
    name, columns = "Rencana-kerja", resources.PLAN_ITEMS
    paper_template = papers.MATRIX

    def rows(self):
        if not hasattr(self, "_rows"):
            self._rows = list(self.plan.items.select_related("person").order_by("order", "id"))
        return self._rows

    def paper_facts(self, paper):
        return papers.matrix_facts(self.plan, self.rows(), list(self.plan.revisions.all()), paper)

    def get_context_data(self, **kwargs):
        by, plan, items = self.request.assignment, self.plan, self.rows()
        revisions = list(plan.revisions.order_by("-number"))
        revision = next((row for row in revisions if row.closed_on is None), None)
        writes = may_write(plan, by)
        open_now = plan.is_draft or (plan.in_force and revision is not None)
        return super().get_context_data(
            items=items,
            unfinished=sum(1 for item in items if item.lacks()),
            totals=amounts_by_source(items),
            total=sum(item.amount or 0 for item in items),
            revisions=revisions,
            revision=revision,
            sheets=list(plan.pra_sheets.select_related("facilitator")),
            writes=writes,
            may_add=writes and open_now,
            may_fund=may_change_funds(plan, by) and open_now,
            may_revise=writes and plan.in_force and revision is None,
            may_add_pra=by.has_perm("institutions.add_prasheet") and actions.may_write_pra(plan, by),
            agreement=papers.agreement_words(plan),
            transitions=workflow.available(plan, by, by.today),
            **kwargs,
        )


class OnPlan(WriteMixin, FormView):
    """A form on a plan that the reader writes."""

    template_name = "form.html"
    title = ""

    def prepare(self):
        self.plan = self.object = own_plan(self.request, self.kwargs["uid"])

    def get(self, request, *args, **kwargs):
        self.prepare()
        if not self.is_open():
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def is_open(self):
        """Whether the plan is at a stage for this form. Asked when it is opened; the action asks when it is sent, so
        that words typed meanwhile come back."""
        return True

    def get_context_data(self, **kwargs):
        kwargs.setdefault("title", self.title)
        return super().get_context_data(plan=self.plan, meta=str(self.plan), **kwargs)

    def get_success_url(self):
        return self.plan.get_absolute_url()

    get_cancel_url = get_success_url


class PlanUpdateView(FormUpdateView):
    """In which meeting the plan was agreed."""

    model, form_class = AnnualPlan, PlanForm
    success_message = "Musyawarah terhubung."

    def get_object(self, queryset=None):
        plan = own_plan(self.request, self.kwargs["uid"])
        if not plan.is_draft:
            raise PermissionDenied
        return plan

    def get_context_data(self, **kwargs):
        kind = "rapat rutin FCU" if self.object.unit_id else "pertemuan berkala tim PSKS"
        intro = (
            f"Rencana kerja disusun bersama dalam musyawarah mufakat. Pilih {kind} yang menyepakatinya, yang sudah "
            "terlaksana pada tahun rencana atau setahun sebelumnya."
        )
        return super().get_context_data(title="Musyawarah yang menyepakati", intro=intro, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_plan(form.instance, by=by, on=by.today, fields=form.changed_data)


def button_of(plan, name, by):
    return next((button for button in workflow.available(plan, by, by.today) if button.name == name), None)


class PlanAgreeView(OnPlan):
    """Record the plan that was signed on paper."""

    form_class = AgreePaperForm
    template_name = "institutions/plan_step.html"
    submit_label, success_message = "Catat persetujuan", "Rencana kerja tercatat disepakati, dari kertas."

    def is_open(self):
        return self.plan.is_draft

    def get_initial(self):
        return {"on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        button = button_of(self.plan, "agree_on_paper", self.request.assignment)
        who = "koordinator FCU" if self.plan.unit_id else "Ketua tim PSKS"
        return super().get_context_data(
            title="Catat persetujuan dari kertas",
            intro=f"Cetak matriksnya, mintakan tanda tangan {who}, lalu unggah pindaiannya di sini.",
            gates=button.gates if button else [],
            **kwargs,
        )

    def write(self, form):
        data = form.cleaned_data
        return actions.agree_on_paper(
            self.plan, on=data["on"], number=data["number"], scan=data["scan"], by=self.request.assignment
        )


class PlanCloseView(OnPlan):
    """The end of the year's plan, with what it reached."""

    form_class = CloseForm
    template_name = "institutions/plan_step.html"
    submit_label, success_message = "Tutup rencana kerja", "Rencana kerja ditutup."

    def is_open(self):
        return self.plan.stage == AnnualPlan.Stage.RUNNING

    def get_initial(self):
        return {"on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        button = button_of(self.plan, "close", self.request.assignment)
        return super().get_context_data(
            title="Tutup rencana kerja", gates=button.gates if button else [], intro="", **kwargs
        )

    def write(self, form):
        data = form.cleaned_data
        return workflow.perform(self.plan, "close", by=self.request.assignment, on=data["on"], note=data["reached"])


class PlanScanView(View):
    """The scan of the signed plan."""

    def get(self, request, uid):
        plan = visible_plan(request, uid)
        if plan.paper_scan_id is None:
            raise Http404
        return files.respond(plan.paper_scan)
