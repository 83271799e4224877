"""The counted columns that an indicator may name: how they are called, how they are split, what stands in them."""

from reporting import indicators
from reporting.models.figures import CountedColumns

SPLIT = ("_women", "_men")
NAMES = tuple(field.name for field in CountedColumns._meta.get_fields())
BASE = tuple(name for name in NAMES if not name.endswith(SPLIT))  # what an indicator is measured by
# Columns in which one FCU has 1 or 0, so that above the village they add up to the FCUs that have it.
YES_OR_NO = ("decree_in_force_end", "secretariat_end", "name_board_end", "plan_agreed_end")


def number_in(values, column):
    """What stands in a column of {column: number}; None where it is not counted."""
    return values.get(column)


def halves_of(column):
    """The columns of women and of men; () where the figure is not split."""
    halves = tuple(f"{column}{ending}" for ending in SPLIT)
    return halves if all(half in NAMES for half in halves) else ()


def group_of(column):
    """The heading under which a report prints the figure, "" for one that is counted for judging only."""
    for _, heading, figures in indicators.GROUPS:
        if any(figure.code == column for figure in figures):
            return heading
    return ""


def choices():
    """[(heading, [(column, label)])] for a form, in the order of the report, then what is for judging."""
    found = {}
    for column in BASE:
        found.setdefault(group_of(column) or "Untuk penilaian", []).append((column, indicators.label_of(column)))
    return list(found.items())
