"""The social map as a paper for the wall: the drawing, then its lists; what anybody may read (PSK-05)."""

from fcu_project import registry
from institutions.documents.letterhead import head_of_village, iso_day, letterhead, place_code, place_of
from institutions.map_drawing import drawing_of
from institutions.social_map import map_of

SOCIAL_MAP_TEMPLATE = "institutions/documents/social_map.html"
# The room on the first page in tenths of a millimetre, and the size of a sign in it.
ROOM = {"F4": (2950, 1180), "A4": (2620, 1130)}
SIGN = 38


def social_map_facts(region, paper, day):
    """Facts of the paper: map (the drawing), bodies, areas, and the tables of the upper floors. Never a person's name,
    never a private telephone; a small number of families is printed as "<5"."""
    social_map = map_of(region)
    return {
        "document_id": f"PETA-{place_code(region)}",
        "title": f"Peta sosial {region}",
        "paper": paper,
        "letterhead": letterhead(region),
        "village": str(region),
        "map": drawing_of(social_map, *ROOM[paper], SIGN),
        "boundary_source": social_map.place.boundary_source,
        "point_source": social_map.place.source if social_map.place.latitude is not None else "",
        "bodies": [
            {
                "number": body.number, "name": body.row.name, "kind": body.row.element.name,
                "address": body.row.address, "does": body.row.activities, "on_map": body.point is not None,
            }
            for body in social_map.bodies
        ],
        "areas": [{"label": area.label, "words": area.words or "0"} for area in social_map.neighbourhoods],
        "place": place_of(region),
        "day": iso_day(day),
        "signature": head_of_village(region, day),
        "tables": registry.tables_for("social-map", region),
    }  # fmt: skip
