"""Budgets and aid of offices: by year, with their sums and what arrived; the lines an office keeps itself (FUN-07)."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from families.forms.base import Form
from families.views.member import Gated
from fcu_project import dates
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.plans import FIRST_YEAR, LAST_YEAR
from institutions.views.listing import KeyedListView
from institutions.views.sheet import SheetView
from referrals.views.reach import Prepared
from reporting import registers, resources
from reporting.actions import budget as actions
from reporting.forms.budget import BudgetForm, WithdrawForm
from reporting.models import BudgetLine
from reporting.money import arrived
from reporting.money.purses import BUDGET_SOURCES

OWN, BELOW = "", "bawah"
LEVELS_ABOVE_OTHERS = ("nation", "province")
MOST_VILLAGES = 100  # on the page of a line; Excel holds all


def village_alone(by):
    """The village whose share alone its reader sees; None for an office."""
    return by.region if by.level == "village" else None


def visible_line(request, uid):
    rows = BudgetLine.objects.visible_to(request.assignment)
    return get_object_or_404(rows.select_related("region", "recipient__parent"), uid=uid)


def writes(by):
    return by.level in BUDGET_SOURCES and by.has_perm("reporting.add_budgetline")


class BudgetListView(KeyedListView):
    """The lines of one year: of the own office, or of those below; to a village what is meant for it."""

    template_name = "reporting/budget_list.html"
    export_name = "Bantuan dan anggaran"
    order = ("region__code", "id")

    @property
    def in_village(self):
        return self.request.assignment.level == "village"

    @property
    def columns(self):
        """A village sees its own share alone, of which a whole line says nothing."""
        return resources.BUDGETS_FOR_VILLAGE if self.in_village else resources.BUDGETS

    @property
    def register(self):
        """The register is the book of the office."""
        return None if self.in_village else registers.BUDGETS

    @property
    def year(self):
        """The year asked for by `?tahun=`, else the running one."""
        asked = self.request.GET.get("tahun", "")
        known = asked.isascii() and asked.isdigit() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= LAST_YEAR
        return int(asked) if known else self.request.assignment.today.year

    @property
    def shows_below(self):
        by = self.request.assignment
        return by.level in LEVELS_ABOVE_OTHERS and self.request.GET.get("kantor", OWN) == BELOW

    def lines(self):
        """The lines of the screen without what arrived."""
        by = self.request.assignment
        rows = BudgetLine.objects.visible_to(by).filter(year=self.year)
        if self.in_village:
            return rows
        return rows.exclude(region=by.region) if self.shows_below else rows.filter(region=by.region)

    def get_queryset(self):
        rows = self.lines().select_related("region", "recipient__parent")
        return arrived.with_arrived(rows, village_alone(self.request.assignment))

    def narrowed(self):
        return self.get_queryset()  # a budget has one year, not a day of a year

    def sums(self):
        return arrived.sums_of(self.lines().standing())

    def register_period(self):
        """The year, with what its lines come to."""
        told = self.sums()
        if not told:
            return f"Tahun {self.year}"
        whole, aid = sum(row.amount for row in told), [row for row in told if row.difference is not None]
        words = f"Tahun {self.year}. Jumlah {dates.rupiah(whole)}"
        if aid:
            words += (
                f", di antaranya bantuan {dates.rupiah(sum(row.amount for row in aid))}; "
                f"sudah sampai {dates.rupiah(sum(row.arrived for row in aid))}"
            )
        return words

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        context = super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.mark, row.words = ("", "") if self.in_village else arrived.state_of(row)
            row.left = arrived.difference(row)
        sums = [] if self.in_village else self.sums()  # what is meant for others too adds up to nothing of its own
        return {
            **context, "sums": sums, "year": self.year, "print_label": "Cetak register",
            "whole": sum(line.amount for line in sums),
            "year_chips": self._year_chips(), "office_chips": self._office_chips(), "shows_below": self.shows_below,
            "in_village": self.in_village, "may_add": writes(by) and not self.shows_below,
        }  # fmt: skip

    def _year_chips(self):
        kept, this_year = self.request.GET.copy(), self.request.assignment.today.year
        kept.pop("setelah", None)
        years = sorted({*range(this_year + 1, this_year - 3, -1), self.year}, reverse=True)
        return [
            {"label": str(year), "url": self._with(kept, tahun=str(year)), "current": year == self.year}
            for year in years
        ]

    def _office_chips(self):
        if self.request.assignment.level not in LEVELS_ABOVE_OTHERS:
            return []
        kept = self.request.GET.copy()
        kept.pop("setelah", None)
        chips = ((OWN, "Kantor ini", not self.shows_below), (BELOW, "Kantor di bawahnya", self.shows_below))
        return [{"label": label, "url": self._with(kept, kantor=value), "current": now} for value, label, now in chips]


class BudgetView(SheetView):
    """One line: its facts, and what came of it village by village. Figures only, no family is named."""

    template_name = "reporting/budget.html"
    name, columns, prints = "Anggaran menurut wilayah", resources.BUDGET_VILLAGES, False

    def find_region(self, request, uid):
        self.line = visible_line(request, uid)
        return self.line.region

    def rows(self):
        return arrived.by_village(self.line, village_alone(self.request.assignment))

    def get_context_data(self, **kwargs):
        by, line = self.request.assignment, self.line
        came = arrived.with_arrived(BudgetLine.objects.filter(pk=line.pk), village_alone(by)).get()
        for name in ("arrived", "given_back", "open", "closed"):
            setattr(line, name, getattr(came, name))
        mark, words = ("", "") if village_alone(by) else arrived.state_of(line)
        rows, owns = self.rows(), line.region_id == by.region_id and by.has_perm(actions.WRITES)
        takes = by.level == "village" and line.kind == BudgetLine.Kind.BODY
        return super().get_context_data(
            line=line,
            left=arrived.difference(line),
            mark=mark,
            words=words,
            villages=rows[:MOST_VILLAGES],
            more=max(len(rows) - MOST_VILLAGES, 0),
            in_village=by.level == "village",
            is_programme=line.kind == BudgetLine.Kind.PROGRAMME,
            is_family=line.kind == BudgetLine.Kind.FAMILY,
            may_change=owns and line.withdrawn_on is None,
            may_withdraw=owns and line.withdrawn_on is None and not line.arrived,
            may_restore=owns and line.withdrawn_on is not None,
            may_take=takes and by.has_perm("reporting.add_earmarkedaid"),
            own_aids=list(line.aids.filter(region=by.region)) if takes else [],
            **kwargs,
        )


class OnLine(Gated):
    """A form about a line of the own office."""

    model, form_class = BudgetLine, BudgetForm
    back_label = "Kembali ke anggaran"

    def get_context_data(self, **kwargs):
        return super().get_context_data(back_label=self.back_label, **kwargs)

    def get_cancel_url(self):
        row = getattr(self, "object", None)
        return row.get_absolute_url() if row is not None and row.pk else reverse("reporting:budget-list")

    closed_url = get_success_url = get_cancel_url

    def own_line(self):
        line = visible_line(self.request, self.kwargs["uid"])
        if line.region_id != self.request.assignment.region_id:
            raise PermissionDenied
        return line

    def closed_on_reading(self, reason):
        """A form that is closed is not opened; what was typed into one that closed meanwhile comes back."""
        if reason and self.request.method == "GET":
            raise TransitionRefused([reason])


class BudgetCreateView(OnLine, FormCreateView):
    success_message = "Anggaran tersimpan."
    extra_context = {"title": "Tambah anggaran atau bantuan"}

    def get_initial(self):
        asked = self.request.GET.get("tahun", "")
        sources = BUDGET_SOURCES.get(self.request.assignment.level, ())
        year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None
        return {"year": year or self.request.assignment.today.year, "source": sources[0] if sources else ""}

    def write(self, form):
        by = self.request.assignment
        return actions.save_line(form.instance, by=by, on=by.today)


class BudgetUpdateView(OnLine, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah anggaran"}

    def get_object(self, queryset=None):
        line = self.own_line()
        self.closed_on_reading("Anggaran ini sudah ditarik. Berlakukan lagi lebih dahulu." if line.withdrawn_on else "")
        return line

    def write(self, form):
        by = self.request.assignment
        return actions.save_line(form.instance, by=by, on=by.today, fields=form.changed_data)


class LineStepView(OnLine, WriteMixin, Prepared):
    title = ""

    def prepare(self):
        self.object = self.own_line()
        self.closed_on_reading(self.closed())

    def closed(self):
        """Why this step is closed, "" if it is open."""
        return ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.title, meta=str(self.object), **kwargs)


class BudgetWithdrawView(LineStepView):
    title, submit_label, form_class = "Tarik anggaran", "Tarik anggaran", WithdrawForm
    success_message = "Anggaran ditarik. Catatannya tetap tersimpan."

    def closed(self):
        if self.object.withdrawn_on:
            return "Anggaran ini sudah ditarik."
        came = arrived.arrived_of(self.object)
        return f"{dates.rupiah(came)} dari anggaran ini sudah sampai, jadi tidak bisa ditarik." if came else ""

    def get_initial(self):
        return {"withdrawn_on": self.request.assignment.today}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.withdraw_line(
            self.object, by=by, on=by.today, withdrawn_on=data["withdrawn_on"], reason=data["reason"]
        )


class BudgetRestoreView(LineStepView):
    title, submit_label, form_class = "Berlakukan lagi anggaran ini?", "Berlakukan lagi", Form
    success_message = "Anggaran berlaku lagi."

    def closed(self):
        return "" if self.object.withdrawn_on else "Anggaran ini masih berlaku."

    def write(self, form):
        by = self.request.assignment
        return actions.restore_line(self.object, by=by, on=by.today)
