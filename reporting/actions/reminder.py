"""An FCU was reminded of its report: written down, so that nobody reminds twice a day (REP-15)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fcu_project import audit
from fcu_project.workflow import TransitionRefused
from reporting.quarterly.reminders import closed, verb_of


@transaction.atomic
def record_reminder(unit, quarter, *, by, on):
    """Keep that the FCU was reminded today. Raises TransitionRefused where its report is not awaited."""
    if not by.has_perm("reporting.remind_report") or not unit.region.code.startswith(by.territory):
        raise PermissionDenied
    if reason := closed(unit, quarter, on):
        raise TransitionRefused([reason])
    audit.record(verb_of(quarter), by=by, obj=unit, on=on)
    return unit
