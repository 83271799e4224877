"""Columns of this floor as people take them away in Excel, one module per noun. No identity number stands in them."""

from reporting.resources.aid import AID_ENTRIES, AIDS
from reporting.resources.allocation import ALLOCATIONS, SHARES
from reporting.resources.annex import SENT_REPORTS
from reporting.resources.budget import BUDGET_VILLAGES, BUDGETS, BUDGETS_FOR_VILLAGE
from reporting.resources.cashbook import ENTRIES, GIFTS
from reporting.resources.checks import CHECKS, UNCHECKED
from reporting.resources.closing import CASH_COUNTS, CASH_MONTH, cash_recap_columns
from reporting.resources.evidence import EVIDENCE
from reporting.resources.finding import FINDINGS
from reporting.resources.guidance import GUIDANCE, guidance_units
from reporting.resources.incident import INCIDENTS
from reporting.resources.office import OFFICE_REPORTS
from reporting.resources.recap import MATRIX, STANDINGS, recap_columns
from reporting.resources.stimulus import GRANTS
from reporting.resources.success import DEFINITIONS, EDITIONS
from reporting.resources.verdict import VERDICT_SITES, VERDICTS
from reporting.resources.visit import VISIT_PHASES, VISIT_SCHEDULE, VISITS

__all__ = [
    "AIDS",
    "AID_ENTRIES",
    "ALLOCATIONS",
    "BUDGETS",
    "BUDGETS_FOR_VILLAGE",
    "BUDGET_VILLAGES",
    "CASH_COUNTS",
    "CASH_MONTH",
    "CHECKS",
    "DEFINITIONS",
    "EDITIONS",
    "ENTRIES",
    "EVIDENCE",
    "FINDINGS",
    "GIFTS",
    "GRANTS",
    "GUIDANCE",
    "INCIDENTS",
    "MATRIX",
    "OFFICE_REPORTS",
    "SENT_REPORTS",
    "SHARES",
    "STANDINGS",
    "UNCHECKED",
    "VERDICTS",
    "VERDICT_SITES",
    "VISITS",
    "VISIT_PHASES",
    "VISIT_SCHEDULE",
    "cash_recap_columns",
    "guidance_units",
    "recap_columns",
]
