"""Editions of the indicators: read by all who see indicators, drafted and published by the ministry (SUC-03)."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from families.forms.base import Form
from families.views.version import OnVersion
from fcu_project import export, workflow
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.views.listing import KeyedListView
from referrals.views.reach import Prepared
from reporting import indicators, resources
from reporting.actions import success as actions
from reporting.forms.success import DraftForm, IndicatorForm, PublishForm
from reporting.models import IndicatorEdition, Matrix, SuccessIndicator
from reporting.success import editions
from reporting.success.aspects import ALL, OF_MATRIX
from reporting.success.values import formula_of, words_of
from reporting.views.reach import Refusing

LIST = "reporting:edition-list"


def visible_edition(request, uid):
    return get_object_or_404(IndicatorEdition.objects.visible_to(request.assignment), uid=uid)


def visible_indicator(request, uid):
    rows = SuccessIndicator.objects.visible_to(request.assignment).select_related("edition")
    return get_object_or_404(rows, uid=uid)


class EditionListView(KeyedListView):
    """Every edition, the latest first."""

    template_name = "reporting/edition_list.html"
    order, descending = ("number", "id"), True
    columns, export_name = resources.EDITIONS, "Edisi-indikator"

    def get_queryset(self):
        return IndicatorEdition.objects.visible_to(self.request.assignment)

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        held = IndicatorEdition.in_force(by.today)
        drafted = IndicatorEdition.objects.filter(stage=IndicatorEdition.Stage.DRAFT).exists()
        return super().get_context_data(
            held=held.pk if held else None, may_draft=by.has_perm(actions.DRAFTS) and not drafted, **kwargs
        )


class EditionView(TemplateView):
    """All definitions of one edition, what it says otherwise than the one before, and what a draft still needs."""

    template_name = "reporting/edition.html"

    def get(self, request, *args, **kwargs):
        self.edition = visible_edition(request, self.kwargs["uid"])
        if request.GET.get("unduh") == "xlsx":
            rows, place = list(self.edition.indicators.all()), f"edisi-{self.edition.number}"
            title, by = "Indikator-keberhasilan", request.assignment
            return export.respond(title, resources.DEFINITIONS, rows, by=by, place=place)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        by, edition = self.request.assignment, self.edition
        base = editions.base_of(edition)
        held = IndicatorEdition.in_force(by.today)
        return super().get_context_data(
            edition=edition,
            matrices=self._matrices(),
            base=base,
            difference=editions.difference(edition, base) if base else None,
            is_held=held is not None and held.pk == edition.pk,
            may_edit=actions.may_edit(edition, by),
            buttons=workflow.available(edition, by, by.today) if edition.is_draft else [],
            gap=editions.gap_in(edition) if edition.is_draft else "",
            **kwargs,
        )

    def _matrices(self):
        """[(matrix, [(aspect, [(indicator, formula, target)])])]."""
        rows = list(self.edition.indicators.all())
        return [
            (matrix.label, [(aspect, [_told(row) for row in rows if row.aspect == aspect.code]) for aspect in aspects])
            for matrix, aspects in ((matrix, OF_MATRIX[matrix]) for matrix in Matrix)
        ]


def _told(row):
    return row, formula_of(row, in_village=False), words_of(row.target, row.reads, in_village=False)


class EditionDraftView(Refusing, WriteMixin, Prepared):
    """A new edition, as a copy of the last."""

    form_class, submit_label = DraftForm, "Buat draf"
    success_message = "Draf edisi baru tersimpan. Ubah indikatornya, lalu terbitkan."
    extra_context = {
        "title": "Buat draf edisi baru",
        "intro": "Draf dimulai dari salinan edisi terakhir. Edisi yang berlaku tidak berubah sampai draf diterbitkan.",
    }

    def prepare(self):
        self.object = None  # that only one is drafted at a time the action says

    def get_cancel_url(self):
        return reverse(LIST)

    def write(self, form):
        by = self.request.assignment
        return actions.draft_edition(note=form.cleaned_data["note"], by=by, on=by.today)


class OnDraft(Refusing):
    """A form on a draft; a published edition never changes."""

    def open_draft(self, edition):
        if not self.request.assignment.has_perm(actions.WRITES):
            raise PermissionDenied
        self.edition = edition
        if not edition.is_draft and self.request.method == "GET":
            raise TransitionRefused([actions.CLOSED])

    def get_cancel_url(self):
        return self.edition.get_absolute_url()

    get_success_url = get_cancel_url

    def get_context_data(self, **kwargs):
        return super().get_context_data(meta=str(self.edition), back_label="Kembali ke draf", **kwargs)


class EditionPublishView(OnDraft, OnVersion):
    """From which quarter on it holds; afterwards it never changes."""

    form_class, submit_label = PublishForm, "Terbitkan edisi"
    template_name, noun = "reporting/edition_publish.html", "edition"
    success_message = "Edisi terbit. Laporan sejak triwulan itu dinilai dengannya."

    def prepare(self):
        self.object = visible_edition(self.request, self.kwargs["uid"])
        self.open_draft(self.object)
        self.guard(self.object)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "guarded": self.object}

    def get_context_data(self, **kwargs):
        base = editions.base_of(self.edition)
        changes = editions.difference(self.edition, base) if base else None
        facts = [
            {"label": "Edisi", "value": self.edition.number},
            {"label": "Indikator", "value": self.edition.indicators.count()},
            {"label": "Baru", "value": len(changes.added) if changes else "–"},
            {"label": "Berubah", "value": len(changes.changed) if changes else "–"},
            {"label": "Dihapus", "value": len(changes.removed) if changes else "–"},
        ]
        consequences = [
            "Triwulan yang dipilih dan sesudahnya dinilai dengan edisi ini.",
            "Triwulan sebelumnya tetap dinilai dengan edisi yang berlaku waktu itu.",
            "Edisi yang terbit tidak bisa diubah lagi. Perubahan berikutnya memakai edisi baru.",
        ]
        return super().get_context_data(
            title=f"Terbitkan edisi {self.edition.number}?", facts=facts, consequences=consequences,
            gap=editions.gap_in(self.edition), **kwargs,
        )  # fmt: skip

    def write(self, form):
        by = self.request.assignment
        return actions.publish_edition(self.object, valid_from=form.cleaned_data["valid_from"], by=by, on=by.today)


class IndicatorCreateView(OnDraft, FormCreateView):
    model, form_class = SuccessIndicator, IndicatorForm
    success_message = "Indikator tersimpan di draf."
    extra_context = {"title": "Tambah indikator"}

    def prepare(self):
        self.object = None
        self.open_draft(visible_edition(self.request, self.kwargs["uid"]))

    def get_initial(self):
        asked = self.request.GET.get("aspek", "")
        last = self.edition.indicators.order_by("-position").first()
        return {"aspect": asked if asked in ALL else "", "position": last.position + 1 if last else 1}

    def write(self, form):
        by = self.request.assignment
        form.instance.edition = self.edition
        return actions.save_indicator(form.instance, by=by, on=by.today)


class IndicatorUpdateView(OnDraft, FormUpdateView):
    model, form_class = SuccessIndicator, IndicatorForm
    success_message = "Perubahan tersimpan di draf."
    extra_context = {"title": "Ubah indikator"}

    def get_object(self, queryset=None):
        indicator = visible_indicator(self.request, self.kwargs["uid"])
        self.open_draft(indicator.edition)
        return indicator

    def write(self, form):
        by = self.request.assignment
        return actions.save_indicator(form.instance, by=by, on=by.today, fields=form.changed_data)


class IndicatorRemoveView(OnDraft, WriteMixin, Prepared):
    form_class, submit_label = Form, "Hapus dari draf"
    template_name = "reporting/indicator_remove.html"
    success_message = "Indikator dihapus dari draf."

    def prepare(self):
        self.object = visible_indicator(self.request, self.kwargs["uid"])
        self.open_draft(self.object.edition)

    def get_context_data(self, **kwargs):
        facts = [
            {"label": "Indikator", "value": self.object.label},
            {"label": "Tanda atau aspek", "value": ALL[self.object.aspect].label},
            {"label": "Angka", "value": indicators.label_of(self.object.part)},
        ]
        return super().get_context_data(title="Hapus indikator ini?", facts=facts, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.remove_indicator(self.object, by=by, on=by.today)
