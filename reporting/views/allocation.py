"""Agreed shares: all agreements, one with what was spent of it, a new one, the official record on paper (FUN-02)."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from fcu_project.views import FormCreateView
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit
from institutions.views.listing import KeyedListView
from institutions.views.sheet import PaperView, SheetView
from reporting import resources
from reporting.actions import allocation as actions
from reporting.documents.allocation import TEMPLATE, allocation_facts, blank_facts
from reporting.forms.allocation import AllocationForm
from reporting.models import Allocation, CashBook
from reporting.money import ledger
from reporting.money.shares import flagged, last_day_of, lines_of, years_of
from reporting.views.reach import Refusing

LIST = "reporting:allocation-list"


def may_write(by):
    """The treasurer, or the secretary on the treasurer's behalf, of a village with an FCU."""
    return by.level == "village" and by.has_perm(actions.WRITES)


class AllocationListView(KeyedListView):
    """Every agreement, the latest first; one of them holds today."""

    template_name = "reporting/allocation_list.html"
    order, descending = ("valid_from", "id"), True
    columns, export_name = resources.ALLOCATIONS, "Kesepakatan-alokasi"

    def get_queryset(self):
        rows = Allocation.objects.visible_to(self.request.assignment)
        return rows.select_related("unit", "meeting", "region").prefetch_related("shares")

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        unit = FamilyCareUnit.of(by.region)
        held = Allocation.in_force(unit, by.today) if unit else None
        return super().get_context_data(
            running=held.pk if held else None, may_add=may_write(by) and unit is not None, today=by.today, **kwargs
        )


class AllocationView(SheetView):
    """One agreement: share, spent and left of a year, what went past it; also on paper and in Excel."""

    template_name = "reporting/allocation.html"
    name, paper_template, columns = "Kesepakatan alokasi", TEMPLATE, resources.SHARES

    def find_region(self, request, uid):
        rows = Allocation.objects.visible_to(request.assignment).select_related("unit__region", "meeting", "region")
        self.allocation = self.printed_row = get_object_or_404(rows, uid=uid)
        self.book = CashBook.objects.filter(unit=self.allocation.unit).select_related("unit", "region").first()
        self.years = years_of(self.allocation, request.assignment.today)
        asked = request.GET.get("tahun", "")
        self.year = int(asked) if asked in map(str, self.years) else self.years[0]
        return self.allocation.region

    def rows(self):
        return lines_of(self.allocation, self.book, self.year)

    def paper_facts(self, paper):
        return allocation_facts(self.allocation, self.rows(), flagged(self.allocation, self.year), self.year)

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        held = Allocation.in_force(self.allocation.unit, by.today)
        lines = self.rows()
        return super().get_context_data(
            allocation=self.allocation, lines=lines, year=self.year, last_day=last_day_of(self.allocation),
            shares=[line for line in lines if line.percent], outside=[line for line in lines if not line.percent],
            money=ledger.general_money(self.book, self.year) if self.book else 0, has_book=self.book is not None,
            spent=sum(line.spent for line in lines), is_running=held is not None and held.pk == self.allocation.pk,
            begins_later=self.allocation.valid_from > by.today, flagged=list(flagged(self.allocation, self.year)),
            chips=[{"label": str(year), "url": f"?tahun={year}", "current": year == self.year} for year in self.years],
            print_url=f"?cetak=pdf&tahun={self.year}", print_label="Cetak berita acara",
            download_url=f"?unduh=xlsx&tahun={self.year}", may_add=may_write(by), **kwargs,
        )  # fmt: skip


class AllocationCreateView(Refusing, FormCreateView):
    """What a meeting agreed; begins with the shares in force, so that only what changed is typed."""

    model, form_class = Allocation, AllocationForm
    success_message = "Kesepakatan alokasi tersimpan."
    submit_label = "Simpan kesepakatan"
    extra_context = {
        "title": "Catat kesepakatan alokasi",
        "intro": "Isi persen menurut berita acara rapat. Yang tidak mendapat bagian dibiarkan kosong.",
    }

    def prepare(self):
        by = self.request.assignment
        if not may_write(by):
            raise PermissionDenied
        self.object, self.unit = None, FamilyCareUnit.of(by.region)
        if self.unit is None:
            raise TransitionRefused(["FCU di sini belum dibentuk."])
        if self.request.method == "GET" and not actions.meetings_for(by.region).exists():
            raise TransitionRefused([
                "Belum ada rapat FCU yang terlaksana. Catat rapatnya dahulu di menu Rapat, lalu kembali ke sini."
            ])  # fmt: skip
        self.running = Allocation.objects.filter(unit=self.unit).order_by("-valid_from").first()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "running": self.running}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.unit, form.instance.region = self.unit, self.unit.region
        return form

    def get_cancel_url(self):
        return reverse(LIST)

    def write(self, form):
        by = self.request.assignment
        return actions.agree(form.instance, form.shares, by=by, on=by.today)


class BlankAllocationView(PaperView):
    """The official record without its shares, to be filled in by hand in the meeting."""

    name, paper_template = "Berita acara kesepakatan alokasi", TEMPLATE

    def find_region(self, request):
        return request.assignment.region

    def paper_facts(self, paper):
        return blank_facts(self.region)
