"""What families are helped with: services that can be asked for, referrals, their answers; records of help; cases.

Inside, imports point down: service ← referral ← reply, link, emergency; referral ← case ← counselling; record and
partnership stand beside them; secret knows none of them.
"""

from referrals.models.case import Case, CaseStep, CaseStepBody
from referrals.models.counselling import Counselling
from referrals.models.emergency import Emergency
from referrals.models.link import AnswerLink
from referrals.models.partnership import Partnership
from referrals.models.record import RecordPartner, ServedFamily, ServiceRecord
from referrals.models.referral import Alternative, Beyond, Level, Outcome, Purpose, Referral
from referrals.models.reply import ReferralReply
from referrals.models.secret import CaseConflict, CaseGrant, SecretCase, SecretEvent
from referrals.models.service import Sector, Service, Survey

__all__ = [
    "Alternative", "AnswerLink", "Beyond", "Case", "CaseConflict", "CaseGrant", "CaseStep",
    "CaseStepBody", "Counselling", "Emergency", "Level", "Outcome", "Partnership", "Purpose", "RecordPartner",
    "Referral", "ReferralReply", "SecretCase", "SecretEvent", "Sector", "ServedFamily", "Service", "ServiceRecord",
    "Survey",
]  # fmt: skip
