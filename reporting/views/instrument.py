"""Instruments: their editions, the questions of one, a draft and how it is published (SME-02, 07, 09)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from families.forms.base import Form
from families.views.member import Gated
from fcu_project import workflow
from fcu_project.views import FormCreateView, FormUpdateView
from fcu_project.workflow import TransitionRefused
from institutions.views.sheet import PaperView
from referrals.views.reach import OneStep
from reporting.actions import instrument as actions
from reporting.documents.instrument import TEMPLATE, blank_facts
from reporting.forms.instrument import PublishForm, QuestionForm
from reporting.models import Instrument, InstrumentQuestion
from reporting.views.finding import visit_asked
from reporting.visits import editions

LIST = "reporting:instrument-list"


def visible_instrument(request, uid):
    return get_object_or_404(Instrument.objects.visible_to(request.assignment), uid=uid)


class InstrumentListView(TemplateView):
    """Per aim its editions, the newest first; the ministry begins the next one here."""

    template_name = "reporting/instrument_list.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        rows = list(Instrument.objects.visible_to(by).prefetch_related("questions"))
        for row in rows:
            row.mark = editions.standing_of(row, by.today)
        groups = [{"aim": aim, "rows": [row for row in rows if row.aim == aim]} for aim in editions.AIMS]
        for group in groups:
            drafts = [row for row in group["rows"] if row.stage == Instrument.Stage.DRAFT]
            group["draft"] = drafts[0] if drafts else None
        return super().get_context_data(groups=groups, writes=actions.writes(by), **kwargs)


class InstrumentView(TemplateView):
    """One edition: its questions by aspect, and what it changed."""

    template_name = "reporting/instrument.html"

    def get_context_data(self, **kwargs):
        by, row = self.request.assignment, visible_instrument(self.request, kwargs["uid"])
        return super().get_context_data(
            row=row, mark=editions.standing_of(row, by.today), parts=editions.parts_of(row),
            changes=editions.difference(row), previous=editions.before(row),
            writes=actions.writes(by) and row.stage == Instrument.Stage.DRAFT,
            buttons=workflow.available(row, by, by.today), **kwargs,
        )  # fmt: skip


class BlankView(PaperView):
    """The form to be filled in by hand; its head is filled in for one visit (`?kunjungan=`)."""

    name, paper_template = "Formulir kosong instrumen", TEMPLATE

    def find_region(self, request, uid):
        self.printed_row = visible_instrument(request, uid)
        self.visit = visit_asked(request)
        if self.visit and self.visit.aim != self.printed_row.aim:
            raise Http404
        return request.assignment.region

    def paper_facts(self, paper):
        return blank_facts(self.printed_row, self.visit, paper, self.request.assignment)


# --- a draft --------------------------------------------------------------------------------------------------------
class DraftView(OneStep):
    """A draft of the next edition, from the last."""

    http_method_names = ("post", "options")
    success_message = "Draf dibuat dari edisi terakhir. Ubah pertanyaannya, lalu berlakukan."

    def prepare(self):
        self.object = None
        self.aim = editions.aim_named(self.kwargs["aim"])
        if self.aim is None:
            raise Http404

    def closed_url(self):
        return reverse(LIST)

    def write(self, form):
        by = self.request.assignment
        return actions.open_draft(self.aim, by=by, on=by.today)


class OnDraft(Gated):
    """A form on a draft, for who writes it."""

    def find(self):
        self.edition = visible_instrument(self.request, self.kwargs["uid"])
        if not actions.writes(self.request.assignment):
            raise PermissionDenied
        if self.request.method == "GET" and self.edition.stage != Instrument.Stage.DRAFT:
            raise TransitionRefused([actions.CLOSED])

    def closed_url(self):
        return self.edition.get_absolute_url()

    get_success_url = get_cancel_url = closed_url

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            edition=self.edition, meta=self.edition, back_label="Kembali ke draf", **kwargs
        )


class QuestionCreateView(OnDraft, FormCreateView):
    model, form_class = InstrumentQuestion, QuestionForm
    submit_label, success_message = "Tambah pertanyaan", "Pertanyaan ditambahkan."
    extra_context = {"title": "Tambah pertanyaan"}

    def prepare(self):
        super().prepare()
        self.find()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": InstrumentQuestion(instrument=self.edition, position=0)}

    def get_initial(self):
        return {"aspect": self.request.GET.get("aspek", ""), "position": None}

    def write(self, form):
        by = self.request.assignment
        return actions.save_question(form.instance, by=by, on=by.today)


class OnQuestion(OnDraft):
    """A form on one question of a draft."""

    def prepare(self):
        self.find()
        rows = self.edition.questions.all()
        self.object = get_object_or_404(rows, uid=self.kwargs["row"])
        self.object.instrument = self.edition


class QuestionUpdateView(OnQuestion, FormUpdateView):
    model, form_class = InstrumentQuestion, QuestionForm
    success_message = "Pertanyaan tersimpan."
    extra_context = {"title": "Ubah pertanyaan"}

    def write(self, form):
        by = self.request.assignment
        return actions.save_question(form.instance, by=by, on=by.today, fields=form.changed_data)


class QuestionRemoveView(OnQuestion, OneStep):
    """Take a question out, after a question."""

    form_class, template_name = Form, "reporting/question_remove.html"
    submit_label, success_message = "Hapus pertanyaan", "Pertanyaan dihapus dari draf ini."

    def get_context_data(self, **kwargs):
        label = editions.aspect_labels(self.edition.aim)[self.object.aspect]
        return super().get_context_data(title="Hapus pertanyaan", row=self.object, aspect=label, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.remove_question(self.object, by=by, on=by.today)


class PublishView(OnDraft, FormUpdateView):
    """Put an edition in force, after a last look at what it changes."""

    model, form_class = Instrument, PublishForm
    template_name = "reporting/instrument_publish.html"
    submit_label = "Berlakukan edisi ini"
    success_message = "Edisi tersimpan dan tidak bisa diubah lagi. Kunjungan sejak tanggalnya memakai edisi ini."

    def prepare(self):
        self.find()
        self.object = self.edition

    def get_initial(self):
        return {"valid_from": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        button = next((one for one in workflow.available(self.edition, by, by.today) if one.name == "publish"), None)
        return super().get_context_data(
            title=f"Berlakukan {self.edition}", button=button, changes=editions.difference(self.edition),
            previous=editions.before(self.edition), **kwargs,
        )  # fmt: skip

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.publish(
            form.instance, valid_from=data["valid_from"], note=data["note"], by=by, on=by.today
        )


class DiscardView(OnDraft, OneStep):
    """Throw a draft away, after a question."""

    form_class, template_name = Form, "reporting/instrument_discard.html"
    submit_label, success_message = "Buang draf", "Draf dibuang. Edisi yang berlaku tidak berubah."

    def prepare(self):
        self.find()
        self.object = self.edition

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=f"Buang draf {self.edition}", **kwargs)

    def get_success_url(self):
        return reverse(LIST)

    def write(self, form):
        by = self.request.assignment
        return actions.discard_draft(self.edition, by=by, on=by.today)
