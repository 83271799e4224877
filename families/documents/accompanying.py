"""The note of one visit that accompanied a pioneer family or the FCU, for the file and the visitor's own report."""

from families.documents.pairing import coordinator_block, fcu_head
from institutions.documents.letterhead import iso_day, place_of, signature

VISIT_TEMPLATE = "families/documents/visit.html"


def visit_facts(visit, paper):
    """facts [(label, words)], parts [(heading, text)], visitor and the one who was visited sign."""
    pioneer = visit.pioneer.family.called if visit.pioneer else "Pengurus FCU"
    name = visit.visitor.name if visit.visitor else ""
    representative = visit.pioneer.representative if visit.pioneer else None
    seen = signature(["Keluarga pionir"], representative.name if representative else "")
    return {
        "title": f"Catatan kunjungan pendampingan, {visit.region}",
        "document_id": f"CK-{visit.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": fcu_head(visit.region),
        "village": str(visit.region),
        "place": place_of(visit.region),
        "held_on": iso_day(visit.held_on),
        "facts": [
            ("Oleh", ", ".join(part for part in (name, visit.get_by_whom_display()) if part)),
            ("Yang didampingi", pioneer),
            ("Bentuk", visit.get_kind_display()),
        ],
        "parts": [
            ("Yang dibicarakan", visit.topic), ("Yang ditemukan", visit.found), ("Yang disepakati", visit.agreed),
        ],
        "next_on": iso_day(visit.next_on),
        "visitor": signature(["Yang mendampingi"], name),
        "visited": seen if visit.pioneer else coordinator_block(visit.region, ""),
    }  # fmt: skip
