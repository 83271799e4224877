"""Berita Acara Kesepakatan Alokasi Dana: the shares as a meeting agreed them, blank or filled in (5.4, FUN-02)."""

from fcu_project import dates
from institutions.documents.letterhead import (
    head_of_village,
    iso_day,
    letterhead,
    lower_first,
    named_for,
    place_of,
    signature,
)
from institutions.models import FamilyCareUnit
from reporting.documents.officers import officer
from reporting.money.purses import SHARED, inline

TEMPLATE = "reporting/documents/allocation.html"


def allocation_facts(allocation, lines, flagged, year):
    """Facts of an agreement with what became of it in `year`: lines [{label, percent}], meeting, use [{label, percent,
    allowed, spent, left}], flagged [{number, on, text, amount, reason}]."""
    unit, region, meeting = allocation.unit, allocation.region, allocation.meeting
    women, men = meeting.present_counts()[None]
    leader, keeper = meeting.leader, meeting.note_taker
    return _frame(region, unit, allocation.valid_from) | {
        "document_id": f"BAA-{allocation.uid.hex[:8].upper()}",
        "title": f"Berita acara kesepakatan alokasi dana {unit}",
        "meeting": lower_first(named_for(meeting.get_kind_display(), region)),
        "held_on": iso_day(meeting.held_on),
        "venue": meeting.place,
        "women": women, "men": men, "total": women + men,
        "method": meeting.get_method_display().lower(),
        "valid_from": iso_day(allocation.valid_from),
        "note": allocation.note,
        "lines": [{"label": line.label, "percent": f"{line.percent}%"} for line in lines if line.percent],
        "sum": "100%",
        "dated_on": iso_day(meeting.held_on),
        "leader": signature(["Pimpinan rapat"], leader.name if leader else ""),
        "keeper": signature(["Notulis"], keeper.name if keeper else ""),
        "year": str(year),
        "use": [
            {"label": line.label, "percent": f"{line.percent}%" if line.percent else "–",
             "allowed": dates.rupiah(line.allowed), "spent": dates.rupiah(line.spent), "left": dates.rupiah(line.left)}
            for line in lines
        ],
        "flagged": [
            {"number": row.evidence, "on": iso_day(row.on), "text": f"{row.text} ({inline(row.kind_words)})",
             "amount": dates.rupiah(row.amount), "reason": row.outside_reason}
            for row in flagged
        ],
    }  # fmt: skip


def blank_facts(region):
    """The same paper before the meeting: every category with room for its percentage."""
    unit = FamilyCareUnit.of(region)
    return _frame(region, unit, None) | {
        "document_id": f"BAA-{region.dotted_code}",
        "title": f"Berita acara kesepakatan alokasi dana, {region}",
        "lines": [{"label": kind.label, "percent": ""} for kind in SHARED],
        "leader": signature(["Pimpinan rapat"]), "keeper": signature(["Notulis"]),
    }  # fmt: skip


def _frame(region, unit, day):
    """What both versions have in common: who agrees, and who signs for the money."""
    blocks = [officer(unit, post, day) for post in ("coordinator", "treasurer")] if unit else []
    return {
        "letterhead": letterhead(region, unit),
        "unit": f"FCU {unit.name}" if unit else "",
        "village": str(region),
        "place": place_of(region),
        "officers": blocks,
        "acknowledged": head_of_village(region, day) | {"heading": "Mengetahui,"},
    }
