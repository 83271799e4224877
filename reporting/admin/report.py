"""The reports in the admin: same reach, same gates as the pages.

What was written and what is being written stands on the report's own pages; here stand its stage and its days.
"""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import QuarterFigures, Report, ReportVersion, SectionReview


class PartOfReport(ReadOnlyAdmin):
    """Whoever sees the report sees its parts."""

    def has_view_permission(self, request, obj=None):
        return request.assignment is not None and request.assignment.has_perm("reporting.view_report")

    def has_module_permission(self, request):
        return self.has_view_permission(request)


@admin.register(Report, site=site)
class ReportAdmin(ReadOnlyAdmin):
    """A report's way, with the buttons of its stage; what the FCU is still writing is read by the FCU alone."""

    list_display = ("__str__", "unit", "region", "stage", "sent_on", "accepted_on")
    list_select_related = ("unit", "region")
    list_filter = ("year", "quarter", "stage")
    fields = (
        "unit", "region", "year", "quarter", "stage", "approved_on", "approved_by_words", "sent_on", "sent_by_words",
        "receipt_number", "returned_on",
        "returned_by_words", "return_note", "accepted_on", "accepted_by_words", "handed_on", "handed_to", "from_paper",
        "paper_number", "paper_date", "recorded_by",
    )  # fmt: skip


@admin.register(ReportVersion, site=site)
class ReportVersionAdmin(PartOfReport):
    list_display = ("receipt_number", "report", "number", "sent_on")
    list_select_related = ("report",)
    fields = ("report", "number", "sent_on", "sent_by_words", "receipt_number")


@admin.register(SectionReview, site=site)
class SectionReviewAdmin(PartOfReport):
    """While the Dinas is still reading, its notes are its own."""

    list_display = ("report_version", "section", "verdict", "reviewed_at")
    list_select_related = ("report_version",)
    list_filter = ("section", "verdict")
    fields = ("report_version", "section", "verdict", "note", "reviewed_by", "reviewed_at")

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        by = request.assignment
        if by is not None and by.has_perm("reporting.review_report"):
            return rows
        return rows.exclude(report_version__report__stage=Report.Stage.SENT)


@admin.register(QuarterFigures, site=site)
class QuarterFiguresAdmin(ReadOnlyAdmin):
    """The frozen figures of each report that was sent."""

    list_display = ("report", "unit", "region", "counted_at", "members_end", "pioneers_end", "plasma_end")
    list_select_related = ("report", "unit", "region")
    list_filter = ("year", "quarter")

    def get_fields(self, request, obj=None):
        """All of them, in the order of the table."""
        return [field.name for field in QuarterFigures._meta.fields if field.name not in ("id", "uid", "version")]
