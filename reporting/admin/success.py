"""Indicators of success in the admin: drafts are edited by the ministry, published editions are read."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin, ScopedAdmin
from institutions.admin import site
from reporting.actions import success as actions
from reporting.forms.success import PublishForm
from reporting.models import IndicatorEdition, SuccessIndicator


@admin.register(IndicatorEdition, site=site)
class IndicatorEditionAdmin(ReadOnlyAdmin):
    """Opened on its own page, as a copy of the last; the draft's note is edited, and it is published, here too."""

    list_display = ("number", "stage", "valid_from", "note")
    fields = ("number", "stage", "valid_from", "note")
    readonly_fields = ("number", "stage", "valid_from")

    def has_change_permission(self, request, obj=None):
        return obj is not None and actions.may_edit(obj, request.assignment)

    def save_row(self, request, obj, form, change):
        by = request.assignment
        actions.note_edition(obj, by=by, on=by.today)

    def transition_form(self, button, request, obj):
        return PublishForm(request.POST or None, by=request.assignment, guarded=obj)

    def perform(self, request, obj, button, form):
        by = request.assignment
        actions.publish_edition(obj, valid_from=form.cleaned_data["valid_from"], by=by, on=by.today)


@admin.register(SuccessIndicator, site=site)
class SuccessIndicatorAdmin(ScopedAdmin):
    list_display = ("label", "edition", "matrix", "aspect", "reads", "target", "weight")
    list_select_related = ("edition",)
    list_filter = ("edition", "matrix")
    fields = (
        "edition", "code", "aspect", "label", "explanation", "reads", "part", "whole", "target", "weight", "position",
    )  # fmt: skip
    readonly_fields = ("edition", "code")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.edition.is_draft)

    def save_row(self, request, obj, form, change):
        by = request.assignment
        actions.save_indicator(obj, by=by, on=by.today, fields=form.changed_data)
