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


def officers_of(region, on):
    """[(person, post, place)] of a territory on the day `on`: TKSK and officers of the kabupaten, then FCU officers."""
    terms = OfficerTerm.objects.within(region).filter(in_office(on), valid_from__isnull=False)
    terms = terms.exclude(unit__stage="inactive").select_related("membership__person", "unit__region")
    roles = ("tksk", *REGENCY_OFFICERS)
    rows = Assignment.objects.active_on(on).filter(within(region.code), role__in=roles)
    rows = rows.select_related("person", "region").order_by("region__code", "id")
    return [
        *((row.person, row.role_label, row.region) for row in rows),
        *(
            (term.membership.person, term.title, term.unit.region)
            for term in terms.order_by("unit__region__code", "id")
        ),
    ]


def lines_of(region, on):
    """Every officer of the territory with the first briefing they came to, those without first.

    That somebody was briefed is a fact about them, wherever the meeting was held; its list stays with its host.
    """
    officers = officers_of(region, on)
    rows = Attendance.objects.filter(
        person__in={person.pk for person, _, _ in officers}, present=True, meeting__stage=Meeting.Stage.HELD,
        meeting__purposes__kind__in=BRIEFS_OFFICERS, meeting__held_on__lte=on,
    )  # fmt: skip
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
