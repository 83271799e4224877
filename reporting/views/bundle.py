"""Many reports in one file, made by the worker; and reminding an FCU of a report (REP-15)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from families.forms.base import Form
from fcu_project import audit, files
from fcu_project.views import WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit
from institutions.views.listing import KeyedListView
from reporting import bundles
from reporting.actions import bundle as actions
from reporting.actions.reminder import record_reminder
from reporting.forms.bundle import BundleForm, LongPaperForm
from reporting.models import PrintBundle, ReportVersion
from reporting.periods import Quarter
from reporting.quarterly import reminders
from reporting.views.reach import Refusing, visible_office_report, visible_report

MARKS = {
    PrintBundle.Stage.WAITING: ("todo", "hourglass-split"), PrintBundle.Stage.WORKING: ("doing", "hourglass-split"),
    PrintBundle.Stage.READY: ("done", ""), PrintBundle.Stage.FAILED: ("wrong", ""),
    PrintBundle.Stage.EXPIRED: ("shut", ""),
}  # fmt: skip


# --- many reports in one file -----------------------------------------------------------------------------------
class BundleListView(KeyedListView):
    """What one has asked for, the latest first."""

    template_name = "reporting/bundle_list.html"
    descending = True

    def get_queryset(self):
        return PrintBundle.objects.visible_to(self.request.assignment)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.mark = MARKS[row.stage]
        return context


class BundleCreateView(WriteMixin, FormView):
    """Choose which reports; the paper is made while one goes on."""

    form_class = BundleForm
    template_name = "reporting/bundle_create.html"
    submit_label = "Buat berkas cetak"
    success_message = "Berkas cetak sedang dibuat. Anda bisa melanjutkan pekerjaan lain."

    def prepare(self):
        self.object = None

    def get_initial(self):
        """The quarter of the page from which one comes."""
        asked = self.request.GET
        return {"quarter": f"{asked.get('tahun', '')}-{asked.get('triwulan', '')}"}

    def get_cancel_url(self):
        return reverse("reporting:bundle-list")

    def write(self, form):
        by, told = self.request.assignment, form.cleaned_data
        quarter, place = told["quarter"], told.get("subdistrict") or by.region
        latest = ReportVersion.objects.visible_to(by).filter(
            report__year=quarter.year, report__quarter=quarter.number, report__stage__in=form.stages,
            report__region__code__startswith=place.code,
        )  # fmt: skip
        last = latest.order_by().values("report").annotate(last=Max("id")).values("last")
        versions = ReportVersion.objects.filter(pk__in=last).order_by("report__region__code").only("uid")
        title = f"Laporan FCU {place}, {quarter.words}"
        return actions.ask(
            versions, title=title, kind=PrintBundle.Kind.REPORTS, paper=told["paper"], by=by, on=by.today
        )


def own_bundle(request, uid):
    rows = PrintBundle.objects.visible_to(request.assignment).select_related("region", "file")
    return get_object_or_404(rows, uid=uid)


class BundleView(TemplateView):
    """How far it is; the page looks again by itself while it is being made."""

    template_name = "reporting/bundle.html"

    def get_context_data(self, **kwargs):
        bundle = own_bundle(self.request, self.kwargs["uid"])
        moving = bundles.is_moving(bundle)
        ready = bundle.stage == PrintBundle.Stage.READY
        return super().get_context_data(
            bundle=bundle, moving=moving, mark=MARKS[bundle.stage], ready=ready,
            kept_until=bundles.kept_until(bundle) if ready else None, may_ask_again=not moving and not ready, **kwargs,
        )  # fmt: skip


class BundleFileView(View):
    def get(self, request, *args, **kwargs):
        bundle = own_bundle(request, self.kwargs["uid"])
        if bundle.file is None:
            raise Http404
        audit.record("bundle:file", by=request.assignment, obj=bundle)
        return files.respond(bundle.file, name=f"{bundle.title}.pdf", inline=False)


class BundleAgainView(Refusing, WriteMixin, FormView):
    """The same once more, where it failed or its file was thrown away."""

    form_class = Form
    template_name = "refused.html"
    http_method_names = ("post", "options")
    success_message = BundleCreateView.success_message

    def prepare(self):
        self.object = own_bundle(self.request, self.kwargs["uid"])

    def get_context_data(self, **kwargs):
        form = kwargs.get("form")
        reasons = [message for messages in form.errors.values() for message in messages] if form else []
        return super().get_context_data(reasons=reasons, back_url=self.get_cancel_url(), **kwargs)

    def get_cancel_url(self):
        return reverse("reporting:bundle-list")

    def write(self, form):
        if bundles.is_moving(self.object):
            raise TransitionRefused(["Berkas ini masih dibuat. Tunggu sampai selesai."])
        by = self.request.assignment
        return actions.ask_again(self.object, by=by, on=by.today)


class ReportBundleView(Refusing, WriteMixin, FormView):
    """One long report, made by the worker."""

    form_class = LongPaperForm
    template_name = "refused.html"
    http_method_names = ("post", "options")
    success_message = BundleCreateView.success_message
    kind, look_up = PrintBundle.Kind.REPORT, staticmethod(visible_report)

    def prepare(self):
        self.report = self.look_up(self.request, self.kwargs["uid"])
        self.object = None

    def get_context_data(self, **kwargs):
        form = kwargs.get("form")
        reasons = [message for messages in form.errors.values() for message in messages] if form else []
        return super().get_context_data(reasons=reasons, back_url=self.get_cancel_url(), **kwargs)

    def get_cancel_url(self):
        return self.report.get_absolute_url()

    def write(self, form):
        by, told = self.request.assignment, form.cleaned_data
        rows = self.report.versions.order_by("-number")
        version = (rows.filter(number=told["version"]) if told["version"] else rows).first()
        if version is None:
            raise TransitionRefused(["Yang dibuat menjadi berkas cetak adalah laporan yang sudah dikirim."])
        title = f"{self.report}, {self.report.region}" if self.kind == PrintBundle.Kind.REPORT else str(self.report)
        return actions.ask([version], title=title[:200], kind=self.kind, paper=told["paper"], by=by, on=by.today)


class OfficeBundleView(ReportBundleView):
    """The same for the report of an office."""

    kind, look_up = PrintBundle.Kind.OFFICE, staticmethod(visible_office_report)


# --- reminding --------------------------------------------------------------------------------------------------
class RemindView(Refusing, WriteMixin, FormView):
    """The text and the ways to send it; afterwards it is written down that it was sent."""

    form_class = Form
    template_name = "reporting/reminder.html"
    submit_label = "Catat sudah diingatkan"
    success_message = "Tercatat bahwa FCU ini sudah diingatkan."

    def prepare(self):
        by = self.request.assignment
        units = FamilyCareUnit.objects.visible_to(by).select_related("region")
        self.object = self.unit = get_object_or_404(units, uid=self.kwargs["uid"])
        if self.kwargs["quarter"] not in (1, 2, 3, 4) or not 2000 <= self.kwargs["year"] <= by.today.year:
            raise Http404
        self.quarter = Quarter(self.kwargs["year"], self.kwargs["quarter"])
        if not by.has_perm("reporting.remind_report"):
            raise PermissionDenied
        if reason := reminders.closed(self.unit, self.quarter, by.today):
            raise TransitionRefused([reason])

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            nudge=reminders.reminder(self.unit, self.quarter, self.request.assignment), unit=self.unit,
            quarter=self.quarter, earlier=reminders.reminded(self.unit, self.quarter)[:1], **kwargs,
        )  # fmt: skip

    def get_cancel_url(self):
        return f"{reverse('reporting:matrix')}?tahun={self.kwargs['year']}"

    def get_success_url(self):
        return self.get_cancel_url()

    def write(self, form):
        by = self.request.assignment
        return record_reminder(self.unit, self.quarter, by=by, on=by.today)
