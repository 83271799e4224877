"""Columns of this floor as people take them away in Excel, one module per noun. No identity number stands in them."""

from referrals.resources.case import CASES, COUNSELLINGS
from referrals.resources.emergency import EMERGENCIES
from referrals.resources.record import ADVOCACY, OUTREACH, RECAP, RECORDS
from referrals.resources.referral import (
    CAPITAL,
    CAPITAL_RECEIVED,
    OF_CAPITAL,
    PARTNERSHIPS,
    RECEIVED,
    SENT,
    SERVICES,
    STANDING,
)

__all__ = [
    "ADVOCACY",
    "CAPITAL",
    "CAPITAL_RECEIVED",
    "CASES",
    "COUNSELLINGS",
    "EMERGENCIES",
    "OF_CAPITAL",
    "OUTREACH",
    "PARTNERSHIPS",
    "RECAP",
    "RECEIVED",
    "RECORDS",
    "SENT",
    "SERVICES",
    "STANDING",
]
