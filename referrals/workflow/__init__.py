"""The tables of transitions of this floor."""

from referrals.workflow import case, letter, referral, secret

__all__ = ["case", "letter", "referral", "secret"]
