"""Lists of the families in Excel: what is brought in, what is taken away, and the administrator's reference lists."""

from families.resources.family import COMPOSITION, FAMILIES, composition_of, life_of
from families.resources.mentoring import COACHINGS, FOLLOWED, PROGRESS, VISITS, accompanied, late, led_by
from families.resources.priority import PRIORITIES, RECIPIENT_COUNTS, RECIPIENTS
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
    "PRIORITIES",
    "PROGRESS",
    "RECIPIENTS",
    "RECIPIENT_COUNTS",
    "ProblemTypeResource",
    "VISITS",
    "accompanied",
    "composition_of",
    "late",
    "led_by",
    "life_of",
]
