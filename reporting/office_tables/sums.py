"""Sums of the FCUs below an office, who is missing among them, and what the offices below sent on (REP-07)."""


def tables(report):
    return []
