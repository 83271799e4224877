"""Who of the trial's officers was briefed, and who was not yet (III.B.6.2(4), 6.3(4), 6.4(4–5))."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Substr

from institutions.documents.letterhead import named_for
from institutions.guidance import BRIEFS_OFFICERS
from institutions.meetings import KINDS
from institutions.models import Assignment, Attendance, Meeting, OfficerTerm, Region
from institutions.models.fcu import in_office
from institutions.models.person import fold
from institutions.models.region import within
from institutions.roles import ROLES

REGENCY_OFFICERS = tuple(code for code, role in ROLES.items() if role.level == "regency" and code != "lk3")
ASSIGNED, ELECTED = 0, 1  # which table an officer's key points into


@dataclass(frozen=True)
class OfficerLine:
    """One officer with what they are, and the first briefing they came to: its day, None for not yet; who gave it."""

    person: object
    post: str
    place: Region
    briefed_on: date | None
    briefed_by: str = ""


def _posts(region, on):
    """The posts of a territory on the day `on`: assignments of TKSK and kabupaten, and terms of FCU officers."""
    assignments = Assignment.objects.active_on(on).filter(within(region.code), role__in=("tksk", *REGENCY_OFFICERS))
    terms = OfficerTerm.objects.within(region).filter(in_office(on), valid_from__isnull=False)
    return assignments.order_by(), terms.exclude(unit__stage="inactive").order_by()


def _briefings(on):
    """Who came to a briefing of officers that was held by the day `on`.

    That somebody was briefed is a fact about them, wherever the meeting was held; its list stays with its host.
    """
    return Attendance.objects.filter(
        present=True, meeting__stage=Meeting.Stage.HELD, meeting__purposes__kind__in=BRIEFS_OFFICERS,
        meeting__held_on__lte=on,
    )  # fmt: skip


def waiting_in(region, on, wanted=""):
    """How many officers of the territory were not briefed yet; counted without reading them."""
    briefed = _briefings(on).values("person")
    return sum(rows.exclude(**{f"{person}__in": briefed}).count() for rows, person in _both(region, on, wanted))


def _both(region, on, wanted=""):
    """The two tables narrowed to a name, each with the way to its person."""
    tables = zip(_posts(region, on), ("person", "membership__person"), strict=True)
    return [(rows.filter(**{f"{person}__search_name__contains": fold(wanted)}), person) for rows, person in tables]


def keys_of(region, on, wanted=""):
    """Every officer of the territory as a key for `lines_for`, who was not briefed yet first, then place by place.

    One query over both tables, to be counted and cut into pages by the database. `wanted` is a part of a name.
    """
    (assigned, elected), places = _both(region, on, wanted), ("region__code", "unit__region__code")
    found = [
        rows.annotate(
            table=Value(table, IntegerField()), place_code=F(place),
            first=Subquery(_first(on, person)),
        ).annotate(done=Case(When(first=None, then=Value(0)), default=Value(1), output_field=IntegerField()))
        .values_list("done", "place_code", "table", "pk", "first")
        for table, (rows, person), place in zip((ASSIGNED, ELECTED), (assigned, elected), places, strict=True)
    ]  # fmt: skip
    return found[0].union(found[1], all=True).order_by("done", "place_code", "table", "pk")


def _first(on, person):
    """The first briefing that the officer of the outer row came to."""
    rows = _briefings(on).filter(person=OuterRef(person)).order_by("meeting__held_on", "meeting_id")
    return rows.values("meeting_id")[:1]


def lines_for(keys):
    """The officers of some keys, in their order."""
    keys = list(keys)
    assignments = Assignment.objects.filter(pk__in=[pk for _, _, table, pk, _ in keys if table == ASSIGNED])
    terms = OfficerTerm.objects.filter(pk__in=[pk for _, _, table, pk, _ in keys if table == ELECTED])
    officers = {(ASSIGNED, row.pk): (row.person, _spoken(row), row.region)
                for row in assignments.select_related("person", "region__parent")}  # fmt: skip
    officers |= {(ELECTED, term.pk): (term.membership.person, term.title, term.unit.region)
                 for term in terms.select_related("membership__person", "unit__region")}  # fmt: skip
    meetings = Meeting.objects.select_related("guidance").in_bulk({first for *_, first in keys if first})
    lines = []
    for _, _, table, pk, first in keys:
        meeting = meetings.get(first)
        told = (meeting.held_on, _provider(meeting)) if meeting else (None, "")
        lines.append(OfficerLine(*officers[table, pk], *told))
    return lines


def _spoken(assignment):
    """The office as its place says it: "Dinas Sosial kabupaten", which of its roles is no matter here."""
    return named_for(assignment.role_label.partition(" (")[0], assignment.region)


def _provider(meeting):
    guidance = getattr(meeting, "guidance", None)
    return guidance.get_provider_display() if guidance else KINDS[meeting.kind].host


def lines_of(region, on, wanted=""):
    """Every officer of the territory, who was not briefed yet first."""
    return lines_for(keys_of(region, on, wanted))


def counts_below(region, on):
    """[(region just below, officers, not briefed)]: for levels that do not list people of others; counted by the
    database."""
    told = {}
    width = {"nation": 2, "province": 4}[region.level]
    tables = zip(_both(region, on), ("region__code", "unit__region__code"), strict=True)
    for (rows, person), place in tables:
        briefed = Exists(_briefings(on).filter(person=OuterRef(person)))
        rows = rows.annotate(below=Substr(place, 1, width), briefed=briefed)
        counted = rows.values("below").annotate(total=Count("pk"), left=Count("pk", filter=Q(briefed=False)))
        for code, total, left in counted.values_list("below", "total", "left"):
            before = told.get(code, (0, 0))
            told[code] = (before[0] + total, before[1] + left)
    places = Region.objects.in_bulk(told, field_name="code")
    return [(places[code], *told[code]) for code in sorted(told) if code in places]
