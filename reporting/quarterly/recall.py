"""What one page asks of a report again and again, worked out once: kept on the row for the time of one answer.

Only pages that read begin it; an action always asks anew.
"""


def recalling(report):
    """The report, ready to keep what is worked out of it."""
    report.recalled = {}
    return report


def recall(report, name, work_out):
    """What `work_out` gives; the first answer where this report keeps them."""
    kept = getattr(report, "recalled", None)
    if kept is None:
        return work_out()
    if name not in kept:
        kept[name] = work_out()
    return kept[name]
