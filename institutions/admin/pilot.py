"""Proposals of trial places in the admin: written by their village; each step is taken on its own page."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin, ScopedAdmin
from institutions.actions import site as actions
from institutions.admin import site
from institutions.models import PilotSite, SiteStep


@admin.register(PilotSite, site=site)
class PilotSiteAdmin(ScopedAdmin):
    list_display = ("region", "pilot_year", "stage", "verified_on", "chosen_on")
    list_filter = ("stage", "pilot_year")
    fields = ("pilot_year", "reason", "candidates", "documents")

    def has_change_permission(self, request, obj=None):
        own = obj is None or (obj.region_id == request.assignment.region_id and obj.stage == PilotSite.Stage.DRAFT)
        return own and super().has_change_permission(request, obj)

    def has_add_permission(self, request):
        return request.assignment.level == "village" and super().has_add_permission(request)

    def save_row(self, request, obj, form, change):
        by = request.assignment
        if not change:
            obj.region = by.region
        actions.save_site(obj, by=by, on=by.today, fields=form.changed_data)


@admin.register(SiteStep, site=site)
class SiteStepAdmin(ReadOnlyAdmin):
    list_display = ("site", "step", "done_on", "party", "paper_number", "from_paper")
    list_filter = ("step",)
