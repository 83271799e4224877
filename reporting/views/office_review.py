"""What an office sent, as it was sent; taken in or given back by those to whom it goes, or from paper (REP-12)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import FormView, TemplateView

from fcu_project import audit
from fcu_project.views import WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.documents.letterhead import office_name_of
from reporting.above import office_content
from reporting.above.office_history import events_of, words_of
from reporting.above.office_tables.shown import shown
from reporting.actions.office import decide
from reporting.documents.office import annexes_of
from reporting.forms.office import ReceiveForm
from reporting.models import OfficeDecision, OfficeReport
from reporting.views.office import chapters_of, goes_to, standing
from reporting.views.reach import visible_office_report
from reporting.views.review import MOST_VERSIONS, moment
from reporting.workflow.office import Paper, is_writer, on_paper, own_office, receivers_of, receives, works_here

STAGE = OfficeReport.Stage
OWN_REPORT = "Laporan ini Anda kirim sendiri. Yang menerima atau mengembalikan harus orang lain."


def reading_context(report, version, by):
    """What both pages show of a version."""
    versions = list(report.versions.prefetch_related("decisions__office"))
    version.report = report
    previous = next((row for row in versions if row.number < version.number), None)
    is_latest = version.number == versions[0].number
    return {
        "report": report, "version": version, "previous": previous, "is_latest": is_latest, "mark": standing(report),
        "office": version.content["office"], "chapters": chapters_of(report, version.content["chapters"]),
        "tables": [shown(table) for table in version.content["tables"]],
        "reasons": office_content.reason_lines(version.content), "annexes": annexes_of(version.content),
        "changed": office_content.difference(version, previous), "goes_to": goes_to(report, version, by.today),
        "later": office_content.later_changes(version) if is_latest else None,
        "events": events_of(report, versions),
    }  # fmt: skip


class OfficeVersionView(TemplateView):
    """One version as it was sent, with what each office said of it."""

    template_name = "reporting/office_read.html"

    def get_context_data(self, **kwargs):
        by, number = self.request.assignment, self.kwargs["number"]
        report = visible_office_report(self.request, self.kwargs["uid"])
        if number > MOST_VERSIONS:
            raise Http404
        version = get_object_or_404(report.versions, number=number)
        audit.record("office-report:read", by=by, obj=report)
        return super().get_context_data(**reading_context(report, version, by), **kwargs)


class OfficeReviewView(WriteMixin, FormView):
    """The report, and beneath it the decision of the reader's office, or of an office without an account."""

    form_class = ReceiveForm
    template_name = "reporting/office_read.html"
    submit_label = "Simpan keputusan"

    def prepare(self):
        by = self.request.assignment
        self.report = self.object = visible_office_report(self.request, self.kwargs["uid"])
        self.sent = self.report.latest_version()
        if self.sent is None:
            raise Http404
        self.papers = on_paper(self.report, by)
        if not receives(self.report, by) and not self.papers and not (
            is_writer(self.report, by) and self.report.row.receivers
        ):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        audit.record("office-report:read", by=request.assignment, obj=self.report)
        return super().get(request, *args, **kwargs)

    @property
    def is_own(self):
        """Four eyes: whoever sent it, whatever they are by now, does not decide on it."""
        return not self.papers and self.report.sent_by == self.request.assignment.actor_uid

    @property
    def is_asked(self):
        by = self.request.assignment
        waits = self.report.stage == STAGE.SENT
        return waits and not self.is_own and bool(self.papers or own_office(self.report, by))

    def get_form_kwargs(self):
        """What was typed of a paper comes back although its office has decided meanwhile."""
        by, offices = self.request.assignment, self.papers
        if not offices and self.request.method == "POST" and is_writer(self.report, by):
            offices = [one.office for one in receivers_of(self.report) if not works_here(one, by.today)]
        return {**super().get_form_kwargs(), "offices": offices}

    def get_form(self, form_class=None):
        """The version that the form was opened at is that of the report: each decision raises it."""
        form = super().get_form(form_class)
        form.instance = self.report
        return form

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        form = kwargs.setdefault("form", self.get_form())
        return super().get_context_data(
            **reading_context(self.report, self.sent, by), asks=self.is_asked or form.is_bound, papers=self.papers,
            own_reason=OWN_REPORT if self.is_own and self.report.stage == STAGE.SENT else "", **kwargs,
        )  # fmt: skip

    def write(self, form):
        if self.is_own:
            raise TransitionRefused([OWN_REPORT])
        if not self.is_asked:
            raise TransitionRefused([])  # `_refuse` says who decided, and when
        by, data = self.request.assignment, form.cleaned_data
        paper = None
        if self.papers:
            paper = Paper(form.office_chosen, data["paper_number"], data["paper_date"], data.get("scan"))
        self.report.version = _posted(self.request)
        return decide(self.report, data["decision"], by=by, on=by.today, note=data["note"], paper=paper)

    def get_success_message(self, form):
        if form.cleaned_data["decision"] == OfficeDecision.Decision.RETURNED:
            return f"Laporan dikembalikan kepada {office_content.writer_name(self.report)} dengan catatan Anda."
        if self.report.stage == STAGE.SENT:
            return "Tercatat diterima. Laporan ini masih menunggu kantor lain."
        return "Laporan diterima."

    def _refuse(self, form, problem):
        """Who was faster and when; the note stays, and the next saving is compared with what stands now."""
        if not isinstance(problem, TransitionRefused):
            return super()._refuse(form, problem)
        self.prepare()
        form.instance = self.report
        form.data = form.data.copy()
        form.data["_version"] = str(self.report.version)
        return super()._refuse(form, TransitionRefused([*self._decided(), *problem.reasons]))

    def _decided(self):
        """One sentence for each decision on this version: what it was, whose, when."""
        rows = self.sent.decisions.select_related("office")
        return [
            f"{office_name_of(row.office)}: {row.get_decision_display().lower()}, {words_of(row)}, "
            f"{moment(row.created_at)}. Isian Anda belum tersimpan."
            for row in rows
        ]


def _posted(request):
    try:
        return int(request.POST.get("_version", ""))
    except ValueError:
        return 0
