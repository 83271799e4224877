"""Incidental reports in the admin: that they exist and how they stand; their words are read on their own page, where
each reading is in the trail."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import IncidentReport, IncidentVersion


@admin.register(IncidentReport, site=site)
class IncidentReportAdmin(ReadOnlyAdmin):
    list_display = ("number", "region", "stage", "happened_on", "sent_on", "received_on")
    list_select_related = ("region",)
    list_filter = ("stage",)
    fields = (
        "number", "region", "stage", "happened_on", "sent_on", "sent_by_words", "returned_on", "returned_by_words",
        "received_on", "received_by_words", "paper_number",
    )  # fmt: skip


@admin.register(IncidentVersion, site=site)
class IncidentVersionAdmin(ReadOnlyAdmin):
    """Whoever sees the report sees that it was sent."""

    list_display = ("report", "number", "sent_on", "sent_by_words")
    list_select_related = ("report",)
    fields = ("report", "number", "sent_on", "sent_by_words")

    def has_view_permission(self, request, obj=None):
        return request.assignment is not None and request.assignment.has_perm("reporting.view_incidentreport")

    def has_module_permission(self, request):
        return self.has_view_permission(request)
