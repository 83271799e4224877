"""This floor in the admin: same reach, same gates as the pages."""

from reporting.admin import report

__all__ = ["report"]
