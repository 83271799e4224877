"""Photos and papers of reports in the admin: named here, opened on the pages of their reports."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import OfficeAttachment, ReportAttachment


class PartOfAny(ReadOnlyAdmin):
    """Whoever writes the report sees its attachments; what others may see of them stands with the version sent."""

    list_display = ("caption", "report", "kind", "taken_on", "removed_at")
    list_select_related = ("report",)
    list_filter = ("kind",)
    fields = ("report", "kind", "caption", "taken_on", "shows_people", "added_by", "removed_at")
    needed = ""

    def has_view_permission(self, request, obj=None):
        return request.assignment is not None and request.assignment.has_perm(self.needed)

    def has_module_permission(self, request):
        return self.has_view_permission(request)


@admin.register(ReportAttachment, site=site)
class ReportAttachmentAdmin(PartOfAny):
    needed = "reporting.change_report"


@admin.register(OfficeAttachment, site=site)
class OfficeAttachmentAdmin(PartOfAny):
    """Of reports that the own office writes."""

    needed = "reporting.change_officereport"

    def get_queryset(self, request):
        return super().get_queryset(request).filter(report__region=request.assignment.region_id)
