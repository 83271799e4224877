"""Problems by dimension, potentials, open needs of the families within reach; each number leads to its families."""

from dataclasses import replace

from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from families import filters, registers, resources
from families.models import Dimension, Family, Need
from families.problems import (
    age_in_days,
    families_of,
    need_table,
    open_needs,
    problem_lines,
    told_kinds,
    with_potential,
)
from families.views.lookup import FamilyLookupView
from fcu_project import audit, export
from institutions.books import book_of
from institutions.documents.register import own_unit_of
from institutions.views.listing import print_register


def parts_of(by, current):
    """The three pages as chips; the needs only for who reads needs."""
    offered = (("problem-list", "Masalah"), ("potential-list", "Potensi"), ("need-list", "Kebutuhan"))
    return [
        {"label": label, "url": reverse(f"families:{route}"), "current": route == current}
        for route, label in offered
        if route != "need-list" or by.has_perm("families.view_need")
    ]


class ProblemListView(TemplateView):
    """The table of problems by dimension, and of open needs by dimension and priority (FAM-03, III.B.6.7(1))."""

    template_name = "families/problem_list.html"

    def get(self, request, *args, **kwargs):
        by, asked = request.assignment, request.GET
        takes_away = by.has_perm("families.print_family")
        if takes_away and asked.get("unduh") == "xlsx":
            name = "Masalah keluarga"
            return export.respond(name, resources.PROBLEMS, self.rows(), by=by, place=by.region.name)
        if takes_away and asked.get("cetak") == "pdf":
            unit = own_unit_of(by, book_of(by.role))
            return print_register(request, registers.PROBLEMS, self.rows(), region=by.region, unit=unit)
        return super().get(request, *args, **kwargs)

    def rows(self):
        """(dimension, line) one by one, as paper and Excel list them."""
        return [(label, line) for label, lines in problem_lines(self.request.assignment) for line in lines]

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        dimensions, takes_away = problem_lines(by), by.has_perm("families.print_family")
        sees_needs = by.has_perm("families.view_need")
        needs = need_table(by) if sees_needs else []
        return super().get_context_data(
            parts=parts_of(by, "problem-list"),
            dimensions=dimensions,
            needs=needs,
            sees_needs=sees_needs,
            potentials=with_potential(by).count(),
            print_url="?cetak=pdf" if dimensions and takes_away else "",
            print_label="Cetak peta masalah",
            download_url="?unduh=xlsx" if dimensions and takes_away else "",
            above=by.level != "village",
            **kwargs,
        )


class ProblemFamiliesView(FamilyLookupView):
    """The families with one kind of problem; a kind that is kept secret has no such page."""

    template_name = "families/problem_families.html"
    order = ("search_name", "id")

    def find(self):
        by = self.request.assignment
        kind = told_kinds(by).filter(code=self.kwargs["code"], is_sensitive=False).first()
        if kind is None:
            raise Http404
        self.kind = kind
        if self.register:
            self.register = replace(registers.WITH_PROBLEM, title=f"Daftar keluarga: {kind}")
        audit.record("problem:view-families", by=by)

    columns, export_name, register = resources.WITH_PROBLEM, "Keluarga menurut masalah", registers.WITH_PROBLEM

    def get_queryset(self):
        rows = families_of(self.request.assignment).filter(problems=self.kind).select_related("region")
        return filters.by_text(rows, self.request.GET.get("cari", ""))

    def get_context_data(self, **kwargs):
        return super().get_context_data(problem=self.kind, dimension=self.kind.get_dimension_display(), **kwargs)


class PotentialListView(FamilyLookupView):
    """What is good in the families, searched by what it says, by name or neighbourhood (FAM-02, FAM-03)."""

    template_name = "families/potential_list.html"
    order = ("search_name", "id")
    columns, export_name, register = resources.POTENTIALS, "Potensi keluarga", registers.POTENTIALS

    def get_queryset(self):
        rows = with_potential(self.request.assignment).select_related("region")
        wanted = self.request.GET.get("cari", "").strip()
        return rows.filter(potential__icontains=wanted) | filters.by_text(rows, wanted) if wanted else rows

    def get_context_data(self, **kwargs):
        return super().get_context_data(parts=parts_of(self.request.assignment, "potential-list"), **kwargs)


class NeedListView(FamilyLookupView):
    """Open needs by urgency, with how long they have waited."""

    template_name = "families/need_list.html"
    order = ("priority", "id")
    export_name, register = "Kebutuhan keluarga", registers.NEEDS

    def find(self):
        if self.register:
            self.columns = resources.needs_on(self.request.assignment.today)

    def asked(self, name, values):
        value = self.request.GET.get(name, "")
        return value if value in values else ""

    @property
    def dimension(self):
        return self.asked("dimensi", Dimension.values)

    @property
    def priority(self):
        return self.asked("prioritas", [str(value) for value in Need.Priority.values])

    def get_queryset(self):
        rows, wanted = open_needs(self.request.assignment), self.request.GET.get("cari", "")
        rows = rows.filter(dimension=self.dimension) if self.dimension else rows
        rows = rows.filter(priority=self.priority) if self.priority else rows
        return rows.filter(family__in=filters.by_text(Family.objects.all(), wanted)) if wanted.strip() else rows

    def get_context_data(self, **kwargs):
        by, context = self.request.assignment, super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.age = age_in_days(row, by.today)
        return context | {
            "parts": parts_of(by, "need-list") if by.has_perm("families.view_assessment") else [],
            "dimensions": Dimension.choices,
            "dimension": self.dimension,
            "priorities": [(str(value), label) for value, label in Need.Priority.choices],
            "priority": self.priority,
            "is_narrowed": bool(self.dimension or self.priority or context["wanted"]),
            "changes": by.level == "village" and by.has_perm("families.change_need"),
        }
