"""Lists of the families in Excel: what is brought in, what is taken away, and the administrator's reference lists."""

from families.resources.family import FAMILIES, life_of
from families.resources.reference import (
    BriefingTopicResource,
    CodeItemResource,
    IndicatorResource,
    ProblemTypeResource,
)

__all__ = [
    "FAMILIES", "BriefingTopicResource", "CodeItemResource", "IndicatorResource", "ProblemTypeResource", "life_of",
]  # fmt: skip
