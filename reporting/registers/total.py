"""The last row of a list about money: what its columns of rupiah come to."""

from fcu_project.dates import rupiah
from institutions.documents.register import MOST_ROWS

PRINTED = MOST_ROWS - 1  # rows of a printed list, the total being one more


class Total:
    """A row that adds up others; it answers for every name with the sum of theirs."""

    is_sum = True

    def __init__(self, rows):
        self.rows = rows

    def sum_of(self, name):
        return sum(getattr(row, name) or 0 for row in self.rows)


def said(read, in_total=""):
    """How a column of words is read; in the total it holds `in_total`."""
    return lambda row: in_total if isinstance(row, Total) else read(row)


def money(name):
    """How a column of rupiah is read, and added up."""
    return lambda row: rupiah(row.sum_of(name) if isinstance(row, Total) else getattr(row, name))


def with_total(rows, most):
    """The rows and their total; none beneath an empty list, nor where more than `most` are refused anyway."""
    rows = list(rows[: most + 1])
    return [*rows, Total(rows)] if 0 < len(rows) <= most else rows
