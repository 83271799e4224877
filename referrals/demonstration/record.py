"""The records of help of the demonstration, by the same action as the screens."""

from families.models import Participation
from institutions.models import Institution, PlanItem, Region
from referrals.actions import record as act
from referrals.models import ServiceRecord

TOLD = (
    "kind", "form", "topic", "sector", "audience", "edition", "copies", "target_body", "women", "men", "cost", "source",
    "story", "result", "next_step",
)  # fmt: skip


def keep_record(row, cast, calendar):
    """Write down one row of the story."""
    by, day = cast.acting(row["by"], row.get("place", "")), calendar.day(row)
    region = by.region
    if "village" in row:
        region = Region.objects.filter(code__startswith=row["village"], level="village", name="Genggelang").get()
    facts = {name: row[name] for name in TOLD if name in row}
    record = ServiceRecord(
        region=region, held_on=day, place=row["at"], plan_item=_plan_row(row, by, day),
        next_on=calendar.ahead(row["next_in_days"]) if "next_in_days" in row else None, **facts,
    )  # fmt: skip
    bodies = Institution.objects.filter(region=by.region, name__in=row.get("partners", ()))
    act.save_record(record, list(bodies), by=by, on=calendar.ago(0))
    roles = row.get("serves", ())
    lives = Participation.objects.filter(family__region=region, role__in=roles, designated_on__lte=day, ended_on=None)
    families = [life.family for life in lives.select_related("family").order_by("id")]
    if families:
        act.set_families(record, families, by=by, on=calendar.ago(0))


def _plan_row(row, by, day):
    """The row of the plan of that year the activity belongs to, if the plan of the story reaches so far."""
    rows = PlanItem.objects.filter(plan__region=by.region, plan__unit__isnull=False, plan__year=day.year)
    return rows.filter(what=row.get("plan", "")).exclude(plan__stage="draft").first()
