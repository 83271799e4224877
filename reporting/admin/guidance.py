"""Guidance of reports in the admin: to be read; it is given and answered on the pages."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import ReportGuidance


@admin.register(ReportGuidance, site=site)
class ReportGuidanceAdmin(ReadOnlyAdmin):
    list_display = ("given_on", "unit", "region", "year", "quarter", "aspect", "answered_on", "withdrawn_at")
    list_select_related = ("unit", "region")
    list_filter = ("aspect", "year", "quarter")
    fields = (
        "region", "year", "quarter", "aspect", "note", "given_on", "given_by_words", "answer", "answered_on",
        "answered_by_words", "withdrawn_at",
    )  # fmt: skip
