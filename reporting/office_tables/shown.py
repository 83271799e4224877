"""A table of a report ready to be read: every cell as words, the same on screen and on paper."""

from datetime import date

from fcu_project import dates
from reporting.office_tables.table import AMOUNT, DATE, NUMBER, TEXT

WIDE_FROM = 8  # columns from which a table lies across the paper
PRINTED = {NUMBER: "figure", AMOUNT: "rupiah", DATE: "date"}  # classes of the paper
SHORT = 3  # letters of a heading, such as "P", above a narrow column
WIDE_AMOUNTS = 5  # columns of rupiah that need as much room


def cell_words(value, kind):
    """One cell: "–" where nothing stands, rupiah, a short date, or a number with its points."""
    if value is None or value == "":
        return "–"
    if kind == AMOUNT:
        return dates.rupiah(value)
    if kind == DATE:
        return dates.short_date(date.fromisoformat(value))
    return f"{value:,}".replace(",", ".") if kind == NUMBER else str(value)


def look_of(label, kind):
    """How wide a column is on paper."""
    return "short" if kind == NUMBER and len(label) <= SHORT else PRINTED.get(kind, "")


def _cells(told, kinds, columns):
    return [
        {
            "text": cell_words(value, kind), "label": label, "right": kind in (NUMBER, AMOUNT),
            "look": look_of(label, kind),
        }
        for value, kind, label in zip(told, kinds, columns, strict=True)
    ]  # fmt: skip


def shown(table):
    """One table: {heading, note, wide, columns [{label, right, look}], rows [[{text, label, right, look}]], total}."""
    kinds, columns = table["kinds"], table["columns"]
    return {
        "heading": table["heading"],
        "note": table["note"],
        "wide": len(columns) >= WIDE_FROM or kinds.count(AMOUNT) >= WIDE_AMOUNTS,
        "columns": [
            {"label": label, "right": kind in (NUMBER, AMOUNT), "look": look_of(label, kind)}
            for label, kind in zip(columns, kinds, strict=True)
        ],
        "rows": [_cells(row, kinds, columns) for row in table["rows"]],
        "total": _cells(table["total"], kinds, columns) if table["total"] else [],
    }


def excel_columns(table):
    """Columns of a table for an Excel file, see `fcu_project.export`: numbers stay numbers, dates dates."""

    def reading(place, kind):
        if kind == DATE:
            return lambda row: date.fromisoformat(row[place]) if row[place] else None
        return lambda row: row[place]

    return [
        (label if kind == TEXT or label not in table["columns"][:place] else f"{label} ({place + 1})",
         reading(place, kind))
        for place, (label, kind) in enumerate(zip(table["columns"], table["kinds"], strict=True))
    ]  # fmt: skip


def excel_rows(table):
    return [*table["rows"], *([table["total"]] if table["total"] else [])]
