"""The tables of transitions of this floor."""

from reporting.workflow import cashbook, incident, office, report, stimulus, success, team, verdict, visit

__all__ = [
    "cashbook",
    "incident",
    "office",
    "report",
    "stimulus",
    "success",
    "team",
    "verdict",
    "visit",
]
