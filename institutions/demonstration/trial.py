"""The trial in the story: what was taught and stated in one village, and the stages there and elsewhere."""

import tomllib
from functools import partial
from pathlib import Path

from fcu_project import workflow
from institutions.actions import guidance as teaching
from institutions.actions import stage as act
from institutions.demonstration.event import play
from institutions.models import Awareness, GuidanceSession, GuidanceTopic, StageRecord


def walk(cast, calendar):
    """Play `trial.toml` once the villages have founded their FCUs and gathered their PSKS."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    place = told["place"]
    for row in told["meetings"]:
        play(row, cast, calendar, place, before_holding=partial(_write_down, row, cast, place))
    for row in told["stages"]:
        _stage(row, cast.acting("operator", row.get("place", place)), calendar)


def _write_down(row, cast, place, meeting):
    """What was taught at the meeting, or stated together."""
    by = cast.acting(row["by"], place)
    if "guidance" in row:
        facts = dict(row["guidance"])
        topics = GuidanceTopic.objects.filter(code__in=facts.pop("topics", ()))
        teaching.save_guidance(GuidanceSession(meeting=meeting, **facts), topics, by=by, on=meeting.held_on)
    if "awareness" in row:
        teaching.save_awareness(Awareness(meeting=meeting, **row["awareness"]), by=by, on=meeting.held_on)


def _stage(row, by, calendar):
    started_on = calendar.day(row)
    record = StageRecord(region=by.region, step=row["step"], started_on=started_on)
    act.start_stage(record, by=by, on=started_on)
    if "closed_days_ago" in row:
        workflow.perform(record, "close", by=by, on=calendar.ago(row["closed_days_ago"]), note=row["note"])
