"""What several bodies did together: how many took part in a case, and which cases were handled jointly (II.H)."""

from django.db.models import Count

from institutions.models import Institution
from referrals.models import Case

JOINT_FROM = 2  # bodies


def bodies_of(case):
    """The bodies of a case, each with `steps`: in how many of its steps it took part; those with most first."""
    rows = Institution.objects.filter(case_steps__case=case).annotate(steps=Count("case_steps"))
    return rows.order_by("-steps", "name", "id")


def is_joint(case):
    """Whether two bodies or more took part in it."""
    return bodies_of(case).count() >= JOINT_FROM


def joint_cases(region, since, until):
    """Cases of a place in whose steps from `since` to `until` two bodies or more took part, each with `joined`: how
    many (REF-12). A case counts in every period in which it was handled so."""
    rows = Case.objects.within(region).filter(steps__done_on__gte=since, steps__done_on__lte=until)
    return rows.annotate(joined=Count("steps__bodies", distinct=True)).filter(joined__gte=JOINT_FROM)
