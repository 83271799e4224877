"""Books of this floor as they are printed (domain 5.27), one module per noun."""

from referrals.registers.case import CASES, COUNSELLINGS
from referrals.registers.emergency import EMERGENCIES
from referrals.registers.record import ADVOCACY, OUTREACH, RECAP, RECORDS
from referrals.registers.referral import CAPITAL, CAPITAL_RECEIVED, PARTNERS, RECEIVED, SENT, STANDING
from referrals.registers.secret import SECRET_HANDLED, SECRET_NUMBERS, secret_area

__all__ = [
    "ADVOCACY",
    "CAPITAL",
    "CAPITAL_RECEIVED",
    "CASES",
    "COUNSELLINGS",
    "EMERGENCIES",
    "OUTREACH",
    "PARTNERS",
    "RECAP",
    "RECEIVED",
    "RECORDS",
    "SECRET_HANDLED",
    "SECRET_NUMBERS",
    "SENT",
    "STANDING",
    "secret_area",
]
