"""The admin as a full way to work: same reach, same gates, same trail as the pages."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from fcu_project import audit, dates, workflow
from fcu_project.forms import model_field
from fcu_project.models import StagedRow, StaleVersion
from fcu_project.views import TransitionForm
from fcu_project.workflow import TransitionRefused


class Site(admin.AdminSite):
    """The admin site of the FCU application."""

    site_header = "FCU – ruang admin"
    site_title = "FCU"
    index_title = "Data dan pekerjaan"
    enable_nav_sidebar = False

    def has_permission(self, request):
        return request.user.is_active and request.user.is_staff and request.assignment is not None

    def password_change(self, request, extra_context=None):
        """There is one page to change a password: it writes the trail and ends the duty to change the first one."""
        return redirect("password")


class ScopedAdmin(admin.ModelAdmin):
    """Every model's admin: rows within reach only, foreign keys narrowed alike, staged rows with their transitions.

    Saving goes through `save_row(request, obj, form, change)`, which subclasses override to call the same action as
    the pages do. There is no deletion: rows are ended or archived by a transition.
    """

    list_per_page = 50
    show_full_result_count = False
    change_form_template = "admin/staged_change_form.html"
    formfield_overrides = {}

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.assignment)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        fields = list(super().get_readonly_fields(request, obj))
        if issubclass(self.model, StagedRow) and "stage" not in fields:
            fields.append("stage")
        return fields

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.get_internal_type() in ("DateField", "TimeField"):
            return model_field(db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        manager = db_field.remote_field.model._default_manager
        if "queryset" not in kwargs and hasattr(manager.all(), "visible_to"):
            kwargs["queryset"] = manager.all().visible_to(request.assignment)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    formfield_for_manytomany = formfield_for_foreignkey

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.by = request.assignment
        return form

    def save_model(self, request, obj, form, change):
        version = request.POST.get("_version", "")
        if change and version.isdigit():
            obj.version = int(version)
        self.save_row(request, obj, form, change)
        audit.record(
            "admin:change" if change else "admin:add", by=request.assignment, obj=obj, fields=form.changed_data
        )

    def save_row(self, request, obj, form, change):
        obj.save()

    # The trail is our own; Django's log would keep a second one with a foreign key to the user.
    def log_addition(self, request, obj, message):
        pass

    def log_change(self, request, obj, message):
        pass

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StaleVersion:
            messages.error(request, "Belum tersimpan: data ini baru saja diubah orang lain. Periksa lalu ubah lagi.")
            return HttpResponseRedirect(request.path)
        except (TransitionRefused, ValidationError) as refusal:
            for reason in getattr(refusal, "reasons", None) or refusal.messages:
                messages.error(request, reason)
            return HttpResponseRedirect(request.path)

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj")
        if obj is not None and isinstance(obj, StagedRow):
            buttons = workflow.available(obj, request.assignment, dates.today())
            context["stage_buttons"] = [
                (button, reverse(self._transition_route, args=[obj.pk, button.name])) for button in buttons
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    @property
    def _transition_route(self):
        return f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_transition"

    def get_urls(self):
        if not issubclass(self.model, StagedRow):
            return super().get_urls()
        route = path(
            "<path:object_id>/tahap/<str:name>/",
            self.admin_site.admin_view(self.transition_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_transition",
        )
        return [route, *super().get_urls()]

    def transition_view(self, request, object_id, name):
        """Confirm and perform one transition. Same gates as everywhere: it calls `perform`."""
        obj = get_object_or_404(self.get_queryset(request), pk=object_id)
        buttons = workflow.available(obj, request.assignment, dates.today())
        button = next((b for b in buttons if b.name == name), None)
        if button is None:
            raise PermissionDenied
        back = reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])
        form = self.transition_form(button, request, obj)
        if request.method == "POST" and form.is_valid():
            try:
                self.perform(request, obj, button, form)
            except TransitionRefused as refusal:
                for reason in refusal.reasons:
                    messages.error(request, reason)
            else:
                messages.success(request, f"{button.label}: tercatat.")
                return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": button.label,
            "opts": self.opts,
            "original": obj,
            "button": button,
            "form": form,
            "back": back,
            "now": timezone.now(),
        }
        return TemplateResponse(request, "admin/transition.html", context)

    def transition_form(self, button, request, obj):
        """The form of one transition; subclasses return another where a step needs more than a date and a note."""
        return TransitionForm(
            request.POST or None,
            request.FILES or None,
            by=request.assignment,
            transition=button.transition,
            initial={"on": dates.today()},
        )

    def perform(self, request, obj, button, form):
        data = form.cleaned_data
        workflow.perform(
            obj,
            button.name,
            by=request.assignment,
            on=data.get("on") or dates.today(),
            note=data.get("note", ""),
        )


class ReadOnlyAdmin(ScopedAdmin):
    """Rows that are written on their own pages; here they are read."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Whoever opens one leaves a trace, as on the pages."""
        row = self.get_object(request, object_id)
        if row is not None:
            audit.record(f"admin:view-{self.opts.model_name}", by=request.assignment, obj=row)
        return super().change_view(request, object_id, form_url, extra_context)
