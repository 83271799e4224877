"""A dashboard on paper: what its parts say, their drawings, their tables; one to three pages, signed by nobody."""

from institutions.documents.letterhead import letterhead, place_code
from institutions.models import FamilyCareUnit
from institutions.roles import VILLAGE

TEMPLATE = "reporting/documents/dashboard.html"
MOST_BESIDE = 14  # rows of a table that stand beside its chart; a longer one follows it


def dashboard_facts(told, paper):
    """Facts of the paper: cards, parts {title, headline, drawings, headings, rows, notes, empty, is_long}."""
    region = told.region
    unit = FamilyCareUnit.of(region) if region.level == VILLAGE else None
    return {
        "title": f"Dasbor {region}, {told.quarter.words}",
        "document_id": f"DSB-{place_code(region)}-{told.quarter.year}-{told.quarter.number}",
        "paper": paper,
        "letterhead": letterhead(region, unit),
        "place": str(region),
        "quarter": told.quarter.words,
        "reports": told.reports,
        "cards": [{"label": card.label, "value": card.value, "note": card.note} for card in told.cards],
        "parts": [
            {
                "title": part.title, "headline": part.headline, "empty": part.empty,
                "drawings": list(part.on_paper), "many": len(part.on_paper) > 1,
                "is_long": len(part.rows) > MOST_BESIDE or bool(part.papers) or len(part.on_paper) > 1,
                "headings": list(part.headings), "notes": list(part.notes),
                "rows": [[str(cell) for cell in row.cells] for row in part.rows],
            }
            for part in told.parts
        ],
    }  # fmt: skip
