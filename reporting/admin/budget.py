"""Budgets of offices in the admin: to be read; they are written on their own pages, where their rules are."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import BudgetLine


@admin.register(BudgetLine, site=site)
class BudgetLineAdmin(ReadOnlyAdmin):
    list_display = ("title", "region", "year", "kind", "source", "amount", "withdrawn_on")
    list_select_related = ("region",)
    list_filter = ("year", "kind", "source")
    fields = (
        "region", "year", "kind", "source", "title", "amount", "recipient", "document", "document_on", "recorded_by",
        "withdrawn_on", "withdrawn_reason",
    )  # fmt: skip
