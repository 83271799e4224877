"""The sums of accepted reports in the admin: read, never written."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import RegionFigures


@admin.register(RegionFigures, site=site)
class RegionFiguresAdmin(ReadOnlyAdmin):
    """Accepted figures of each region above the village, added up when it was read last."""

    list_display = ("region", "year", "quarter", "reports", "counted_at", "members_end", "pioneers_end", "plasma_end")
    list_select_related = ("region",)
    list_filter = ("year", "quarter")

    def get_fields(self, request, obj=None):
        """All of them, in the order of the table."""
        return [field.name for field in RegionFigures._meta.fields if field.name not in ("id", "uid", "version")]
