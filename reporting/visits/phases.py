"""Beginning, middle and end of each FCU: what was visited, what is missing (SME-04), who was never evaluated at the end
(III.C.1.3(7), SME-09)."""

from django.db.models import DateField, Max, OuterRef, Q, Subquery

from institutions.models import FamilyCareUnit
from reporting.models import Aim, Visit

STAGE, PHASE = Visit.Stage, Visit.Phase
MAIN = (PHASE.START, PHASE.MIDDLE, PHASE.END)
MARKS = {PHASE.START: "Awal", PHASE.MIDDLE: "Tengah", PHASE.END: "Akhir", PHASE.NEEDED: "Sesuai kebutuhan"}


def units_at_work(region):
    """FCUs of the territory that have a decree and have not ended."""
    units = FamilyCareUnit.objects.within(region).filter(decreed_on__isnull=False)
    return units.exclude(stage=FamilyCareUnit.Stage.INACTIVE)


def _last(until, **wanted):
    """The last day on which such a visit to the unit was finished."""
    rows = Visit.objects.filter(unit=OuterRef("pk"), stage=STAGE.SIGNED, held_on__lte=until, **wanted)
    days = rows.exclude(aim=Aim.NOTE).order_by().values("unit").annotate(day=Max("held_on")).values("day")
    return Subquery(days, output_field=DateField())


def units_with_phases(region, until):
    """The FCUs with the last day of each phase, and of the evaluation at the end, up to a day."""
    told = {f"{phase.value}_on": _last(until, phase=phase) for phase in MAIN}
    told["evaluated_on"] = _last(until, phase=PHASE.END, aim=Aim.EVALUATION)
    return units_at_work(region).annotate(**told).select_related("region__parent")


def unevaluated(region, until):
    """FCUs that nobody evaluated at the end of their activity, up to a day."""
    done = Visit.objects.filter(
        stage=STAGE.SIGNED, aim=Aim.EVALUATION, phase=PHASE.END, held_on__lte=until, unit__isnull=False
    )
    return units_at_work(region).exclude(pk__in=done.order_by().values("unit"))


def missing_of(unit):
    """The phases of a row of `units_with_phases` in which nobody came, in words."""
    return [MARKS[phase] for phase in MAIN if getattr(unit, f"{phase.value}_on") is None]


def of_own_office(rows, by):
    """Of visits, those that the reader's own office plans and writes."""
    return rows.filter(by_region=by.region_id, by_role=by.role)


def overdue(rows, today):
    """Planned for a day that has passed, and not begun."""
    return rows.filter(stage=STAGE.PLANNED, planned_on__lt=today)


def is_overdue(visit, today):
    return visit.stage == STAGE.PLANNED and visit.planned_on < today


def standing(rows):
    """What counts: everything but what was cancelled."""
    return rows.filter(~Q(stage=STAGE.CANCELLED))
