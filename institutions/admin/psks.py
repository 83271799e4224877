"""PSKS of a village in the admin: preparation and mapping, the team and its stakeholders."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.actions import team as actions
from institutions.admin import site
from institutions.admin.unit import OfVillage
from institutions.models import (
    HandledProblem,
    HumanResource,
    PsksTeam,
    SocialPreparation,
    Stakeholder,
    TeamMember,
)


@admin.register(HumanResource, site=site)
class HumanResourceAdmin(ReadOnlyAdmin):
    list_display = ("person", "region", "psks_type", "skill", "noted_on", "left_on")


@admin.register(HandledProblem, site=site)
class HandledProblemAdmin(ReadOnlyAdmin):
    list_display = ("problem", "institution", "count", "counted_in")


@admin.register(SocialPreparation, site=site)
class SocialPreparationAdmin(ReadOnlyAdmin):
    list_display = ("region", "office", "officer", "started_on")


@admin.register(PsksTeam, site=site)
class PsksTeamAdmin(ReadOnlyAdmin):
    """A team is formed on its own page; here it is read and ended."""

    list_display = ("name", "region", "stage", "formed_on", "recognised_on", "ended_on")
    list_filter = ("stage",)


@admin.register(TeamMember, site=site)
class TeamMemberAdmin(ReadOnlyAdmin):
    list_display = ("person", "team", "post", "is_coordinator", "task", "valid_from", "valid_until")


@admin.register(Stakeholder, site=site)
class StakeholderAdmin(OfVillage):
    unit_path = ""
    list_display = ("name", "level", "region", "interest", "noted_on", "left_on")
    list_filter = ("level",)
    fields = ("level", "name", "institution", "interest", "contact", "phone", "noted_on")

    def save_row(self, request, obj, form, change):
        by = request.assignment
        if not change:
            obj.region = by.region
        actions.save_stakeholder(obj, by=by, on=by.today, fields=form.changed_data)
