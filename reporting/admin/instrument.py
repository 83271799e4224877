"""Instruments in the admin: to be read; a new edition is written and published on the pages."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import Instrument, InstrumentQuestion


@admin.register(Instrument, site=site)
class InstrumentAdmin(ReadOnlyAdmin):
    list_display = ("aim", "edition", "stage", "valid_from")
    list_filter = ("aim", "stage")
    fields = ("aim", "edition", "stage", "valid_from", "note")


@admin.register(InstrumentQuestion, site=site)
class InstrumentQuestionAdmin(ReadOnlyAdmin):
    """Whoever sees the instrument sees its questions."""

    list_display = ("text", "instrument", "aspect", "answer", "position")
    list_select_related = ("instrument",)
    list_filter = ("instrument__aim", "answer")
    fields = ("instrument", "aspect", "position", "text", "hint", "answer")

    def has_view_permission(self, request, obj=None):
        return request.assignment is not None and request.assignment.has_perm("reporting.view_instrument")

    def has_module_permission(self, request):
        return self.has_view_permission(request)
