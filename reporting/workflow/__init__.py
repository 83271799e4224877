"""The tables of transitions of this floor."""

from reporting.workflow import cashbook, incident, report, stimulus, team

__all__ = [
    "cashbook",
    "incident",
    "report",
    "stimulus",
    "team",
]
