"""This floor in the admin: same reach, same gates as the pages."""

from reporting.admin import allocation, cashbook, closing, report

__all__ = [
    "allocation",
    "cashbook",
    "closing",
    "report",
]
