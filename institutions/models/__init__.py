"""Where and who, and how an FCU is born.

Inside, imports point down: region ← person ← institution ← mapping, assignment, meeting ← guidance, document, team
← fcu ← decree, incoming, plan ← facility, duty, officer; working_group stands beside officer; site, stage, place and
library rest on region; letter, above them all, tells what each letter is about.
"""

from institutions.models.assignment import Assignment
from institutions.models.decree import Decree, DecreeLegalBasis, LegalBasis
from institutions.models.document import Book, IssuedDocument, LetterClass, LetterSeries
from institutions.models.duty import Activity, ActivityPartner, Duty
from institutions.models.facility import Facility, MusrenbangProposal
from institutions.models.fcu import Candidacy, FamilyCareUnit, Membership
from institutions.models.guidance import Awareness, GuidanceSession, GuidanceSessionTopic, GuidanceTopic
from institutions.models.incoming import GuestEntry, IncomingLetter
from institutions.models.institution import Institution, InstitutionType, SourceCheck
from institutions.models.letter import LetterText, NumberPattern
from institutions.models.library import Lesson, LibraryDocument
from institutions.models.mapping import HandledProblem, HumanResource, SocialPreparation
from institutions.models.meeting import Attendance, Decision, Meeting, MeetingPurpose
from institutions.models.officer import OfficerTerm
from institutions.models.person import Person, User
from institutions.models.place import NeighbourhoodPoint, RegionPlace
from institutions.models.plan import (
    AnnualPlan,
    ItemProgress,
    PlanBudgetLine,
    PlanChange,
    PlanItem,
    PlanRevision,
    PraSheet,
)
from institutions.models.region import Region, RegionSetting
from institutions.models.site import PilotSite, SiteStep
from institutions.models.stage import StageRecord
from institutions.models.team import PsksTeam, Stakeholder, TeamMember
from institutions.models.working_group import WorkingGroup, WorkingGroupMember

__all__ = [
    "Activity",
    "ActivityPartner",
    "AnnualPlan",
    "Assignment",
    "Attendance",
    "Awareness",
    "Book",
    "Candidacy",
    "Decision",
    "Decree",
    "DecreeLegalBasis",
    "Duty",
    "Facility",
    "FamilyCareUnit",
    "GuestEntry",
    "GuidanceSession",
    "GuidanceSessionTopic",
    "GuidanceTopic",
    "HandledProblem",
    "HumanResource",
    "IncomingLetter",
    "Institution",
    "InstitutionType",
    "IssuedDocument",
    "ItemProgress",
    "LegalBasis",
    "Lesson",
    "LetterClass",
    "LetterSeries",
    "LetterText",
    "LibraryDocument",
    "Meeting",
    "MeetingPurpose",
    "Membership",
    "MusrenbangProposal",
    "NeighbourhoodPoint",
    "NumberPattern",
    "OfficerTerm",
    "Person",
    "PilotSite",
    "PlanBudgetLine",
    "PlanChange",
    "PlanItem",
    "PlanRevision",
    "PraSheet",
    "PsksTeam",
    "Region",
    "RegionPlace",
    "RegionSetting",
    "SiteStep",
    "SocialPreparation",
    "SourceCheck",
    "StageRecord",
    "Stakeholder",
    "TeamMember",
    "User",
    "WorkingGroup",
    "WorkingGroupMember",
]
