"""Whom the FCU serves.

Inside, imports point down: reference ← family ← identity, participation ← all others, which do not know one another.
"""

from families.models.assessment import Answer, Assessment
from families.models.batch import ImportBatch
from families.models.consent import Consent
from families.models.family import DistinctFamilies, Family, FamilyCard, FamilyMember, FamilyMove, Sex
from families.models.identity import NumberClash, NumberReveal
from families.models.pairing import MentoringNote, Need, Pairing
from families.models.participation import Participation, Role
from families.models.preparation import ActionPlanItem, Briefing, ConsolidationSession
from families.models.progress import (
    AccompanyingVisit,
    Coaching,
    CoachingAttendance,
    Consultation,
    ProgressReport,
)
from families.models.reference import BriefingTopic, CodeItem, Dimension, Indicator, IndicatorSet, ProblemType, Way
from families.models.selection import Designation, PriorityDecision, Recipient, SelectionDecision, UnmetReason

__all__ = [
    "AccompanyingVisit",
    "ActionPlanItem",
    "Answer",
    "Assessment",
    "Briefing",
    "BriefingTopic",
    "Coaching",
    "CoachingAttendance",
    "CodeItem",
    "Consent",
    "ConsolidationSession",
    "Consultation",
    "Designation",
    "Dimension",
    "DistinctFamilies",
    "Family",
    "FamilyCard",
    "FamilyMember",
    "FamilyMove",
    "ImportBatch",
    "Indicator",
    "IndicatorSet",
    "MentoringNote",
    "Need",
    "NumberClash",
    "NumberReveal",
    "Pairing",
    "Participation",
    "PriorityDecision",
    "ProblemType",
    "ProgressReport",
    "Recipient",
    "Role",
    "SelectionDecision",
    "Sex",
    "UnmetReason",
    "Way",
]
