"""What several bodies did together in a case: which took part, and whether it was handled jointly (II.H)."""

from django.db.models import Count

from institutions.models import Institution

JOINT_FROM = 2  # bodies


def bodies_of(case):
    """The bodies of a case, each with `steps`: in how many of its steps it took part; those with most first."""
    rows = Institution.objects.filter(case_steps__case=case).annotate(steps=Count("case_steps"))
    return rows.order_by("-steps", "name", "id")


def is_joint(case):
    """Whether two bodies or more took part in it."""
    return bodies_of(case).count() >= JOINT_FROM
