"""Lists of the families in Excel: what is brought in, what is taken away, and the administrator's reference lists."""

from families.resources.family import COMPOSITION, FAMILIES, composition_of, life_of
from families.resources.mentoring import COACHINGS, FOLLOWED, PROGRESS, VISITS, accompanied, late, led_by
from families.resources.priority import (
    POTENTIALS,
    PRIORITIES,
    PROBLEMS,
    RECIPIENT_COUNTS,
    RECIPIENTS,
    WITH_PROBLEM,
    needs_on,
)
from families.resources.reference import (
    BriefingTopicResource,
    CodeItemResource,
    IndicatorResource,
    ProblemTypeResource,
)

__all__ = [
    "BriefingTopicResource",
    "COACHINGS",
    "COMPOSITION",
    "CodeItemResource",
    "FAMILIES",
    "FOLLOWED",
    "IndicatorResource",
    "POTENTIALS",
    "PRIORITIES",
    "PROBLEMS",
    "PROGRESS",
    "RECIPIENTS",
    "RECIPIENT_COUNTS",
    "ProblemTypeResource",
    "VISITS",
    "WITH_PROBLEM",
    "accompanied",
    "composition_of",
    "late",
    "led_by",
    "life_of",
    "needs_on",
]
