"""The PSKS team of a village beside its FCU, and its stakeholders."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.actions import team as actions
from institutions.models import OfficerTerm, PsksTeam, Stakeholder, TeamMember
from institutions.tasks.psks import psks_tasks
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.filling import LAST_WEEK, new_key, typed_date
from tests.institutions import fill_psks as psks


def url(name, *args):
    return reverse(f"institutions:{name}", args=args)


def sent(client, address, **data):
    return client.post(address, {"_key": new_key(), **data})


@pytest.mark.clause("STG-07")
def test_a_team_is_formed_in_a_meeting_with_a_coordinator_and_a_task_for_each(people, regions, sign_in):
    by = people.village_operator
    meeting = make.held_meeting("team_formation", by, on=LAST_WEEK)
    client = sign_in(by)
    formed = sent(client, url("team-create"), name="Penyelenggaraan Kesos Berbasis PSKS", formed_in=meeting.pk)
    team = PsksTeam.objects.get()
    assert formed["Location"] == team.get_absolute_url()
    assert (team.formed_on, team.formed_in, team.stage) == (LAST_WEEK, meeting, "formed")
    page = url("team-member-create", team.uid)
    facts = {"name": "Baiq Rukmini", "sex": "female", "post": "leader", "valid_from": typed_date(LAST_WEEK)}
    assert "Tugas belum diisi" in sent(client, page, **facts).content.decode()
    assert sent(client, page, task="Memimpin.", is_coordinator="on", **facts).status_code == 302
    second = {**facts, "name": "Sahrim", "sex": "male", "post": "member", "task": "Mendata."}
    refused = sent(client, page, is_coordinator="on", **second)
    assert refused.status_code == 422 and "Sudah ada koordinator" in refused.content.decode()
    assert sent(client, page, **second).status_code == 302
    shown = sign_in(people.village_head).get(team.get_absolute_url()).content.decode()
    for words in ("Ketua: Baiq Rukmini", "Koordinator penyelenggaraan kesos", "Memimpin.", "Anggota: Sahrim",
                  "Mendata."):  # fmt: skip
        assert words in shown, words
    row = TeamMember.objects.get(person__name="Sahrim")
    assert sent(client, url("team-member-end", team.uid, row.uid), valid_until=typed_date(TODAY)).status_code == 302
    assert "1 mantan anggota" in client.get(team.get_absolute_url()).content.decode()


@pytest.mark.clause("STG-08")
def test_recognition_needs_three_posts_and_the_letter_of_the_village_head(people, regions, sign_in):
    by = people.village_operator
    team = psks.team_of(by)
    assert team.name == "Penyelenggaraan Kesos Berbasis PSKS"
    member = psks.member_of(team, by, is_coordinator=True)
    page = url("team-recognise", team.uid)
    client = sign_in(by)
    early = sent(client, page, number="400/12", dated_on=typed_date(TODAY))
    assert early.status_code == 409 and "Ketua, Sekretaris, Bendahara belum ada." in early.content.decode()
    for post in ("leader", "secretary", "treasurer"):
        psks.member_of(team, by, post=post)
    assert "Isi nomor surat pengakuan" in sent(client, page, dated_on=typed_date(TODAY)).content.decode()
    assert [task.title for task in psks_tasks(by, TODAY)] == ["Tim PSKS menunggu pengakuan"]
    done = sent(client, page, number="400/12/2026", dated_on=typed_date(TODAY), scan=make.scan())
    assert done.status_code == 302
    team.refresh_from_db()
    assert (team.stage, team.recognised_on, team.paper_number) == ("recognised", TODAY, "400/12/2026")
    assert team.from_paper and team.recorded_by == by.signature
    shown = client.get(team.get_absolute_url()).content.decode()
    assert "Surat nomor 400/12/2026" in shown and "Bendahara" in shown and member.person.name in shown
    assert client.get(url("team-paper", team.uid)).status_code == 200
    assert list(psks_tasks(by, TODAY)) == []


def test_the_village_head_recognises_without_a_paper_and_the_team_itself_may_not(people, regions):
    team = psks.team_of(people.village_operator, full=True)
    with pytest.raises(PermissionDenied):
        actions.recognise(team, number="1", dated_on=TODAY, by=people.psks_team)
    team.refresh_from_db()
    actions.recognise(team, number="", dated_on=TODAY, by=people.village_head)
    assert team.stage == "recognised" and not team.from_paper


def test_without_coordinator_or_before_its_day_a_team_is_not_recognised(people, regions):
    team = psks.team_of(people.village_operator)
    for post in ("leader", "secretary", "treasurer"):
        psks.member_of(team, people.village_operator, post=post)
    with pytest.raises(TransitionRefused, match="belum ditunjuk"):
        actions.recognise(team, number="1", dated_on=TODAY, by=people.village_head)
    with pytest.raises(TransitionRefused, match="baru dibentuk"):
        actions.recognise(team, number="1", dated_on=make.date(2020, 1, 1), by=people.village_head)
    assert PsksTeam.objects.get().stage == "formed"


def test_one_team_at_a_time_and_an_ended_one_stays_as_history(people, regions, sign_in):
    by = people.village_operator
    team = psks.team_of(by, full=True)
    again = sent(sign_in(by), url("team-create"), name="Tim dua", formed_on=typed_date(TODAY))
    assert again.status_code == 422 and "sudah punya tim PSKS" in again.content.decode()
    team.refresh_from_db()
    with pytest.raises(TransitionRefused, match="alasannya"):
        workflow.perform(team, "end", by=by, on=TODAY)
    workflow.perform(team, "end", by=by, on=TODAY, note="Masa bakti selesai.")
    assert team.current_members() == [] and team.members.count() == 3
    assert "Masa bakti selesai." in sign_in(by).get(team.get_absolute_url()).content.decode()
    with pytest.raises(TransitionRefused):
        psks.member_of(team, by)
    assert psks.team_of(by).pk != team.pk


def test_the_team_and_the_officers_of_the_fcu_are_two_bodies(people, regions):
    """The same person may sit in both; neither changes the other."""
    by = people.village_operator
    unit = make.formed_unit(by)
    before = list(OfficerTerm.objects.values("pk", "post", "membership", "valid_from", "valid_until"))
    coordinator = unit.current_officers()[0].membership.person
    team = psks.team_of(by)
    row = TeamMember(team=team, person=coordinator, post="leader", task="Memimpin.", valid_from=LAST_WEEK)
    actions.save_member(row, by=by, on=TODAY)
    workflow.perform(team, "end", by=by, on=TODAY, note="Selesai.")
    assert list(OfficerTerm.objects.values("pk", "post", "membership", "valid_from", "valid_until")) == before


@pytest.mark.parametrize("problem", ["post", "person", "early"])
def test_a_taken_post_a_second_seat_and_a_day_before_the_team_are_refused(problem, people, regions):
    by = people.village_operator
    team = psks.team_of(by, full=True)
    person = team.members.first().person if problem == "person" else make.PersonFactory(region=by.region)
    row = TeamMember(team=team, person=person, task="Mendata.", post="leader" if problem == "post" else "member",
                     valid_from=make.date(2020, 1, 1) if problem == "early" else LAST_WEEK)  # fmt: skip
    with pytest.raises(ValidationError):
        actions.save_member(row, by=by, on=TODAY)
    assert team.members.count() == 3


def test_a_planned_meeting_or_another_village_forms_no_team(people, regions):
    by = people.village_operator
    planned = make.held_meeting("team_formation", by, on=TODAY, hold=False)
    other = make.held_meeting("routine", by, on=LAST_WEEK)
    for meeting in (planned, other):
        with pytest.raises(ValidationError):
            actions.form_team(PsksTeam(formed_in=meeting), by=by, on=TODAY)
    with pytest.raises(PermissionDenied):
        actions.form_team(PsksTeam(formed_on=TODAY), by=people.regency_reports, on=TODAY)


def test_stakeholders_from_the_village_to_the_kabupaten(people, regions, sign_in):
    office = make.InstitutionFactory(
        region=regions.regency, name="Dinas Kesehatan", element=psks.InstitutionType.objects.get(code="kantor-lain")
    )
    client = sign_in(people.psks_team)
    facts = {"interest": "Membina kader.", "noted_on": typed_date(LAST_WEEK), "contact": "Ibu Rahma"}
    picked = sent(client, url("stakeholder-create"), level="regency", institution=office.pk, **facts)
    typed = sent(client, url("stakeholder-create"), level="village", name="UD Kakao", **facts)
    assert (picked.status_code, typed.status_code) == (302, 302)
    row = Stakeholder.objects.get(level="regency")
    assert (row.name, row.institution) == ("Dinas Kesehatan", office)
    twice = sent(client, url("stakeholder-create"), level="village", name="UD Kakao", **facts)
    assert twice.status_code == 422 and "sudah tercatat" in twice.content.decode()
    page = client.get(url("stakeholder-list")).content.decode()
    for words in ("Dinas Kesehatan", "Kabupaten/kota", "UD Kakao", "Ibu Rahma",
                  url("meeting-create", "stakeholder_meeting")):  # fmt: skip
        assert words in page, words
    assert "UD Kakao" not in client.get(url("stakeholder-list"), {"tingkat": "regency"}).content.decode()
    assert client.get(url("stakeholder-list") + "?unduh=xlsx").status_code == 200
    assert sent(client, url("stakeholder-end", row.uid), left_on=typed_date(TODAY)).status_code == 302
    assert "Dinas Kesehatan" not in client.get(url("stakeholder-list")).content.decode()
    assert "Dinas Kesehatan" in client.get(url("stakeholder-list"), {"dulu": "1"}).content.decode()


def test_another_village_sees_neither_team_nor_stakeholder(people, regions, sign_in):
    team, row = psks.team_of(people.village_operator), psks.stakeholder(people.village_operator)
    client = sign_in(AssignmentFactory(role="village_operator", region=regions.sibling))
    assert client.get(team.get_absolute_url()).status_code == 404
    assert client.get(url("stakeholder-update", row.uid)).status_code == 404
    above = sign_in(people.tksk)
    assert above.get(team.get_absolute_url()).status_code == 200
    assert sign_in(people.village_head).get(url("stakeholder-update", row.uid)).status_code == 403


def test_recognition_by_anybody_but_the_head_needs_its_paper_whatever_way_it_comes(people, sign_in):
    """The page of a step, too, asks for the letter: without number and scan nobody is recognised on paper."""
    by = people.village_operator
    team = psks.team_of(by)
    psks.member_of(team, by, is_coordinator=True)
    for post in ("leader", "secretary", "treasurer"):
        psks.member_of(team, by, post=post)
    step = reverse("transition", args=["institutions.psksteam", team.uid, "recognise"])
    answer = sent(sign_in(by), step, on=typed_date(TODAY), note="")
    team.refresh_from_db()
    assert answer.status_code == 409 and "Isi nomor surat pengakuan" in answer.content.decode()
    assert team.stage == "formed"
