"""What goes with a report, of an FCU or of an office: the checklist of aspects, photos and papers (REP-01, REP-04)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import FormView, View

from fcu_project import audit, files
from fcu_project.forms import Form
from fcu_project.views import WriteMixin
from fcu_project.workflow import TransitionRefused
from reporting.actions import annex as actions
from reporting.forms.annex import AGREED, PaperForm, PhotoAttachmentForm, WordsForm
from reporting.models import OfficeReport, Report
from reporting.quarterly import annexes, aspects
from reporting.quarterly.annex_panel import annexes_panel
from reporting.quarterly.annexes import address
from reporting.views.reach import Refusing
from reporting.views.receipt import carry_on, guard

# What writers say most often of an aspect without records; offered while they type.
USUAL_WORDS = (
    "Belum waktunya menurut rencana kerja.", "Tidak ada yang membutuhkan pada masa ini.",
    "Dikerjakan pada masa sebelumnya.", "Ditunda ke masa berikutnya.", "Belum ada petugasnya.",
)  # fmt: skip


class OnReport(Refusing):
    """A page of one report, of an FCU (`model` Report) or of an office (OfficeReport), for those who write it."""

    model = Report

    def visible(self):
        """The report of the address within reach. Raises Http404."""
        rows = self.model.objects.visible_to(self.request.assignment).with_facts()
        return get_object_or_404(rows, uid=self.kwargs["uid"])

    def check(self):
        """Look up the report; refuse whoever does not write it. What was sent is not opened for writing."""
        self.report = self.visible()
        if not annexes.writes(self.report, self.request.assignment):
            raise PermissionDenied
        if self.request.method == "GET" and not self.report.is_open:
            stage = self.report.get_stage_display().lower()
            raise TransitionRefused([f"Laporan ini {stage}. Isinya tidak bisa diubah lagi."])

    def get(self, request, *args, **kwargs):
        self.prepare()
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        return super().get_context_data(report=self.report, **kwargs)

    def get_cancel_url(self):
        """Back to the checklist, from where the report itself is one step away."""
        return address(self.model, "aspects", self.kwargs["uid"])

    def get_success_url(self):
        return landing(self.report)


def landing(report):
    """Where the attachments of a report are seen by who just changed them."""
    of_unit = annexes.is_of_unit(report)
    return f"{report.get_absolute_url() if of_unit else aspects.page_of(report)}#lampiran"


def of_office(view):
    """The same page for the report of an office."""
    return view.as_view(model=OfficeReport)


# --- the checklist ----------------------------------------------------------------------------------------------
class AspectsView(OnReport, WriteMixin, FormView):
    """Each aspect with its records, its owner and where to record it; a word where there are none (REP-01)."""

    form_class = WordsForm
    template_name = "reporting/aspects.html"
    submit_label = "Simpan penjelasan"

    def prepare(self):
        self.check()
        self.object = self.report
        self.lines = aspects.checklist(self.report, self.request.assignment)
        guard(self.request, self.report)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "row": self.report, "lines": self.lines}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            recorded=[line for line in self.lines if line.number], counts=aspects.counts_of(self.lines),
            usual=USUAL_WORDS,
            attached=annexes_panel(self.request, self.report), **kwargs,
        )  # fmt: skip

    def get_cancel_url(self):
        return ""

    def write(self, form):
        by = self.request.assignment
        return actions.save_words(self.report, form.words(), by=by, on=by.today)

    def _refuse(self, form, problem):
        return super()._refuse(carry_on(form, problem, self.report), problem)

    def get_success_url(self):
        return aspects.page_of(self.report)

    def get_success_message(self, form):
        left = aspects.lacking(self.report)
        return f"Tersimpan. Masih {len(left)} aspek tanpa catatan dan penjelasan." if left else (
            "Tersimpan. Semua aspek sudah tercatat atau dijelaskan."
        )  # fmt: skip


# --- photos and papers ------------------------------------------------------------------------------------------
class AttachmentCreateView(OnReport, WriteMixin, FormView):
    """Attach a photo, or with `?jenis=berkas` a paper."""

    template_name = "reporting/attachment_form.html"

    @property
    def is_paper(self):
        return self.request.GET.get("jenis") == "berkas"

    def prepare(self):
        self.check()
        self.object = None

    def get_form_class(self):
        return PaperForm if self.is_paper else PhotoAttachmentForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "report": self.report}

    def get_context_data(self, **kwargs):
        kind = annexes.PAPER if self.is_paper else annexes.PHOTO
        return super().get_context_data(
            title="Tambah berkas" if self.is_paper else "Tambah foto kegiatan", noun=actions.NOUNS[kind],
            room=annexes.room_for(self.report, kind), most=annexes.MOST[kind],
            submit_label="Lampirkan", **kwargs,
        )  # fmt: skip

    def get_cancel_url(self):
        return address(self.model, "aspects", self.kwargs["uid"])

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        told = {"caption": data["caption"], "taken_on": data["taken_on"], "by": by, "on": by.today}
        if self.is_paper:
            return actions.add_paper(self.report, data["scan"], **told)
        agreed = data["people"] == AGREED
        chosen = data.get("records")
        if chosen:
            actions.add_from_records(self.report, chosen, by=by, on=by.today, shows_people=agreed)
        if data["photo"]:
            actions.add_photo(self.report, data["photo"], shows_people=agreed, **told)
        return self.report

    def get_success_message(self, form):
        kind = annexes.PAPER if self.is_paper else annexes.PHOTO
        left = annexes.room_for(self.report, kind)
        return f"Lampiran tersimpan. Masih ada tempat untuk {left} {actions.NOUNS[kind]}."


class AttachmentRemoveView(OnReport, WriteMixin, FormView):
    """Take an attachment off, after a question."""

    form_class = Form
    template_name = "reporting/attachment_remove.html"
    submit_label = "Lepas dari laporan"
    success_message = "Lampiran dilepas dari laporan."

    def prepare(self):
        self.check()
        rows = self.report.attachments.filter(uid=self.kwargs["row"])
        self.object = self.row = get_object_or_404(rows)
        self.row.report = self.report
        if self.request.method == "GET" and self.row.removed_at:
            raise TransitionRefused([f"“{self.row.caption}” sudah dilepas dari laporan."])

    def get_context_data(self, **kwargs):
        file_url = address(self.model, "attachment-file", self.report.uid, self.row.uid)
        was_sent = self.report.versions.exists()
        return super().get_context_data(row=self.row, file_url=file_url, was_sent=was_sent, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.remove_attachment(self.row, by=by, on=by.today)


class AttachmentFileView(OnReport, View):
    """One photo or paper, through the report it belongs to; above, only what went with a version that was sent."""

    def get(self, request, *args, **kwargs):
        report = self.visible()
        row = get_object_or_404(report.attachments.select_related("file"), uid=self.kwargs["row"])
        if not annexes.may_open(row, report, request.assignment):
            raise Http404
        audit.record("attachment:view", by=request.assignment, obj=row)
        return files.respond(row.file, name=f"Lampiran-{row.uid.hex[:8]}")
