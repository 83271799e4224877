"""This floor in the admin: same reach, same gates as the pages."""

from reporting.admin import cashbook, closing, report

__all__ = [
    "cashbook",
    "closing",
    "report",
]
