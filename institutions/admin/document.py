"""Letters and decrees in the admin."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from fcu_project.admin import ScopedAdmin
from institutions.actions import document as actions
from institutions.admin import site
from institutions.forms.document import IssueForm
from institutions.models import Decree, IssuedDocument, Meeting


@admin.register(IssuedDocument, site=site)
class IssuedDocumentAdmin(ScopedAdmin):
    """The register. A letter is opened for a meeting; a decree is opened in its own list."""

    list_display = ("kind", "number", "dated_on", "subject", "region", "stage")
    list_filter = ("kind", "stage")
    fields = (
        "kind", "meeting", "subject", "issuer", "region", "number", "dated_on", "stage", "recorded_by", "letter",
    )  # fmt: skip
    readonly_fields = ("subject", "issuer", "region", "number", "dated_on", "recorded_by", "letter")

    @admin.display(description="surat")
    def letter(self, document):
        if not document.pk:
            return "–"
        url = reverse("institutions:document-pdf", args=[document.uid])
        return format_html('<a href="{}">Buka PDF</a>', url)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "kind":
            kwargs["choices"] = [c for c in IssuedDocument.Kind.choices if c[0] in ("invitation", "record")]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "meeting":
            by = request.assignment
            kwargs["queryset"] = Meeting.objects.visible_to(by).filter(keeper=by.region)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "meeting":
            field.required = True
        return field

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        by = request.assignment
        opened = actions.open_letter(obj.meeting, obj.kind, by=by, on=by.today)
        obj.__dict__.update(opened.__dict__)

    def transition_form(self, button, request, obj):
        if button.name != "issue":
            return super().transition_form(button, request, obj)
        by = request.assignment
        return IssueForm(
            request.POST or None, request.FILES or None, by=by, initial={"dated_on": by.today},
            needs_scan=obj.kind == "decree" and by.role != "village_head",
        )  # fmt: skip

    def perform(self, request, obj, button, form):
        if button.name != "issue":
            return super().perform(request, obj, button, form)
        data = form.cleaned_data
        return actions.issue_document(
            obj, number=data["number"], dated_on=data["dated_on"], scan=data["scan"], by=request.assignment
        )


@admin.register(Decree, site=site)
class DecreeAdmin(ScopedAdmin):
    """The text of the decree; opening it writes the starter text. Number and date are given in its letter."""

    list_display = ("unit", "document")
    add_fields = ("unit",)
    change_fields = (
        "unit", "letter", "signer_title", "signer_name", "signer_number", "considerations", "laws", "dictums",
        "copies_to", "effective_on",
    )  # fmt: skip
    readonly_fields = ("letter", "laws")

    def get_fields(self, request, obj=None):
        return self.change_fields if obj else self.add_fields

    def get_readonly_fields(self, request, obj=None):
        return (*self.readonly_fields, "unit") if obj else ()

    @admin.display(description="surat dan tahapnya")
    def letter(self, decree):
        url = reverse("admin:institutions_issueddocument_change", args=[decree.document_id])
        return format_html('<a href="{}">{} – {}</a>', url, decree.document, decree.document.get_stage_display())

    @admin.display(description="Mengingat")
    def laws(self, decree):
        return "\n".join(law.title for law in decree.legal_bases.all())

    def has_change_permission(self, request, obj=None):
        own = obj is None or (
            obj.unit.region_id == request.assignment.region_id and obj.document.stage == IssuedDocument.Stage.DRAFT
        )
        return own and super().has_change_permission(request, obj)

    def save_row(self, request, obj, form, change):
        by = request.assignment
        if change:
            actions.save_decree(obj, by=by, on=by.today)
            return
        opened = actions.open_decree(obj.unit, by=by, on=by.today)
        obj.__dict__.update(opened.__dict__)

    def response_add(self, request, obj, post_url_continue=None):
        return HttpResponseRedirect(reverse("admin:institutions_decree_change", args=[obj.pk]))
