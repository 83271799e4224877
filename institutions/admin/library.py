"""The guidance library and the lessons in the admin: written on their own pages, searched and read here."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from institutions.models import Lesson, LibraryDocument


@admin.register(LibraryDocument, site=site)
class LibraryDocumentAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "programme_year", "region", "withdrawn_on")
    list_filter = ("kind", "programme_year")
    search_fields = ("title", "number")


@admin.register(Lesson, site=site)
class LessonAdmin(ReadOnlyAdmin):
    """As on the pages, who wrote and who answered is not named: most readers stand outside the writer's territory."""

    list_display = ("experience", "aspect", "region", "noted_on", "answered_on")
    list_filter = ("aspect",)
    search_fields = ("experience", "suggestion")
    exclude = ("noted_by", "answered_by")
