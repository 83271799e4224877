"""Who accompanies the pioneers and the FCU, and where nobody came for long (III.B.6.7(5), III.B.6.5(4))."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from families.models import AccompanyingVisit, Participation
from fcu_project import dates
from institutions.models import FamilyCareUnit

FCU, TKSK = AccompanyingVisit.Visitor.FCU, AccompanyingVisit.Visitor.TKSK
USUAL_DAYS = 60


def days_between(region):
    """Within how many days somebody should come again (setting "pioneer_visit_days")."""
    text = str(region.setting("pioneer_visit_days", USUAL_DAYS))
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:5]) <= 999 else USUAL_DAYS


@dataclass
class Waiting:
    """Whom nobody visited within the days, or whose next visit has passed: since when, and why in words."""

    subject: object
    last_on: date | None
    why: str


def _latest(**of):
    return AccompanyingVisit._base_manager.filter(**of).order_by("-held_on", "-id")


def pioneers_waiting(region, today):
    """Pioneers on duty or briefed whom the FCU has not visited within the days (MEN-06), the longest first."""
    visits = _latest(pioneer=OuterRef("pk"), by_whom=FCU)
    rows = Participation.objects.filter(family__region=region, family__archived_on=None).pioneers()
    rows = (
        rows.exclude(consolidated_on=None)
        .select_related("family")
        .annotate(seen_on=Subquery(visits.values("held_on")[:1]), planned_on=Subquery(visits.values("next_on")[:1]))
    )
    limit = today - timedelta(days=days_between(region))
    late = rows.annotate(since=Coalesce("seen_on", F("consolidated_on")))
    late = late.filter(Q(since__lt=limit) | Q(planned_on__lt=today)).order_by("since", "id")
    return [Waiting(row, row.seen_on, _why(row.seen_on, row.consolidated_on, row.planned_on, today)) for row in late]


def units_waiting(by, today):
    """FCUs at work in the territory whom the TKSK has not visited within the days (MEN-10), the longest first."""
    visits = _latest(region=OuterRef("region"), by_whom=TKSK)
    units = FamilyCareUnit.objects.visible_to(by).filter(stage=FamilyCareUnit.Stage.ACTIVE).select_related("region")
    units = units.annotate(
        seen_on=Subquery(visits.values("held_on")[:1]), planned_on=Subquery(visits.values("next_on")[:1]),
        since=Coalesce(Subquery(visits.values("held_on")[:1]), "inaugurated_on", "decreed_on"),
    )  # fmt: skip
    limit = today - timedelta(days=days_between(by.region))
    late = units.filter(Q(since__lt=limit) | Q(planned_on__lt=today)).order_by("since", "id")
    return [Waiting(row, row.seen_on, _why(row.seen_on, row.since, row.planned_on, today)) for row in late]


def _why(seen, since, planned, today):
    if planned and planned < today:
        return f"Kunjungan yang direncanakan {dates.long_date(planned)} belum dicatat"
    if seen:
        return f"Kunjungan terakhir {dates.long_date(seen)}"
    return f"Belum pernah dikunjungi sejak {dates.long_date(since)}" if since else "Belum pernah dikunjungi"
