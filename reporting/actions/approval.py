"""An expense approved on paper, recorded by the office that holds the paper (MEM-09)."""

from django.db import transaction

from fcu_project import files, workflow
from reporting.models import CashEntry


@transaction.atomic
def approve_on_paper(entry, *, by, on, scan, signed_by, number=""):
    """Record that the coordinator signed for an expense on paper. It reads so ever after.

    `on` is the day of the signature, `signed_by` who signed. Raises TransitionRefused while a condition is not met,
    ValidationError for an unreadable scan, PermissionDenied.
    """
    entry.paper_number, entry.paper_scan = number, files.store_scan(scan, by=by)
    entry.approved_by = paper_words(signed_by, by)
    return workflow.perform(entry, "approve_on_paper", by=by, on=on)


def paper_words(signed_by, by):
    """Who approved it, and that this was read from a paper."""
    most = CashEntry._meta.get_field("approved_by").max_length
    return f"{signed_by}, dicatat dari kertas oleh {by.signature}"[:most]
