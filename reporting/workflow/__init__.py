"""The tables of transitions of this floor."""

from reporting.workflow import cashbook, report

__all__ = ["cashbook", "report"]
