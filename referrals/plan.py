"""What the records of this floor tell of the annual plan: the days on which something of a row was done (PLN-06)."""

from referrals.models import Case, Counselling, ServiceRecord


def plan_days(plan, until):
    """(key of a row of the plan, day): activities of help, consultations, cases begun; nothing that was taken back."""
    rows = (
        (ServiceRecord.objects.filter(withdrawn_on=None), "held_on"),
        (Counselling.objects.filter(withdrawn_on=None), "held_on"),
        (Case.objects.all(), "opened_on"),
    )
    for told, day in rows:
        told = told.filter(plan_item__plan=plan, **{f"{day}__lte": until}).order_by()
        yield from told.values_list("plan_item", day)
