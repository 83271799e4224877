"""One table of a report, as plain data."""

from dataclasses import dataclass, field

TEXT, NUMBER, AMOUNT, DATE = "text", "number", "amount", "date"  # amounts in whole rupiah, dates as "2026-09-30"


@dataclass
class Table:
    """Its columns with their kinds, its rows, a last row of totals where there is one."""

    heading: str
    columns: list[str]
    kinds: list[str]
    rows: list[list]
    total: list = field(default_factory=list)
    note: str = ""
