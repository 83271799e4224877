"""This floor in the admin: same reach, same gates as the pages."""

from reporting.admin import aid, allocation, budget, cashbook, closing, receipts, report, stimulus

__all__ = [
    "aid",
    "allocation",
    "budget",
    "cashbook",
    "closing",
    "receipts",
    "report",
    "stimulus",
]
