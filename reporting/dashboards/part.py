"""What every part of a dashboard is made of: a sentence, drawings, and the table with the same numbers."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells (text or numbers), and where its first cell leads for this reader."""

    cells: tuple
    url: str = ""


@dataclass(frozen=True)
class Below:
    """A region just below: its accepted figures and reports, the FCUs that owe one, and those that sent none."""

    region: object
    accepted: dict
    accepted_reports: int
    owing: int
    missing: int


@dataclass(frozen=True)
class Part:
    """One part. Without rows it says `empty`; `papers` are the drawings as paper has room for them."""

    code: str
    title: str
    headline: str = ""
    headings: tuple = ()
    rows: tuple = ()
    drawings: tuple = ()
    papers: tuple = ()
    notes: tuple = ()
    empty: str = ""
    choices: tuple = ()  # (value, label, whether it is the one shown) of a choice of what is shown
    links: tuple = field(default=())  # (label, url)
    network: dict = field(default_factory=dict)
    is_step: bool = False  # whether its headline pushes a next step
    texts: tuple = ()  # places of the columns that hold words; the others hold numbers
    is_wide: bool = False  # whether its table needs the whole width, beneath the chart
    is_narrow: bool = False  # whether its table has room beside the chart on paper too

    @property
    def columns(self):
        """[(heading, whether it holds words)]."""
        return [(heading, place in self.texts or not place) for place, heading in enumerate(self.headings)]

    @property
    def lines(self):
        """[(url, first cell, [(heading, whether it holds words, cell)])] of the table."""
        return [
            (row.url, row.cells[0], [(*column, cell) for column, cell in zip(self.columns, row.cells, strict=True)][1:])
            for row in self.rows
        ]

    @property
    def on_paper(self):
        return self.papers or self.drawings


def counted(number, noun):
    """A number with what is counted: "3 keluarga"."""
    return f"{number} {noun}"


def moved(now, before):
    """How a number moved against the quarter before, None where nobody reported then."""
    if before is None:
        return "triwulan lalu belum ada laporan"
    if now == before:
        return "sama dengan triwulan lalu"
    return f"{abs(now - before)} lebih {'banyak' if now > before else 'sedikit'} dari triwulan lalu"


def split_of(values, column):
    """(women, men) of a column, (None, None) where it is not told apart."""
    return values.get(f"{column}_women"), values.get(f"{column}_men")


def apart(values, column):
    """A count, with women and men where they are told apart: "21 (P 12, L 9)"."""
    number, (women, men) = values.get(column, 0), split_of(values, column)
    return number if women is None else f"{number} (P {women}, L {men})"


def percent(part, whole):
    """Whole percents, rounded half up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None
