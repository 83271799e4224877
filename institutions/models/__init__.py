"""Where and who, and how an FCU is born.

Inside, imports point down: region ← person ← institution ← assignment, meeting ← document ← fcu ← decree ← officer;
working_group stands beside officer.
"""

from institutions.models.assignment import Assignment
from institutions.models.decree import Decree, DecreeLegalBasis, LegalBasis
from institutions.models.document import IssuedDocument, LetterSeries
from institutions.models.fcu import Candidacy, FamilyCareUnit, Membership
from institutions.models.institution import Institution, InstitutionType, SourceCheck
from institutions.models.meeting import Attendance, Decision, Meeting, MeetingPurpose
from institutions.models.officer import OfficerTerm
from institutions.models.person import Person, User
from institutions.models.region import Region, RegionSetting
from institutions.models.working_group import WorkingGroup, WorkingGroupMember

__all__ = [
    "Assignment",
    "Attendance",
    "Candidacy",
    "Decision",
    "Decree",
    "DecreeLegalBasis",
    "FamilyCareUnit",
    "Institution",
    "InstitutionType",
    "IssuedDocument",
    "LegalBasis",
    "LetterSeries",
    "Meeting",
    "MeetingPurpose",
    "Membership",
    "OfficerTerm",
    "Person",
    "Region",
    "RegionSetting",
    "SourceCheck",
    "User",
    "WorkingGroup",
    "WorkingGroupMember",
]
