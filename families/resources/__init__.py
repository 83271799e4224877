"""Lists of the families in Excel: what is brought in, what is taken away, and the administrator's reference lists."""

from families.resources.family import COMPOSITION, FAMILIES, composition_of, life_of
from families.resources.reference import (
    BriefingTopicResource,
    CodeItemResource,
    IndicatorResource,
    ProblemTypeResource,
)

__all__ = [
    "COMPOSITION", "FAMILIES", "BriefingTopicResource", "CodeItemResource", "IndicatorResource", "ProblemTypeResource",
    "composition_of", "life_of",
]  # fmt: skip
