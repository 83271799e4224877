"""The tables of transitions of this floor."""

from referrals.workflow import case, letter, referral

__all__ = ["case", "letter", "referral"]
