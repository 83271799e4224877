"""The cash book of the FCU: what is in it, what needs attention, its entries; opening it; who gave (FUN-01, FUN-08)."""

from calendar import monthrange
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse
from django.views.generic import TemplateView

from families.views.member import Gated
from fcu_project import dates, export
from fcu_project.registry import panels_for
from fcu_project.views import FormCreateView
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit
from institutions.plans import Source
from institutions.views.listing import YEARS_SHOWN, KeyedListView, print_register, year_asked
from reporting import registers, resources
from reporting.actions import cashbook as actions
from reporting.filters import search_entries
from reporting.forms.cashbook import OpenBookForm
from reporting.models import CashBook, CashEntry, EarmarkedAid
from reporting.money import ledger, sources
from reporting.money.purses import Spending

WAYS = {"masuk": CashEntry.Direction.IN, "keluar": CashEntry.Direction.OUT}
WAITING, UNPROVEN = "menunggu", "tanpa-bukti"
GENERAL = "umum"  # the purse that is no aid's
MARKS = {"waiting": "due", "booked": "done", "refused": "wrong"}


def without_receipt(entries):
    """Expenses that count and stand, whose proof is not there."""
    out = entries.booked().filter(direction=CashEntry.Direction.OUT, reverses=None, reversed_by=None)
    return out.filter(receipt=None)


def mark_of(entry):
    """(look, word) of how an entry stands, None for one that simply counts."""
    if entry.reverses_id:
        return "shut", "Pembalikan"
    if entry.is_reversed:
        return "shut", "Dibalik"
    if entry.stage != CashEntry.Stage.BOOKED:
        return MARKS[entry.stage], entry.get_stage_display()
    return None if entry.is_in or entry.receipt_id else ("todo", "Tanpa bukti")


class CashBookView(KeyedListView):
    """Balance on top, two buttons, what needs attention, the entries (domain 7.19d); the book of the year on paper."""

    template_name = "reporting/cashbook.html"
    order, descending, year_field = ("on", "id"), True, "on"
    columns, export_name, register = resources.ENTRIES, "Buku kas", registers.CASH_LINES

    @property
    def book(self):
        if not hasattr(self, "_book"):
            self._book = ledger.book_in(self.request.assignment.region)
        return self._book

    @property
    def month(self):
        asked = self.request.GET.get("bulan", "")
        return int(asked) if asked in map(str, range(1, 13)) else None

    @property
    def told_year(self):
        """The year that is printed, and whose month is meant."""
        return self.year or self.request.assignment.today.year

    @property
    def asked_aid(self):
        asked = self.request.GET.get("bantuan", "")
        return next((aid for aid in self.aids if str(aid.uid) == asked), None)

    @property
    def aids(self):
        if not hasattr(self, "_aids"):
            self._aids = list(EarmarkedAid.objects.filter(unit=self.book.unit_id)) if self.book else []
        return self._aids

    def get_queryset(self):
        asked = self.request.GET
        rows = CashEntry.objects.visible_to(self.request.assignment).filter(book=self.book).with_facts()
        if asked.get("arah") in WAYS:
            rows = rows.filter(direction=WAYS[asked["arah"]])
        kind = asked.get("jenis", "")
        if kind in Source.values or kind in Spending.values:
            rows = rows.filter(Q(source=kind) if kind in Source.values else Q(category=kind))
        if asked.get("perlu") == WAITING:
            rows = rows.filter(stage=CashEntry.Stage.WAITING)
        elif asked.get("perlu") == UNPROVEN:
            rows = without_receipt(rows)
        if self.asked_aid or asked.get("bantuan") == GENERAL:
            rows = rows.filter(aid=self.asked_aid)
        if self.month:
            rows = rows.filter(on__year=self.told_year, on__month=self.month)
        return search_entries(rows, asked.get("cari", ""))

    def register_rows(self):
        """The book of the year or month, whatever else is filtered on the screen, with its running sums."""
        if self.book is None:
            return []
        first, last = date(self.told_year, 1, 1), date(self.told_year, 12, 31)
        if self.month:
            last = date(self.told_year, self.month, monthrange(self.told_year, self.month)[1])
            first = last.replace(day=1)
        return ledger.lines_of(self.book, first, last)

    def register_period(self):
        return f"Bulan {dates.MONTHS[self.month - 1]} {self.told_year}" if self.month else f"Tahun {self.told_year}"

    def keeper(self):
        """Whoever prints it, the book is the FCU's."""
        return self.request.assignment.region, self.book.unit if self.book else None

    def get_context_data(self, **kwargs):
        by, book = self.request.assignment, self.book
        if book is None:
            unit = FamilyCareUnit.of(by.region)
            return {"view": self, "book": None, "unit": unit, "may_open": by.has_perm("reporting.add_cashbook")}
        context, asked = super().get_context_data(**kwargs), self.request.GET
        for row in context["rows"]:
            row.mark = mark_of(row)
        entries = CashEntry.objects.filter(book=book)
        this_year = by.today.year
        named = ("cari", "tahun", "bulan", "arah", "jenis", "bantuan", "perlu")
        return {
            **context, "book": book, "purses": [aid for aid in self.aids if aid.balance],
            "waiting": entries.filter(stage=CashEntry.Stage.WAITING).count(),
            "unproven": without_receipt(entries).count(), "closed": self._closed(),
            "may_write": by.has_perm(actions.WRITES), "asked": asked, "month": self.month, "months": dates.MONTHS,
            "years": range(this_year, this_year - YEARS_SHOWN, -1), "sources": Source.choices,
            "spendings": Spending.choices, "aids": self.aids, "asked_aid": self.asked_aid,
            "is_narrowed": any(asked.get(name) for name in named),
            "panels": panels_for("cashbook", self.request, book),
        }  # fmt: skip

    def _closed(self):
        """The last closed month in words, "" before the first."""
        closed = self.book.closed_until()
        return f"{dates.MONTHS[closed[1] - 1]} {closed[0]}" if closed else ""


class OpenBookView(Gated, FormCreateView):
    """The book begins, with what the paper book before it had left."""

    model, form_class = CashBook, OpenBookForm
    template_name = "reporting/cash_open.html"
    submit_label = "Buka buku kas"

    def prepare(self):
        self.object = None
        self.unit = FamilyCareUnit.of(self.request.assignment.region)
        if self.unit is None:
            raise TransitionRefused(["FCU di sini belum dibentuk. Buku kas dibuka setelah FCU dibentuk."])

    def closed_url(self):
        return reverse("reporting:cashbook")

    get_cancel_url = get_success_url = closed_url

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": CashBook(unit=self.unit)}

    def get_context_data(self, **kwargs):
        there = CashBook.objects.filter(unit=self.unit).first()
        return super().get_context_data(unit=self.unit, there=there, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.open_book(form.instance, by=by, on=by.today)

    def get_success_message(self, form):
        return f"Buku kas dibuka dengan saldo awal {dates.rupiah(self.object.opening_balance)}."


class SourcesView(TemplateView):
    """Register sumber dana: what came in during a year, by source and giver, on which terms (FUN-01)."""

    template_name = "reporting/cash_sources.html"

    def get(self, request, *args, **kwargs):
        by = request.assignment
        self.book = ledger.book_in(by.region)
        asked = request.GET.get("tahun", "")
        self.year = year_asked(asked) or by.today.year
        self.gifts = sources.gifts_of(self.book, self.year) if self.book else []
        if request.GET.get("unduh") == "xlsx":
            return export.respond(f"Sumber dana {self.year}", resources.GIFTS, self.gifts, by=by, place=by.region.name)
        if request.GET.get("cetak") == "pdf":
            return print_register(
                request, registers.MONEY_SOURCES, sources.with_sums(self.gifts), region=by.region,
                unit=self.book.unit if self.book else None, period=f"Tahun {self.year}",
            )  # fmt: skip
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        this_year = self.request.assignment.today.year
        chips = [
            {"label": str(year), "url": f"?tahun={year}", "current": year == self.year}
            for year in range(this_year, this_year - YEARS_SHOWN, -1)
        ]
        address = f"?tahun={self.year}" if self.gifts else ""
        return super().get_context_data(
            book=self.book, year=self.year, chips=chips, rows=self.gifts, totals=sources.totals_of(self.gifts),
            whole=sum(gift.amount for gift in self.gifts), print_label="Cetak register sumber dana",
            print_url=f"{address}&cetak=pdf" if address else "", may_write=self._may_write(),
            download_url=f"{address}&unduh=xlsx" if address else "", **kwargs,
        )  # fmt: skip

    def _may_write(self):
        return self.book is not None and self.request.assignment.has_perm(actions.WRITES)


def open_book_of(request):
    """The book that this actor writes in. Raises PermissionDenied above the village, TransitionRefused without one."""
    by = request.assignment
    if by.level != "village":
        raise PermissionDenied
    book = ledger.book_in(by.region)
    if book is None:
        raise TransitionRefused(["Buku kas belum dibuka. Buka dahulu dengan saldo awal dari buku kertas."])
    return book
