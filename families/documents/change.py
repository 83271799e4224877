"""Change as papers: one family's rounds side by side, and the 12 questions over the families of the FCU."""

from families.change import growths_of
from families.change_drawing import FIGURES_LEGEND, figures_drawn, legend_of, rounds_drawn
from families.change_figures import COLUMNS, OTHER, drawn_lines, rows_of
from families.small_numbers import told_apart
from fcu_project import dates
from institutions.documents.letterhead import coordinator_of, letterhead, signature
from institutions.models import FamilyCareUnit

FAMILY_TEMPLATE = "families/documents/change.html"
VILLAGE_TEMPLATE = "families/documents/change_figures.html"
WIDTH = 500


def family_facts(family, comparisons, paper):
    """Facts of the paper of one family: per list its summary, the drawing, the table; then what grew out of what."""
    unit = FamilyCareUnit.of(family.region)
    return {
        "document_id": f"PK-{family.uid.hex[:8].upper()}",
        "title": f"Perubahan keluarga, {family.region}",
        "paper": paper,
        "letterhead": letterhead(family.region, unit),
        "family": family.called,
        "place": family.neighbourhood,
        "village": str(family.region),
        "lists": [_list(found) for found in comparisons.values()],
        "growths": [_growth(row) for row in growths_of(comparisons)],
        "signature": _signature(unit),
    }


def _list(found):
    return {
        "label": found.rounds[-1].get_set_display(),
        "summary": found.summary,
        "moves": found.moves if found.goes_on else "",
        "goes_on": found.goes_on,
        "drawing": rounds_drawn(found, WIDTH) if found.goes_on else None,
        "legend": legend_of(found),
        "rounds": [{"round": row.round, "day": dates.long_date(row.assessed_on)} for row in found.rounds],
        "lines": [
            {
                "code": line.question.code, "question": line.question.question,
                "cells": [cell.word for cell in line.cells], "words": line.words if found.goes_on else "",
            }
            for line in found.lines
        ],
    }  # fmt: skip


def _growth(row):
    strength = row.strength
    return {
        "difficulty": f"{row.difficulty.question.code} {row.difficulty.question.question}",
        "is": row.difficulty.now.word,
        "strength": f"{strength.question.code} {strength.question.question}" if strength else "",
        "strong": strength.now.word if strength else "",
        "grown": "Sudah" if row.has_grown else "Belum",
    }


def village_facts(unit, change, paper, *, day, since, above):
    """Facts of the paper of the FCU: how many families were compared, and each question."""
    return {
        "document_id": f"PF-{unit.uid.hex[:8].upper()}",
        "title": f"Perubahan keluarga dampingan {unit}, {unit.region}",
        "paper": paper,
        "letterhead": letterhead(unit.region, unit),
        "village": str(unit.region),
        "day": dates.long_date(day),
        "since": dates.long_date(since) if since else "",
        "families": told_apart(change.families, above=above),
        "improved": told_apart(change.improved, above=above),
        "columns": list(COLUMNS.values()),
        "rows": [
            {**row, "cells": [_unbroken(row[name]) for name in COLUMNS]} for row in rows_of(change, above=above)
        ],
        "other": OTHER,
        "legend": FIGURES_LEGEND,
        "drawing": figures_drawn(drawn_lines(change, above=above), WIDTH),
        "signature": _signature(unit),
    }  # fmt: skip


def _unbroken(words):
    """7 (P 4, L 3), broken before a part only."""
    return words.replace("P ", "P\xa0").replace("L ", "L\xa0")


def _signature(unit):
    if unit is None:
        return signature(["Koordinator FCU"])
    title, name = coordinator_of(unit)
    return signature([f"{title} {unit}"], name)
