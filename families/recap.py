"""Who follows coaching and consults in a quarter: the rekap of III.A.7.2, family by family."""

from datetime import date, timedelta

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from families.models import Coaching, CoachingAttendance, Consultation
from families.periods import YEARS
from fcu_project import dates

QUARTERS = 8  # offered to look back
NUMERALS = ("I", "II", "III", "IV")


def quarter_of(text, today):
    """(code, first day, last day, words) of "2026-4", or of the quarter of `today` for anything else."""
    year, _, number = text.partition("-")
    known = text.isascii() and year.isdigit() and len(year) == 4 and number in ("1", "2", "3", "4")
    known = known and int(year) in YEARS
    year, number = (int(year), int(number)) if known else dates.quarter_of(today)
    first = date(year, 3 * number - 2, 1)
    following = date(year + (number == 4), 1 if number == 4 else 3 * number + 1, 1)
    return f"{year}-{number}", first, following - timedelta(days=1), f"Triwulan {NUMERALS[number - 1]} {year}"


def quarters(today):
    """[(code, words)] of the latest quarters, the present one first."""
    found, day = [], today
    for _ in range(QUARTERS):
        code, first, _, words = quarter_of("", day)
        found.append((code, words))
        day = first - timedelta(days=1)
    return found


def followed(rows, role, since, until):
    """Of `rows`, the families of `role` designated in the period, each with `asked`, `came`, `consulted`."""
    within = Q(ended_on=None) | Q(ended_on__gt=since)
    rows = rows.filter(within, role=role, designated_on__lte=until)
    held = Coaching.objects.filter(held_on__range=(since, until)).held()
    attended = CoachingAttendance.objects.filter(participation=OuterRef("pk"), coaching__in=held)
    advice = Consultation.objects.filter(family=OuterRef("family"), held_on__range=(since, until))
    return rows.annotate(
        asked=_number(attended, "participation"),
        came=_number(attended.filter(present=True), "participation"),
        consulted=_number(advice, "family"),
    )


def _number(rows, by):
    counted = rows.order_by().values(by).annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(counted[:1], output_field=IntegerField()), 0)
