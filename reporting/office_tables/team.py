"""What the PSKS team did in a quarter (REP-16)."""


def tables(report):
    return []
