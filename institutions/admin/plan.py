"""The annual plan in the admin: read within reach, with the same steps as on its page."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from institutions.models import AnnualPlan, ItemProgress, PlanItem, PlanRevision, PraSheet


@admin.register(AnnualPlan, site=site)
class AnnualPlanAdmin(ReadOnlyAdmin):
    """A plan is written on its own pages; here it is read and moved on."""

    list_display = ("year", "unit", "team", "region", "stage", "agreed_on", "closed_on")
    list_filter = ("stage", "year")


@admin.register(PlanItem, site=site)
class PlanItemAdmin(ReadOnlyAdmin):
    list_display = ("what", "kind", "plan", "amount", "source")
    list_filter = ("kind", "source")


@admin.register(ItemProgress, site=site)
class ItemProgressAdmin(ReadOnlyAdmin):
    list_display = ("item", "state", "on", "note")
    list_filter = ("state",)


@admin.register(PlanRevision, site=site)
class PlanRevisionAdmin(ReadOnlyAdmin):
    list_display = ("number", "plan", "reason", "on", "closed_on")


@admin.register(PraSheet, site=site)
class PraSheetAdmin(ReadOnlyAdmin):
    list_display = ("problem", "plan", "facilitator", "guide", "trained", "held_on")
