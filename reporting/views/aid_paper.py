"""The papers the giver of an aid asks for: noted, mended, sent, taken out again (FUN-13)."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import View

from families.forms.base import Form
from families.views.member import Gated
from fcu_project import audit, files
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.views.sheet import own_row
from referrals.views.reach import Prepared
from reporting.actions import aid as actions
from reporting.forms.aid import PaperForm, SentForm
from reporting.models import AidPaper
from reporting.views.aid import visible_aid


def paper_of(aid, uid):
    paper = get_object_or_404(aid.papers.select_related("scan"), uid=uid)
    paper.aid = aid
    return paper


class OnPapers(Gated):
    """A form about the papers of an aid of the own village."""

    model, form_class = AidPaper, PaperForm
    needs_unsent = True

    def find_aid(self):
        return own_row(visible_aid(self.request, self.kwargs["uid"]), self.request.assignment)

    def prepare(self):
        self.aid = self.find_aid()
        self.object = self.about()

    def about(self):
        paper = paper_of(self.aid, self.kwargs["paper"])
        if self.needs_unsent and paper.sent_on and self.request.method == "GET":
            raise TransitionRefused(["Berkas ini sudah dikirim, jadi tidak diubah lagi."])
        return paper

    def get_context_data(self, **kwargs):
        return super().get_context_data(meta=str(self.aid), back_label="Kembali ke bantuan", **kwargs)

    def get_cancel_url(self):
        return f"{self.aid.get_absolute_url()}#berkas"

    closed_url = get_success_url = get_cancel_url


class PaperCreateView(OnPapers, FormCreateView):
    success_message = "Berkas tercatat."
    extra_context = {"title": "Tambah berkas yang diminta pemberi"}

    def about(self):
        return None

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.aid = self.aid
        return form

    def write(self, form):
        by = self.request.assignment
        return actions.save_paper(form.instance, by=by, on=by.today)


class PaperUpdateView(OnPapers, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah berkas"}

    def write(self, form):
        by = self.request.assignment
        return actions.save_paper(form.instance, by=by, on=by.today, fields=form.changed_data)


class PaperSentView(OnPapers, FormUpdateView):
    """The day it was sent, with what proves it; of a paper that was sent it can be mended."""

    form_class = SentForm
    needs_unsent = False
    submit_label = "Simpan pengiriman"
    success_message = "Pengiriman tercatat."

    def get_initial(self):
        return {"sent_on": self.object.sent_on or self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=f"Kirim: {self.object.what}", **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.send_paper(
            form.instance, scan=form.cleaned_data["scan"], by=by, on=by.today, fields=form.changed_data
        )


class PaperDropView(OnPapers, WriteMixin, Prepared):
    form_class = Form
    submit_label = "Hapus"
    success_message = "Berkas dihapus dari daftar."

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Hapus berkas ini dari daftar?", intro=self.object.what, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.drop_paper(self.object, by=by, on=by.today)


class PaperScanView(View):
    """What was sent, through the aid it belongs to."""

    def get(self, request, *args, **kwargs):
        paper = paper_of(visible_aid(request, self.kwargs["uid"]), self.kwargs["paper"])
        if not paper.scan_id:
            raise Http404
        audit.record("aid-paper:scan-read", by=request.assignment, obj=paper)
        return files.respond(paper.scan)
