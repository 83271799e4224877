"""The list of priority families that a meeting of the FCU agrees on (FAM-12)."""

from django.db import transaction

from families.actions.selection import may_stand_on
from fcu_project import audit
from fcu_project.models import take
from institutions.actions.meeting import editable


@transaction.atomic
def save_priorities(meeting, lines, *, by, on):
    """Keep the lines of a planned meeting's list, one `PriorityDecision` per family; those left out are removed."""
    editable(meeting, by)
    take(meeting)
    meeting.priorities.exclude(family__in=[row.family for row in lines]).delete()
    for row in lines:
        may_stand_on(meeting, row.family)
        row.meeting = meeting
        row.full_clean()
        row.save()
    audit.record("priority:save", by=by, obj=meeting, on=on)
    return meeting
