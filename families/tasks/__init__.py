"""Home tasks of the families: what waits for each role, one module per part of the work."""

from families.tasks.change import change_tasks
from families.tasks.line import family_tasks
from families.tasks.mentoring import mentoring_tasks
from families.tasks.move import move_tasks
from families.tasks.priority import priority_tasks
from families.tasks.recipient import recipient_tasks

ALL_TASKS = (family_tasks, move_tasks, change_tasks, mentoring_tasks, priority_tasks, recipient_tasks)

__all__ = [
    "ALL_TASKS", "change_tasks", "family_tasks", "mentoring_tasks", "move_tasks", "priority_tasks", "recipient_tasks",
]  # fmt: skip
