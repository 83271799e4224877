"""What comes after a stage and what blocks it: meetings, the FCU, its letters."""

from institutions.workflow import document, guidance, meeting, site, stage, team, unit  # noqa: F401  each registers its table

__all__ = ["document", "guidance", "meeting", "site", "stage", "team", "unit"]
