"""Working groups: formed of the FCU's members, the selection group of two PSKS elements, changed and ended."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from fcu_project.models import AuditEvent
from institutions.models import WorkingGroup
from tests import factories as founding
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.families.fill_selection import psks_members
from tests.filling import new_key, picture, typed_date

FORMED = TODAY - timedelta(days=10)


@pytest.fixture
def unit(people):
    return psks_members(people)[0]


@pytest.fixture
def url(unit):
    return reverse("institutions:working-group-create", args=[unit.uid])


def filled(members, **changes):
    return {
        "_key": new_key(), "kind": "selection", "name": "Pokja Identifikasi dan Seleksi", "purpose": "Mendata calon.",
        "formed_on": typed_date(FORMED), "members": [member.pk for member in members], **changes,
    }  # fmt: skip


def psks(unit):
    return list(unit.current_members().filter(kind="psks"))


@pytest.mark.clause("MEM-11")
def test_the_selection_group_stands_for_two_elements(people, unit, url, sign_in):
    """Named members with their element; two of one element, or an individual, are not enough and nothing is kept."""
    client, (posyandu, taruna, same) = sign_in(people.secretary), psks(unit)
    individual = unit.current_members().get(kind="individual")
    form = unescape(client.get(url).content.decode())
    assert "Pokja Identifikasi dan Seleksi" in form
    assert f"{taruna.person.name} – Karang Taruna ({taruna.institution.name})" in form
    before = picture()
    refused = client.post(url, filled([posyandu, same, individual]))
    assert refused.status_code == 422
    told = refused.context["form"].errors["members"][0]
    assert "dua unsur PSKS yang berbeda" in told
    assert f"{posyandu.institution.element.name} 2 orang, Perorangan 1 orang" in told
    assert picture() == before
    saved = client.post(url, filled([posyandu, taruna, individual]), follow=True)
    page = unescape(saved.content.decode())
    for member in (posyandu, taruna, individual):
        assert member.person.name in page
    assert "Karang Taruna" in page and posyandu.institution.element.name in page
    assert WorkingGroup.selection_of(unit.region).elements() == sorted(
        [posyandu.institution.element.name, taruna.institution.element.name]
    )


def test_the_group_says_since_when_and_what_it_is_for(people, unit, url, sign_in):
    client = sign_in(people.coordinator)
    page = client.post(url, filled(psks(unit)[:2]), follow=True).content.decode()
    assert "Mendata calon." in page and "Bertugas" in page
    of_unit = client.get(unit.get_absolute_url()).content.decode()
    assert "Pokja Identifikasi dan Seleksi" in of_unit and "2 anggota" in of_unit
    assert AuditEvent.objects.filter(verb="group:add").count() == 1


@pytest.mark.clause("MEM-10")
def test_a_group_is_optional_has_a_purpose_and_a_period_and_is_made_of_the_fcus_own_members(people, unit, url, sign_in):
    """Formed where it is needed, of members who each stand for an element; ended when its purpose is fulfilled."""
    assert unit.stage == "active" and not WorkingGroup.objects.exists()
    client, members = sign_in(people.coordinator), psks(unit)[:2]
    assert client.post(url, {**filled(members, kind="other"), "members": ["999999"]}).status_code == 422
    body = filled(members, kind="other", name="Pokja Usaha", purpose="Membina usaha ibu.")
    assert client.post(url, body).status_code == 302
    group = WorkingGroup.objects.get()
    page = client.get(group.get_absolute_url()).content.decode()
    assert "Membina usaha ibu." in page and all(member.institution.element.name in page for member in members)
    ended = {**body, "ended_on": typed_date(TODAY), "_version": group.version, "_key": new_key()}
    assert client.post(reverse("institutions:working-group-update", args=[group.uid]), ended).status_code == 302
    group.refresh_from_db()
    assert (group.ended_on, group.members.count()) == (TODAY, 2)


def test_another_group_needs_no_two_elements(people, unit, url, sign_in):
    individual = unit.current_members().get(kind="individual")
    body = filled([individual], kind="other", name="Pokja Usaha")
    assert sign_in(people.secretary).post(url, body).status_code == 302
    assert WorkingGroup.objects.get().kind == "other"


def test_only_one_selection_group_at_a_time(people, unit, url, sign_in):
    client, members = sign_in(people.secretary), psks(unit)[:2]
    client.post(url, filled(members))
    twin = client.post(url, filled(members, name="Pokja Kedua"))
    assert twin.status_code == 422
    assert "Masih ada pokja seleksi yang bertugas" in twin.content.decode()
    group = WorkingGroup.objects.get()
    update = reverse("institutions:working-group-update", args=[group.uid])
    body = filled(members, ended_on=typed_date(TODAY), _version=group.version)
    ended = client.post(update, body, follow=True).content.decode()
    assert "Sudah berakhir" in ended
    assert client.post(url, filled(members, name="Pokja Kedua")).status_code == 302
    assert WorkingGroup.selection_of(unit.region).name == "Pokja Kedua"


@pytest.mark.parametrize(("changes", "field", "told"), [
    ({"members": []}, "members", "Centang sedikitnya satu anggota."),
    ({"members": ["999999"]}, "members", "bukan anggota FCU"),
    ({"formed_on": typed_date(TODAY + timedelta(days=1))}, "formed_on", "tidak boleh setelah hari ini"),
    ({"formed_on": typed_date(TODAY - timedelta(days=900))}, "formed_on", "FCU baru dibentuk"),
    ({"name": ""}, "name", "belum diisi"),
])  # fmt: skip
def test_what_cannot_be_is_told_beside_the_field(changes, field, told, people, unit, url, sign_in):
    response = sign_in(people.secretary).post(url, {**filled(psks(unit)[:2]), **changes})
    assert response.status_code == 422
    assert told in response.context["form"].errors[field][0]
    assert not WorkingGroup.objects.exists()


def test_an_end_before_the_beginning_is_refused(people, sign_in):
    group = make.selection_group(people)
    members = [row.membership for row in group.members.all()]
    early = group.formed_on - timedelta(days=1)
    body = filled(members, formed_on=typed_date(group.formed_on), ended_on=typed_date(early), _version=group.version)
    response = sign_in(people.secretary).post(reverse("institutions:working-group-update", args=[group.uid]), body)
    assert response.status_code == 422
    assert "Tanggal berakhir harus setelah tanggal dibentuk." in response.content.decode()


def test_before_the_fcu_is_formed_there_is_no_group(people, sign_in):
    unit = founding.started_unit(people.village_operator)
    members = founding.with_members(unit, people.village_operator, on=FORMED)
    body = filled([members[0]], kind="other")
    response = sign_in(people.secretary).post(reverse("institutions:working-group-create", args=[unit.uid]), body)
    assert response.status_code == 409
    assert "FCU belum dibentuk" in response.content.decode()


def test_who_may_form_and_who_may_read(people, regions, unit, url, sign_in):
    for role in ("village_operator", "treasurer", "working_group", "tksk", "regency_reports", "pioneer"):
        assert sign_in(getattr(people, role)).post(url, filled(psks(unit)[:2])).status_code == 403, role
    neighbour = AssignmentFactory(role="secretary", region=regions.sibling)
    assert sign_in(neighbour).get(url).status_code == 404
    sign_in(people.secretary).post(url, filled(psks(unit)[:2]))
    group = WorkingGroup.objects.get()
    update = reverse("institutions:working-group-update", args=[group.uid])
    for address in (group.get_absolute_url(), update):
        assert sign_in(neighbour).get(address).status_code == 404
    for role, status in (("working_group", 200), ("tksk", 200), ("province", 200), ("pioneer", 403)):
        assert sign_in(getattr(people, role)).get(group.get_absolute_url()).status_code == status, role
    assert "Ubah pokja" not in sign_in(people.tksk).get(group.get_absolute_url()).content.decode()
    assert sign_in(people.tksk).get(update).status_code == 403
