"""The cash book in the admin: read, never edited. A line is written and taken back on the pages of the book alone."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import CashBook, CashEntry


@admin.register(CashBook, site=site)
class CashBookAdmin(ReadOnlyAdmin):
    list_display = ("unit", "region", "opened_on", "balance", "earmarked")
    list_select_related = ("unit", "region")
    fields = ("unit", "region", "opened_on", "opening_balance", "opening_note", "balance", "earmarked")


@admin.register(CashEntry, site=site)
class CashEntryAdmin(ReadOnlyAdmin):
    """One line each, with the buttons of its stage."""

    list_display = ("__str__", "on", "direction", "amount", "stage", "region")
    list_select_related = ("region",)
    list_filter = ("direction", "stage", "source", "category")
    search_fields = ("text", "giver", "payee")
    fields = (
        "book", "direction", "on", "evidence", "text", "amount", "stage", "source", "giver", "terms", "non_binding",
        "category", "payee", "plan_item", "outside_reason", "aid", "no_receipt_reason", "reverses", "approved_on",
        "approved_by", "refused_reason", "entered_by_words", "for_treasurer",
    )  # fmt: skip
