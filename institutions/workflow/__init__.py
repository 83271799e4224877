"""What comes after a stage and what blocks it: meetings, the FCU, its letters."""

from institutions.workflow import (  # noqa: F401  each registers its table
    document,
    guidance,
    meeting,
    plan,
    site,
    stage,
    team,
    unit,
)

__all__ = ["document", "guidance", "meeting", "plan", "site", "stage", "team", "unit"]
