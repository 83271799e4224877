"""The tables of transitions of this floor."""

from reporting.workflow import report

__all__ = ["report"]
