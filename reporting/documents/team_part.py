"""The PSKS team's part of an FCU's report as it is read, on the screen and on paper alike (REP-16)."""

from institutions.models.team import TeamMember
from reporting.above.office_kinds import Chapter
from reporting.above.office_tables.shown import cell_words, shown
from reporting.above.office_tables.table import DATE


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
        "tables": [shown(row) for row in told["tables"]],
    }


def _chapter(row, told):
    if row["chapter"] != Chapter.OBSTACLES:
        return {"heading": row["heading"], "lines": row["text"].splitlines(), "obstacles": []}
    found = [one | {"due": cell_words(one["due_on"], DATE) if one["due_on"] else ""} for one in told["obstacles"]]
    lines = [] if found or not told["no_obstacles"] else ["Tidak ada kendala."]
    return {"heading": row["heading"], "lines": lines, "obstacles": found}
