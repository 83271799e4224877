"""Home tasks of this floor, one module per part."""

from referrals.tasks.referral import referral_tasks

# Each a provider(assignment, today) -> iterable of Task.
ALL_TASKS = (referral_tasks,)

__all__ = ["ALL_TASKS"]
