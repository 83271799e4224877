"""The reports of offices in the admin: same reach, same gates as the pages; what they say stands on their own pages."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import OfficeDecision, OfficeObstacle, OfficeReport, OfficeReportVersion


class PartOfOfficeReport(ReadOnlyAdmin):
    """Whoever sees the report sees its parts."""

    def has_view_permission(self, request, obj=None):
        return request.assignment is not None and request.assignment.has_perm("reporting.view_officereport")

    def has_module_permission(self, request):
        return self.has_view_permission(request)


@admin.register(OfficeReport, site=site)
class OfficeReportAdmin(ReadOnlyAdmin):
    """A report's way, with the buttons of its stage."""

    list_display = ("__str__", "region", "stage", "sent_on", "received_on")
    list_select_related = ("region",)
    list_filter = ("kind", "year", "stage")
    fields = (
        "kind", "region", "year", "part", "stage", "sent_on", "sent_by_words", "receipt_number", "returned_on",
        "returned_by_words", "return_note", "received_on",
    )  # fmt: skip


@admin.register(OfficeReportVersion, site=site)
class OfficeReportVersionAdmin(PartOfOfficeReport):
    list_display = ("receipt_number", "report", "number", "sent_on")
    list_select_related = ("report__region",)
    fields = ("report", "number", "sent_on", "sent_by_words", "receipt_number")


@admin.register(OfficeDecision, site=site)
class OfficeDecisionAdmin(PartOfOfficeReport):
    list_display = ("report_version", "office", "decision", "decided_on", "from_paper")
    list_select_related = ("report_version", "office")
    list_filter = ("decision", "from_paper")
    fields = (
        "report_version", "office", "decision", "note", "decided_on", "decided_by_words", "from_paper", "paper_number",
        "paper_date", "recorded_by",
    )  # fmt: skip


@admin.register(OfficeObstacle, site=site)
class OfficeObstacleAdmin(PartOfOfficeReport):
    """Of what was sent; a draft is read by its writers on its own page."""

    list_display = ("obstacle", "report", "owner", "due_on")
    list_select_related = ("report__region",)
    fields = ("report", "obstacle", "solution", "owner", "due_on")

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(report__stage__in=OfficeReport.OPEN)
