"""Members taken from the participants of the formation meeting: who is offered, and what each kind needs."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fcu_project import dates
from fcu_project.models import AuditEvent
from institutions.models import Attendance, Meeting, Membership
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory, InstitutionFactory, PersonFactory
from tests.form_pages import sent_back
from tests.form_routes import new_key, picture
from tests.test_query_budget import queries

mark = pytest.mark
WEEK = TODAY - timedelta(days=7)


def lines_of(response):
    return {line.subject.pk: line for line in response.context["form"].lines()}


@pytest.fixture
def client(people, sign_in):
    return sign_in(people.village_operator)


@pytest.fixture
def unit(people):
    return make.started_unit(people.village_operator)


@pytest.fixture
def held(people, unit):
    return make.held_meeting("formation", people.village_operator, on=WEEK, elements=("lk3",))


@pytest.fixture
def take_in(unit):
    return reverse("institutions:member-many", args=[unit.uid])


def came(meeting, name, element="psks", **values):
    person = PersonFactory(region=meeting.keeper, name=name, position="")
    values = {"present": True, **values}
    return Attendance.objects.create(meeting=meeting, person=person, element=element, **values)


@pytest.fixture
def of_pkk(held, regions):
    body = InstitutionFactory(region=regions.village, name="PKK Sidomekar")
    return came(held, "Rohaniah", institution=body, position="Ketua PKK")


@pytest.fixture
def teacher(held):
    return came(held, "Ustad Mahfud", "individual", position="Guru mengaji")


def as_psks(row, **more):
    return {f"kind-{row.pk}": "psks", f"institution-{row.pk}": row.institution_id or "",
            f"position-{row.pk}": row.position, **more}  # fmt: skip


def as_individual(row, category="religious_leader", competence="Penyuluh agama"):
    return {f"kind-{row.pk}": "individual", f"category-{row.pk}": category, f"competence-{row.pk}": competence}


def taking(rows, *answers):
    data = {"_key": new_key(), "ticked": [row.pk for row in rows]}
    for answer in answers:
        data |= answer
    return data


@mark.clause("MEM-01", "MEM-02")
def test_participants_become_members_in_one_go(take_in, unit, of_pkk, teacher, people, client):
    page = client.post(take_in, taking([of_pkk, teacher], as_psks(of_pkk), as_individual(teacher)), follow=True)
    assert "2 orang menjadi anggota." in page.content.decode()
    first, second = unit.current_members()
    assert (first.person, first.kind, first.institution, first.position, first.category) == (
        of_pkk.person, "psks", of_pkk.institution, "Ketua PKK", "",
    )  # fmt: skip
    assert (second.person, second.kind, second.institution, second.category, second.competence) == (
        teacher.person, "individual", None, "religious_leader", "Penyuluh agama",
    )  # fmt: skip
    assert {(m.committed, m.joined_on) for m in (first, second)} == {(True, WEEK)}
    traces = AuditEvent.objects.filter(verb="membership:add")
    assert {trace.object_uid for trace in traces} == {first.uid, second.uid}


def test_only_the_village_s_own_present_people_are_offered(take_in, held, unit, of_pkk, teacher, people, client):
    village = [came(held, "Kaur Kesra", "government"), came(held, "Tamu Undangan", "other")]
    for number, element in enumerate(("lk3", "tksk", "social_office", "sector_office", "subdistrict", "ministry",
                                      "business", "pioneer")):  # fmt: skip
        came(held, f"Petugas {'abcdefgh'[number]}", element)
    came(held, "Tidak Datang", present=False)
    member = came(held, "Sudah Anggota", "individual")
    Membership.objects.create(unit=unit, person=member.person, kind="individual", category="activist", joined_on=WEEK)
    assert set(lines_of(client.get(take_in))) == {row.pk for row in (of_pkk, teacher, *village)}


def test_kind_and_institution_are_prefilled_and_the_day_is_said(take_in, held, of_pkk, teacher, regions, client):
    foreign = InstitutionFactory(region=regions.sibling, name="PKK Seberang")
    guest = came(held, "Tamu Seberang", institution=foreign)
    page = client.get(take_in)
    told = sent_back(page, "_key")
    assert told[f"kind-{of_pkk.pk}"] == ["psks"]
    assert told[f"institution-{of_pkk.pk}"] == [str(of_pkk.institution_id)]
    assert told[f"kind-{teacher.pk}"] == told[f"kind-{guest.pk}"] == ["individual"]
    assert "ticked" not in told
    assert f"{dates.long_date(WEEK)}</b>, tanggal musyawarah" in page.content.decode()
    assert foreign.pk not in [key for key, _ in lines_of(page)[guest.pk].answers["institution"].field.choices]


def test_at_a_meeting_still_to_come_one_is_a_member_from_today(take_in, unit, held, of_pkk, client):
    Meeting.objects.filter(pk=held.pk).update(held_on=TODAY + timedelta(days=3), stage="planned")
    assert f"{dates.long_date(TODAY)}</b>, hari ini" in client.get(take_in).content.decode()
    assert client.post(take_in, taking([of_pkk], as_psks(of_pkk))).status_code == 302
    assert unit.current_members().get().joined_on == TODAY


@pytest.mark.parametrize(("answers", "field", "told"), [
    pytest.param({"competence": ""}, "competence", "Ustad Mahfud: Tuliskan kemampuannya",
                 marks=mark.clause("MEM-02")),
    pytest.param({"category": ""}, "category", "Ustad Mahfud: Pilih kategori perorangan.",
                 marks=mark.clause("MEM-02")),
    pytest.param({"kind": "psks"}, "institution", "Ustad Mahfud: Pilih lembaga yang diwakili.",
                 marks=mark.clause("MEM-01")),
    ({"kind": "pioneer"}, "kind", "Pilihan ini tidak tersedia."),
    ({"kind": ""}, "kind", "Ustad Mahfud: Pilih jenis keanggotaan."),
    ({"category": "mayor"}, "category", "Pilihan ini tidak tersedia."),
])  # fmt: skip
def test_one_row_that_lacks_something_saves_nobody_and_keeps_everything(answers, field, told, take_in, of_pkk, teacher,
                                                                        client):  # fmt: skip
    before = picture()
    changed = {f"{name}-{teacher.pk}": value for name, value in answers.items()}
    data = taking([of_pkk, teacher], as_psks(of_pkk), as_individual(teacher), changed)
    response = client.post(take_in, data)
    assert response.status_code == 422
    assert picture() == before
    assert told in str(response.context["form"].errors[f"{field}-{teacher.pk}"])
    assert lines_of(response)[teacher.pk].is_wrong and not lines_of(response)[of_pkk.pk].is_wrong
    kept = sent_back(response, "ticked")
    assert set(kept["ticked"]) == {str(of_pkk.pk), str(teacher.pk)}
    assert kept[f"position-{of_pkk.pk}"] == ["Ketua PKK"]
    if "competence" not in answers:
        assert kept[f"competence-{teacher.pk}"] == ["Penyuluh agama"]


def test_what_an_unticked_row_lacks_is_no_error(take_in, unit, of_pkk, teacher, client):
    assert client.post(take_in, taking([of_pkk], as_psks(of_pkk), as_individual(teacher, "", ""))).status_code == 302
    assert [member.person for member in unit.current_members()] == [of_pkk.person]


def test_members_sent_twice_join_once(take_in, unit, of_pkk, client):
    data = taking([of_pkk], as_psks(of_pkk))
    assert [client.post(take_in, data).status_code for _ in range(2)] == [302, 302]
    assert unit.memberships.count() == 1


def test_one_whom_a_colleague_took_in_meanwhile_is_passed_over(take_in, unit, of_pkk, teacher, client):
    Membership.objects.create(unit=unit, person=teacher.person, kind="individual", category="activist", joined_on=WEEK)
    data = taking([of_pkk, teacher], as_psks(of_pkk), as_individual(teacher))
    page = client.post(take_in, data, follow=True)
    assert "1 orang menjadi anggota." in page.content.decode()
    assert "tidak ditambahkan lagi: Ustad Mahfud." in page.content.decode()
    assert unit.memberships.get(person=teacher.person).category == "activist"


def test_one_who_left_may_be_taken_in_again(take_in, unit, teacher, client):
    Membership.objects.create(unit=unit, person=teacher.person, kind="individual", category="activist",
                              joined_on=WEEK, left_on=WEEK)  # fmt: skip
    assert client.post(take_in, taking([teacher], as_individual(teacher))).status_code == 302
    assert unit.current_members().get().person == teacher.person


@mark.clause("REG-01")
def test_participants_and_institutions_of_another_village_are_refused(take_in, unit, of_pkk, regions, client):
    other = AssignmentFactory(role="village_operator", region=regions.sibling)
    abroad = make.held_meeting("formation", other, on=WEEK, elements=("lk3",))
    stranger = came(abroad, "Orang Seberang", "individual")
    foreign = InstitutionFactory(region=regions.sibling, name="PKK Seberang")
    before = picture()
    for data in (
        taking([of_pkk, stranger], as_psks(of_pkk), as_individual(stranger)),
        taking([of_pkk], as_psks(of_pkk), {f"institution-{of_pkk.pk}": foreign.pk}),
    ):
        response = client.post(take_in, data)
        assert response.status_code == 422
        assert "Pilihan ini tidak tersedia" in response.content.decode()
        assert "Seberang" not in response.content.decode()
    assert picture() == before


def test_the_office_that_came_to_help_is_refused_by_its_id(take_in, unit, held, client):
    helper = came(held, "Petugas Dinas", "social_office")
    assert client.post(take_in, taking([helper], as_individual(helper))).status_code == 422
    assert not unit.memberships.exists()


def test_the_link_stands_while_the_unit_is_founded_and_somebody_is_left(take_in, unit, of_pkk, client, people):
    page = reverse("institutions:member-list", args=[unit.uid])
    assert take_in in client.get(page).content.decode()
    client.post(take_in, taking([of_pkk], as_psks(of_pkk)))
    assert take_in not in client.get(page).content.decode()
    assert "Tidak ada peserta lagi untuk diambil" in client.get(take_in).content.decode()


def test_after_the_decree_the_way_is_closed(people, client):
    unit = make.decreed_unit(people.village_operator)
    late = came(unit.formation_meeting, "Datang Belakangan", "individual")
    url, page = (reverse(f"institutions:{name}", args=[unit.uid]) for name in ("member-many", "member-list"))
    assert client.get(url)["Location"] == page
    assert url not in client.get(page).content.decode()
    response = client.post(url, taking([late], as_individual(late)))
    assert response.status_code == 409
    assert "FCU sudah ditetapkan dengan SK" in response.content.decode()
    assert not unit.memberships.filter(person=late.person).exists()


def test_without_a_meeting_the_screen_leads_to_its_plan(take_in, unit, client):
    assert take_in not in client.get(reverse("institutions:member-list", args=[unit.uid])).content.decode()
    assert "Musyawarah belum direncanakan" in client.get(take_in).content.decode()
    assert client.post(take_in, {"_key": new_key(), "ticked": ["1"]}).status_code == 422


def test_twenty_participants_cost_no_more_queries_than_one(take_in, unit, held, of_pkk, client):
    page = reverse("institutions:member-list", args=[unit.uid])
    client.get(take_in)
    few = queries(client, take_in), queries(client, page)
    for number in range(20):
        body = InstitutionFactory(region=unit.region)
        came(held, f"Kader {'abcdefghijklmnopqrst'[number]}", institution=body)
    assert (queries(client, take_in), queries(client, page)) == few
