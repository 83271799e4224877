"""Referrals in the admin: same reach, same gates, same actions as the pages.

What was told of a family is read and written on the referral's own page; here stand its stage, its place and its days.
One-time links are not shown: they belong to who made them.
"""

from django import forms
from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin, ScopedAdmin
from fcu_project.forms import WithoutNumbers
from institutions.admin import site
from institutions.models import Institution
from referrals.actions import service as service_actions
from referrals.models import (
    Case,
    Counselling,
    Emergency,
    Partnership,
    Referral,
    ReferralReply,
    Service,
    ServiceRecord,
)
from referrals.workflow.referral import BY_ANSWER


class WordsForm(WithoutNumbers, forms.ModelForm):
    """No identity number is typed here among words either."""


@admin.register(Service, site=site)
class ServiceAdmin(ScopedAdmin):
    """The directory; what is offered above is read."""

    form = WordsForm
    list_display = ("name", "institution", "region", "sector", "checked_on", "closed_on")
    list_select_related = ("institution", "region")
    list_filter = ("sector",)
    search_fields = ("name", "institution__search_name")
    fields = (
        "institution", "name", "sector", "problems", "audience", "address", "contact", "phone", "conditions", "hours",
        "cost", "checked_on", "surveyed", "checked_by",
    )  # fmt: skip

    def has_change_permission(self, request, obj=None):
        own = obj is None or (service_actions.may_keep(obj, request.assignment) and obj.closed_on is None)
        return own and super().has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "institution":
            kwargs["queryset"] = Institution.objects.visible_to(request.assignment).filter(closed_on=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_row(self, request, obj, form, change):
        by = request.assignment
        service_actions.save_service(
            obj, problems=form.cleaned_data["problems"], fields=form.changed_data, by=by, on=by.today
        )


@admin.register(Referral, site=site)
class ReferralAdmin(ReadOnlyAdmin):
    """A referral's way, with the buttons of its stage; whom it is about stands on its page."""

    list_display = ("__str__", "region", "level", "goes_to", "stage", "sent_on", "outcome")
    list_select_related = ("region", "letter", "service__institution")
    list_filter = ("stage", "level")
    fields = (
        "region", "office", "level", "goes_to", "stage", "sent_on", "accepted_on", "forwarded_on", "answered_on",
        "declined_on", "recalled_on", "closed_on", "outcome",
    )  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "goes_to"]

    def render_change_form(self, request, context, *args, **kwargs):
        """Without the steps that follow from an answer: those are taken where the answer is written."""
        response = super().render_change_form(request, context, *args, **kwargs)
        buttons = response.context_data.get("stage_buttons", ())
        response.context_data["stage_buttons"] = [row for row in buttons if row[0].name not in BY_ANSWER]
        return response

    @admin.display(description="lembaga tujuan")
    def goes_to(self, obj):
        return obj.place or "Belum dipilih"


@admin.register(ReferralReply, site=site)
class ReferralReplyAdmin(ReadOnlyAdmin):
    """That a place answered, how and when; what it wrote stands on the referral's page."""

    list_display = ("place_name", "referral", "kind", "way", "replied_on")
    list_select_related = ("referral__letter",)
    list_filter = ("kind", "way")
    fields = ("referral", "place_name", "kind", "way", "replied_on", "recorded_by")


@admin.register(Partnership, site=site)
class PartnershipAdmin(ReadOnlyAdmin):
    """With whom the FCU works together; written on its page, with the signed paper."""

    list_display = ("partner", "region", "form", "basis", "valid_from", "valid_until", "ended_on")
    list_select_related = ("region",)
    list_filter = ("form", "basis")
    search_fields = ("search_name",)
    fields = (
        "partner", "institution", "form", "basis", "number", "subject", "partner_does", "unit_does", "valid_from",
        "valid_until", "ended_on", "end_reason",
    )  # fmt: skip


@admin.register(Emergency, site=site)
class EmergencyAdmin(ReadOnlyAdmin):
    """That help was called, whom, and whether the paper followed; whom it was for stands on its page."""

    list_display = ("__str__", "region", "called_at", "lk3_told_at", "referral")
    list_select_related = ("region", "referral__letter")
    list_filter = ("place_kind",)
    fields = (
        "region", "keeper", "called_at", "place_kind", "place_name", "lk3_told_at", "referral", "no_paper_reason",
        "recorded_by",
    )  # fmt: skip


@admin.register(Counselling, site=site)
class CounsellingAdmin(ReadOnlyAdmin):
    """That somebody was advised, when and by whom; what was said stands on its page."""

    list_display = ("__str__", "held_on", "way", "is_returning", "is_confidential", "withdrawn_on")
    list_filter = ("way", "is_returning", "is_confidential")
    fields = (
        "keeper", "held_on", "way", "client_sex", "is_returning", "is_confidential", "counsellor", "plan_item",
        "recorded_by", "withdrawn_on", "withdrawn_reason",
    )  # fmt: skip


@admin.register(Case, site=site)
class CaseAdmin(ReadOnlyAdmin):
    """How far a case is, with the buttons of its stage; whom it is about and what was done stand on its page."""

    list_display = ("__str__", "region", "keeper", "kind", "stage", "opened_on", "closed_on", "outcome")
    list_select_related = ("region", "keeper")
    list_filter = ("stage", "kind")
    fields = (
        "number", "region", "keeper", "kind", "stage", "problem", "owner", "plan_item", "opened_on", "closed_on",
        "outcome", "recorded_by",
    )  # fmt: skip


@admin.register(ServiceRecord, site=site)
class ServiceRecordAdmin(ReadOnlyAdmin):
    """Records of help: written and withdrawn on their own pages, here searched and read; no family is named."""

    list_display = ("topic", "kind", "region", "held_on", "women", "men", "withdrawn_on")
    list_select_related = ("region",)
    list_filter = ("kind", "sector")
    search_fields = ("topic", "place")
    fields = (
        "kind", "form", "region", "held_on", "until_on", "topic", "sector", "audience", "place", "edition", "copies",
        "target_body", "story", "result", "next_step", "next_on", "next_done_on", "local_wisdom", "women", "men",
        "cost", "source", "recorded_by", "withdrawn_on", "withdrawn_reason",
    )  # fmt: skip
