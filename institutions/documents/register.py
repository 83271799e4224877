"""A book or list of an office as a paper: its columns, its rows in the order of the book, who keeps and signs it."""

from collections.abc import Callable
from dataclasses import dataclass

from fcu_project import dates
from institutions.documents.letterhead import letterhead, place_code, place_of, signature
from institutions.documents.signing import head_of
from institutions.models import Book, FamilyCareUnit

REGISTER_TEMPLATE = "institutions/documents/register.html"
WIDE_ROOM, UPRIGHT_ROOM = 96.5, 94  # percent of the table that the column of numbers leaves
LEAST_SPARE = 2
MOST_ROWS = 300  # more would keep everybody else waiting for the printer; Excel has no such end


@dataclass(frozen=True)
class Register:
    """What a book looks like on paper.

    `columns` are (heading, what of the row, share of the width). `initials` adds the column in which the keeper signs
    each line by hand. A book with `page_lines` leaves lines to write on until its page is full. Upright paper holds up
    to five columns. `heading` words the title as the place says it, `day_of` tells the years the book covers. A list
    of another office is signed only where it is kept: at the levels of `signed_at`, everywhere where that is empty.
    """

    title: str
    code: str
    columns: tuple[tuple[str, Callable, float], ...]
    initials: bool = False
    page_lines: int = 0
    lies: bool = True
    heading: Callable | None = None
    day_of: Callable | None = None
    signed_at: tuple[str, ...] = ()
    kept_by: str = "secretary"  # which officer of the FCU signs its book
    amounts: tuple[str, ...] = ()  # headings of columns whose figures stand one under the other

    def shares(self):
        """Width of each column in percent of the table, as the style sheet writes it: with a point, not a comma."""
        parts = [share for _, _, share in self.columns] + ([3] if self.initials else [])
        whole = WIDE_ROOM if self.lies else UPRIGHT_ROOM
        return [f"{whole * part / sum(parts):.2f}" for part in parts]


def register_facts(register, rows, *, region, unit=None, book, paper, period="", day):
    """Facts of the paper: the FCU's book when `unit` is given, else that of the office of `region` with `book`."""
    rows = list(rows)
    told = [[_words(read(row)) for _, read, _ in register.columns] for row in rows]
    headings = [heading for heading, _, _ in register.columns] + (["Paraf"] if register.initials else [])
    return {
        "title": f"{register.title} {unit or region}",
        "document_id": f"{register.code}-{place_code(region)}",
        "letterhead": letterhead(region, unit, book=book),
        "heading": (register.heading(region) if register.heading else register.title).upper(),
        "about": f"{unit}, {region}" if unit else str(region),
        "period": period or _years(register, rows),
        "columns": [
            {"heading": heading, "share": share} for heading, share in zip(headings, register.shares(), strict=True)
        ],
        "right": [place for place, (heading, _, _) in enumerate(register.columns) if heading in register.amounts],
        "rows": _lines(rows, [[*cells, " "] if register.initials else cells for cells in told]),
        "spare": [{"number": len(told) + number} for number in range(1, _spare(register, told) + 1)],
        "count": len(told),
        "paper": paper,
        "lies": register.lies,
        "place": place_of(region),
        "day": day.isoformat(),
        "signatures": _signatures(region, unit, book, day, register.kept_by)
        if not register.signed_at or region.level in register.signed_at else [],
    }  # fmt: skip


def _lines(rows, told):
    """[{number, cells, is_sum}] of the book: a row that adds up others (`is_sum`) has no number of its own."""
    lines, number = [], 0
    for row, cells in zip(rows, told, strict=True):
        is_sum = getattr(row, "is_sum", False)
        number += not is_sum
        lines.append({"number": "" if is_sum else str(number), "cells": cells, "is_sum": is_sum})
    return lines


def _spare(register, told):
    """How many lines are left to write on: the rest of a page, at least two."""
    return max(LEAST_SPARE, register.page_lines - len(told)) if register.page_lines else 0


def _years(register, rows):
    """The years of a book that tells them: "Tahun 2026", "Tahun 2025–2026"; "" for any other."""
    days = [register.day_of(row) for row in rows] if register.day_of else []
    years = sorted({day.year for day in days if day})
    return f"Tahun {years[0]}" + (f"–{years[-1]}" if len(years) > 1 else "") if years else ""


KEEPERS = {"secretary": "Sekretaris", "treasurer": "Bendahara"}


def _signatures(region, unit, book, day, kept_by):
    """An FCU's book is kept by its secretary, that of its money by its treasurer, and seen by its coordinator (domain
    5.27, 5.28); an office's is signed by its head."""
    if unit is None:
        return [head_of(book, region, day)]
    held = {term.post: term for term in unit.current_officers(day)}
    officer = held.get(kept_by)
    keeper = signature(
        [officer.title if officer else KEEPERS[kept_by]], officer.membership.person.name if officer else ""
    )
    return [head_of(Book.FCU, region, day) | {"heading": "Mengetahui,"}, keeper]


def own_unit_of(by, book):
    """The FCU whose books this reader keeps; None for an office."""
    return FamilyCareUnit.of(by.region) if book == Book.FCU else None


def _words(value):
    if hasattr(value, "year"):
        return dates.short_date(value)
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    return "" if value is None else str(value)
