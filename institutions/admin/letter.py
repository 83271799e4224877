"""The letter office in the admin: written on its own pages, searched and read here."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from institutions.books import incoming_of
from institutions.models import GuestEntry, IncomingLetter, NumberPattern


@admin.register(IncomingLetter, site=site)
class IncomingLetterAdmin(ReadOnlyAdmin):
    list_display = ("agenda_number", "year", "received_on", "sender", "subject", "withdrawn_on")
    list_filter = ("year",)
    search_fields = ("sender", "number", "subject")

    def get_queryset(self, request):
        return super().get_queryset(request).filter(pk__in=incoming_of(request.assignment).values("pk"))


@admin.register(GuestEntry, site=site)
class GuestEntryAdmin(ReadOnlyAdmin):
    list_display = ("came_on", "name", "origin", "purpose", "withdrawn_on")
    search_fields = ("name", "origin", "purpose")


@admin.register(NumberPattern, site=site)
class NumberPatternAdmin(ReadOnlyAdmin):
    list_display = ("region", "pattern", "body", "digits", "one_series")
