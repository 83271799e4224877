"""An FCU at work in the story: its inventory, its proposals, and an officer who takes over with the next decree."""

import tomllib
from pathlib import Path

from institutions.actions import document as paper
from institutions.actions import facility as keep
from institutions.actions import officer as act
from institutions.models import Candidacy, Facility, FamilyCareUnit, Meeting, MusrenbangProposal


def work(cast, calendar):
    """Play `unit.toml` once its village has founded its FCU."""
    told = tomllib.loads((Path(__file__).parent / "unit.toml").read_text(encoding="utf-8"))
    by = cast.acting("operator", told["place"])
    unit = FamilyCareUnit.of(by.region)
    for row in told["facilities"]:
        facts = {name: row[name] for name in ("kind", "name", "owner", "quantity", "condition") if name in row}
        since = calendar.day(row)
        keep.save_facility(Facility(unit=unit, since=since, **facts), by=by, on=since)
    for row in told["proposals"]:
        proposal = MusrenbangProposal(
            unit=unit, year=by.today.year + 1, item=row["item"], reason=row["reason"], estimated_cost=row["cost"]
        )
        keep.save_proposal(proposal, by=by, on=by.today)
    _replace(unit, told["replacement"], told["place"], cast, calendar, by)


def _replace(unit, row, place, cast, calendar, by):
    """Elected in a meeting of the members; the decree that changes the officers is still a draft."""
    held_on = calendar.day({"days_ago": row["meeting_days_ago"]})
    meeting = Meeting.objects.get(region=by.region, kind="routine", held_on=held_on)
    candidacy = Candidacy(
        unit=unit, meeting=meeting, membership=unit.memberships.get(person=cast.person(row["person"], place)),
        post=row["post"], willing=True, able=True, social_spirit=True, non_partisan=True, elected=True,
        votes=row["votes"],
    )  # fmt: skip
    act.elect_replacement(candidacy, by=by, on=meeting.held_on, reason=row["reason"])
    unit.refresh_from_db()
    paper.open_decree(unit, by=by, on=by.today)
