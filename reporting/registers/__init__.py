"""Books of this floor on paper, one module per noun."""

from reporting.registers.cash_count import CASH_COUNTS
from reporting.registers.cashbook import CASH_LINES, MONEY_SOURCES

__all__ = [
    "CASH_COUNTS",
    "CASH_LINES",
    "MONEY_SOURCES",
]
