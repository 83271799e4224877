"""Who of the trial's officers was briefed, and who was not yet (III.B.6.2(4), 6.3(4), 6.4(4–5))."""

from dataclasses import dataclass
from datetime import date

from institutions.guidance import BRIEFS_OFFICERS
from institutions.models import Assignment, Attendance, Meeting, OfficerTerm, Region
from institutions.models.fcu import in_office
from institutions.models.region import within
from institutions.roles import ROLES

REGENCY_OFFICERS = tuple(code for code, role in ROLES.items() if role.level == "regency" and code != "lk3")


@dataclass(frozen=True)
class OfficerLine:
    """One officer with what they are, and the day they were briefed; None for not yet."""

    person: object
    post: str
    place: Region
    briefed_on: date | None


def _posts(region, on):
    """The posts of a territory on the day `on`: assignments of TKSK and kabupaten, and terms of FCU officers."""
    assignments = Assignment.objects.active_on(on).filter(within(region.code), role__in=("tksk", *REGENCY_OFFICERS))
    terms = OfficerTerm.objects.within(region).filter(in_office(on), valid_from__isnull=False)
    return assignments, terms.exclude(unit__stage="inactive")


def _briefings(on):
    """Who came to a briefing of officers that was held by the day `on`.

    That somebody was briefed is a fact about them, wherever the meeting was held; its list stays with its host.
    """
    return Attendance.objects.filter(
        present=True, meeting__stage=Meeting.Stage.HELD, meeting__purposes__kind__in=BRIEFS_OFFICERS,
        meeting__held_on__lte=on,
    )  # fmt: skip


def waiting_in(region, on):
    """How many officers of the territory were not briefed yet; counted without reading them."""
    assignments, terms = _posts(region, on)
    briefed = _briefings(on).values("person")
    return assignments.exclude(person__in=briefed).count() + terms.exclude(membership__person__in=briefed).count()


def lines_of(region, on):
    """Every officer of the territory with the first briefing they came to, those without first."""
    assignments, terms = _posts(region, on)
    assignments = assignments.select_related("person", "region").order_by("region__code", "id")
    terms = terms.select_related("membership__person", "unit__region").order_by("unit__region__code", "id")
    officers = [
        *((row.person, row.role_label, row.region) for row in assignments),
        *((term.membership.person, term.title, term.unit.region) for term in terms),
    ]
    rows = _briefings(on).filter(person__in={person.pk for person, _, _ in officers})
    days = {}
    for person, day in rows.values_list("person", "meeting__held_on"):
        days[person] = min(day, days.get(person, day))
    lines = [OfficerLine(person, post, place, days.get(person.pk)) for person, post, place in officers]
    return sorted(lines, key=lambda line: (line.briefed_on is not None, line.place.code))


def counts_below(region, on):
    """[(region just below, officers, not briefed)]: for levels that do not list people of others."""
    told = {}
    width = {"nation": 2, "province": 4}[region.level]
    for line in lines_of(region, on):
        code = line.place.code[:width]
        total, left = told.get(code, (0, 0))
        told[code] = (total + 1, left + (line.briefed_on is None))
    places = Region.objects.in_bulk(told, field_name="code")
    return [(places[code], *told[code]) for code in sorted(told) if code in places]
