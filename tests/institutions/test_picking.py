"""Many participants in one sitting: who is offered, what is guessed, one save for all or none."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fcu_project.models import AuditEvent
from institutions.actions import meeting as meeting_actions
from institutions.forms import picking
from institutions.models import Attendance, Meeting
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory, InstitutionFactory, PersonFactory
from tests.form_pages import form_with, sent_back
from tests.form_routes import new_key, picture
from tests.test_query_budget import queries

mark = pytest.mark
WEEK = TODAY - timedelta(days=7)


@pytest.fixture
def meeting(people):
    """A planned formation meeting of today with three participants."""
    return make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)


@pytest.fixture
def url(meeting):
    return reverse("institutions:attendance-many", args=[meeting.uid])


@pytest.fixture
def client(people, sign_in):
    return sign_in(people.village_operator)


@pytest.fixture
def three(regions):
    names = (("Siti Aminah", "female"), ("Wayan Darma", "male"), ("Yohanes Bere", "male"))
    return [PersonFactory(region=regions.village, name=name, sex=sex, position="Kader") for name, sex in names]


def ticks(persons, element="psks", **more):
    answers = {f"element-{person.pk}": element for person in persons}
    return {"_key": new_key(), "ticked": [person.pk for person in persons], **answers, **more}


def lines_of(response):
    return {line.subject.pk: line for line in response.context["form"].lines()}


# --- what is offered -------------------------------------------------------------------------------------------------
def test_the_screen_lists_who_is_not_on_the_list_yet(url, meeting, three, people, regions, client):
    stranger = PersonFactory(region=regions.sibling, name="Orang Seberang")
    offered = set(lines_of(client.get(url)))
    assert {person.pk for person in three} | {people.tksk.person.pk, people.lk3.person.pk} <= offered
    assert not offered & {row.person_id for row in meeting.attendances.all()}
    assert stranger.pk not in offered
    assert "Orang Seberang" not in client.get(url).content.decode()


def test_the_search_narrows_by_name_and_says_when_nobody_fits(url, three, client):
    page = client.get(url, {"cari": "wayán dar"})
    assert set(lines_of(page)) == {three[1].pk}
    empty = client.get(url, {"cari": "tidak ada orang ini"})
    assert "Tidak ada nama yang cocok" in empty.content.decode()
    assert not empty.context["form"].lines()


def test_a_long_list_is_cut_and_says_so(url, three, client, monkeypatch):
    assert "nama pertama" not in client.get(url).content.decode()
    monkeypatch.setattr(picking, "MOST_ROWS", 2)
    page = client.get(url)
    assert len(lines_of(page)) == 2
    assert "Hanya 2 nama pertama yang ditampilkan" in page.content.decode()


@pytest.mark.parametrize(("role", "element"), [
    ("tksk", "tksk"), ("lk3", "lk3"), ("village_head", "government"), ("subdistrict_operator", "subdistrict"),
    ("regency_reports", "social_office"), ("province", "social_office"), ("ministry", "ministry"),
])  # fmt: skip
def test_an_office_is_guessed_from_the_role(role, element, url, people, client):
    person = getattr(people, role).person
    assert lines_of(client.get(url))[person.pk].answers["element"].value() == element
    assert sent_back(client.get(url), "_key")[f"element-{person.pk}"] == [element]


@pytest.mark.parametrize("role", ["coordinator", "psm_facilitator", "member", "pioneer", None])
def test_without_a_sign_nothing_is_guessed(role, url, regions, client):
    person = PersonFactory(region=regions.village)
    if role:
        AssignmentFactory(role=role, region=regions.village, person=person)
    assert lines_of(client.get(url))[person.pk].answers["element"].value() == ""


def test_an_ended_role_says_nothing(url, regions, client):
    person = PersonFactory(region=regions.village)
    AssignmentFactory(role="village_head", region=regions.village, person=person, valid_until=WEEK)
    assert lines_of(client.get(url))[person.pk].answers["element"].value() == ""


def earlier(by, person, on, **values):
    past = Meeting(kind="coordination_village", held_on=on, place="Aula", agenda="A", region=person.region)
    past = meeting_actions.save_meeting(past, by=by, on=on)
    return meeting_actions.save_attendance(Attendance(meeting=past, person=person, **values), by=by, on=on)


def test_last_time_goes_before_the_role_and_brings_institution_and_position(url, meeting, people, regions, client):
    by, person = people.village_operator, people.village_head.person
    body = InstitutionFactory(region=regions.village, name="PKK Mawar")
    earlier(by, person, WEEK, element="psks", institution=body, position="Ketua PKK")
    earlier(by, person, WEEK - timedelta(days=7), element="business", position="Pedagang")
    page = client.get(url)
    assert lines_of(page)[person.pk].answers["element"].value() == "psks"
    assert "PKK Mawar, Ketua PKK" in page.content.decode()
    assert client.post(url, ticks([person])).status_code == 302
    row = meeting.attendances.get(person=person)
    assert (row.element, row.institution, row.position) == ("psks", body, "Ketua PKK")


def test_another_hat_leaves_the_institution_of_last_time_behind(url, meeting, people, regions, client, three):
    body = InstitutionFactory(region=regions.village)
    for person in three[:2]:
        earlier(people.village_operator, person, WEEK, element="psks", institution=body, position="Ketua PKK")
    client.post(url, ticks(three[:1], "individual"))
    row = meeting.attendances.get(person=three[0])
    assert (row.element, row.institution, row.position) == ("individual", None, "Kader")
    body.closed_on = TODAY
    body.save()
    client.post(url, ticks(three[1:2]))
    assert meeting.attendances.get(person=three[1]).institution is None


def test_lists_of_another_office_are_no_guide(url, people, regions, client, three):
    earlier(people.tksk, three[0], WEEK, element="business", position="Pedagang")
    assert lines_of(client.get(url))[three[0].pk].answers["element"].value() == ""


# --- one save --------------------------------------------------------------------------------------------------------
def test_many_are_added_in_one_go_each_with_a_trace(url, meeting, three, people, client):
    before = AuditEvent.objects.filter(verb="attendance:save").count()
    page = client.post(url, ticks(three, present="on"), follow=True)
    assert page.redirect_chain[-1][0] == reverse("institutions:attendance", args=[meeting.uid])
    assert "3 orang ditambahkan." in page.content.decode()
    rows = meeting.attendances.filter(person__in=three)
    assert [(row.element, row.present, row.position) for row in rows] == [("psks", True, "Kader")] * 3
    traces = AuditEvent.objects.filter(verb="attendance:save").order_by("pk")[before:]
    assert {trace.object_uid for trace in traces} == {row.uid for row in rows}
    assert {trace.actor for trace in traces} == {people.village_operator.person.uid}


@pytest.mark.parametrize(("days", "on"), [(-1, True), (0, True), (1, False)])
def test_who_came_is_ticked_ahead_once_the_day_is_there(days, on, url, meeting, three, client):
    Meeting.objects.filter(pk=meeting.pk).update(held_on=TODAY + timedelta(days=days))
    assert (form_with(client.get(url), "_key").get("present") is not None) == on
    client.post(url, ticks(three[:1]))
    assert meeting.attendances.get(person=three[0]).present is False  # unticked means expected, not come


def test_a_row_without_its_element_saves_nothing_and_keeps_everything(url, meeting, three, client):
    before = picture()
    data = ticks(three, present="on") | {f"element-{three[1].pk}": ""}
    response = client.post(url, data)
    assert response.status_code == 422
    assert picture() == before
    html = response.content.decode()
    assert html.count("Pilih unsur yang diwakili Wayan Darma.") == 2  # at the row and in the list above
    assert f'href="#id_element-{three[1].pk}"' in html and f'id="id_element-{three[1].pk}"' in html
    kept = sent_back(response, "ticked")
    assert set(kept["ticked"]) == {str(person.pk) for person in three}
    assert kept[f"element-{three[0].pk}"] == kept[f"element-{three[2].pk}"] == ["psks"]
    assert kept["present"] == ["on"]
    kept[f"element-{three[1].pk}"] = ["individual"]
    assert client.post(url, kept).status_code == 302
    assert meeting.attendances.filter(person__in=three).count() == 3


def test_nobody_ticked_is_told(url, client, three):
    response = client.post(url, {"_key": new_key(), f"element-{three[0].pk}": "psks"})
    assert response.status_code == 422
    assert "Centang sedikitnya satu orang." in response.content.decode()
    assert sent_back(response, "_key")[f"element-{three[0].pk}"] == ["psks"]


def test_sent_twice_adds_once(url, meeting, three, client):
    data = ticks(three)
    first = client.post(url, data)
    after = picture()
    again = client.post(url, data)
    assert (first.status_code, again.status_code) == (302, 302)
    assert picture() == after
    assert meeting.attendances.filter(person__in=three).count() == 3


def test_one_whom_a_colleague_added_meanwhile_is_passed_over_with_a_word(url, meeting, three, people, client):
    client.get(url)
    by = people.psm_facilitator
    mine = Meeting.objects.get(pk=meeting.pk)
    meeting_actions.save_attendance(Attendance(meeting=mine, person=three[0], element="business"), by=by, on=TODAY)
    page = client.post(url, ticks(three), follow=True)
    html = page.content.decode()
    assert page.status_code == 200
    assert "2 orang ditambahkan." in html and "tidak ditambahkan lagi: Siti Aminah." in html
    assert meeting.attendances.get(person=three[0]).element == "business"
    assert meeting.attendances.filter(person__in=three).count() == 3
    alone = client.post(url, ticks(three[:1]), follow=True)
    assert "tidak ditambahkan lagi: Siti Aminah." in alone.content.decode()
    assert "orang ditambahkan" not in alone.content.decode()


def test_one_found_by_another_search_is_not_lost(url, meeting, three, client):
    """Two windows, or the button Back: what was ticked counts, whatever list the address shows."""
    wrong = client.post(f"{url}?cari=wayan", ticks(three) | {f"element-{three[0].pk}": ""})
    assert wrong.status_code == 422
    assert set(sent_back(wrong, "ticked")["ticked"]) == {str(person.pk) for person in three}
    assert client.post(f"{url}?cari=wayan", ticks(three)).status_code == 302
    assert meeting.attendances.filter(person__in=three).count() == 3


@mark.clause("REG-01")
def test_people_of_another_village_are_refused_by_their_ids(url, three, regions, client):
    stranger = PersonFactory(region=regions.sibling, name="Orang Seberang")
    before = picture()
    response = client.post(url, ticks([three[0], stranger]))
    assert response.status_code == 422
    assert picture() == before
    assert "Pilihan ini tidak tersedia" in response.content.decode()
    assert "Orang Seberang" not in response.content.decode()


def test_a_closed_list_is_not_added_to(people, three, client):
    held = make.held_meeting("formation", people.village_operator, on=WEEK)
    url = reverse("institutions:attendance-many", args=[held.uid])
    listed = reverse("institutions:attendance", args=[held.uid])
    assert client.get(url)["Location"] == listed
    assert url not in client.get(listed).content.decode()
    before = picture()
    assert client.post(url, ticks(three)).status_code == 409
    assert picture() == before


def test_the_link_stands_where_there_is_somebody_to_pick(url, meeting, people, client):
    page = reverse("institutions:attendance", args=[meeting.uid])
    assert url in client.get(page).content.decode()
    for person in picking.people_not_listed(meeting, people.village_operator):
        Attendance.objects.create(meeting=meeting, person=person, element="psks")
    assert url not in client.get(page).content.decode()
    assert "Semua orang di daftar sudah tercatat" in client.get(url).content.decode()


def test_twenty_people_cost_no_more_queries_than_one(url, people, regions, client):
    by, body = people.village_operator, InstitutionFactory(region=regions.village)
    earlier(by, PersonFactory(region=regions.village), WEEK, element="psks", institution=body)
    client.get(url)
    few = queries(client, url)
    for _ in range(20):
        earlier(by, PersonFactory(region=regions.village), WEEK, element="psks", institution=body)
        AssignmentFactory(role="village_head", region=regions.village)
    assert queries(client, url) == few


def test_all_members_of_the_fcu_are_picked_at_once(people, client):
    """One link ticks every member who is not on the list yet, each for the element the membership says."""
    unit = make.decreed_unit(people.village_operator)
    by = people.village_operator
    meeting = make.held_meeting("coordination_village", by, on=TODAY, hold=False, elements=())
    stranger = PersonFactory(region=by.region, name="Bukan Anggota")
    url = reverse("institutions:attendance-many", args=[meeting.uid])
    assert "?anggota=1" in client.get(url).content.decode()
    page = client.get(url, {"anggota": "1"})
    form = page.context["form"]
    there = {row.person_id for row in unit.current_members()} - form.listed
    assert there and set(form.initial["ticked"]) == there
    assert stranger.name not in page.content.decode()
    body = {"_key": new_key(), "ticked": [str(pk) for pk in there]}
    body |= {f"element-{pk}": form[f"element-{pk}"].value() for pk in there}
    assert client.post(f"{url}?anggota=1", body).status_code == 302
    assert {row.person_id for row in meeting.attendances.all()} >= there
