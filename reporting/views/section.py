"""One section of a report, one page each; the list of obstacles; the signed page of the accepted report."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, View

from fcu_project import audit, dates, files
from fcu_project.views import FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from reporting import indicators
from reporting.actions import report as actions
from reporting.documents.annexes import shown
from reporting.documents.report import finance_facts
from reporting.forms.report import FORMS, BookedFinanceForm, ObstacleForm, ScanForm
from reporting.models import Obstacle, Report, Section, SectionReview
from reporting.models.report import AMOUNTS
from reporting.money import quarter_money
from reporting.quarterly import content
from reporting.quarterly.activities import activities_of, not_given
from reporting.quarterly.help_given import plan_of
from reporting.quarterly.missing import unrecorded
from reporting.views.figures import groups_for
from reporting.views.obstacles import AddsObstacle, ChangesObstacle, StrikesObstacle
from reporting.views.reach import Refusing, may_write, section_named, visible_report
from reporting.views.report import LETTERS, STAGE, activities_shown, earlier_obstacles, plan_shown
from reporting.visits.finding_tables import unit_findings

STILL_OPEN = ("needs_open_end", "referrals_waiting_end", "referrals_overdue_end")


class OnReport(Refusing):
    """A form on a report of the own village. What was sent is not opened for writing; the text of whoever was still
    typing when it was sent comes back with the reason."""

    section = None

    def check(self):
        """Refuse whoever does not fill in this section."""
        self.report = visible_report(self.request, self.kwargs["uid"])
        if not may_write(self.report, self.request.assignment, self.section):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        if not self.report.is_open:
            stage = self.report.get_stage_display().lower()
            raise TransitionRefused([f"Laporan ini {stage}. Isinya tidak bisa diubah lagi."])
        return self.render_to_response(self.get_context_data())

    def section_url(self):
        return reverse("reporting:section", args=[self.report.uid, self.section.value])


class SectionView(OnReport, FormUpdateView):
    """A chapter, the obstacles or the finance half, with what the records say of it beside the form (REP-05)."""

    model = Report
    template_name = "reporting/section.html"

    def prepare(self):
        self.section = section_named(self.kwargs["section"])
        self.check()
        self.object = self.report
        self.has_book = self.section == Section.FINANCE and quarter_money.book_of(self.report) is not None

    def get_form_class(self):
        return BookedFinanceForm if self.has_book else FORMS[self.section]

    def get_initial(self):
        before = self.report.brought_forward() if self.section == Section.FINANCE else None
        return {"opening_balance": before} if before is not None and not self.report.finance_kind else {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            report=self.report, section=self.section, letter=LETTERS[self.section], review=self._review(),
            early=quarter_money.too_early(self.report, self.request.assignment.today) if self._is_finance else "",
            **self._facts(), **kwargs,
        )  # fmt: skip

    @property
    def _is_finance(self):
        return self.section == Section.FINANCE

    def _review(self):
        """What the Dinas asked to be mended here, or None."""
        if self.report.stage != STAGE.RETURNED:
            return None
        review = content.reviews_of(self.report.latest_version()).get(self.section)
        return review if review and review.verdict == SectionReview.Verdict.MEND else None

    def _facts(self):
        """What the records say of this section."""
        report, by = self.report, self.request.assignment
        if self.section == Section.ACTIVITIES:
            groups, plan = activities_of(report.unit, report.period), plan_of(report.unit, report.period)
            return {
                "activities": activities_shown(groups), "plan": plan_shown(plan),
                "not_given": ", ".join(not_given(groups, plan)), "missing": unrecorded(report.unit, report.period),
            }  # fmt: skip
        if self.has_book:
            told = quarter_money.finance_of(report)
            return {"money": finance_facts(told), "stale": report.is_done(Section.FINANCE) and self._disagrees(told)}
        if self.section == Section.RESULTS:
            tables = [shown(table) for table in content.mentoring_of(report)]
            return {"groups": groups_for(report, indicators.count(report.region, report.period), by), "told": tables}
        if self.section == Section.NEXT_PLAN:
            counted = [indicators.figure_named(code).count(report.region, report.period) for code in STILL_OPEN]
            left = [(indicators.label_of(code), found[code]) for found in counted for code in found]
            return {"left": left, "obstacles": list(report.obstacles.exclude(due_on=None))}
        if self.section == Section.OBSTACLES:
            found = unit_findings(report.unit, report.period)
            return {
                "obstacles": list(report.obstacles.all()), "earlier": earlier_obstacles(report, by),
                "findings": [shown(found)] if found["rows"] else [],
            }  # fmt: skip
        return {}

    def _disagrees(self, told):
        """[(line, rupiah, rupiah)]: what the book says otherwise than when the section was finished."""
        found = quarter_money.differences(self.report, told)
        return [(words, dates.rupiah(was), dates.rupiah(now)) for words, was, now in found]

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        if self.section == Section.FINANCE:
            return actions.save_finance(
                form.instance, kind=data.get("finance_kind", ""), note=data["finance_note"], done=data["done"], by=by,
                amounts={name: data[name] for name in AMOUNTS if name in data}, on=by.today,
            )  # fmt: skip
        if self.section == Section.OBSTACLES:
            told = {"no_obstacles": data["no_obstacles"]}
        else:
            told = {"text": data[content.TEXTS[self.section]]}
        return actions.save_section(form.instance, self.section, done=data["done"], by=by, on=by.today, **told)

    def get_success_message(self, form):
        if self.section == Section.FINANCE:
            told = f"Tersimpan. Saldo akhir triwulan ini {dates.rupiah(self.object.closing_balance)}."
            early = quarter_money.too_early(self.report, self.request.assignment.today)
            return f"{told} {early}" if early and form.cleaned_data["done"] else told
        return f"“{self.section.label}” tersimpan{' dan selesai' if form.cleaned_data['done'] else ''}."

    def get_success_url(self):
        return f"{self.report.get_absolute_url()}#bagian-{self.section.value}"

    def get_cancel_url(self):
        return self.report.get_absolute_url()


# --- obstacles --------------------------------------------------------------------------------------------------
class OnObstacles(OnReport):
    acts = actions
    section = Section.OBSTACLES

    def obstacle(self):
        rows = Obstacle.objects.visible_to(self.request.assignment).filter(report=self.report)
        return get_object_or_404(rows.select_related("report__region", "report__unit"), uid=self.kwargs["row"])

    def get_success_url(self):
        return self.section_url()

    get_cancel_url = get_success_url


class ObstacleCreateView(OnObstacles, AddsObstacle):
    """Add an obstacle with its solution, who sees to it and until when; `?dari=` takes over one of the last report."""

    model, form_class = Obstacle, ObstacleForm

    def get_initial(self):
        """What the last report said of it, without a day that has passed: until when is decided anew."""
        asked = self.request.GET.get("dari", "")
        rows = earlier_obstacles(self.report, self.request.assignment) if asked else []
        row = next((row for row in rows if str(row.uid) == asked), None)
        if row is None:
            return {}
        told = {name: getattr(row, name) for name in ("obstacle", "solution", "owner")}
        still = row.due_on and row.due_on >= self.request.assignment.today
        return {**told, "due_on": row.due_on} if still else told


class ObstacleUpdateView(OnObstacles, ChangesObstacle):
    model, form_class = Obstacle, ObstacleForm


class ObstacleRemoveView(OnObstacles, StrikesObstacle):
    """Strike it."""


# --- the signed page --------------------------------------------------------------------------------------------
class SignedScanView(Refusing, WriteMixin, FormView):
    """Keep the accepted report as it was signed on paper."""

    form_class = ScanForm
    template_name = "form.html"
    submit_label = "Unggah"
    success_message = "Pindaian laporan tersimpan."
    intro = "Ditandatangani Sekretaris dan Koordinator, diketahui kepala desa/lurah. Pindai semua halamannya."

    def prepare(self):
        self.report = self.object = visible_report(self.request, self.kwargs["uid"])
        if self.report.region_id != self.request.assignment.region_id:
            raise PermissionDenied
        if self.report.stage != STAGE.ACCEPTED:
            raise TransitionRefused(["Laporan dicetak dan ditandatangani setelah diterima Dinas Sosial."])

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title="Unggah laporan yang sudah ditandatangani",
            meta=str(self.report),
            intro=self.intro,
            **kwargs,
        )

    def write(self, form):
        by = self.request.assignment
        return actions.attach_signed_scan(self.report, form.cleaned_data["scan"], by=by, on=by.today)


class SignedScanFileView(View):
    """The scan itself, through the report it belongs to."""

    def get(self, request, *args, **kwargs):
        report = visible_report(request, self.kwargs["uid"])
        if not report.signed_scan_id:
            raise Http404
        audit.record("report:scan-read", by=request.assignment, obj=report)
        return files.respond(report.signed_scan)
