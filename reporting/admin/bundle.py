"""Long papers in the admin: who is waiting for which; asked for and fetched on the pages."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import PrintBundle


@admin.register(PrintBundle, site=site)
class PrintBundleAdmin(ReadOnlyAdmin):
    list_display = ("title", "stage", "done", "total", "created_at", "finished_at")
    list_filter = ("stage",)
    fields = ("title", "kind", "paper", "stage", "done", "total", "problem", "created_at", "finished_at")
