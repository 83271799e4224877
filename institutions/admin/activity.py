"""Notes on duties in the admin, and the list of duties itself."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from institutions.admin.reference import ReferenceAdmin
from institutions.models import Activity, Duty
from institutions.resources import DutyResource


@admin.register(Duty, site=site)
class DutyAdmin(ReferenceAdmin):
    resource_classes = [DutyResource]
    list_display = ("text", "actor", "part", "clause", "order", "is_joint", "is_active")
    list_filter = ("actor", "part", "is_active")
    search_fields = ("text", "code")


@admin.register(Activity, site=site)
class ActivityAdmin(ReadOnlyAdmin):
    """Notes are written and withdrawn on their own pages; here they are searched and read."""

    list_display = ("title", "duty", "region", "done_on", "withdrawn_on")
    list_filter = ("duty__actor",)
    search_fields = ("title",)
