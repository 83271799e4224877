"""This floor in the admin: same reach, same gates as the pages."""

from reporting.admin import (
    aid,
    allocation,
    annex,
    budget,
    bundle,
    cashbook,
    checks,
    closing,
    guidance,
    incident,
    office,
    receipts,
    report,
    stimulus,
    sums,
    visit,
)

__all__ = [
    "aid",
    "allocation",
    "annex",
    "budget",
    "bundle",
    "cashbook",
    "checks",
    "closing",
    "guidance",
    "incident",
    "office",
    "receipts",
    "report",
    "stimulus",
    "sums",
    "visit",
]
