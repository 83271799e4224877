"""Agreed shares in the admin: read there, recorded on their own page."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import Allocation, AllocationShare


class ShareInline(admin.TabularInline):
    model, extra, can_delete = AllocationShare, 0, False
    fields = ("category", "percent")

    def has_view_permission(self, request, obj=None):
        return request.assignment is not None and request.assignment.has_perm("reporting.view_allocation")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Allocation, site=site)
class AllocationAdmin(ReadOnlyAdmin):
    """Each agreement with its shares."""

    list_display = ("valid_from", "unit", "region", "meeting")
    list_select_related = ("unit", "region", "meeting__region")
    fields = ("unit", "region", "meeting", "valid_from", "note", "recorded_by")
    inlines = (ShareInline,)
