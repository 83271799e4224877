"""The FCU, its members and its election in the admin."""

from django.contrib import admin

from fcu_project.admin import ScopedAdmin
from institutions.actions import unit as actions
from institutions.admin import site
from institutions.forms.person import people_to_pick
from institutions.models import Candidacy, FamilyCareUnit, Meeting, Membership, OfficerTerm


class OfVillage(ScopedAdmin):
    """Rows of the own village's FCU: others may be read, not written."""

    unit_path = "unit"

    def unit_of(self, obj):
        return getattr(obj, self.unit_path) if self.unit_path else obj

    def has_change_permission(self, request, obj=None):
        own = obj is None or self.unit_of(obj).region_id == request.assignment.region_id
        return own and super().has_change_permission(request, obj)


@admin.register(FamilyCareUnit, site=site)
class FamilyCareUnitAdmin(OfVillage):
    unit_path = ""
    list_display = ("name", "region", "stage", "formed_on", "decreed_on", "inaugurated_on")
    list_filter = ("stage",)
    fields = (
        "name", "address", "seated_in_village", "phone", "stage", "formed_on", "decreed_on", "inaugurated_on",
    )  # fmt: skip
    readonly_fields = ("formed_on", "decreed_on", "inaugurated_on")

    def save_row(self, request, obj, form, change):
        by = request.assignment
        if change:
            actions.save_unit(obj, by=by, on=by.today, fields=form.changed_data)
        else:
            actions.start_unit(obj, by=by, on=by.today)


@admin.register(Membership, site=site)
class MembershipAdmin(OfVillage):
    list_display = ("person", "unit", "kind", "institution", "joined_on", "left_on")
    list_filter = ("kind",)
    fields = ("unit", "person", "kind", "institution", "position", "category", "competence", "committed", "joined_on")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "person":
            kwargs["queryset"] = people_to_pick(request.assignment)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_row(self, request, obj, form, change):
        actions.save_membership(obj, by=request.assignment, on=obj.joined_on)


@admin.register(Candidacy, site=site)
class CandidacyAdmin(OfVillage):
    list_display = ("membership", "post", "unit", "votes", "elected")
    fields = (
        "unit", "meeting", "membership", "post", "willing", "able", "social_spirit", "non_partisan", "votes", "elected",
    )  # fmt: skip

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "meeting":
            kwargs["queryset"] = Meeting.objects.visible_to(request.assignment).filter(kind="formation")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    def save_row(self, request, obj, form, change):
        actions.save_candidacy(obj, by=request.assignment, on=obj.meeting.held_on)


@admin.register(OfficerTerm, site=site)
class OfficerTermAdmin(OfVillage):
    """Officers come from the election and the decree; here they are read."""

    list_display = ("post", "membership", "unit", "valid_from", "valid_until")
    list_filter = ("post",)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
