"""Which figures tell of which objective of the FCU (III.A.2.2): the link that the guide asks of the indicators."""

from institutions.objectives import OBJECTIVES
from reporting.indicators import label_of

FIGURES_OF = {
    "coordination": (
        "meetings_held", "members_end", "referrals_sent", "referrals_answered", "referrals_served",
        "cases_joint",
    ),
    "welfare": (
        "needs_met", "referrals_reached", "plasma_helped", "plasma_needs_met", "plasma_served", "plasma_promoted",
    ),
    "solidarity": (
        "pioneers_on_duty_end", "pairings_end", "mentoring_notes", "plasma_visited", "attendances",
    ),
}  # fmt: skip


def figures_by_objective(values):
    """[(objective, [(label, number)])] of one row of figures given as {column: number}; numbers only."""
    return [
        (objective, [(label_of(code), values.get(code, 0)) for code in FIGURES_OF[objective.key]])
        for objective in OBJECTIVES
    ]
