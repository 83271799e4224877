"""What LK3 did in a quarter: its activities, consultations, cases, referrals (REP-09)."""


def tables(report):
    return []
