"""A plan through its year: realisation by quarter, the agenda, revisions, sheets of planning together (PLN-04…08)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import View

from fcu_project import dates, files
from fcu_project.views import FormCreateView, FormUpdateView
from institutions import resources
from institutions.actions import plan as actions
from institutions.documents import plan as papers
from institutions.forms.plan import PraForm, RevisionApproveForm, RevisionForm
from institutions.models import PlanRevision, PraSheet
from institutions.models.plan import ItemProgress
from institutions.plans import QUARTERS, Tool, may_write
from institutions.realisation import FUNDS_COLUMNS, lines_of, totals_of, with_funds
from institutions.views.plan import OnPlan, OnPlanSheet, own_plan, visible_plan
from institutions.views.sheet import PaperView, SheetView


class RealisationView(OnPlanSheet):
    """What was planned and what was done, quarter by quarter (PLN-06)."""

    template_name = "institutions/plan_realisation.html"
    name, paper_template = "Rencana-dan-realisasi", papers.REALISATION

    @property
    def columns(self):
        money = FUNDS_COLUMNS if self.funds else ()
        return (*resources.PLAN_REALISATION, *money)

    @cached_property
    def told(self):
        by = self.request.assignment
        return with_funds(self.plan, lines_of(self.plan, by.today), by.today, by)

    @property
    def funds(self):
        """What was spent, row by row and in all; None for whoever may not see it, or where nobody keeps a book."""
        return self.told[1]

    def rows(self):
        return self.told[0]

    def paper_facts(self, paper):
        return papers.realisation_facts(self.plan, self.rows(), self.request.assignment.today, paper, self.funds)

    def get_context_data(self, **kwargs):
        lines = self.rows()
        quarters = [
            {**total, "roman": dates.roman(total["quarter"]), "lines": [
                (line, line.cells[total["quarter"] - 1], line.funds and line.funds.quarters[total["quarter"] - 1])
                for line in lines
                if line.cells[total["quarter"] - 1].planned or line.cells[total["quarter"] - 1].days
                or (line.funds and line.funds.quarters[total["quarter"] - 1])
            ]}
            for total in totals_of(lines)
        ]  # fmt: skip
        state = ItemProgress.State
        counts = {kind: sum(line.state == kind for line in lines) for kind in (state.DONE, state.ONGOING)}
        return super().get_context_data(
            lines=lines, quarters=quarters, finished=counts[state.DONE], going=counts[state.ONGOING],
            numbers=QUARTERS, funds=self.funds, **kwargs,
        )  # fmt: skip


class AgendaView(OnPlanSheet):
    """The agenda of activities, month by month (PLN-08)."""

    template_name = "institutions/plan_agenda.html"
    name, paper_template = "Agenda-kegiatan", papers.AGENDA

    def months(self):
        items = list(self.plan.items.select_related("person").order_by("order", "id"))
        cancelled = {
            mark.item_id: mark for mark in ItemProgress.objects.filter(item__plan=self.plan).order_by("on", "id")
        }
        alive = [i for i in items if i.pk not in cancelled or cancelled[i.pk].state != ItemProgress.State.CANCELLED]
        return [
            (name, [item for item in alive if number in item.months]) for number, name in enumerate(dates.MONTHS, 1)
        ]

    def paper_facts(self, paper):
        return papers.agenda_facts(self.plan, self.months(), paper)

    def get_context_data(self, **kwargs):
        today = self.request.assignment.today
        now = dates.MONTHS[today.month - 1] if today.year == self.plan.year else ""
        return super().get_context_data(months=self.months(), now=now, **kwargs)


# --- revisions ----------------------------------------------------------------------------------------------------
class RevisionView(SheetView):
    """One revision: why, what it changes, who approved; "Rencana revisi ke-n" on paper (PLN-05)."""

    template_name = "institutions/plan_revision.html"
    name, paper_template = "Rencana-revisi", papers.REVISION

    def find_region(self, request, uid, row):
        self.plan = visible_plan(request, uid)
        self.revision = revision_of(self.plan, row)
        self.is_draft = self.revision.closed_on is None
        return self.plan.region

    def paper_facts(self, paper):
        return papers.revision_facts(self.revision, paper)

    def get_context_data(self, **kwargs):
        revision, by = self.revision, self.request.assignment
        return super().get_context_data(
            plan=self.plan,
            revision=revision,
            changes=papers.changes_of(revision),
            may_approve=revision.closed_on is None and may_write(self.plan, by),
            in_person=actions.approves_revision(revision, by),
            **kwargs,
        )


def revision_of(plan, uid):
    revision = get_object_or_404(plan.revisions.select_related("meeting"), uid=uid)
    revision.plan = plan
    return revision


class RevisionOpenView(FormCreateView):
    model, form_class = PlanRevision, RevisionForm
    submit_label = "Buka revisi"
    success_message = "Revisi terbuka. Ubah kegiatannya, lalu mintakan persetujuan koordinator."

    def prepare(self):
        self.object, self.plan = None, own_plan(self.request, self.kwargs["uid"])

    def get(self, request, *args, **kwargs):
        self.prepare()
        if not self.plan.in_force or self.plan.open_revision():
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "plan": self.plan}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.plan = self.plan
        return form

    def get_initial(self):
        return {"on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        intro = "Setiap perubahan disimpan bersama isi semula, dan tercetak pada rencana revisi."
        return super().get_context_data(title="Buka revisi", meta=str(self.plan), intro=intro, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.open_revision(form.instance, by=by, on=by.today)

    def get_success_url(self):
        return self.plan.get_absolute_url()

    get_cancel_url = get_success_url


class RevisionApproveView(OnPlan):
    form_class = RevisionApproveForm
    submit_label, success_message = "Setujui revisi", "Revisi disetujui."

    def prepare(self):
        super().prepare()
        self.revision = self.object = revision_of(self.plan, self.kwargs["row"])

    def is_open(self):
        return self.revision.closed_on is None

    def get_form_kwargs(self):
        in_person = actions.approves_revision(self.revision, self.request.assignment)
        return {**super().get_form_kwargs(), "in_person": in_person}

    def get_initial(self):
        return {"on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        in_person = actions.approves_revision(self.revision, self.request.assignment)
        intro = "" if in_person else (
            "Yang membuka revisi tidak menyetujuinya sendiri: koordinator menyetujuinya di sini, atau Anda mengunggah "
            "pindaian yang sudah ditandatangani."
        )  # fmt: skip
        return super().get_context_data(title=f"Setujui revisi ke-{self.revision.number}", intro=intro, **kwargs)

    def write(self, form):
        data = form.cleaned_data
        return actions.approve_revision(
            self.revision, on=data["on"], scan=data.get("scan"), by=self.request.assignment
        )

    def get_success_url(self):
        return self.revision.get_absolute_url()

    get_cancel_url = get_success_url


class RevisionScanView(View):
    """The scan of the signed revision."""

    def get(self, request, uid, row):
        revision = revision_of(visible_plan(request, uid), row)
        if revision.paper_scan_id is None:
            raise Http404
        return files.respond(revision.paper_scan)


# --- planning together --------------------------------------------------------------------------------------------
def sheet_of(plan, uid):
    sheet = get_object_or_404(plan.pra_sheets.select_related("facilitator", "meeting"), uid=uid)
    sheet.plan = plan
    return sheet


class PraView(SheetView):
    """One sheet of planning together, on the screen and on paper (PLN-04)."""

    template_name = "institutions/pra.html"
    name, paper_template = "Lembar-PRA", papers.PRA

    def find_region(self, request, uid, row):
        self.plan = visible_plan(request, uid)
        self.sheet = sheet_of(self.plan, row)
        return self.plan.region

    def paper_facts(self, paper):
        return papers.pra_facts(self.plan, self.sheet, paper)

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        tools = [Tool(tool).label for tool in self.sheet.tools if tool in Tool.values]
        may = by.has_perm("institutions.change_prasheet") and actions.may_write_pra(self.plan, by)
        return super().get_context_data(plan=self.plan, sheet=self.sheet, tools=tools, may_change=may, **kwargs)


class PraBlankView(PaperView):
    """The sheet to be written on by pen."""

    name, paper_template = "Lembar-PRA", papers.PRA

    def find_region(self, request, uid):
        self.plan = visible_plan(request, uid)
        return self.plan.region

    def paper_facts(self, paper):
        return papers.pra_facts(self.plan, None, paper)


class OnPra:
    """The form of a sheet, by who writes the plan or who guided it."""

    model, form_class = PraSheet, PraForm

    def find_plan(self):
        self.plan = visible_plan(self.request, self.kwargs["uid"])
        if not actions.may_write_pra(self.plan, self.request.assignment):
            raise PermissionDenied

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "plan": self.plan}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.plan = self.plan
        return form

    def get_context_data(self, **kwargs):
        intro = "Masalah dianalisis dan dipilih jalan keluarnya bersama warga, dipandu Dinas Sosial atau TKSK."
        return super().get_context_data(meta=str(self.plan), intro=intro, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_pra(form.instance, by=by, on=by.today, fields=form.changed_data)


class PraCreateView(OnPra, FormCreateView):
    success_message = "Lembar PRA tersimpan."
    extra_context = {"title": "Tambah lembar PRA"}

    def prepare(self):
        self.object = None
        self.find_plan()

    def get_cancel_url(self):
        return self.plan.get_absolute_url()


class PraUpdateView(OnPra, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah lembar PRA"}

    def get_object(self, queryset=None):
        self.find_plan()
        return sheet_of(self.plan, self.kwargs["row"])


