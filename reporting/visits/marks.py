"""How a visit stands, as pages say it."""

from reporting.models import Visit
from reporting.visits.phases import is_overdue

STAGE = Visit.Stage
MARKS = {
    STAGE.PLANNED: ("todo", "calendar-event"), STAGE.FILLING: ("doing", "pencil"),
    STAGE.HANDED: ("due", "hourglass-split"), STAGE.SIGNED: ("done", ""), STAGE.CANCELLED: ("shut", "x-lg"),
}  # fmt: skip


def mark_of(visit, today):
    """(kind, word, icon) of its stage; a plan whose day has passed says so."""
    if is_overdue(visit, today):
        return "wrong", "Terlambat", "exclamation-circle-fill"
    kind, icon = MARKS[visit.stage]
    return kind, visit.get_stage_display(), icon
