"""The list of priority families on paper (III.B.6.7(2)): as one meeting agreed on it, and as it is in force."""

from families.documents.pairing import fcu_head
from families.models import Family
from families.priorities import what_it_needs, with_facts
from fcu_project.dates import long_date, long_date_with_day
from institutions.books import book_of
from institutions.documents.letterhead import coordinator_of, iso_day, letterhead, place_code, place_of, signature
from institutions.documents.signing import head_of
from institutions.models import FamilyCareUnit, Meeting
from institutions.roles import VILLAGE

PRIORITY_TEMPLATE = "families/documents/priority_list.html"


def agreed_facts(meeting, paper):
    """What one meeting decided, or is to decide. Facts: village, about, how, note, rows [{village, number, name, place,
    needs, priority, reason, decided_on}], names_villages, names_days, place, day, signature.

    A kind of problem that is kept secret stands on no list that goes round a room.
    """
    region, day = meeting.region, meeting.held_on
    rows = meeting.priorities.select_related("family__region", "meeting")
    rows = rows.order_by("priority", "family__search_name", "id")
    unit = FamilyCareUnit.of(region)
    title, name = coordinator_of(unit, day)
    return {
        "title": f"Daftar prioritas sasaran, {region}",
        "document_id": f"DPS-{meeting.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": letterhead(region, unit),
        "about": f"{meeting.get_kind_display()}, {long_date_with_day(day)}, di {meeting.place}",
        "how": _how(meeting),
        "village": str(region),
        "rows": _lines(rows),
        "names_villages": False,
        "names_days": False,
        "place": place_of(region),
        "day": iso_day(day),
        "signature": signature([f"{title} {unit}" if unit else title], name),
    }


def _how(meeting):
    """In which way the meeting agreed; "" before it did."""
    if meeting.stage != Meeting.Stage.HELD:
        return "Rancangan: belum diputuskan rapat."
    if meeting.method == Meeting.Method.VOTE:
        return f"Diputuskan dengan pemungutan suara: {meeting.votes_for} setuju, {meeting.votes_against} tidak setuju."
    return "Disepakati dengan musyawarah mufakat."


def in_force_facts(region, rows, paper, *, day, by):
    """The same for the decisions in force on `day`, each with the meeting it comes from; above a village with names of
    the villages."""
    rows, at_home = list(rows), region.level == VILLAGE
    unit = FamilyCareUnit.of(region) if at_home else None
    title, name = coordinator_of(unit, day)
    meetings = sorted({(row.meeting.held_on, row.meeting.get_kind_display()) for row in rows})
    told = "; ".join(f"{kind} {long_date(held_on)}" for held_on, kind in meetings)
    return {
        "title": f"Daftar prioritas sasaran, {region}",
        "document_id": f"DPS-{place_code(region)}",
        "paper": paper,
        "letterhead": fcu_head(region) if at_home else letterhead(region, book=book_of(by.role)),
        "about": f"keadaan {long_date(day)}",
        "how": f"Diputuskan dalam: {told}." if rows and at_home else "",
        "village": str(region),
        "rows": _lines(rows),
        "names_villages": not at_home,
        "names_days": True,
        "place": place_of(region),
        "day": iso_day(by.today),
        "signature": signature([f"{title} {unit}" if unit else title], name) if at_home
        else head_of(book_of(by.role), region),
    }  # fmt: skip


def _lines(rows):
    rows = list(rows)
    known = {row.pk: row for row in with_facts(Family.objects.filter(pk__in=[row.family_id for row in rows]))}
    return [
        {
            "village": row.family.region.name, "number": row.family.number, "name": row.family.called,
            "place": row.family.neighbourhood, "needs": what_it_needs(known[row.family_id]),
            "priority": str(row.priority), "reason": row.reason, "decided_on": iso_day(row.meeting.held_on),
        }
        for row in rows
    ]  # fmt: skip
