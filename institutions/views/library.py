"""The guidance library: what the levels above published, read and downloaded by all below (II.D.1.1)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from fcu_project import files
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from institutions import registers, resources
from institutions.actions import library as actions
from institutions.forms.library import LibraryForm
from institutions.forms.meeting import ConfirmForm
from institutions.models import LibraryDocument
from institutions.views.activity import year_of
from institutions.views.listing import KeyedListView

MOST_YEARS = 6  # offered as a filter; older ones are found by searching


class LibraryListView(KeyedListView):
    """Documents that hold here, the latest programme year first; the own office also sees those it took back."""

    template_name = "institutions/library_list.html"
    columns, export_name = resources.LIBRARY, "Pustaka"
    register = registers.LIBRARY
    order = ("programme_year", "id")
    descending = True

    def get_queryset(self):
        by = self.request.assignment
        rows = LibraryDocument.objects.visible_to(by).select_related("region")
        rows = rows.filter(Q(withdrawn_on=None) | Q(region=by.region))
        wanted = self.request.GET.get("cari", "").strip()
        if wanted:
            rows = rows.filter(Q(title__icontains=wanted) | Q(number__icontains=wanted) | Q(summary__icontains=wanted))
        kind = self.request.GET.get("jenis", "")
        if kind in LibraryDocument.Kind.values:
            rows = rows.filter(kind=kind)
        year = year_of(self.request)
        return rows.filter(programme_year=year) if year else rows

    def get_context_data(self, **kwargs):
        rows, year = LibraryDocument.objects.visible_to(self.request.assignment), year_of(self.request)
        there = set(rows.order_by().values_list("kind", flat=True).distinct())
        kinds = [(value, label) for value, label in LibraryDocument.Kind.choices if value in there]
        years = rows.order_by("-programme_year").values_list("programme_year", flat=True).distinct()
        return super().get_context_data(
            kinds=self._chips("jenis", [("", "Semua jenis"), *kinds]),
            years=self._chips("tahun", [("", "Semua tahun"), *((str(y), y) for y in years[:MOST_YEARS])]),
            narrowed=bool(year or self.request.GET.get("jenis")),
            **kwargs,
        )

    def _chips(self, name, choices):
        """Links that set the filter `name` and keep the others."""
        kept, current = self.request.GET.copy(), self.request.GET.get(name, "")
        kept.pop("setelah", None)
        chips = []
        for value, label in choices:
            kept[name] = value
            chips.append({"label": label, "url": f"?{kept.urlencode()}", "current": current == value})
        return chips


def visible_document(request, uid):
    rows = LibraryDocument.objects.visible_to(request.assignment).select_related("region", "file")
    return get_object_or_404(rows, uid=uid)


class LibraryDocumentView(TemplateView):
    template_name = "institutions/library_document.html"

    def get_context_data(self, **kwargs):
        row = visible_document(self.request, self.kwargs["uid"])
        return super().get_context_data(
            document=row, may_change=actions.may_change(row, self.request.assignment), **kwargs
        )


class OnDocument:
    """The form of a document of the own office."""

    model, form_class = LibraryDocument, LibraryForm

    def write(self, form):
        by = self.request.assignment
        return actions.save_document(form.instance, by=by, on=by.today, scan=form.cleaned_data.get("scan"))


class LibraryCreateView(OnDocument, FormCreateView):
    submit_label, success_message = "Terbitkan", "Dokumen terbit di pustaka."
    extra_context = {"title": "Terbitkan dokumen", "intro": "Semua pihak di bawah Anda dapat membaca dan mengunduhnya."}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.region = self.request.assignment.region
        return form

    def get_initial(self):
        return {"programme_year": self.request.assignment.today.year}

    def get_cancel_url(self):
        return reverse("institutions:library-list")


def own_document(request, uid):
    """A document that the own office may still change; another that is visible may be read, not written (403)."""
    row = visible_document(request, uid)
    if not actions.may_change(row, request.assignment):
        raise PermissionDenied
    return row


class LibraryUpdateView(OnDocument, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah dokumen"}

    def get_object(self, queryset=None):
        return own_document(self.request, self.kwargs["uid"])


class LibraryWithdrawView(WriteMixin, FormView):
    """Take a document back, after a question."""

    form_class = ConfirmForm
    template_name = "institutions/library_withdraw.html"
    submit_label, success_message = "Tarik dokumen", "Dokumen ditarik dari pustaka."

    def prepare(self):
        self.object = own_document(self.request, self.kwargs["uid"])

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(document=self.object, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.withdraw_document(self.object, by=by, on=by.today)


class LibraryFileView(View):
    """The file itself, for whoever may read the document."""

    def get(self, request, uid):
        row = visible_document(request, uid)
        if row.file is None:
            raise Http404
        return files.respond(row.file)
