"""A table of the register as a paper sheet: title, place, rows, room for the signature of the village's head."""

from institutions.documents.letterhead import head_of_village, letterhead

SHEET_TEMPLATE = "institutions/documents/sheet.html"


def sheet_facts(title, region, headers, rows, *, paper, notes=(), lies=True):
    """Facts of a sheet. `rows` are tuples of text as long as `headers`; `notes` are (heading, text) after the table;
    `lies` turns the paper sideways."""
    return {
        "document_id": f"PSKS-{region.dotted_code}",
        "title": f"{title} {region}",
        "letterhead": letterhead(region),
        "heading": title.upper(),
        "village": str(region),
        "headers": list(headers),
        "rows": [["" if cell is None else str(cell) for cell in row] for row in rows],
        "notes": [{"heading": heading, "text": text} for heading, text in notes],
        "paper": paper,
        "lies": lies,
        "signature": head_of_village(region),
    }
