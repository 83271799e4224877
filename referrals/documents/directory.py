"""The directory for the wall: where a family finds help, by field, in words that can be read from two steps away.

A wall is read by everybody: of persons only what the body itself gave for its service is printed.
"""

from fcu_project.templatetags.ui import telepon
from institutions.documents.letterhead import iso_day, letterhead, place_code
from institutions.models import FamilyCareUnit
from referrals.models import Sector

WALL_TEMPLATE = "referrals/documents/wall.html"
MOST_ON_THE_WALL = 60  # more can't be read from a wall; the others stand on the screen and in Excel


def where_to_ask(region, unit):
    """The village, and its FCU with address and phone; "" where there is none."""
    return {
        "village": str(region),
        "unit": str(unit) if unit else "",
        "unit_address": unit.address if unit else "",
        "unit_phone": telepon(unit.phone) if unit else "",
    }


def wall_facts(region, services, paper, on):
    """Facts of the sheet: sectors [{name, rows [{what, helps, where, when, terms, call}]}], left (how many more).

    `services` in the order of the sheet, with institution and problems.
    """
    rows = list(services)
    shown, unit = rows[:MOST_ON_THE_WALL], FamilyCareUnit.of(region)
    return {
        "title": f"Di mana mencari bantuan, {region}",
        "document_id": f"DIR-{place_code(region)}",
        "paper": paper,
        "letterhead": letterhead(region, unit),
        **where_to_ask(region, unit),
        "on": iso_day(on),
        "sectors": [
            {"name": label, "rows": [_line(row) for row in shown if row.sector == value]}
            for value, label in Sector.choices
            if any(row.sector == value for row in shown)
        ],
        "left": len(rows) - len(shown),
    }


def _line(row):
    terms = [row.conditions, f"Biaya: {row.cost}" if row.cost else ""]
    phone = row.phone or (row.institution.phone if row.institution.element.group == "office" else "")
    return {
        "what": row.name,
        "helps": row.audience,
        "body": row.institution.name,
        "where": row.where,
        "when": row.hours,
        "terms": ". ".join(filter(None, terms)),
        "contact": row.contact,
        "phone": telepon(phone) if phone else "",
    }
