"""The tables of transitions of this floor."""

from referrals.workflow import letter, referral

__all__ = ["letter", "referral"]
