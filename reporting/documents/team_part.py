"""The PSKS team's part of an FCU's report as it is read, on the screen and on paper alike (REP-16)."""

from datetime import date

from fcu_project import dates
from institutions.models.team import TeamMember
from reporting.office_kinds import Chapter
from reporting.office_tables.table import AMOUNT, DATE, NUMBER

NARROW = {DATE: "day", NUMBER: "count", AMOUNT: "amount"}  # how a column of the kind is set


def part_facts(told):
    """Chapters with their lines, obstacles with their solutions, tables in words; {} where there is no part."""
    if not told:
        return {}
    return {
        "team": told["team"],
        "officers": [
            {"post": TeamMember.Post(post).label, "name": name} for post, name in told.get("officers", {}).items()
        ],
        "chapters": [_chapter(row, told) for row in told["chapters"]],
        "tables": [_table(row) for row in told["tables"]],
    }


def _chapter(row, told):
    if row["chapter"] != Chapter.OBSTACLES:
        return {"heading": row["heading"], "lines": row["text"].splitlines(), "obstacles": []}
    found = [one | {"due": _cell(one["due_on"], DATE)} for one in told["obstacles"]]
    lines = [] if found or not told["no_obstacles"] else ["Tidak ada kendala."]
    return {"heading": row["heading"], "lines": lines, "obstacles": found}


def _table(table):
    kinds = [NARROW.get(kind, "") for kind in table["kinds"]]
    return {
        "heading": table["heading"],
        "note": table["note"],
        "columns": [{"label": label, "kind": kind} for label, kind in zip(table["columns"], kinds, strict=True)],
        "rows": [_cells(table, row, kinds) for row in table["rows"]],
        "total": _cells(table, table["total"], kinds) if table["total"] else [],
    }


def _cells(table, row, kinds):
    return [
        {"label": label, "words": _cell(value, kind), "kind": css}
        for label, value, kind, css in zip(table["columns"], row, table["kinds"], kinds, strict=True)
    ]


def _cell(value, kind):
    """A value in words; a total row may say something else in a column of days or numbers."""
    if value in ("", None):
        return ""
    if kind == DATE and value[:1].isdigit():
        return dates.short_date(date.fromisoformat(value))
    return dates.rupiah(value) if kind == AMOUNT and isinstance(value, int) else str(value)
