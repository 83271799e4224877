"""What families are helped with: services that can be asked for, referrals, their answers.

Inside, imports point down: service ← referral ← reply, link.
"""

from referrals.models.link import AnswerLink
from referrals.models.referral import Level, Outcome, Referral
from referrals.models.reply import ReferralReply
from referrals.models.service import Sector, Service

__all__ = ["AnswerLink", "Level", "Outcome", "Referral", "ReferralReply", "Sector", "Service"]
