"""The FCU's inventory and its proposals to the Musrenbang in the admin."""

from django.contrib import admin

from institutions.actions import facility as actions
from institutions.admin import site
from institutions.admin.unit import OfVillage
from institutions.models import Facility, MusrenbangProposal


@admin.register(Facility, site=site)
class FacilityAdmin(OfVillage):
    list_display = ("name", "kind", "unit", "quantity", "condition", "since", "gone_on")
    list_filter = ("kind", "condition")
    fields = ("unit", "kind", "name", "quantity", "condition", "owner", "since", "gone_on")

    def save_row(self, request, obj, form, change):
        by = request.assignment
        actions.save_facility(obj, by=by, on=by.today, fields=form.changed_data)


@admin.register(MusrenbangProposal, site=site)
class MusrenbangProposalAdmin(OfVillage):
    list_display = ("item", "year", "unit", "estimated_cost", "attended_on", "result")
    list_filter = ("year", "result")
    fields = ("unit", "year", "item", "reason", "estimated_cost", "attended_on", "result", "result_note")

    def save_row(self, request, obj, form, change):
        by = request.assignment
        actions.save_proposal(obj, by=by, on=by.today, fields=form.changed_data)
