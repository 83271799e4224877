"""A book or list of an office as a paper: its columns, its rows in the order of the book, who keeps and signs it."""

from collections.abc import Callable
from dataclasses import dataclass

from fcu_project import dates
from institutions.documents.letterhead import letterhead, signature
from institutions.documents.signing import head_of
from institutions.models import Book, FamilyCareUnit

REGISTER_TEMPLATE = "institutions/documents/register.html"
WIDE_ROOM, UPRIGHT_ROOM = 96.5, 94  # percent of the table that the column of numbers leaves
MOST_ROWS = 300  # more would keep everybody else waiting for the printer; Excel has no such end


@dataclass(frozen=True)
class Register:
    """What a book looks like on paper.

    `columns` are (heading, what of the row, share of the width). `initials` adds the column in which the keeper signs
    each line by hand; `spare` lines are left to be written on. Upright paper holds up to five columns.
    """

    title: str
    code: str
    columns: tuple[tuple[str, Callable, float], ...]
    initials: bool = False
    spare: int = 0
    lies: bool = True

    def shares(self):
        """Width of each column in percent of the table, as the style sheet writes it: with a point, not a comma."""
        parts = [share for _, _, share in self.columns] + ([3] if self.initials else [])
        whole = WIDE_ROOM if self.lies else UPRIGHT_ROOM
        return [f"{whole * part / sum(parts):.2f}" for part in parts]


def register_facts(register, rows, *, region, unit=None, book, paper, period="", day):
    """Facts of the paper: the FCU's book when `unit` is given, else that of the office of `region` with `book`."""
    told = [[_words(read(row)) for _, read, _ in register.columns] for row in rows]
    headings = [heading for heading, _, _ in register.columns] + (["Paraf"] if register.initials else [])
    return {
        "title": f"{register.title} {unit or region}",
        "document_id": f"{register.code}-{region.dotted_code}",
        "letterhead": letterhead(region, unit),
        "heading": register.title.upper(),
        "about": f"{unit}, {region}" if unit else str(region),
        "period": period,
        "columns": [
            {"heading": heading, "share": share} for heading, share in zip(headings, register.shares(), strict=True)
        ],
        "rows": [{"cells": [*cells, " "] if register.initials else cells} for cells in told],
        "spare": [{"number": len(told) + number} for number in range(1, register.spare + 1)],
        "count": len(told),
        "paper": paper,
        "lies": register.lies,
        "place": region.name,
        "day": day.isoformat(),
        "signatures": _signatures(region, unit, book, day),
    }


def _signatures(region, unit, book, day):
    """An FCU's book is kept by its secretary and seen by its coordinator (domain 5.27); an office's by its head."""
    if unit is None:
        return [head_of(book, region, day)]
    held = {term.post: term for term in unit.current_officers(day)}
    secretary = held.get("secretary")
    keeper = signature(
        [secretary.title if secretary else "Sekretaris"], secretary.membership.person.name if secretary else ""
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
