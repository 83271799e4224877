"""What comes after a family's stage and what blocks it; and what families add to the meetings that decide on them."""

from families.workflow import meeting, participation, priority, site  # noqa: F401  each registers its table

__all__ = ["meeting", "participation", "priority", "site"]
