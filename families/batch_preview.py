"""What a line of a list looks like on the screen: who it is, what was found, identity numbers masked."""

from families.actions.batch import PARTS
from families.actions.batch_line import SAVEABLE
from fcu_project.identity import masked

# The cells that say whose line it is, by kind of list: the first is the name.
SHOWN = {
    "families": ("head_name", "rt", "rw", "hamlet"),
    "members": ("name", "head", "family_number", "nik"),
}
MASKED = frozenset({"nik", "card_number"})


def preview(lines, kind, ticked=()):
    """[{number, name, facts, can_tick, ticked, errors, remarks}] of the lines; sentences name their column."""
    columns = {column.name: (at, column.label) for at, column in enumerate(PARTS[kind].COLUMNS)}
    labels = {name: label for name, (_, label) in columns.items()}
    name, *others = SHOWN[kind]

    def cell(line, wanted):
        value = line.cells[columns[wanted][0]]
        text = " ".join(str("" if value is None else value).split())
        return masked("".join(filter(str.isalnum, text))) if wanted in MASKED else text[:80]

    return [
        {
            "number": line.number,
            "name": cell(line, name) or "(tanpa nama)",
            "facts": [(labels[other], text) for other in others if (text := cell(line, other))],
            "can_tick": line.state in SAVEABLE,
            "ticked": str(line.number) in ticked,
            "errors": [f"Baris {line.number}, kolom {labels[at]}: {told}" if at else f"Baris {line.number}: {told}"
                       for at, told in line.errors],
            "remarks": [f"{labels[at]}: {told}" if at else told for at, told in line.remarks],
        } for line in lines
    ]  # fmt: skip
