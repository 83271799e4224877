"""How far a family got in the trial, and on which days: dates in the order in which the guide lets them happen."""

from datetime import date, timedelta
from typing import NamedTuple

# (role, stage) of the latest way of a family: of a hundred families so many.
SHARES = (
    ("candidate", "candidate", 30), ("candidate", "not_chosen", 12),
    ("pioneer", "proposed", 2), ("plasma", "proposed", 5),
    ("pioneer", "willing", 1), ("plasma", "willing", 3),
    ("pioneer", "unwilling", 1), ("plasma", "unwilling", 3),
    ("pioneer", "designated", 2), ("pioneer", "consolidated", 2), ("pioneer", "on_duty", 8),
    ("plasma", "designated", 4), ("plasma", "mentored", 23),
    ("pioneer", "withdrawn", 1), ("plasma", "withdrawn", 1), ("plasma", "finished", 2),
)  # fmt: skip
LOTS = tuple((role, stage) for role, stage, share in SHARES for _ in range(share))
WAITING = ("proposed", "willing")  # on their way since the latest FGD, all others since the first
REASONS = {
    "not_chosen": "FGD memilih keluarga lain lebih dahulu.", "unwilling": "Belum bersedia karena pekerjaan.",
    "withdrawn": "Pindah kerja ke luar daerah.", "finished": "Pendampingan selesai.",
}  # fmt: skip


class Days(NamedTuple):
    """The days on which a village held its meetings."""

    start: date
    fgd: date
    pioneers: date
    briefed: date
    plasma: date
    paired: date
    latest_fgd: date


def days_of(rng, today):
    start = today - timedelta(days=420 + int(rng.random() * 700))
    days = [start + timedelta(days=number) for number in (0, 80, 108, 140, 150, 155)]
    return Days(*days, today - timedelta(days=25 + int(rng.random() * 20)))


class Life(NamedTuple):
    """One participation: its role, its stage and its dates, None for what did not happen."""

    role: str
    stage: str
    started_on: date
    proposed_on: date | None = None
    answered_on: date | None = None
    designated_on: date | None = None
    consolidated_on: date | None = None
    on_duty_from: date | None = None
    ended_on: date | None = None

    @property
    def is_identified(self):
        """Whether the family was asked for its members and numbers: after the FGD that proposed it."""
        return self.role != "candidate"


def life_of(rng, days, today):
    """The way of one family of a village with these days."""
    role, stage = LOTS[int(rng.random() * len(LOTS))]
    later = timedelta(days=1 + int(rng.random() * 20))
    if stage == "candidate":
        first = days.latest_fgd + timedelta(days=1)
        return Life(role, stage, first + timedelta(days=int(rng.random() * (today - first).days)))
    if stage in WAITING:
        answered = min(days.latest_fgd + later, today) if stage == "willing" else None
        return Life(role, stage, days.latest_fgd - 2 * later, days.latest_fgd, answered)
    started = days.fgd - 2 * later
    if stage == "not_chosen":
        return Life(role, stage, started, ended_on=days.fgd)
    answered = days.fgd + later
    if stage == "unwilling":
        return Life(role, stage, started, days.fgd, answered, ended_on=answered)
    designated = days.pioneers if role == "pioneer" else days.plasma
    briefed = days.briefed if role == "pioneer" and stage != "designated" else None
    duty = days.paired + later if stage in ("on_duty", "mentored") else None
    ended = designated + timedelta(days=60 + int(rng.random() * 200)) if stage in REASONS else None
    return Life(role, stage, started, days.fgd, answered, designated, briefed, duty, ended)
