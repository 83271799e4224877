"""Shares agreed in a meeting for tests: through the same action as the screen."""

from datetime import timedelta

from institutions.models import Meeting
from reporting.actions import allocation as actions
from reporting.models import Allocation
from tests.factories import TODAY
from tests.reporting import make

HELD_ON = TODAY - timedelta(days=60)
SHARES = {"mentoring": 60, "economy": 30, "office": 10}


def meeting(by, *, kind="routine", on=HELD_ON, stage="held"):
    """A meeting of the FCU in the village of `by`, as a row."""
    return Meeting.objects.create(
        kind=kind, region=by.region, keeper=by.region, held_on=on, place="Balai Desa", agenda="Alokasi dana",
        stage=stage, method="consensus", minutes="Peserta membahas pembagian dana.",
    )  # fmt: skip


def agreed(by, shares=SHARES, *, since=HELD_ON, in_meeting=None):
    """An agreement of the FCU of the village of `by`, a treasurer or secretary."""
    unit = make.unit_of(by.region)
    row = Allocation(unit=unit, meeting=in_meeting or meeting(by), valid_from=since)
    return actions.agree(row, shares, by=by, on=TODAY)
