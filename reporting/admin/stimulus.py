"""The stimulus in the admin: read with the same reach; the steps of a request ask the same conditions as its page.

No account number stands here, not even masked: its page shows it to whoever may see it.
"""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import Disbursement, FamilyAccount, StimulusGrant


@admin.register(StimulusGrant, site=site)
class StimulusGrantAdmin(ReadOnlyAdmin):
    list_display = ("family", "region", "year", "source", "entitlement", "claimed", "paid", "closed_on")
    list_select_related = ("family", "region")
    list_filter = ("year", "source")
    search_fields = ("family__search_name",)
    fields = (
        "family", "region", "year", "source", "entitlement", "claimed", "paid", "purpose", "decision_number",
        "decided_on", "decided_by", "from_paper", "recorded_by", "budget_line", "closed_on", "closed_reason",
    )  # fmt: skip


@admin.register(FamilyAccount, site=site)
class FamilyAccountAdmin(ReadOnlyAdmin):
    list_display = ("family", "region", "bank", "holder", "opened_on", "closed_on")
    list_select_related = ("family", "region", "holder")
    search_fields = ("family__search_name",)
    fields = ("family", "region", "bank", "holder", "opened_on", "closed_on", "closed_reason", "recorded_by")


@admin.register(Disbursement, site=site)
class DisbursementAdmin(ReadOnlyAdmin):
    """A request's way, with the buttons of its stage."""

    list_display = ("__str__", "grant", "stage", "amount", "approved", "paid_on", "realised", "returned")
    list_select_related = ("grant__family",)
    list_filter = ("stage",)
    fields = (
        "grant", "number", "stage", "requested_on", "requested_by", "amount", "purpose", "asked_by_words", "approved",
        "decision_number", "decided_on", "decided_by", "decision_note", "from_paper", "recorded_by", "paid_on",
        "paid_by", "paid_proof", "realised", "returned", "returned_on", "returned_proof", "accounted_on",
        "withdrawn_on", "withdrawn_reason",
    )  # fmt: skip
