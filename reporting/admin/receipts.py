"""Receipts and the road of originals in the admin: read here, written on their own pages."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from reporting.models import HandedReceipt, ReceiptHandover, StimulusReceipt


@admin.register(StimulusReceipt, site=site)
class StimulusReceiptAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "region", "dated_on", "amount", "holder", "withdrawn_on")
    list_select_related = ("region",)
    list_filter = ("holder",)
    search_fields = ("number", "seller")
    fields = (
        "region", "seller", "number", "dated_on", "amount", "holder", "no_photo_reason", "recorded_by", "withdrawn_on",
        "withdrawn_reason",
    )  # fmt: skip


@admin.register(ReceiptHandover, site=site)
class ReceiptHandoverAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "region", "number", "sent_on", "received_on", "cancelled_on")
    list_select_related = ("region",)
    list_filter = ("giver", "receiver")
    fields = (
        "region", "giver", "receiver", "number", "sent_on", "carrier", "note", "sent_by", "received_on", "received_by",
        "from_paper", "paper_number", "paper_date", "recorded_by", "cancelled_on", "cancelled_reason",
    )  # fmt: skip


@admin.register(HandedReceipt, site=site)
class HandedReceiptAdmin(ReadOnlyAdmin):
    """Whoever sees the handovers sees their lines."""

    list_display = ("receipt", "handover", "arrived", "note")
    list_select_related = ("receipt", "handover")
    list_filter = ("arrived",)
    fields = ("handover", "receipt", "arrived", "note")

    def has_view_permission(self, request, obj=None):
        return request.assignment is not None and request.assignment.has_perm("reporting.view_receipthandover")

    def has_module_permission(self, request):
        return self.has_view_permission(request)
