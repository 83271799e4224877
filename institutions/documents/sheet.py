"""A table of the register as a paper sheet: title, place, rows, room for the signature of the village's head."""

from math import sqrt

from institutions.documents.letterhead import head_of_village, letterhead, place_code, place_of
from institutions.documents.register import UPRIGHT_ROOM, WIDE_ROOM

SHEET_TEMPLATE = "institutions/documents/sheet.html"


ROOM = 150, 92  # letters that a line of all columns holds together, on paper that lies and that stands
MOST_LETTERS = 24  # of a word that is never cut


def shares_of(headers, rows, lies=True):
    """Width of each column in percent: room for its longest word, and of what is left by how much it tells."""
    columns = [[header, *(row[place] for row in rows)] for place, header in enumerate(headers)]
    room = ROOM[0] if lies else ROOM[1]
    least = [
        min(max((len(word) for text in texts for word in text.split()), default=1), MOST_LETTERS) + 2
        for texts in columns
    ]
    told = [sqrt(sum(map(len, texts)) / len(texts)) for texts in columns]
    left = max(room - sum(least), 0)
    wide = [floor + left * words / (sum(told) or 1) for floor, words in zip(least, told, strict=True)]
    return [f"{(WIDE_ROOM if lies else UPRIGHT_ROOM) * part / sum(wide):.2f}" for part in wide]


def _lines(rows, sums):
    """[{number, cells, is_sum}]: a row that adds up others has no number of its own."""
    lines, number = [], 0
    for place, cells in enumerate(rows):
        is_sum = place in sums
        number += not is_sum
        lines.append({"number": "" if is_sum else number, "cells": cells, "is_sum": is_sum})
    return lines


def sheet_facts(title, region, headers, rows, *, paper, day, notes=(), lies=True, sums=()):
    """Facts of a sheet. `rows` are tuples of text as long as `headers`; `sums` are the places of rows that add up
    others: bold, without a number; `notes` are (heading, text) after the table; `lies` turns the paper sideways; `day`
    is that of the signature."""
    headers = list(headers)
    rows = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return {
        "document_id": f"PSKS-{place_code(region)}",
        "title": f"{title} {region}",
        "letterhead": letterhead(region),
        "heading": title.upper(),
        "village": str(region),
        "columns": [
            {"heading": header, "share": share}
            for header, share in zip(headers, shares_of(headers, rows, lies), strict=True)
        ],
        "lines": _lines(rows, sums),
        "notes": [{"heading": heading, "text": text} for heading, text in notes],
        "paper": paper,
        "lies": lies,
        "place": place_of(region),
        "day": day.isoformat(),
        "signature": head_of_village(region),
    }
