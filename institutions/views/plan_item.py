"""The rows of a plan: written, funded, carried out, brought to the Musrenbang (PLN-02, PLN-06, PLN-07)."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from fcu_project import registry
from fcu_project.access import may_open
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from institutions.actions import plan as actions
from institutions.documents import plan as papers
from institutions.forms.meeting import ConfirmForm
from institutions.forms.plan import BringForm, FundsForm, ItemForm, ProgressForm
from institutions.models import ItemProgress, PlanItem
from institutions.plans import may_change_funds, may_write
from institutions.views.plan import OnPlan, own_plan, visible_plan
from institutions.views.sheet import PaperView


def row_of(plan, uid):
    item = get_object_or_404(plan.items.select_related("person"), uid=uid)
    item.plan = plan
    return item


def open_for_change(plan):
    """A draft, or an agreed plan with an open revision; anything else is read only (403)."""
    if not plan.is_draft and not (plan.in_force and plan.open_revision()):
        raise PermissionDenied


class ItemView(TemplateView):
    """One row: its six things, its budget, what was done of it."""

    template_name = "institutions/plan_item.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        plan = visible_plan(self.request, self.kwargs["uid"])
        item = row_of(plan, self.kwargs["row"])
        revision = plan.open_revision() if plan.in_force else None
        open_now = plan.is_draft or revision is not None
        proposal = getattr(item, "musrenbang", None)
        writes = may_write(plan, by)
        bring = reverse("institutions:plan-item-musrenbang", args=[plan.uid, item.uid])
        return super().get_context_data(
            plan=plan,
            item=item,
            lines=list(item.budget.all()),
            lacks=item.lacks(),
            progress=list(item.progress.order_by("-on", "-id")),
            activities=list(item.activities.filter(withdrawn_on=None).order_by("-done_on", "-id")),
            proposal=proposal,
            revision=revision,
            may_change=writes and open_now,
            may_remove=writes and plan.is_draft,
            may_fund=may_change_funds(plan, by) and open_now,
            may_note=writes and plan.in_force,
            may_log=plan.region_id == by.region_id and not plan.is_draft and by.has_perm("institutions.add_activity"),
            may_bring=bool(plan.unit_id) and not plan.is_draft and proposal is None
            and plan.region_id == by.region_id and may_open(by, bring),
            bring_url=bring,
            panels=registry.panels_for("plan-item", self.request, item),
            **kwargs,
        )  # fmt: skip


class OnItem:
    """The form of one row."""

    model, form_class = PlanItem, ItemForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "plan": self.plan}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.plan = self.plan
        return form

    def write(self, form):
        by = self.request.assignment
        return actions.save_item(form.instance, by=by, on=by.today, fields=form.changed_data)

    def get_context_data(self, **kwargs):
        intro = "Enam hal perlu terisi sebelum rencana disepakati. Yang belum diketahui boleh diisi kemudian."
        return super().get_context_data(meta=str(self.plan), intro=intro, **kwargs)


class ItemCreateView(OnItem, FormCreateView):
    success_message = "Kegiatan masuk rencana."
    extra_context = {"title": "Tambah kegiatan"}

    def prepare(self):
        self.object, self.plan = None, own_plan(self.request, self.kwargs["uid"])
        open_for_change(self.plan)

    def get_success_url(self):
        return f"{self.plan.get_absolute_url()}#kegiatan"

    def get_cancel_url(self):
        return self.plan.get_absolute_url()


class ItemUpdateView(OnItem, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah kegiatan"}

    def get_object(self, queryset=None):
        self.plan = own_plan(self.request, self.kwargs["uid"])
        open_for_change(self.plan)
        return row_of(self.plan, self.kwargs["row"])


class ItemFundsView(FormUpdateView):
    """The money of a row, and its budget; the treasurer's too."""

    model, form_class = PlanItem, FundsForm
    success_message = "Dana dan RAB tersimpan."

    def get_object(self, queryset=None):
        self.plan = visible_plan(self.request, self.kwargs["uid"])
        if not may_change_funds(self.plan, self.request.assignment):
            raise PermissionDenied
        open_for_change(self.plan)
        return row_of(self.plan, self.kwargs["row"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Dana dan RAB", meta=str(self.object), **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.save_funds(form.instance, data["lines"], by=by, on=by.today)


class OneItem(OnPlan):
    """A form on one row."""

    def prepare(self):
        super().prepare()
        self.item = self.object = row_of(self.plan, self.kwargs["row"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(item=self.item, **kwargs) | {"meta": str(self.item)}

    def get_success_url(self):
        return self.item.get_absolute_url()

    get_cancel_url = get_success_url


class ItemRemoveView(OneItem):
    """Take a row out of a draft."""

    form_class = ConfirmForm
    template_name = "institutions/plan_item_remove.html"
    submit_label, success_message = "Hapus kegiatan", "Kegiatan dihapus dari draf rencana."

    def is_open(self):
        return self.plan.is_draft

    def write(self, form):
        by = self.request.assignment
        return actions.remove_item(self.item, by=by, on=by.today)

    def get_success_url(self):
        return self.plan.get_absolute_url()


class ItemProgressView(OneItem):
    """How far a row has come."""

    form_class = ProgressForm
    title, submit_label, success_message = "Kemajuan kegiatan", "Simpan", "Kemajuan tercatat."

    def is_open(self):
        return self.plan.in_force

    def get_initial(self):
        return {"on": self.request.assignment.today}

    def write(self, form):
        data = form.cleaned_data
        progress = ItemProgress(item=self.item, state=data["state"], on=data["on"], note=data["note"])
        by = self.request.assignment
        return actions.note_progress(progress, by=by, on=by.today)


class ItemMusrenbangView(WriteMixin, FormView):
    """Make a row a proposal to the Musrenbang."""

    form_class, template_name = BringForm, "form.html"
    submit_label, success_message = "Jadikan usulan", "Kegiatan menjadi usulan Musrenbang."

    def prepare(self):
        by = self.request.assignment
        self.plan = visible_plan(self.request, self.kwargs["uid"])
        self.item = self.object = row_of(self.plan, self.kwargs["row"])
        if self.plan.region_id != by.region_id or not self.plan.unit_id:
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        if self.plan.is_draft or hasattr(self.item, "musrenbang"):
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"year": max(self.plan.year, self.request.assignment.today.year) + 1, "reason": self.item.objective}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Usulkan ke Musrenbang", meta=str(self.item), **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.bring_to_musrenbang(self.item, year=data["year"], reason=data["reason"], by=by, on=by.today)

    def get_success_url(self):
        return reverse("institutions:musrenbang", args=[self.plan.unit.uid])

    def get_cancel_url(self):
        return self.item.get_absolute_url()


class ItemBudgetPaperView(PaperView):
    """The RAB of a row on paper, empty lines where there is none yet."""

    name, paper_template = "RAB", papers.BUDGET

    def find_region(self, request, uid, row):
        plan = visible_plan(request, uid)
        self.printed_row = row_of(plan, row)
        self.is_draft = plan.is_draft
        return plan.region

    def paper_facts(self, paper):
        return papers.budget_facts(self.printed_row, paper)
