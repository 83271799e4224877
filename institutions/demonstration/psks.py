"""What a village's PSKS do beside the FCU: prepared, mapped, gathered in a team that the village's head recognises."""

import tomllib
from pathlib import Path

from institutions.actions import institution as register
from institutions.actions import mapping as act
from institutions.actions import team as team_act
from institutions.models import (
    HandledProblem,
    HumanResource,
    Institution,
    InstitutionType,
    PsksTeam,
    Region,
    SocialPreparation,
    Stakeholder,
    TeamMember,
)

MAPPED = ("structure", "latitude", "longitude", "duties", "service_problems", "joint_role")


def gather(cast, calendar):
    """Play the story of every village in the file."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    for village in told["villages"]:
        region = Region.objects.get(code=village["code"])
        by = cast.acting("operator", village["place"])
        _prepare(village, region, cast, calendar)
        for row in village["bodies"]:
            _map(row, region, by, calendar.day(village["preparation"]))
        _form_team(village, by, cast, calendar)
        for row in village.get("stakeholders", ()):
            day = calendar.day(village["team"])
            team_act.save_stakeholder(Stakeholder(region=region, noted_on=day, **row), by=by, on=day)


def _prepare(village, region, cast, calendar):
    row = dict(village["preparation"])
    office, day = cast.acting(row.pop("by")), calendar.day(row)
    row.pop("days_ago")
    sheet = SocialPreparation(region=region, officer=office.person, started_on=day, **row)
    act.save_preparation(sheet, by=office, on=day)
    types = InstitutionType.objects.in_bulk(field_name="code")
    for one in village["people"]:
        person = cast.person(one["person"], village["place"])
        facts = {"skill": one["skill"], "training": one.get("training", ""), "psks_type": types.get(one.get("type"))}
        act.save_human_resource(
            HumanResource(region=region, person=person, noted_on=day, **facts), by=office, on=day
        )


def _map(row, region, by, day):
    body = Institution.objects.get(region=region, name=row["name"])
    for whom in row["serves"]:
        setattr(body, f"serves_{whom}", True)
    body.profile = row.get("profile", {})
    register.save_institution(body, by=by, on=day, fields=["profile"])
    for name in MAPPED:
        setattr(body, name, row.get(name, getattr(body, name)))
    body.mapped_on = day
    act.map_body(body, by=by, on=day)
    for problem, count, *sides in row["problems"]:
        found = HandledProblem(institution=body, problem=problem, count=count, counted_in=day.year)
        for side in sides:
            setattr(found, side, True)
        act.save_problem(found, by=by, on=day)


def _form_team(village, by, cast, calendar):
    story = village["team"]
    day = calendar.day(story)
    team = team_act.form_team(PsksTeam(formed_on=day), by=by, on=day)
    for row in story["members"]:
        person = cast.person(row["person"], village["place"])
        facts = {"post": row["post"], "task": row["task"], "is_coordinator": row.get("coordinator", False)}
        team_act.save_member(TeamMember(team=team, person=person, valid_from=day, **facts), by=by, on=day)
    if "number" in story:
        on = calendar.ago(story["recognised_days_ago"])
        team_act.recognise(team, number=f"{story['number']}/{on.year}", dated_on=on, by=by)
