"""Earmarked aid in the admin: to be read; it is written on its own pages, where its rules are."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import AidPaper, EarmarkedAid


@admin.register(EarmarkedAid, site=site)
class EarmarkedAidAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "region", "source", "agreed_on", "amount", "balance", "closed_on")
    list_select_related = ("region",)
    list_filter = ("source",)
    fields = (
        "unit", "region", "giver", "source", "agreement_number", "agreed_on", "amount", "purpose", "categories",
        "use_until", "budget_line", "balance", "closed_on", "recorded_by",
    )  # fmt: skip


@admin.register(AidPaper, site=site)
class AidPaperAdmin(ReadOnlyAdmin):
    list_display = ("what", "aid", "due_on", "sent_on")
    list_select_related = ("aid",)
    fields = ("aid", "what", "due_on", "sent_on", "note")
