"""A coaching session on paper: what was taught, and the list of families to sign (MEN-07)."""

from families.documents.pairing import coordinator_block, fcu_head
from institutions.documents.letterhead import iso_day, place_of, signature

COACHING_TEMPLATE = "families/documents/coaching.html"
SPARE_LINES = 5  # for families that came without being asked


def coaching_facts(coaching, paper, today):
    """One session. facts [(label, words)], rows [{name, place, present, women, men}], lines, came, women, men."""
    lines = [
        {"name": row.participation.family.called, "place": row.participation.family.neighbourhood,
         "present": row.present, "women": row.women, "men": row.men}
        for row in coaching.attendances.select_related("participation__family")
    ]  # fmt: skip
    coach = coaching.coach.family.called if coaching.coach else ""
    return {
        "title": f"Daftar hadir pembinaan keluarga, {coaching.region}",
        "document_id": f"PB-{coaching.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": fcu_head(coaching.region),
        "village": str(coaching.region),
        "place": place_of(coaching.region),
        "held_on": iso_day(coaching.held_on),
        "facts": [
            ("Untuk", coaching.get_group_display()),
            ("Materi", coaching.topic),
            ("Cara pemberdayaan", coaching.get_way_display()),
            ("Metode", coaching.method),
            ("Tempat", coaching.place),
            ("Dibina oleh", ", ".join(part for part in (coach, coaching.provider) if part)),
        ],
        "rows": lines,
        "lines": len(lines) + SPARE_LINES,
        "is_planned": coaching.held_on > today,
        "came": sum(row["present"] for row in lines),
        "women": sum(row["women"] for row in lines),
        "men": sum(row["men"] for row in lines),
        "result": coaching.result,
        "coordinator": coordinator_block(coaching.region),
        "coach": signature(["Pembina"], coach.partition(" ")[2] if coach else ""),
    }
