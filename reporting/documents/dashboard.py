"""A dashboard on paper: what its parts say, their drawings, their tables; one to three pages, signed by nobody."""

from institutions.documents.letterhead import letterhead, place_code
from institutions.models import FamilyCareUnit
from institutions.roles import VILLAGE

TEMPLATE = "reporting/documents/dashboard.html"
MOST_ROWS = 11  # of a table on paper; the screen and Excel have them all


def dashboard_facts(told, paper):
    """Facts of the paper: cards and parts, each with its drawings and its table, columns and rows."""
    region = told.region
    unit = FamilyCareUnit.of(region) if region.level == VILLAGE else None
    return {
        "title": f"Dasbor {region}, {told.quarter.words}",
        "document_id": f"DSB-{place_code(region)}-{told.quarter.year}-{told.quarter.number}",
        "paper": paper,
        "letterhead": letterhead(region, unit),
        "place": str(region),
        "quarter": told.quarter.words,
        "cards": [{"label": card.label, "value": card.value, "note": card.note} for card in told.cards],
        "parts": [_part(part) for part in told.parts],
    }


def _part(part):
    more = len(part.rows) - MOST_ROWS
    notes = [*part.notes, f"{more} baris lain ada pada layar dan dalam Excel."] if more > 0 else list(part.notes)
    return {
        "title": part.title, "headline": part.headline, "empty": part.empty, "notes": notes,
        "drawings": list(part.on_paper), "is_many": len(part.on_paper) > 1, "is_narrow": part.is_narrow,
        "columns": [{"heading": heading} for heading, _ in part.columns],
        "rows": [
            [
                {"text": str(cell), "is_text": is_text}
                for cell, (_, is_text) in zip(row.cells, part.columns, strict=True)
            ]
            for row in part.rows[:MOST_ROWS]
        ],
    }  # fmt: skip
