"""The tables of transitions of this floor."""

from reporting.workflow import cashbook, incident, office, report, stimulus, team

__all__ = [
    "cashbook",
    "incident",
    "office",
    "report",
    "stimulus",
    "team",
]
