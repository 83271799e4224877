"""The columns of a list: their names, what they may hold, and how one cell is read.

A cell comes as the reader gives it: None, text, a whole number, a float, True/False, or a `DateCell`. Everything is
JSON as it stands. Reading gives (value, error, remark): the error is a sentence without the place, the remark tells of
every reading that is not plainly what was typed. Nothing is ever guessed silently, and nothing unreadable becomes zero.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from fcu_project.sheets import kinds


@dataclass(frozen=True)
class Column:
    """One column. `name` is what the program calls it, `label` what stands in the heading.

    `choices` are (value, label) or (value, label, number), or a function that gives them; a cell holds the label or the
    number. Without a number the value itself serves, if it is one. `earliest` and `latest` are dates, or whole years
    counted from the day of reading (`earliest=-120, latest=0`: born within 120 years, not after today).
    """

    name: str
    label: str
    kind: str = "text"
    required: bool = False
    choices: Sequence | Callable | None = None
    hint: str = ""
    example: str = ""
    aliases: tuple[str, ...] = ()
    width: int = 18
    max_length: int | None = None
    earliest: date | int | None = None
    latest: date | int | None = None
    least: int | None = None
    most: int | None = None

    def __post_init__(self):
        if self.kind not in kinds.KINDS:
            raise ValueError(f"unknown kind of column: {self.kind}")

    def options(self):
        """The answers as [(value, label, number)]; number is "" for an answer that is only known by its label."""
        found = self.choices() if callable(self.choices) else self.choices or ()
        return [(c[0], str(c[1]), str(c[2]) if len(c) > 2 else kinds.number_of(c[0])) for c in found]

    def parser(self, on):
        """A function that reads one cell of this column: cell → (value, error, remark). Bind it once per list."""
        return kinds.parser(self, on)

    def parse(self, value, on):
        """Read one cell; (value, error, remark)."""
        return self.parser(on)(value)

    @property
    def is_text(self):
        """Whether Excel should keep what is typed: digits lose their zeros or their end, dates change places."""
        return self.kind in kinds.AS_TEXT
