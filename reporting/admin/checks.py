"""Inspections of the stimulus in the admin: that they took place and how their findings stand; written on the pages."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import StimulusCheck


@admin.register(StimulusCheck, site=site)
class StimulusCheckAdmin(ReadOnlyAdmin):
    list_display = ("on", "village", "way", "received_rightly", "used_rightly", "due_on", "resolved_on")
    list_select_related = ("grant__region",)
    list_filter = ("way", "received_rightly", "used_rightly")
    fields = (
        "on", "way", "inspector", "received_rightly", "used_rightly", "note", "finding", "action", "due_on",
        "resolved_on", "resolution", "recorded_by",
    )  # fmt: skip

    @admin.display(description="desa/kelurahan")
    def village(self, obj):
        return str(obj.grant.region)
