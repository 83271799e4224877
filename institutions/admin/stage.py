"""Stages of the trial and what was taught at meetings in the admin; the topics of technical guidance are kept here."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin, ScopedAdmin
from institutions.actions.stage import start_stage
from institutions.admin import site
from institutions.admin.reference import ReferenceAdmin
from institutions.models import Awareness, GuidanceSession, GuidanceTopic, StageRecord
from institutions.resources import GuidanceTopicResource


@admin.register(GuidanceTopic, site=site)
class GuidanceTopicAdmin(ReferenceAdmin):
    resource_classes = [GuidanceTopicResource]
    list_display = ("text", "provider", "order", "is_active")
    list_filter = ("provider", "is_active")
    search_fields = ("text", "code")


@admin.register(StageRecord, site=site)
class StageRecordAdmin(ScopedAdmin):
    """A stage is begun here as on its board; closing and reopening are the buttons of its page."""

    list_display = ("step", "region", "stage", "started_on", "ended_on")
    list_filter = ("step", "stage")
    fields = ("region", "step", "started_on", "note", "paper_number", "paper_date", "stage", "ended_on")
    readonly_fields = ("ended_on",)
    autocomplete_fields = ("region",)

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    def save_row(self, request, obj, form, change):
        start_stage(obj, by=request.assignment, on=request.assignment.today)


@admin.register(GuidanceSession, site=site)
class GuidanceSessionAdmin(ReadOnlyAdmin):
    """Written on the page of its meeting."""

    list_display = ("meeting", "provider", "speaker")
    list_filter = ("provider",)


@admin.register(Awareness, site=site)
class AwarenessAdmin(ReadOnlyAdmin):
    """Written on the page of its meeting."""

    list_display = ("meeting",)
