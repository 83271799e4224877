"""Books of this floor on paper, one module per noun."""

from reporting.registers.aid import AIDS
from reporting.registers.budget import BUDGETS
from reporting.registers.cash_count import CASH_COUNTS
from reporting.registers.cashbook import CASH_LINES, MONEY_SOURCES
from reporting.registers.checks import CHECKS, FINDINGS, UNCHECKED
from reporting.registers.finding import FOLLOW_UPS
from reporting.registers.guidance import GUIDANCE, guidance_units
from reporting.registers.incident import INCIDENTS, INCIDENTS_RECEIVED
from reporting.registers.stimulus import ACCOUNTS, GRANTS
from reporting.registers.visit import VISIT_PHASES, VISIT_SCHEDULE, VISITS

__all__ = [
    "ACCOUNTS",
    "AIDS",
    "BUDGETS",
    "CASH_COUNTS",
    "CASH_LINES",
    "CHECKS",
    "FINDINGS",
    "FOLLOW_UPS",
    "GRANTS",
    "GUIDANCE",
    "INCIDENTS",
    "INCIDENTS_RECEIVED",
    "MONEY_SOURCES",
    "UNCHECKED",
    "VISITS",
    "VISIT_PHASES",
    "VISIT_SCHEDULE",
    "guidance_units",
]
