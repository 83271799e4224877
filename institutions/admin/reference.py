"""Reference data, accounts and assignments: what the administrator keeps."""

from django import forms
from django.contrib import admin
from django.contrib.auth.password_validation import validate_password
from import_export.admin import ImportExportMixin

from fcu_project import audit, dates
from fcu_project.admin import ScopedAdmin
from fcu_project.forms import model_field
from institutions import known_settings
from institutions.actions.institution import save_institution
from institutions.admin import site
from institutions.models import (
    Assignment,
    Institution,
    InstitutionType,
    LegalBasis,
    LetterClass,
    Person,
    Region,
    RegionSetting,
    User,
)
from institutions.resources import InstitutionTypeResource, LegalBasisResource, LetterClassResource


class ReferenceAdmin(ImportExportMixin, ScopedAdmin):
    """A small reference table: edited here, carried in and out as Excel."""

    def has_import_permission(self, request):
        return self.has_change_permission(request)

    def has_export_permission(self, request):
        return self.has_view_permission(request)


@admin.register(InstitutionType, site=site)
class InstitutionTypeAdmin(ReferenceAdmin):
    resource_classes = [InstitutionTypeResource]
    list_display = ("name", "short_name", "group", "order", "checklist", "is_active")
    list_filter = ("group", "is_active")


@admin.register(LegalBasis, site=site)
class LegalBasisAdmin(ReferenceAdmin):
    resource_classes = [LegalBasisResource]
    list_display = ("title", "year", "number", "valid_from", "valid_until", "suggested", "is_active")
    list_filter = ("is_active", "suggested")
    search_fields = ("title",)


@admin.register(LetterClass, site=site)
class LetterClassAdmin(ReferenceAdmin):
    resource_classes = [LetterClassResource]
    list_display = ("code", "title", "edition", "is_active")
    list_filter = ("edition", "is_active")
    search_fields = ("code", "title")


class SettingForm(forms.ModelForm):
    """A setting chosen from the table of those that are known, with what it means."""

    class Meta:
        model = RegionSetting
        fields = ("key", "value")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            label = self.fields["key"].label
            self.fields["key"] = forms.ChoiceField(
                label=label, choices=[("", "Pilih pengaturan"), *known_settings.choices(self.instance.key)]
            )
            self.fields["value"].help_text = "Berlaku di sini dan di bawahnya, sampai wilayah di bawah mengisi sendiri."

    def clean(self):
        data = super().clean()
        value = (data.get("value") or "").strip()
        if data.get("key") and value and (problem := known_settings.problem(data["key"], value)):
            self.add_error("value", problem)
        return data | {"value": value}


class SettingInline(admin.TabularInline):
    model = RegionSetting
    form = SettingForm
    extra = 0

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm("institutions.add_regionsetting")

    has_change_permission = has_view_permission = has_add_permission

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm("institutions.delete_regionsetting")


@admin.register(Region, site=site)
class RegionAdmin(ScopedAdmin):
    """Official codes are loaded by command; here the name spoken there and its settings are kept."""

    list_display = ("dotted_code", "name", "kind", "zone")
    list_filter = ("level",)
    search_fields = ("code", "name")
    fields = ("dotted_code", "name", "kind", "spoken_kind", "zone", "source")
    readonly_fields = ("dotted_code", "kind", "source")
    inlines = [SettingInline]

    def has_add_permission(self, request):
        return False


class UserForm(forms.ModelForm):
    """An account; its password is set here once and changed by the person."""

    new_password = forms.CharField(
        label="Kata sandi baru", required=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Kosongkan bila tidak diganti. Orangnya diminta menggantinya saat masuk.",
    )  # fmt: skip

    class Meta:
        model = User
        fields = ("username", "person", "is_active")

    def clean_username(self):
        return self.cleaned_data["username"].strip().lower()

    def clean_new_password(self):
        password = self.cleaned_data["new_password"]
        if password:
            validate_password(password, self.instance)
        elif not self.instance.pk:
            raise forms.ValidationError("Kata sandi belum diisi.")
        return password

    def save(self, commit=True):
        user = super().save(commit=False)
        if self.cleaned_data["new_password"]:
            user.set_password(self.cleaned_data["new_password"])
            user.must_change_password = True
        if commit:
            user.save()
        return user


@admin.register(User, site=site)
class UserAdmin(ScopedAdmin):
    form = UserForm
    list_display = ("username", "person", "works_as", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "person__name")
    autocomplete_fields = ("person",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person").prefetch_related("person__assignments__region")

    @admin.display(description="bertugas sebagai")
    def works_as(self, user):
        """The assignments in force: an account without one opens nothing."""
        today = dates.today()
        rows = [row for row in user.person.assignments.all() if row.runs_on(today)]
        return ", ".join(f"{row.role_label}, {row.region}" for row in rows) or "belum ada penugasan"

    def get_form(self, request, obj=None, **kwargs):
        return super(ScopedAdmin, self).get_form(request, obj, **kwargs)

    def save_model(self, request, obj, form, change):
        obj.save()
        audit.record("account:change" if change else "account:add", by=request.assignment, obj=obj.person)


@admin.register(Assignment, site=site)
class AssignmentAdmin(ScopedAdmin):
    list_display = ("person", "role", "region", "valid_from", "valid_until")
    list_filter = ("role",)
    search_fields = ("person__name",)
    autocomplete_fields = ("region", "person", "institution")


class AssignmentInline(admin.TabularInline):
    """What a person works as, beside who they are: the only source of rights."""

    model = Assignment
    extra = 0
    fields = ("role", "region", "institution", "valid_from", "valid_until", "basis")
    autocomplete_fields = ("region", "institution")
    can_delete = False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.get_internal_type() == "DateField":
            return model_field(db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm("institutions.add_assignment")

    has_change_permission = has_view_permission = has_add_permission


@admin.register(Person, site=site)
class PersonAdmin(ScopedAdmin):
    list_display = ("name", "position", "region", "account")
    search_fields = ("search_name",)
    fields = ("name", "title", "sex", "position", "phone")
    inlines = [AssignmentInline]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("region", "user")

    def get_list_display(self, request):
        """Names of accounts are the administrator's affair."""
        sees = request.user.has_perm("institutions.view_user")
        return self.list_display if sees else [name for name in self.list_display if name != "account"]

    @admin.display(description="akun")
    def account(self, person):
        return person.user.username if hasattr(person, "user") else "belum punya akun"

    def save_formset(self, request, form, formset, change):
        """Every assignment that was given or changed leaves its own trace."""
        for row in formset.save():
            audit.record("assignment:save", by=request.assignment, obj=row)

    def save_row(self, request, obj, form, change):
        if not change:
            obj.region = request.assignment.region
        obj.save()


@admin.register(Institution, site=site)
class InstitutionAdmin(ScopedAdmin):
    list_display = ("name", "element", "region", "leader", "identified_on")
    list_filter = ("element",)
    search_fields = ("search_name",)
    exclude = ("region", "identified_by")

    def save_row(self, request, obj, form, change):
        by = request.assignment
        if not change:
            obj.region = by.region
        save_institution(obj, by=by, on=by.today, fields=form.changed_data)

    def has_change_permission(self, request, obj=None):
        own = obj is None or obj.region_id == request.assignment.region_id
        return own and super().has_change_permission(request, obj)
