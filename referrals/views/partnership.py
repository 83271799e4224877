"""Partnerships with source systems: who works with the FCU, on which paper, until when (SRC-03)."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView, View

from families.views.member import Gated
from fcu_project import audit, files
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models.person import fold
from institutions.views.listing import KeyedListView
from institutions.views.sheet import PaperView, own_row
from referrals import registers, resources
from referrals.actions import partnership as actions
from referrals.documents.partnership import AGREEMENT_TEMPLATE, agreement_facts
from referrals.forms.partnership import PartnershipEndForm, PartnershipForm
from referrals.models import Partnership
from referrals.tasks.referral import RUNS_OUT_WITHIN
from referrals.views.reach import Prepared

ACTIVE, OVER, ALL = "", "berakhir", "semua"
STATES = {ACTIVE: "Berlaku", OVER: "Berakhir", ALL: "Semua"}
CARRIED = (
    "institution", "partner", "form", "basis", "subject", "partner_does", "unit_does", "signer", "signer_post",
    "contact", "phone",
)  # fmt: skip


def visible_partnership(request, uid):
    rows = Partnership.objects.visible_to(request.assignment)
    rows = rows.select_related("region", "institution__region", "renews", "scan")
    return get_object_or_404(rows, uid=uid)


class PartnershipListView(KeyedListView):
    """By partner; those in force first of all, the others behind a chip."""

    template_name = "referrals/partnership_list.html"
    columns, export_name = resources.PARTNERSHIPS, "Kemitraan"
    register = registers.PARTNERS
    order = ("search_name", "id")

    def get_queryset(self):
        by, asked = self.request.assignment, self.request.GET
        rows = Partnership.objects.visible_to(by).select_related("region", "institution")
        state = asked.get("keadaan", ACTIVE)
        if state == OVER:
            rows = rows.over_on(by.today)
        elif state != ALL:
            rows = rows.active_on(by.today)
        wanted = fold(asked.get("cari", ""))
        return rows.filter(search_name__contains=wanted) if wanted else rows

    def get_context_data(self, **kwargs):
        by, state = self.request.assignment, self.request.GET.get("keadaan", ACTIVE)
        context = super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.state = row.state_on(by.today)
            row.runs_out = bool(row.last_day and by.today <= row.last_day <= by.today + RUNS_OUT_WITHIN)
        chips = [
            {"label": label, "url": f"?keadaan={value}" if value else "?", "current": value == state}
            for value, label in STATES.items()
        ]
        return {
            **context, "chips": chips, "state": state, "shows_village": by.level != "village",
            "is_narrowed": bool(context["wanted"] or state), "may_add": may_write(by),
        }  # fmt: skip


def may_write(by):
    """The officers of a village's FCU."""
    return by.level == "village" and by.has_perm("referrals.add_partnership")


class PartnershipView(TemplateView):
    template_name = "referrals/partnership.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        row = visible_partnership(self.request, kwargs["uid"])
        writes = may_write(by) and row.region_id == by.region_id
        return super().get_context_data(
            row=row,
            opens_body=bool(row.institution and row.institution.region.code.startswith(by.territory)),
            state=row.state_on(by.today),
            renewed_by=row.renewed_by_or_none(),
            may_change=writes and row.ended_on is None,
            may_renew=writes and row.last_day is not None and row.renewed_by_or_none() is None,
            **kwargs,
        )


class OnPartnership:
    """A form about a partnership of the own village."""

    model, form_class = Partnership, PartnershipForm
    back_label = "Kembali ke kemitraan"

    def get_context_data(self, **kwargs):
        return super().get_context_data(back_label=self.back_label, **kwargs)

    def get_cancel_url(self):
        row = getattr(self, "object", None)
        return row.get_absolute_url() if row is not None and row.pk else reverse("referrals:partnership-list")

    closed_url = get_cancel_url

    def own_partnership(self):
        row = own_row(visible_partnership(self.request, self.kwargs["uid"]), self.request.assignment)
        if row.ended_on and self.request.method == "GET":  # what was typed meanwhile comes back with the reason
            raise TransitionRefused(["Kemitraan ini sudah diakhiri. Catat kemitraan baru bila berjalan lagi."])
        return row


class PartnershipCreateView(OnPartnership, FormCreateView):
    success_message = "Kemitraan tersimpan."
    extra_context = {"title": "Tambah kemitraan"}

    def get_initial(self):
        return {"valid_from": self.request.assignment.today}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.region = self.request.assignment.region
        return form

    def write(self, form):
        by = self.request.assignment
        return actions.save_partnership(form.instance, scan=form.cleaned_data["scan_file"], by=by, on=by.today)


class PartnershipUpdateView(OnPartnership, Gated, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah kemitraan"}

    def get_object(self, queryset=None):
        return self.own_partnership()

    def write(self, form):
        by = self.request.assignment
        return actions.save_partnership(
            form.instance, scan=form.cleaned_data["scan_file"], by=by, on=by.today, fields=form.changed_data
        )


class PartnershipRenewView(OnPartnership, Gated, FormCreateView):
    """A new agreement follows the old one: what was agreed is carried over and may be changed."""

    success_message = "Perpanjangan tersimpan."

    def earlier(self):
        if not hasattr(self, "_earlier"):
            self._earlier = own_row(visible_partnership(self.request, self.kwargs["uid"]), self.request.assignment)
        return self._earlier

    def get_initial(self):
        row = self.earlier()
        start = row.last_day + timedelta(days=1) if row.last_day else None
        return {name: getattr(row, name) for name in CARRIED} | {"valid_from": start}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.region = self.earlier().region
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=f"Perpanjang: {self.earlier().partner}", **kwargs)

    def get_cancel_url(self):
        return self.earlier().get_absolute_url()

    closed_url = get_cancel_url

    def write(self, form):
        by = self.request.assignment
        return actions.renew_partnership(
            form.instance, earlier=self.earlier(), scan=form.cleaned_data["scan_file"], by=by, on=by.today
        )


class PartnershipEndView(OnPartnership, Gated, WriteMixin, Prepared):
    form_class = PartnershipEndForm
    submit_label = "Akhiri kemitraan"
    success_message = "Kemitraan diakhiri. Catatannya tetap tersimpan."

    def prepare(self):
        self.object = self.own_partnership()

    def get_initial(self):
        return {"ended_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Akhiri kemitraan", meta=str(self.object), **kwargs)

    def get_success_url(self):
        return self.object.get_absolute_url()

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.end_partnership(
            self.object, by=by, on=by.today, ended_on=data["ended_on"], reason=data["reason"]
        )


class AgreementView(PaperView):
    """The agreement on paper, to be signed by both sides."""

    name, paper_template = "Naskah kerja sama", AGREEMENT_TEMPLATE

    def find_region(self, request, uid):
        self.printed_row = visible_partnership(request, uid)
        return self.printed_row.region

    def paper_facts(self, paper):
        return agreement_facts(self.printed_row, paper)


class PartnershipScanView(View):
    """The signed paper, through the partnership it belongs to."""

    def get(self, request, *args, **kwargs):
        row = visible_partnership(request, self.kwargs["uid"])
        if not row.scan_id:
            raise Http404
        audit.record("partnership:scan-read", by=request.assignment, obj=row)
        return files.respond(row.scan)
