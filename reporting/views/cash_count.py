"""Counted cash: the list, one count with its paper, checks and hand-overs written down, signed papers attached."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from fcu_project import audit, dates, files
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit
from institutions.models.fcu import Post
from institutions.views.listing import KeyedListView
from institutions.views.sheet import PaperView
from reporting import registers, resources
from reporting.actions import closing as actions
from reporting.documents import cash_count as papers
from reporting.forms.closing import CashCountForm, ScanForm
from reporting.models import CashCount
from reporting.money import ledger
from reporting.money.treasurers import change_of_treasurer
from reporting.views.closing import own_book
from reporting.views.reach import Refusing

KIND = CashCount.Kind


def visible_count(request, uid):
    rows = CashCount.objects.visible_to(request.assignment)
    return get_object_or_404(rows.select_related("book__unit__region", "book__region", "giver", "receiver"), uid=uid)


def own_count(request, uid):
    """A count of the own village that may still be changed. Raises TransitionRefused for a signed one."""
    count = visible_count(request, uid)
    if count.book.region_id != request.assignment.region_id:
        raise PermissionDenied
    if count.scan_id:
        raise TransitionRefused(["Berita acara bertanda tangan sudah diunggah, jadi isinya tidak diubah lagi."])
    return count


class CountListView(KeyedListView):
    """Every check and hand-over, the latest first."""

    template_name = "reporting/cash_count_list.html"
    columns, export_name, register = resources.CASH_COUNTS, "Penghitungan kas", registers.CASH_COUNTS
    order, descending, year_field = ("on", "id"), True, "on"

    def get_queryset(self):
        rows = CashCount.objects.visible_to(self.request.assignment)
        return rows.select_related("giver", "receiver", "book__region")

    def keeper(self):
        """The book is the FCU's, whoever of the village prints it."""
        region = self.request.assignment.region
        return region, FamilyCareUnit.of(region)

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        return super().get_context_data(
            book=ledger.book_in(by.region), may_add=by.has_perm("reporting.add_cashcount"), **kwargs
        )


class CountView(TemplateView):
    template_name = "reporting/cash_count.html"

    def get_context_data(self, **kwargs):
        count, by = visible_count(self.request, kwargs["uid"]), self.request.assignment
        own = count.book.region_id == by.region_id and by.has_perm("reporting.change_cashcount")
        earmarked = ledger.earmarked_on(count.book, count.on)
        return super().get_context_data(
            count=count, general=count.balance - earmarked, earmarked=earmarked, told=actions.difference_words(count),
            may_change=own and not count.scan_id, **kwargs
        )


class OnCount(Refusing):
    """The form of a count; on top what the book says today."""

    model, form_class = CashCount, CashCountForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "unit": self.book.unit}

    def get_context_data(self, **kwargs):
        kwargs["unit"] = self.book.unit
        intro = f"Hitung uangnya dahulu, baru cocokkan. Saldo buku sekarang {dates.rupiah(self.book.balance)}."
        return super().get_context_data(intro=intro, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_count(form.instance, by=by, on=by.today, fields=form.changed_data)


class CountCreateView(OnCount, FormCreateView):
    """Cash was counted against the book."""

    kind = KIND.CHECK
    extra_context = {"title": "Catat pemeriksaan kas"}
    submit_label, success_message = "Simpan pemeriksaan", "Pemeriksaan tersimpan. Cetak berita acaranya."

    def prepare(self):
        self.object, self.book = None, own_book(self.request)

    def get_form_kwargs(self):
        kept = super().get_form_kwargs()
        return {**kept, "instance": CashCount(book=self.book, kind=self.kind)}

    def get_initial(self):
        today, unit = self.request.assignment.today, self.book.unit
        sides = self.sides(unit, today)
        return {"on": today, **{name: person.pk for name, person in sides.items() if person}}

    def sides(self, unit, today):
        return {"giver": _holder(unit, Post.TREASURER, today), "receiver": _holder(unit, Post.COORDINATOR, today)}

    def get_cancel_url(self):
        return reverse("reporting:cash-count-list")


def _holder(unit, post, day):
    """The person who holds a post on a day by the officers' terms, or None."""
    return next((term.membership.person for term in unit.current_officers(day) if term.post == post), None)


class HandoverCreateView(CountCreateView):
    """The office of the treasurer was handed over, with cash, book and files."""

    kind = KIND.HANDOVER
    extra_context = {"title": "Catat serah terima kas"}
    template_name = "reporting/cash_handover_form.html"
    submit_label, success_message = "Simpan serah terima", "Serah terima tersimpan. Cetak berita acaranya."

    def sides(self, unit, today):
        change = change_of_treasurer(unit, today)
        if change:
            return {"giver": change.outgoing.membership.person, "receiver": change.incoming.membership.person}
        return {"giver": _holder(unit, Post.TREASURER, today)}


class CountUpdateView(OnCount, FormUpdateView):
    extra_context = {"title": "Perbaiki penghitungan kas"}
    success_message = "Perubahan tersimpan."

    def get_object(self, queryset=None):
        count = own_count(self.request, self.kwargs["uid"])
        self.book = count.book
        return count

    def get_cancel_url(self):
        return reverse("reporting:cash-count", args=[self.kwargs["uid"]])


class CountScanView(Refusing, WriteMixin, FormView):
    """The signed paper of a count, attached once."""

    form_class, template_name = ScanForm, "form.html"
    submit_label, success_message = "Unggah", "Berita acara tersimpan."
    extra_context = {"title": "Unggah berita acara bertanda tangan"}

    def prepare(self):
        self.object = own_count(self.request, self.kwargs["uid"])

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(meta=str(self.object), **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.attach_signed(self.object, form.cleaned_data["scan"], by=by, on=by.today)

    def get_cancel_url(self):
        return reverse("reporting:cash-count", args=[self.kwargs["uid"]])


class CountScanFileView(View):
    def get(self, request, uid):
        count = visible_count(request, uid)
        if count.scan is None:
            raise Http404
        audit.record("cash:count-read", by=request.assignment, obj=count)
        return files.respond(count.scan)


class CountPaperView(PaperView):
    """The record of a count, to be signed by both."""

    name, paper_template = "Berita-acara-kas", papers.COUNT_TEMPLATE

    def find_region(self, request, uid):
        self.printed_row = visible_count(request, uid)
        return self.printed_row.book.region

    def paper_facts(self, paper):
        return papers.count_facts(self.printed_row, paper)
