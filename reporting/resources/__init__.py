"""Columns of this floor as people take them away in Excel, one module per noun. No identity number stands in them."""

from reporting.resources.cashbook import ENTRIES, GIFTS
from reporting.resources.recap import MATRIX, STANDINGS, recap_columns

__all__ = ["ENTRIES", "GIFTS", "MATRIX", "STANDINGS", "recap_columns"]
