"""Measures work beside a yardstick: both in turns, so that a busy machine slows both, and the medians compared.

CPU is that of this process plus that of the database's process that serves it: a page that lets the database work is
not cheap. Pages are fetched with Django's test client: middleware, view, queries and template, without a web server.
"""

import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

# Python keeps its frames in pieces of 16 KiB. A loop whose calls cross from one piece into the next takes a piece from
# the system and gives it back at every call, which may double what a page costs; where that happens depends on how deep
# the stack is, so an added line elsewhere moves it. Hence every round stands at another depth, over one whole piece.
FRAMES_OF_A_PIECE = 136  # of `_at_depth`
RESULTS = []  # (name, value in words, goal in words, whether it was met), for the table at the end


def cpu():
    """Milliseconds of CPU of this process and of its database process so far."""
    return time.process_time_ns() / 1e6 + _database_cpu()


def _database_cpu():
    if connection.vendor != "postgresql" or connection.connection is None:
        return 0.0  # SQLite works inside this process
    spent = Path(f"/proc/{connection.connection.get_backend_pid()}/schedstat")
    return int(spent.read_text().split()[0]) / 1e6


@dataclass
class Times:
    """What some work cost in each round: CPU a call in ms (mean), wall time of a call in ms (each)."""

    cpu: list = field(default_factory=list)
    wall: list = field(default_factory=list)

    @property
    def cpu_ms(self):
        return statistics.median(self.cpu)

    @property
    def p50(self):
        return statistics.median(self.wall)

    def __str__(self):
        return f"{self.cpu_ms:.1f} ms CPU, p50 {self.p50:.1f} ms"


def in_turns(works, *, rounds, calls, before=None):
    """{name: Times} of `works` ({name: function}): in every round each is called `calls` times.

    before  called with the name ahead of each turn, outside what is measured
    """
    times = {name: Times() for name in works}
    for number in range(rounds + 1):
        levels = number * FRAMES_OF_A_PIECE // (rounds + 1)
        for name, work in works.items():
            if before:
                before(name)
            spent, walls = _at_depth(levels, lambda work=work: _turn(work, calls))
            if number:  # the first round warms up
                times[name].cpu.append(spent)
                times[name].wall.extend(walls)
    return times


def _turn(work, calls):
    """(CPU a call, wall time of each call)"""
    walls, began = [], cpu()
    for _ in range(calls):
        start = time.perf_counter()
        work()
        walls.append((time.perf_counter() - start) * 1000)
    return (cpu() - began) / calls, walls


def _at_depth(levels, work):
    return _at_depth(levels - 1, work) if levels else work()


def at_most(name, value, goal, *, unit="x", told=""):
    """Note a result whose goal is an upper bound, and fail above it."""
    _note(name, value, f"<= {goal:g}{unit}", value <= goal, unit, told)


def at_least(name, value, goal, *, unit="x", told=""):
    """Note a result whose goal is a lower bound, and fail below it."""
    _note(name, value, f">= {goal:g}{unit}", value >= goal, unit, told)


def _note(name, value, goal, met, unit, told):
    RESULTS.append((name, f"{value:.2f}{unit}", goal, met, told))
    assert met, f"{name}: {value:.2f}{unit}, goal {goal} ({told})"


def just_told(name, told):
    """A figure without a goal."""
    RESULTS.append((name, "", "", True, told))
