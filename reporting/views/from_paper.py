"""What is written down of a report from its papers, and the quarter without any activity."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.generic import View

from families.views.version import OnVersion
from fcu_project import audit, files, workflow
from fcu_project.workflow import TransitionRefused
from reporting.above import offices
from reporting.actions import from_paper as actions
from reporting.actions.nothing import NEXT_PLAN, NIHIL, NO_RECORDS, fill_nothing, finance_words, nothing_problem
from reporting.forms.from_paper import HANDED, OUTCOMES, DecisionForm, NothingForm, SentOnPaperForm
from reporting.models import Report, Section
from reporting.quarterly import aspects
from reporting.quarterly.old_quarters import too_new
from reporting.views.reach import Refusing, may_write, visible_report
from reporting.workflow.report import of_own_village


class OnReport(Refusing, OnVersion):
    """A form about one report of the own village; what is closed says why and leads back."""

    noun, template_name = "report", "form.html"

    def prepare(self):
        self.report = self.object = visible_report(self.request, self.kwargs["uid"])
        if not of_own_village(self.report, self.request.assignment):
            raise PermissionDenied
        if self.request.method == "GET" and (problem := self.closed()):
            raise TransitionRefused([problem])  # what was typed meanwhile comes back with the reason, from the action
        self.guard(self.report)

    def closed(self):
        """Why the page does not open; or ""."""
        return ""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "report": self.report}

    def get_context_data(self, **kwargs):
        return super().get_context_data(report=self.report, meta=str(self.report), **kwargs)

    def get_cancel_url(self):
        return self.report.get_absolute_url()

    get_success_url = get_cancel_url


class PaperDecisionView(OnReport):
    """The Dinas has no account here: the receipt of the paper report, and what it decided, from its papers."""

    form_class, template_name = DecisionForm, "reporting/report_decision.html"
    submit_label = "Simpan"

    def closed(self):
        actions.must_record(self.report, self.request.assignment)
        if self.report.stage not in OUTCOMES:
            stage = self.report.get_stage_display().lower()
            return f"Laporan ini {stage}. Keputusan Dinas dicatat setelah laporan dikirim."
        return ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title="Catat keputusan Dinas dari kertas", office=offices.office_words(self.report.region), **kwargs
        )

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        told = {"by": by, "on": data["on"], "number": data["number"], "scan": data["scan"]}
        if data["outcome"] == HANDED:
            return actions.hand_over(self.report, to=data["handed_to"], **told)
        return actions.decide(self.report, data["outcome"], notes=form.notes(), reason=data["reason"], **told)

    def get_success_message(self, form):
        if form.cleaned_data["outcome"] == HANDED:
            return "Tanda terima tersimpan. Laporan menunggu diperiksa Dinas Sosial."
        stage = self.object.get_stage_display()
        return f"Tercatat dari kertas. Tahap sekarang: {stage}. Suratnya juga masuk buku surat masuk FCU."


class SentOnPaperView(OnReport):
    """An earlier quarter that was reported on paper, with the day on which it truly went out."""

    form_class, template_name = SentOnPaperForm, "reporting/report_sent_paper.html"
    submit_label = "Catat sudah dikirim"

    def prepare(self):
        super().prepare()
        by = self.request.assignment
        offered = (one for one in workflow.available(self.report, by, by.today) if one.name == "send-paper")
        self.button = next(offered, None)

    def closed(self):
        workflow.find_transition(self.report, "send-paper")
        return too_new(self.report, self.request.assignment.today)

    def get_context_data(self, **kwargs):
        by, region = self.request.assignment, self.report.region
        works = offices.works_here(offices.REVIEWS, region, by.today)
        # The day is asked here; the others open before.
        return super().get_context_data(
            title="Sudah dikirim di atas kertas", button=self.button, office_works=works,
            office=offices.office_words(region), **kwargs,
        )  # fmt: skip

    def write(self, form):
        data = form.cleaned_data
        return actions.send_on_paper(
            self.report, by=self.request.assignment, on=data["on"], number=data["number"], to=data["handed_to"],
            scan=data["scan"],
        )  # fmt: skip

    def get_success_message(self, form):
        return f"Tercatat. Tanda terima {self.object.receipt_number}."


class NothingView(OnReport):
    """A quarter without any activity: one confirmation fills every section, and each can still be changed."""

    form_class, template_name = NothingForm, "reporting/report_nothing.html"
    submit_label = "Isi laporan dengan nihil"
    success_message = "Semua bagian terisi. Baca sekali lagi, lalu kirim."

    def closed(self):
        if not may_write(self.report, self.request.assignment, None):
            raise PermissionDenied
        return nothing_problem(self.report)

    def get_initial(self):
        return {"next_plan": NEXT_PLAN}

    def get_context_data(self, **kwargs):
        texts = [(Section(section).label, text) for section, text in NIHIL.items()]
        lines = [*texts, (Section.OBSTACLES.label, "Tidak ada kendala."),
                 (Section.FINANCE.label, f"{finance_words(self.report).capitalize()}.")]  # fmt: skip
        if left := aspects.lacking(self.report):
            lines.append((f"Kelengkapan catatan, {len(left)} aspek", NO_RECORDS))
        return super().get_context_data(title="Triwulan tanpa kegiatan", lines=lines, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return fill_nothing(self.report, next_plan=form.cleaned_data["next_plan"], by=by, on=by.today)


class PaperScanView(View):
    """The scan of the paper from which the last act was written down, for whoever sees the report."""

    def get(self, request, uid):
        report = visible_report(request, uid)
        # A draft is the FCU's own; of one that was sent, everybody who reads it reads its papers.
        if report.paper_scan_id is None or report.stage == Report.Stage.DRAFT:
            raise Http404
        audit.record("report:paper-read", by=request.assignment, obj=report)
        return files.respond(report.paper_scan)
