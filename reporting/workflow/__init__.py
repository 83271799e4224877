"""The tables of transitions of this floor."""

from reporting.workflow import cashbook, report, stimulus, team

__all__ = [
    "cashbook",
    "report",
    "stimulus",
    "team",
]
