"""Priority targets (III.B.6.7(2)): whom a meeting of the FCU may put on its list, and which decision is in force."""

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse

from families.models import Dimension, Family, Need, Participation, PriorityDecision, ProblemType, Role
from fcu_project.prepared import prepared
from institutions.meetings import Kind, may_keep
from institutions.models import Meeting
from institutions.roles import VILLAGE

PRIORITISES = (Kind.ROUTINE, Kind.FOCUS_GROUP)  # meetings of the FCU that may agree on priorities


def told_needs(**wanted):
    """Open needs that may be spoken of in a meeting: none with a kind of problem that is kept secret."""
    return Need.objects.filter(closed_on=None, problem__is_sensitive=False, **wanted)


def may_be_listed(region):
    """Families of the village that are under way: candidates, plasma families, and pioneers who need something."""
    lives = Participation.objects.filter(family=OuterRef("pk")).open()
    needy = Exists(told_needs(family=OuterRef("pk")))
    rows = Family.objects.filter(region=region).living()
    return rows.filter(Exists(lives.exclude(role=Role.PIONEER)) | (Exists(lives) & needy))


def needing(rows, dimension):
    """Those with an open need or a problem of this side of family life; all of them for a side that does not exist."""
    if dimension not in Dimension.values:
        return rows
    problem = Family.problems.through.objects.filter(
        family=OuterRef("pk"), problemtype__dimension=dimension, problemtype__is_sensitive=False
    ).exclude(problemtype__code=ProblemType.NONE)
    return rows.filter(Exists(told_needs(family=OuterRef("pk"), dimension=dimension)) | Exists(problem))


def with_facts(rows):
    """Families with what a meeting reads of each: `told_problems`, `told_needs`, and their lives, in a few queries."""
    kinds = ProblemType.objects.filter(is_sensitive=False).exclude(code=ProblemType.NONE)
    lives = Participation.objects.order_by("-id")
    return rows.select_related("region", "socio_economic").prefetch_related(
        Prefetch("problems", kinds, to_attr="told_problems"),
        Prefetch("needs", told_needs(), to_attr="told_needs"),
        Prefetch("participations", lives, to_attr="lives"),
    )


def what_it_needs(family):
    """The problems and open needs of a family read `with_facts`, in words for a list."""
    words = [str(row) for row in family.told_problems]
    if family.told_needs:
        words.append("butuh " + "; ".join(row.title for row in family.told_needs))
    return ", ".join(words)


def sheet_to_fill(by):
    """(label, address) of where this officer writes the list: of the next planned meeting, else of a new one; ("", "")
    for who writes none."""
    if by.level != VILLAGE or not by.has_perm("families.change_prioritydecision"):
        return "", ""
    kinds = [kind for kind in PRIORITISES if may_keep(by.role, kind)]
    planned = Meeting.objects.filter(keeper=by.region, region=by.region, kind__in=kinds, stage=Meeting.Stage.PLANNED)
    meeting = planned.order_by("held_on", "id").first()
    if meeting is not None:
        return "Isi daftar prioritas", reverse("families:priority-sheet", args=[meeting.uid])
    return "Rencanakan rapat", reverse("institutions:meeting-create", args=[Kind.ROUTINE])


# --- the decision in force ------------------------------------------------------------------------------------------
def held_until(day):
    """Decisions of meetings that were held by `day`."""
    return PriorityDecision.objects.filter(meeting__stage=Meeting.Stage.HELD, meeting__held_on__lte=day)


def in_force(rows, day):
    """Of `rows` those that count on `day`: per family that of the latest held meeting, while it is under way."""
    latest = held_until(day).filter(family=OuterRef("family")).order_by("-meeting__held_on", "-meeting_id")
    lives = Participation.objects.filter(family=OuterRef("family"), started_on__lte=day)
    lives = lives.filter(Q(ended_on=None) | Q(ended_on__gt=day))
    there = Q(family__archived_on=None) | Q(family__archived_on__gt=day)
    return rows.filter(there, Exists(lives), pk=Subquery(latest.values("pk")[:1]))


def priorities_of(families, day):
    """{family id: its decision in force}; one query for all."""
    rows = PriorityDecision.objects.filter(family__in=[family.pk for family in families])
    return {row.family_id: row for row in in_force(rows, day).select_related("meeting")}


def latest_for(families, day):
    """{family id: the number decided last by that day}, by a query that is cheap to say; whether the family is still
    under way is the caller's to know, who has read it."""
    return dict(_decided(families, day))


@prepared
def _decided(families, day):
    held = held_until(day).filter(family__in=families).order_by("meeting__held_on", "meeting_id")
    return held.values_list("family", "priority")
