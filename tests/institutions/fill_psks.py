"""PSKS: profiles, preparation, mapping, the team, its stakeholders: forms filled in, and rows for their routes."""

from django.urls import reverse

from fcu_project import files
from institutions.actions import mapping as actions
from institutions.actions import team as team_actions
from institutions.models import (
    HandledProblem,
    HumanResource,
    InstitutionType,
    PsksTeam,
    SocialPreparation,
    Stakeholder,
    TeamMember,
)
from tests import factories as make
from tests.factories import TODAY
from tests.filling import LAST_WEEK, Filling, form, typed_date


def body_of(region, element="karang-taruna", **more):
    return make.InstitutionFactory(region=region, element=InstitutionType.objects.get(code=element), **more)


def problem(body, by, **more):
    facts = {"problem": "Lansia hidup sendiri", "count": 12, "social": True, **more}
    return actions.save_problem(HandledProblem(institution=body, **facts), by=by, on=TODAY)


def resource(region, by, **more):
    person = make.PersonFactory(region=region)
    facts = {"skill": "Pendampingan lansia", "noted_on": LAST_WEEK, **more}
    return actions.save_human_resource(HumanResource(region=region, person=person, **facts), by=by, on=TODAY)


def preparation(region, by, **more):
    facts = {"started_on": LAST_WEEK, "problems": "Sendiri-sendiri.", "synergy": "Kunjungan bersama.", **more}
    return actions.save_preparation(SocialPreparation(region=region, **facts), by=by, on=TODAY, scan=make.scan())


def team_of(by, *, full=False):
    """A team of the actor's village; `full`: with its three posts and a coordinator."""
    team = team_actions.form_team(PsksTeam(formed_on=LAST_WEEK), by=by, on=TODAY)
    for post in ("leader", "secretary", "treasurer") if full else ():
        member_of(team, by, post=post, is_coordinator=post == "leader")
    return team


def member_of(team, by, **more):
    person = make.PersonFactory(region=by.region)
    facts = {"post": "member", "task": "Mendata lansia.", "valid_from": LAST_WEEK, **more}
    return team_actions.save_member(TeamMember(team=team, person=person, **facts), by=by, on=TODAY)


def stakeholder(by, **more):
    facts = {"level": "subdistrict", "name": "Puskesmas", "interest": "Kesehatan keluarga", "noted_on": LAST_WEEK}
    return team_actions.save_stakeholder(Stakeholder(region=by.region, **{**facts, **more}), by=by, on=TODAY)


def scene(people, unit):
    by, region = people.village_operator, unit.region
    body = body_of(region)
    return {
        "mapped": body, "problem": problem(body, by), "resource": resource(region, by),
        "prepared": preparation(region, by), **team_scene(by),
    }  # fmt: skip


def team_scene(by):
    team = team_of(by)
    team.paper_scan = files.store_scan(make.scan(), by=by)
    team.save()
    return {"team": team, "team_member": member_of(team, by), "stakeholder": stakeholder(by)}


def arguments(short, scene):
    village, body, row = scene["prepared"].region.code, scene["mapped"].uid, scene["problem"].uid
    team, member = scene["team"].uid, scene["team_member"].uid
    return {
        "preparation-village": [village], "preparation-form": [village], "preparation-paper": [village],
        "human-resource-create": [village], "human-resource-update": [scene["resource"].uid],
        "mapping-village": [village], "map-body": [body], "problem-create": [body], "problem-update": [body, row],
        "problem-remove": [body, row], "institution-profile": [body], "problem-profile": [village],
        "social-map-village": [village], "team": [team], "team-member-create": [team],
        "team-member-update": [team, member], "team-member-end": [team, member], "team-recognise": [team],
        "team-paper": [team], "stakeholder-update": [scene["stakeholder"].uid],
        "stakeholder-end": [scene["stakeholder"].uid],
    }.get(short)  # fmt: skip


@form("institutions:institution-profile", has_text=False)  # nothing in it is required
def institution_profile(people, regions):
    row = body_of(regions.village, "dunia-usaha")
    return Filling(
        people.village_operator, reverse("institutions:institution-profile", args=[row.uid]),
        {"ownership": "bumd", "csr": "Pendidikan", "contact": "Haji Sahlan"}, text=("csr", "contact"),
        wrong={"ownership": "koperasi"}, contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:preparation-form")
def preparation_form(people, regions):
    row = preparation(regions.village, people.village_operator)
    return Filling(
        people.village_operator, reverse("institutions:preparation-form", args=[regions.village.code]),
        {"office": "Dinas Sosial Provinsi", "started_on": typed_date(LAST_WEEK), "problems": "Data tercecer.",
         "synergy": "Satu daftar keluarga.", "paper_number": "05/PS/2026"},
        text=("office", "problems", "synergy", "paper_number"), required=("started_on",),
        wrong={"started_on": "31-02-2026"}, contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:human-resource-create")
def human_resource_create(people, regions):
    return Filling(
        people.village_operator, reverse("institutions:human-resource-create", args=[regions.village.code]),
        {"name": "Baiq Rukmini", "sex": "female", "skill": "Konseling keluarga", "training": "Bimtek PSM 2024",
         "noted_on": typed_date(LAST_WEEK)},
        text=("name", "skill", "training"), required=("name", "skill", "noted_on"), wrong={"noted_on": "kemarin lusa"},
    )  # fmt: skip


@form("institutions:human-resource-update", is_update=True)
def human_resource_update(people, regions):
    row = resource(regions.village, people.village_operator)
    return Filling(
        people.village_operator, reverse("institutions:human-resource-update", args=[row.uid]),
        {"skill": "Terapi wicara", "training": "Kursus 2025"}, text=("skill", "training"), required=("skill",),
        wrong={"left_on": "31-02-2026"}, contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:map-body", is_update=True)
def map_body(people, regions):
    row = body_of(regions.village)
    return Filling(
        people.village_operator, reverse("institutions:map-body", args=[row.uid]),
        {"structure": "Ketua, sekretaris, 2 seksi", "address": "Dusun Krajan", "latitude": "-8,35012",
         "longitude": "116.15", "duties": "Membina remaja.", "service_problems": "Dana kurang.",
         "joint_role": "Mendata bersama.", "mapped_on": typed_date(LAST_WEEK)},
        text=("structure", "address", "duties", "service_problems", "joint_role"), wrong={"latitude": "seratus"},
        contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:problem-create")
def problem_create(people, regions):
    row = body_of(regions.village)
    return Filling(
        people.village_operator, reverse("institutions:problem-create", args=[row.uid]),
        {"problem": "Anak putus sekolah", "count": "8", "counted_in": "2026", "economic": "on"}, text=("problem",),
        required=("problem",), wrong={"count": "banyak"},
    )  # fmt: skip


@form("institutions:problem-update", is_update=True)
def problem_update(people, regions):
    body = body_of(regions.village)
    row = problem(body, people.village_operator)
    return Filling(
        people.village_operator, reverse("institutions:problem-update", args=[body.uid, row.uid]),
        {"problem": "Anak putus sekolah", "count": "8", "spiritual": "on"}, text=("problem",), required=("problem",),
        wrong={"count": "banyak"}, contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:problem-remove", has_text=False)
def problem_remove(people, regions):
    body = body_of(regions.village)
    row = problem(body, people.village_operator)
    url = reverse("institutions:problem-remove", args=[body.uid, row.uid])
    return Filling(people.village_operator, url, {}, contested=(row,))


@form("institutions:team-create")
def team_create(people, regions):
    return Filling(
        people.village_operator, reverse("institutions:team-create"),
        {"name": "Penyelenggaraan Kesos Berbasis PSKS", "formed_on": typed_date(LAST_WEEK)}, text=("name",),
        required=("name", "formed_on"), wrong={"formed_on": "31-02-2026"},
    )  # fmt: skip


MEMBER = {"name": "Baiq Rukmini", "sex": "female", "post": "leader", "is_coordinator": "on",
          "task": "Memimpin tim dan rapatnya.", "valid_from": typed_date(LAST_WEEK)}  # fmt: skip


@form("institutions:team-member-create")
def team_member_create(people, regions):
    team = team_of(people.village_operator)
    return Filling(
        people.village_operator, reverse("institutions:team-member-create", args=[team.uid]), MEMBER,
        text=("name", "task"), required=("name", "post", "task", "valid_from"), wrong={"valid_from": "kapan"},
        contested=(team,),
    )  # fmt: skip


@form("institutions:team-member-update", is_update=True)
def team_member_update(people, regions):
    team = team_of(people.village_operator)
    row = member_of(team, people.village_operator)
    return Filling(
        people.village_operator, reverse("institutions:team-member-update", args=[team.uid, row.uid]),
        {"post": "secretary", "task": "Mencatat rapat."}, text=("task",), required=("post", "task"),
        wrong={"post": "presiden"}, contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:team-member-end", has_text=False)
def team_member_end(people, regions):
    team = team_of(people.village_operator)
    row = member_of(team, people.village_operator)
    url = reverse("institutions:team-member-end", args=[team.uid, row.uid])
    return Filling(people.village_operator, url, {"valid_until": typed_date(TODAY)}, contested=(row,))


@form("institutions:team-recognise")
def team_recognise(people, regions):
    team = team_of(people.village_operator, full=True)
    return Filling(
        people.village_operator, reverse("institutions:team-recognise", args=[team.uid]),
        {"number": "400/12/2026", "dated_on": typed_date(TODAY)}, text=("number",), required=("dated_on",),
        wrong={"dated_on": "31-02-2026"}, contested=(team,),
    )  # fmt: skip


STAKEHOLDER = {"level": "regency", "name": "Dinas Kesehatan", "interest": "Membina kader.", "contact": "Ibu Rahma",
               "phone": "0812-3456-7890", "noted_on": typed_date(LAST_WEEK)}  # fmt: skip


@form("institutions:stakeholder-create")
def stakeholder_create(people, regions):
    return Filling(
        people.village_operator, reverse("institutions:stakeholder-create"), STAKEHOLDER,
        text=("name", "interest", "contact"), required=("level", "name", "interest", "noted_on"),
        wrong={"phone": "0812"},
    )  # fmt: skip


@form("institutions:stakeholder-update", is_update=True)
def stakeholder_update(people, regions):
    row = stakeholder(people.village_operator)
    return Filling(
        people.village_operator, reverse("institutions:stakeholder-update", args=[row.uid]), STAKEHOLDER,
        text=("name", "interest", "contact"), required=("level", "interest"), wrong={"phone": "0812"},
        contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:stakeholder-end", has_text=False)
def stakeholder_end(people, regions):
    row = stakeholder(people.village_operator)
    url = reverse("institutions:stakeholder-end", args=[row.uid])
    return Filling(people.village_operator, url, {"left_on": typed_date(TODAY)}, contested=(row,))
