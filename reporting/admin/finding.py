"""Findings in the admin: to be read, with the steps that need no more than a note; written on the pages."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import Finding


@admin.register(Finding, site=site)
class FindingAdmin(ReadOnlyAdmin):
    list_display = ("found", "region", "owner", "due_on", "stage")
    list_select_related = ("region",)
    list_filter = ("stage",)
    fields = (
        "visit", "region", "question", "found", "advice", "owner", "found_on", "due_on", "stage", "closed_on",
        "closed_by_words", "evidence", "checked_on", "checked_in", "checked_by_words", "check_note", "withdrawn_on",
    )  # fmt: skip
