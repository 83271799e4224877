"""Inspections of the stimulus: the list, one inspection, recording, correcting, settling, papers (FUN-05)."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView, View

from families.views.member import Gated
from fcu_project import audit, files
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models import Region
from institutions.models.person import fold
from institutions.roles import VILLAGE
from institutions.views.listing import KeyedListView
from institutions.views.sheet import PaperView
from referrals.views.reach import Prepared, WithoutNumbers
from reporting import registers, resources
from reporting.actions import checks as actions
from reporting.documents.checks import CHECK_TEMPLATE, check_facts
from reporting.forms.checks import CheckForm, ResolveForm
from reporting.models import StimulusCheck, StimulusGrant
from reporting.money import checks

ALL, FOUND, OPEN, LATE = "", "temuan", "terbuka", "terlambat"
CHIPS = {ALL: "Semua pemeriksaan", FOUND: "Semua temuan", OPEN: "Temuan terbuka", LATE: "Lewat batas waktu"}


def visible_check(request, uid):
    return get_object_or_404(StimulusCheck.objects.visible_to(request.assignment).with_facts(), uid=uid)


def visible_grant(request, uid):
    rows = StimulusGrant.objects.visible_to(request.assignment).select_related("family", "region__parent")
    return get_object_or_404(rows, uid=uid)


def villages_with(rows, path="grant__region"):
    """The villages of these rows, for a choice: [(code, name)]."""
    keys = rows.order_by().values(path)
    found = Region.objects.filter(pk__in=keys).select_related("parent").order_by("code")
    return [(place.code, f"{place}, {place.parent}") for place in found]


# --- lists ----------------------------------------------------------------------------------------------------------
class CheckListView(WithoutNumbers, KeyedListView):
    """All inspections within reach, the latest first; narrowed to findings it prints as the list of findings."""

    template_name = "reporting/check_list.html"
    columns, export_name = resources.CHECKS, "Pemeriksaan dana stimulan"
    order, descending, year_field = ("on", "id"), True, "on"

    @property
    def chosen(self):
        asked = self.request.GET.get("saring", "")
        return asked if asked in CHIPS else ALL

    @property
    def register(self):
        return registers.FINDINGS if self.chosen else registers.CHECKS

    def within_reach(self):
        return StimulusCheck.objects.visible_to(self.request.assignment)

    def get_queryset(self):
        asked, by = self.request.GET, self.request.assignment
        rows = self.within_reach().with_facts()
        if wanted := fold(asked.get("cari", "")):
            rows = rows.filter(grant__family__search_name__contains=wanted)
        if (village := asked.get("desa", "")) and by.level != VILLAGE:
            rows = rows.filter(grant__region__code=village)
        narrow = {ALL: lambda: rows, FOUND: rows.findings, OPEN: rows.open, LATE: lambda: rows.overdue(by.today)}
        return narrow[self.chosen]()

    def register_rows(self):
        """The book holds the whole year; the list of findings what is asked for."""
        if self.chosen:
            return super().register_rows()
        rows = self.within_reach().with_facts().order_by(*self.order)
        return rows.filter(on__year=self.year) if self.year else rows

    def get_context_data(self, **kwargs):
        by, asked = self.request.assignment, self.request.GET
        context = super().get_context_data(**kwargs)
        rows, village = self.within_reach(), asked.get("desa", "")
        counts = {OPEN: rows.open().count(), LATE: rows.overdue(by.today).count()}
        for row in context["rows"]:
            row.mark = checks.mark_of(row, by.today)
        return {
            **context,
            "chips": [
                {"label": label, "url": f"?{asked_for(asked, saring=value)}", "current": value == self.chosen,
                 "count": counts.get(value)}
                for value, label in CHIPS.items()
            ],
            "villages": villages_with(rows) if by.level != VILLAGE else [], "village": village,
            "print_label": "Cetak daftar temuan" if self.chosen else "Cetak buku pemeriksaan",
            "kept": [(name, asked[name]) for name in ("saring", "tahun") if asked.get(name)],
            "shows_village": by.level != VILLAGE, "share": checks.share_checked(by),
            "is_narrowed": bool(self.chosen or context["wanted"] or context["year"] or village),
            "may_inspect": by.level != VILLAGE and by.has_perm("reporting.add_stimuluscheck"),
        }  # fmt: skip


def asked_for(asked, **changed):
    """What an address asks for with these changed ("" takes one away), from the first page on."""
    kept = {name: value for name, value in asked.items() if name != "setelah"} | changed
    return urlencode({name: value for name, value in kept.items() if value})


class UncheckedListView(WithoutNumbers, KeyedListView):
    """Families that received money and were never inspected, the longest ago first; how many were (FUN-05)."""

    template_name = "reporting/check_unchecked.html"
    columns, export_name, register = resources.UNCHECKED, "Penerima belum diperiksa", registers.UNCHECKED
    order = ("first_paid", "id")

    @property
    def budget_year(self):
        asked = self.request.GET.get("anggaran", "")
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None

    def register_period(self):
        return f"Tahun anggaran {self.budget_year}" if self.budget_year else ""

    def get_queryset(self):
        asked, by = self.request.GET, self.request.assignment
        rows = checks.never_checked(checks.paid_grants(by)).select_related("family", "region__parent")
        if wanted := asked.get("cari", "").replace("\0", "").strip():
            rows = rows.filter(Q(family__search_name__contains=fold(wanted)) | Q(region__name__icontains=wanted))
        return rows.filter(year=self.budget_year) if self.budget_year else rows

    def get_context_data(self, **kwargs):
        by, context = self.request.assignment, super().get_context_data(**kwargs)
        limit = checks.limit(by)
        for row in context["rows"]:
            row.waited = checks.waited(row, by.today)
            row.is_late = row.waited > limit
            row.inspects = actions.may_inspect(row, by)
        asked, chosen = self.request.GET, str(self.budget_year or "")
        years = {"": "Semua tahun anggaran"} | {str(by.today.year - back): str(by.today.year - back) for back in (0, 1)}
        return {
            **context, "share": checks.share_checked(by, self.budget_year), "shows_village": by.level != VILLAGE,
            "limit": limit, "print_label": "Cetak daftar", "is_narrowed": bool(context["wanted"] or self.budget_year),
            "chips": [
                {"label": label, "url": f"?{asked_for(asked, anggaran=value)}", "current": value == chosen}
                for value, label in years.items()
            ],
        }  # fmt: skip


# --- one inspection -------------------------------------------------------------------------------------------------
class CheckView(TemplateView):
    """What was seen, what has to be done, how it ended. Every look is in the trail."""

    template_name = "reporting/check.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        row = visible_check(self.request, kwargs["uid"])
        audit.record("check:view", by=by, obj=row)
        keeps = actions.may_inspect(row.grant, by, "reporting.change_stimuluscheck")
        others = StimulusCheck.objects.visible_to(by).filter(grant=row.grant_id).exclude(pk=row.pk)
        return super().get_context_data(
            row=row, mark=checks.mark_of(row, by.today), grant=row.grant, shows_village=by.level != VILLAGE,
            may_change=keeps and not actions.closed_to_change(row), may_resolve=keeps and row.is_open,
            may_inspect=actions.may_inspect(row.grant, by),
            others=[(other, checks.mark_of(other, by.today)) for other in others], **kwargs,
        )  # fmt: skip


class CheckPhotoView(View):
    """The photo, through the inspection it belongs to; every look is in the trail."""

    def get(self, request, uid):
        row = visible_check(request, uid)
        if row.photo_id is None:
            raise Http404
        audit.record("check:photo", by=request.assignment, obj=row)
        return files.respond(row.photo)


class OfGrant:
    """The form of an inspection; beside it what the family received and showed of its use."""

    model, form_class, template_name = StimulusCheck, CheckForm, "reporting/check_form.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "grant": self.grant}

    def get_context_data(self, **kwargs):
        payments = self.grant.disbursements.filter(paid_on__isnull=False).order_by("number")
        return super().get_context_data(
            grant=self.grant, payments=list(payments),
            before=self.grant.checks.exclude(pk=getattr(self.object, "pk", None)).count(), **kwargs,
        )

    def closed_url(self):
        return reverse("reporting:stimulus-check-list")

    get_cancel_url = closed_url


class CheckCreateView(OfGrant, Gated, FormCreateView):
    """The Dinas writes down what it saw at a family (II.D.1.3(6))."""

    extra_context = {"title": "Catat pemeriksaan"}
    success_message = "Pemeriksaan tersimpan. Desa/kelurahan dapat membacanya."

    def prepare(self):
        super().prepare()
        self.grant = visible_grant(self.request, self.kwargs["uid"])
        if not actions.may_inspect(self.grant, self.request.assignment):
            raise PermissionDenied
        reason = checks.nothing_paid(self.grant) if self.request.method == "GET" else ""
        if reason:
            raise TransitionRefused([reason])

    def get_initial(self):
        by = self.request.assignment
        return {"on": by.today, "inspector": f"{by.person.name}, {by.role_label}"[:160]}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.grant = self.grant
        return form

    def write(self, form):
        by = self.request.assignment
        return actions.record_check(form.instance, by=by, on=form.instance.on, photo=form.cleaned_data.get("photo"))


class CheckUpdateView(OfGrant, Gated, FormUpdateView):
    extra_context = {"title": "Perbaiki pemeriksaan"}
    success_message = "Perubahan tersimpan."

    def get_object(self, queryset=None):
        row = visible_check(self.request, self.kwargs["uid"])
        self.grant = row.grant
        if not actions.may_inspect(self.grant, self.request.assignment, "reporting.change_stimuluscheck"):
            raise PermissionDenied
        reason = actions.closed_to_change(row) if self.request.method == "GET" else ""
        if reason:
            raise TransitionRefused([reason])
        return row

    def closed_url(self):
        return reverse("reporting:stimulus-check", args=[self.kwargs["uid"]])

    get_cancel_url = closed_url

    def write(self, form):
        by, photo = self.request.assignment, form.cleaned_data.get("photo")
        return actions.change_check(form.instance, by=by, on=by.today, fields=form.changed_data, photo=photo)


class CheckResolveView(Gated, WriteMixin, Prepared):
    """A finding is settled: when, and how the Dinas made sure."""

    form_class = ResolveForm
    submit_label = "Tutup temuan"
    success_message = "Temuan tercatat selesai."

    def prepare(self):
        self.check = self.object = visible_check(self.request, self.kwargs["uid"])
        if not actions.may_inspect(self.check.grant, self.request.assignment, "reporting.change_stimuluscheck"):
            raise PermissionDenied
        reason = actions.closed_to_resolve(self.check) if self.request.method == "GET" else ""
        if reason:
            raise TransitionRefused([reason])

    def get_initial(self):
        return {"resolved_on": self.request.assignment.today}

    def closed_url(self):
        return self.check.get_absolute_url()

    get_success_url = get_cancel_url = closed_url

    def get_context_data(self, **kwargs):
        grant, check = self.check.grant, self.check
        told = f"Temuan: {check.finding} Yang harus dilakukan: {check.action}"
        return super().get_context_data(
            title="Tutup temuan", meta=f"{grant.family.called}, {grant.region}",
            intro=f"{told} {checks.unshown_words(grant)}",
            back_label="Kembali ke pemeriksaan", **kwargs,
        )  # fmt: skip

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.resolve(self.check, by=by, on=data["resolved_on"], resolution=data["resolution"])


# --- on paper -------------------------------------------------------------------------------------------------------
class CheckPaperView(PaperView):
    """One inspection as it was recorded, for both to sign (5.22)."""

    name, paper_template = "Catatan pemeriksaan dana stimulan", CHECK_TEMPLATE

    def find_region(self, request, uid):
        self.printed_row = visible_check(request, uid)
        return self.printed_row.grant.region

    def paper_facts(self, paper):
        return check_facts(self.printed_row.grant, self.printed_row, paper, self.request.assignment.today)


class CheckBlankView(PaperView):
    """The instrument to carry along: what the family received stands in it, the answers are written by hand."""

    name, paper_template = "Lembar pemeriksaan dana stimulan", CHECK_TEMPLATE

    def find_region(self, request, uid):
        self.printed_row = visible_grant(request, uid)
        return self.printed_row.region

    def paper_facts(self, paper):
        return check_facts(self.printed_row, None, paper, self.request.assignment.today)
