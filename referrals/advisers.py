"""The people of an office who advise and handle cases, and the rows of its plan: what forms of help offer to choose."""

from institutions.models import Assignment, FamilyCareUnit, Person, PlanItem
from institutions.roles import VILLAGE


def people_of(by):
    """Who works in the office of `by` now: members of the FCU, and who holds the same office; always `by` too."""
    unit = FamilyCareUnit.of(by.region) if by.level == VILLAGE else None
    members = unit.current_members().values("person") if unit else Person.objects.none().values("pk")
    roles = ("coordinator", "secretary", "treasurer") if by.level == VILLAGE else (by.role,)
    held = Assignment.objects.active_on(by.today).filter(region=by.region, role__in=roles).values("person")
    rows = Person.objects.filter(pk__in=members) | Person.objects.filter(pk__in=held)
    return (rows | Person.objects.filter(pk=by.person_id)).order_by("name", "id")


def offer_people(field, by, kept=None):
    """Let `field` offer them, and the one who is named already."""
    field.queryset = (people_of(by) | Person.objects.filter(pk=kept)).distinct() if kept else people_of(by)
    field.empty_label = "(tidak dicatat)"


def offer_plan(form, by):
    """Let the field `plan_item` offer the rows of the FCU's agreed plans; without any it is not asked."""
    rows = PlanItem.objects.none()
    if by.level == VILLAGE:
        rows = PlanItem.objects.filter(plan__region=by.region, plan__unit__isnull=False).exclude(plan__stage="draft")
    if not rows.exists():
        del form.fields["plan_item"]
        return
    field = form.fields["plan_item"]
    field.queryset = rows.select_related("plan").order_by("-plan__year", "order", "id")
    field.label, field.empty_label = "Kegiatan dalam rencana kerja", "(di luar rencana)"
    field.label_from_instance = lambda item: f"{item.plan.year}: {item.what}"


def wrong_plan(item, keeper, day):
    """Why this row of a plan can't be meant, "" if it can."""
    if item is None or day is None:
        return ""
    if item.plan.region_id != keeper.pk:
        return "Pilih kegiatan dari rencana kerja sendiri."
    if item.plan.year != day.year:
        return f"Kegiatan ini ada di rencana tahun {item.plan.year}, bukan tahun {day.year}."
    return ""
