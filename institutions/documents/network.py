"""The web of bodies that work together as a paper: the drawing, then who works with whom."""

from institutions.documents.letterhead import coordinator_of, iso_day, letterhead, place_of, signature
from institutions.network import FCU, drawing_of

NETWORK_TEMPLATE = "institutions/documents/network.html"
LETTERS = 40  # of a name in a line of the drawing
WIDTH = 900


def network_facts(network, paper):
    """Facts of the paper: drawing, lines [{number, name, element, partners, counts, total}], alone (names)."""
    unit = network.unit
    title, name = coordinator_of(unit)
    return {
        "document_id": f"JEJ-{unit.uid.hex[:8].upper()}",
        "title": f"Jejaring kerja {unit}, {unit.region}",
        "paper": paper,
        "letterhead": letterhead(unit.region, unit),
        "village": str(unit.region),
        "since": iso_day(network.since),
        "until": iso_day(network.until),
        "drawing": drawing_of(network, WIDTH, LETTERS),
        "labels": network.labels,
        "lines": [
            {
                "number": str(node.number or "FCU"), "name": node.name, "element": node.element,
                "partners": told(network, node), "partner_count": len(node.partners),
                "counts": list(node.counts.values()),
            }
            for node in network.nodes
        ],
        "alone": [body.name for body in network.alone],
        "joint_activities": network.joint_activities,
        "facilitated": network.facilitated,
        "place": place_of(unit.region),
        "signature": signature([f"{title} {unit}"], name),
    }  # fmt: skip


def told(network, node):
    """The partners of a body in words: "Posyandu Melati (5), PKK (3), dan 7 lainnya"; whom it meets, after them."""
    closest, more = network.partners_of(node)
    words = ", ".join(f"{name} ({times})" for name, times in closest)
    words = f"{words}, dan {more} lainnya" if more else words
    if node.key is FCU or FCU in node.partners or not node.met:
        return words
    return f"{words}, FCU dalam rapat" if words else "FCU, dalam rapat saja"
