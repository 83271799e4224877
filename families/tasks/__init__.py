"""Home tasks of the families: what waits for each role, one module per part of the work."""

from families.tasks.line import family_tasks
from families.tasks.move import move_tasks

__all__ = ["family_tasks", "move_tasks"]
