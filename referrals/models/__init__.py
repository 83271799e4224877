"""What families are helped with: services that can be asked for, referrals, their answers.

Inside, imports point down: service ← referral ← reply, link; partnership stands beside them.
"""

from referrals.models.link import AnswerLink
from referrals.models.partnership import Partnership
from referrals.models.referral import Level, Outcome, Referral
from referrals.models.reply import ReferralReply
from referrals.models.service import Sector, Service, Survey

__all__ = ["AnswerLink", "Level", "Outcome", "Partnership", "Referral", "ReferralReply", "Sector", "Service", "Survey"]
