"""Reading an uploaded list: the container is looked at first, the content is read by a child that may die alone."""

from dataclasses import dataclass, field

MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `number` is the line's number in Excel; `cells` holds every known column by its name."""

    number: int
    cells: dict


@dataclass(frozen=True)
class Sheet:
    """What a file held. `headers` are the known columns: {name: heading as it stands}; `unknown` the other headings.

    `remarks` are sentences for the person: what was hidden, skipped or not known. `marker` is what the template wrote
    about itself, or "".
    """

    name: str
    headers: dict[str, str]
    rows: list[Row]
    remarks: list[str] = field(default_factory=list)
    marker: str = ""
    unknown: tuple[str, ...] = ()


def read(file, columns, *, title="", limit=MOST_ROWS):
    """The list in `file` (a path, or a file open for reading), whose lines have `columns`.

    Raises SheetRefused.
    """
    raise NotImplementedError
