"""Visits in the admin: to be read, with the steps of their way; they are planned and filled in on the pages."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import Visit, VisitAnswer


@admin.register(Visit, site=site)
class VisitAdmin(ReadOnlyAdmin):
    list_display = ("planned_on", "aim", "phase", "target", "unit", "region", "by_words", "stage", "held_on")
    list_select_related = ("unit", "region")
    list_filter = ("aim", "phase", "stage", "mode")
    fields = (
        "aim", "phase", "mode", "target", "unit", "region", "stage", "by_words", "officers", "planned_on", "held_on",
        "place", "met", "methods", "instrument", "as_planned", "observed_text", "deviation_text", "advice_text",
        "success_text", "failure_text", "change_text", "strength_text", "signed_on", "signed_by_words", "answered_on",
        "answered_by_words", "answer_note", "cancelled_on", "cancel_note", "from_paper", "paper_number", "paper_date",
        "recorded_by",
    )  # fmt: skip


@admin.register(VisitAnswer, site=site)
class VisitAnswerAdmin(ReadOnlyAdmin):
    list_display = ("visit", "question", "score", "yes")
    list_select_related = ("visit__unit", "visit__region", "question")
    fields = ("visit", "question", "score", "yes", "words")
