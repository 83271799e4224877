"""Books and lists of the families as they are printed, one module per part of the work."""

from families.registers.family import FAMILIES
from families.registers.mentoring import COACHINGS, FOLLOWED, PROGRESS, VISITS, late
from families.registers.problem import NEEDS, POTENTIALS, PROBLEMS, WITH_PROBLEM

__all__ = [
    "COACHINGS",
    "FAMILIES",
    "FOLLOWED",
    "NEEDS",
    "POTENTIALS",
    "PROBLEMS",
    "PROGRESS",
    "VISITS",
    "WITH_PROBLEM",
    "late",
]
