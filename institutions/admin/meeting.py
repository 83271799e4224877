"""Meetings in the admin: plan, participants and decisions as rows, then the same transitions."""

from django.contrib import admin

from fcu_project.admin import ScopedAdmin
from fcu_project.workflow import TransitionRefused
from institutions.actions import meeting as actions
from institutions.admin import site
from institutions.forms.meeting import usually_joint
from institutions.forms.person import people_to_pick
from institutions.meetings import KINDS, Kind, kinds_for, may_read_results
from institutions.models import Attendance, Decision, Meeting, Region
from institutions.reach import reaches

RESULTS = ("minutes", "method", "votes_for", "votes_against", "objections")


class MeetingInline(admin.TabularInline):
    """Rows of a planned meeting of the own office."""

    extra = 1
    permission = ""

    def has_view_permission(self, request, obj=None):
        if obj is not None and not reaches(request.assignment, Attendance, obj.keeper.code):
            return False  # published down are the facts of the event, not who came and what they said
        return request.user.has_perm(self.permission.replace("add_", "view_"))

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        if obj is not None and (obj.stage != "planned" or obj.keeper_id != request.assignment.region_id):
            return False
        return request.user.has_perm(self.permission)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)


class AttendanceInline(MeetingInline):
    model = Attendance
    permission = "institutions.add_attendance"
    fields = ("person", "element", "institution", "position", "present")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "person":
            kwargs["queryset"] = people_to_pick(request.assignment)
        elif db_field.name == "institution":
            kwargs["queryset"] = db_field.remote_field.model.objects.visible_to(request.assignment)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class DecisionInline(MeetingInline):
    model = Decision
    permission = "institutions.add_decision"
    fields = ("text", "owner", "due_on")

    def has_view_permission(self, request, obj=None):
        return (obj is None or may_read_results(request.assignment, obj)) and super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        readable = obj is None or may_read_results(request.assignment, obj)
        return readable and super().has_change_permission(request, obj)


@admin.register(Meeting, site=site)
class MeetingAdmin(ScopedAdmin):
    list_display = ("kind", "region", "held_on", "place", "stage")
    list_filter = ("kind", "stage")
    fields = (
        "kind", "region", "held_on", "starts_at", "ends_at", "place", "agenda", "leader", "note_taker", "minutes",
        "method", "votes_for", "votes_against", "objections", "paper_number", "paper_date", "recorded_by", "stage",
    )  # fmt: skip
    readonly_fields = ("recorded_by",)
    inlines = [AttendanceInline, DecisionInline]

    def get_fields(self, request, obj=None):
        by = request.assignment
        if obj is None:
            return self.fields
        hidden = set()
        if not may_read_results(by, obj):
            hidden |= set(RESULTS)
        if not reaches(by, Attendance, obj.keeper.code):
            hidden |= {"minutes", "objections", "leader", "note_taker"}
        return [name for name in self.fields if name not in hidden]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "kind":
            kwargs["choices"] = [("", "---------"), *((k, k.label) for k in kinds_for(request.assignment.role))]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        by = request.assignment
        if db_field.name in ("leader", "note_taker"):
            kwargs["queryset"] = people_to_pick(by)
        if db_field.name == "region":
            levels = {KINDS[kind].level for kind in kinds_for(by.role)}
            kwargs["queryset"] = Region.objects.visible_to(by).filter(level__in=levels)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        own = obj is None or (obj.keeper_id == request.assignment.region_id and obj.stage == "planned")
        return own and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "kind"] if obj else fields

    def save_row(self, request, obj, form, change):
        by = request.assignment
        also = obj.also_held if change else usually_joint(Kind(obj.kind))
        actions.save_meeting(obj, by=by, on=by.today, also=also)

    def save_formset(self, request, form, formset, change):
        """Rows go through the actions of the pages, one by one."""
        by = request.assignment
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            if isinstance(row, Attendance):
                actions.remove_attendance(row, by=by, on=by.today)
            else:
                raise TransitionRefused(["Keputusan tidak dihapus; ubah bunyinya."])
        for row in rows:
            row.meeting = form.instance
            if isinstance(row, Attendance):
                actions.save_attendance(row, by=by, on=by.today)
            elif row.pk:
                row.save()
            else:
                actions.add_decision(row, by=by, on=by.today)
