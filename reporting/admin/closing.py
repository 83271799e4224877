"""Closed months and counted cash in the admin: read there, written on their own pages."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import CashCount, MonthClosing


@admin.register(MonthClosing, site=site)
class MonthClosingAdmin(ReadOnlyAdmin):
    """A month that is locked for good, with the amounts that were frozen."""

    list_display = ("__str__", "book", "opening", "income", "expense", "closing", "signed_on")
    list_select_related = ("book__unit",)
    list_filter = ("year",)
    fields = (
        "book", "year", "month", "opening", "income", "expense", "closing", "lines", "signed_on", "treasurer",
        "coordinator", "closed_by",
    )  # fmt: skip


@admin.register(CashCount, site=site)
class CashCountAdmin(ReadOnlyAdmin):
    """A check or hand-over of cash, beside what the book said on that day."""

    list_display = ("__str__", "book", "cash", "bank", "balance", "reason")
    list_select_related = ("book__unit",)
    list_filter = ("kind",)
    fields = (
        "book", "kind", "on", "cash", "bank", "balance", "reason", "giver", "receiver", "papers", "recorded_by",
    )  # fmt: skip
