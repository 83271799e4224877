"""Home tasks of this floor, one module per part."""

from reporting.tasks.aid import aid_tasks
from reporting.tasks.approval import approval_tasks
from reporting.tasks.cashbook import cash_tasks
from reporting.tasks.checks import check_tasks
from reporting.tasks.closing import closing_tasks
from reporting.tasks.finding import finding_tasks
from reporting.tasks.guidance import guidance_tasks
from reporting.tasks.incident import incident_tasks
from reporting.tasks.office import office_report_tasks
from reporting.tasks.receipts import receipt_tasks
from reporting.tasks.report import report_tasks
from reporting.tasks.report_above import office_tasks
from reporting.tasks.stimulus import stimulus_tasks
from reporting.tasks.verdict import verdict_tasks
from reporting.tasks.visit import visit_tasks

# Each a provider(assignment, today) -> iterable of Task.
ALL_TASKS = (
    report_tasks,
    office_tasks,
    incident_tasks,
    cash_tasks,
    closing_tasks,
    approval_tasks,
    aid_tasks,
    stimulus_tasks,
    receipt_tasks,
    check_tasks,
    guidance_tasks,
    finding_tasks,
    office_report_tasks,
    visit_tasks,
    verdict_tasks,
)

__all__ = [
    "ALL_TASKS",
]
