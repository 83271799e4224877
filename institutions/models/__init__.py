"""Where and who, and how an FCU is born. Inside: region → person → institution → meeting → document → fcu."""

from institutions.models.decree import Decree, DecreeLegalBasis, LegalBasis
from institutions.models.document import IssuedDocument
from institutions.models.fcu import Candidacy, FamilyCareUnit, Membership, OfficerTerm
from institutions.models.institution import Institution, InstitutionType, SourceCheck
from institutions.models.meeting import Attendance, Decision, Meeting, MeetingPurpose
from institutions.models.person import Assignment, Person, User
from institutions.models.region import Region, RegionSetting

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
    "Meeting",
    "MeetingPurpose",
    "Membership",
    "OfficerTerm",
    "Person",
    "Region",
    "RegionSetting",
    "SourceCheck",
    "User",
]
