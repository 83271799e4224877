"""The packet of the Dinas on a semester or year: recap per FCU, money per family, originals (REP-08)."""


def tables(report):
    return []
