"""The structure chart of an FCU as a paper, signed by its coordinator (FCU-12)."""

from institutions.chart import PAPER_GAP, PAPER_WIDTH, LineKind, chart_of
from institutions.documents.letterhead import coordinator_of, iso_day, letterhead, place_of, signature

CHART_TEMPLATE = "institutions/documents/chart.html"
WIDEST = 164  # millimetres of the paper
TALLEST = {"F4": 160, "A4": 128}  # so that the signature stands on the same page
# How the three kinds of lines are drawn: a style sheet of the page does not reach into a drawing on paper.
STROKES = {
    LineKind.EMPOWERMENT: {"width": "3", "dashes": "none"},
    LineKind.COORDINATION: {"width": "1.5", "dashes": "7 4"},
    LineKind.REFERRAL: {"width": "2", "dashes": "1.5 3.5"},
}


def chart_facts(unit, on, paper):
    """Facts of the paper: chart {width, height, boxes, lines}, legend; what `chart_of` draws, as plain values."""
    chart = chart_of(unit, on, PAPER_WIDTH, PAPER_GAP)
    wide = min(WIDEST, round(TALLEST[paper] * chart.width / chart.height))
    title, name = coordinator_of(unit, on)
    return {
        "document_id": f"BAGAN-{unit.uid.hex[:8].upper()}",
        "title": f"Bagan struktur {unit}, {unit.region}",
        "paper": paper,
        "letterhead": letterhead(unit.region, unit),
        "unit": str(unit),
        "village": str(unit.region),
        "place": place_of(unit.region),
        "on": iso_day(on),
        "chart": {
            "width": chart.width,
            "height": chart.height,
            "wide": wide,
            "tall": round(wide * chart.height / chart.width),
            "boxes": [
                {
                    "x": node.x, "y": node.y, "width": node.width, "height": node.height, "own": node.key == "unit",
                    "texts": [
                        {"text": text, "title": is_title, "x": node.middle, "y": y} for text, is_title, y in node.texts
                    ],
                }
                for node in chart.nodes
            ],
            "lines": [{"path": line.path, **STROKES[line.kind]} for line in chart.lines],
        },
        "legend": [{"label": kind.label, **STROKES[kind]} for kind in LineKind],
        "signature": signature([f"{title} {unit}"], name),
    }  # fmt: skip
