"""The rows behind the figures for judging that are about plasma families: asked again, better, taking part.

All are families that are plasma at the end of the quarter, so that their share among these is never above 100 %.
"""

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from families.models import Answer, Assessment, IndicatorSet, MentoringNote, ProgressReport
from reporting.periods import spans_in
from reporting.rows import among, during, lives, plasma_end


def rounds_by(day, family):
    """Rounds of the 12 questions that `family` was asked by that day."""
    return Assessment.objects.filter(family=family, set=IndicatorSet.PLASMA, assessed_on__lte=day).order_by()


def _two_rounds(quarter):
    """The condition that a life's family was asked at least twice by the end of the quarter."""
    asked = rounds_by(quarter.end, OuterRef("family"))
    again = asked.values("family").annotate(n=Count("pk")).filter(n__gte=2)
    standing = Q(family__merged_on=None) | Q(family__merged_on__gt=quarter.end)
    return standing & Q(Exists(again))


@among(lives)
def plasma_compared(region, quarter):
    """Asked the 12 questions at least twice by the end; of two files of one family the one that stands."""
    return plasma_end.condition(region, quarter) & _two_rounds(quarter)


@among(lives)
def plasma_risen(region, quarter):
    """Of these the families whose last round tells fewer difficulties than their first.

    "Ya" is a difficulty. Only questions answered with "Ya" or "Tidak" in both rounds are compared: what only describes,
    is not known or does not apply takes no difficulty away.
    """
    gone, came = (_moved(quarter.end, *pair) for pair in (("yes", "no"), ("no", "yes")))
    return plasma_compared.condition(region, quarter) & Q(GreaterThan(gone, came))


def _moved(day, before, now):
    """How many counted questions the outer life's family answered with `before` in its first round and with `now` in
    its last one, as an expression."""
    first = rounds_by(day, OuterRef(OuterRef(OuterRef("family")))).order_by("assessed_on", "round").values("pk")[:1]
    last = rounds_by(day, OuterRef(OuterRef("family"))).order_by("-assessed_on", "-round").values("pk")[:1]
    was = Answer.objects.filter(
        assessment=Subquery(first), indicator__code=OuterRef("indicator__code"), indicator__scored=True, value=before
    )
    moved = Answer.objects.filter(Exists(was), assessment=Subquery(last), indicator__scored=True, value=now)
    told = moved.order_by().values("assessment").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(told, output_field=IntegerField()), Value(0))


@among(lives)
def plasma_participating(region, quarter):
    """Of whom a companion wrote, in a note of the quarter or in the progress report on one of its months, that the
    family takes more part in what neighbours do (domain 1.5)."""
    spans = [first for first, _ in spans_in(region, quarter)]
    told = {"family": OuterRef("family"), "change_taking_part": True}
    notes = MentoringNote.objects.filter(during(quarter, "held_on"), **told)
    reports = ProgressReport.objects.filter(period__in=spans, **told)
    return plasma_end.condition(region, quarter) & (Q(Exists(notes)) | Q(Exists(reports)))
