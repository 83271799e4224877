"""Whom the FCU serves.

Inside, imports point down: reference ← family ← identity, participation ← all others, which do not know one another.
"""

from families.models.assessment import Answer, Assessment
from families.models.consent import Consent
from families.models.family import Family, FamilyCard, FamilyMember, Sex
from families.models.identity import NumberClash, NumberReveal
from families.models.pairing import MentoringNote, Need, Pairing
from families.models.participation import Participation, Role
from families.models.preparation import ActionPlanItem, Briefing, ConsolidationSession
from families.models.reference import BriefingTopic, CodeItem, Dimension, Indicator, IndicatorSet, ProblemType
from families.models.selection import Designation, SelectionDecision, UnmetReason

__all__ = [
    "ActionPlanItem",
    "Answer",
    "Assessment",
    "Briefing",
    "BriefingTopic",
    "CodeItem",
    "Consent",
    "ConsolidationSession",
    "Designation",
    "Dimension",
    "Family",
    "FamilyCard",
    "FamilyMember",
    "Indicator",
    "IndicatorSet",
    "MentoringNote",
    "Need",
    "NumberClash",
    "NumberReveal",
    "Pairing",
    "Participation",
    "ProblemType",
    "Role",
    "SelectionDecision",
    "Sex",
    "UnmetReason",
]
