"""Home tasks of this floor, one module per part."""

from referrals.tasks.alternative import alternative_tasks
from referrals.tasks.case import case_tasks
from referrals.tasks.emergency import emergency_tasks
from referrals.tasks.record import record_tasks
from referrals.tasks.referral import referral_tasks
from referrals.tasks.secret import secret_tasks

# Each a provider(assignment, today) -> iterable of Task.
ALL_TASKS = (
    referral_tasks,
    alternative_tasks,
    emergency_tasks,
    case_tasks,
    record_tasks,
    secret_tasks,
)

__all__ = ["ALL_TASKS"]
