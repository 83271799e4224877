"""Needs of families by kind of problem: frozen with the figures of a quarter.

Kinds of problem that are kept secret stand in no list and so not here.
"""

from django.db.models import Count, Exists, OuterRef, Q

from referrals.models import Case, Referral
from reporting import rows

PROBLEMS = ("found", "met", "open_end", "without_service_end")


def without_service(region, quarter):
    """The condition that a need is open at the end and was by then neither referred nor taken up as a case."""
    sent = Referral.objects.filter(need=OuterRef("pk"), sent_on__lte=quarter.end)
    taken_up = Case.objects.filter(need=OuterRef("pk"), opened_on__lte=quarter.end)
    return rows.needs_open_end.condition(region, quarter) & ~Q(Exists(sent)) & ~Q(Exists(taken_up))


def problems_in(region, quarter):
    """{code of a kind of problem: {column of PROBLEMS: needs}}, of the kinds of which there is something to tell."""
    conditions = (
        rows.needs_opened.condition, rows.needs_met.condition, rows.needs_open_end.condition, without_service,
    )  # fmt: skip
    columns = {
        name: Count("pk", filter=which(region, quarter)) for name, which in zip(PROBLEMS, conditions, strict=True)
    }
    needs = rows.needs(region).filter(problem__is_sensitive=False).order_by().values("problem__code")
    told = {row.pop("problem__code"): row for row in needs.annotate(**columns).order_by("problem__code")}
    return {code: row for code, row in told.items() if any(row.values())}
