"""The line of pioneers as a paper: the tree in pieces that fit a page, then the same as a table."""

from families.lineage import pieces_of
from institutions.documents.letterhead import coordinator_of, letterhead, signature

LINEAGE_TEMPLATE = "families/documents/lineage.html"
WIDTH = 500
ROWS = {"F4": (12, 18), "A4": (10, 15)}  # of the tree on the first page and on each further one


def lineage_facts(unit, lineage, paper, *, names):
    """Facts of the paper: numbers for everybody; with `names` the pieces of the tree and its lines."""
    title, name = coordinator_of(unit)
    return {
        "document_id": f"GP-{unit.uid.hex[:8].upper()}",
        "title": f"Garis pembinaan {unit}, {unit.region}",
        "paper": paper,
        "letterhead": letterhead(unit.region, unit),
        "village": str(unit.region),
        "numbers": {"pioneers": lineage.pioneers, "plasma": lineage.plasma, "grown": lineage.grown},
        "steps": [{"step": step, "pioneers": pioneers, "plasma": plasma} for step, pioneers, plasma in lineage.steps],
        "pieces": [_plain(piece) for piece in pieces_of(lineage, WIDTH, *ROWS[paper])] if names else [],
        "lines": [_line(branch) for branch in (*(b for _, b in lineage.rows), *lineage.waiting)] if names else [],
        "signature": signature([f"{title} {unit}"], name),
    }


def _plain(piece):
    """A piece of the drawing with the words in place of the branches."""
    boxes = [
        {**box, "branch": "", "name": box["branch"].family.called, "words": box["branch"].words}
        for box in piece["boxes"]
    ]
    return {**piece, "boxes": boxes}


def _line(branch):
    return {
        "name": branch.family.called, "place": branch.family.neighbourhood, "words": branch.words,
        "raised_by": branch.raised_by.family.called if branch.raised_by else "",
        "also": ", ".join(other.family.called for other in branch.also), "raises": len(branch.raises),
    }  # fmt: skip
