"""The tables of transitions of this floor."""

from reporting.workflow import (
    cashbook,
    finding,
    incident,
    instrument,
    office,
    report,
    stimulus,
    success,
    team,
    verdict,
    visit,
)

__all__ = [
    "cashbook",
    "finding",
    "incident",
    "instrument",
    "office",
    "report",
    "stimulus",
    "success",
    "team",
    "verdict",
    "visit",
]
