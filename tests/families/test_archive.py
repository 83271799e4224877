"""Put away with a reason, brought back as it was; never while a family is designated."""

import pytest
from django.urls import reverse

from families.models import Family
from fcu_project.models import AuditEvent
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.families.fill_family import record, refused
from tests.form_pages import form_with
from tests.form_routes import new_key, picture

ROUTES = ("family-update", "archive", "restore")


@pytest.fixture
def family(people):
    make.selection_group(people)
    return make.candidate(people.secretary)


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


def to(name, family):
    return reverse(f"families:{name}", args=[family.uid])


def put_away(client, family, reason="Tercatat dua kali."):
    return client.post(to("archive", family), {"_key": new_key(), "reason": reason})


def test_the_question_names_the_family_and_promises_a_way_back(family, secretary):
    html = secretary.get(to("archive", family)).content.decode()
    assert "Arsipkan keluarga Ibu Sumiyati?" in html and "Data masih bisa dipulihkan." in html


def test_archived_it_leaves_the_list_and_can_be_brought_back(family, secretary, people):
    assert put_away(secretary, family).status_code == 302
    row = Family.objects.get()
    assert (row.archived_on, row.archived_reason) == (people.secretary.today, "Tercatat dua kali.")
    assert "Sumiyati" not in secretary.get("/keluarga/").content.decode()
    assert "Sumiyati" in secretary.get("/keluarga/?peran=arsip").content.decode()
    html = secretary.get(family.get_absolute_url()).content.decode()
    assert "Tercatat dua kali." in html and to("restore", family) in html
    assert to("family-update", family) not in html and to("archive", family) not in html
    page = secretary.get(to("restore", family))
    assert secretary.post(to("restore", family), form_with(page, "_key").data).status_code == 302
    row.refresh_from_db()
    assert (row.archived_on, row.archived_reason) == (None, "")
    verbs = AuditEvent.objects.filter(object_uid=family.uid).values_list("verb", flat=True)
    assert {"family:archive", "family:restore"} <= set(verbs)


def test_a_reason_is_needed(family, secretary):
    response = put_away(secretary, family, "")
    assert response.status_code == 422
    assert "Alasan diarsipkan belum diisi." in response.content.decode()
    assert Family.objects.get().archived_on is None


def test_a_designated_family_is_not_put_away(people, secretary):
    pairing = make.paired(people)
    before = picture()
    response = put_away(secretary, pairing.plasma.family)
    assert response.status_code == 409 and picture() == before
    assert "Akhiri keikutsertaannya dahulu." in response.content.decode()


def test_an_archived_file_is_not_changed(family, secretary):
    put_away(secretary, family)
    assert secretary.get(to("family-update", family))["Location"] == family.get_absolute_url()
    before = picture()
    row = Family.objects.get()
    response = secretary.post(to("family-update", family), {**record(), "_key": new_key(), "_version": row.version})
    assert response.status_code == 409 and picture() == before
    assert "Pulihkan dahulu" in response.content.decode()
    assert put_away(secretary, family).status_code == 409


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("role", ["village_operator", "village_head", "treasurer", "tksk", "pioneer", "lk3"])
def test_wrong_roles_are_refused(role, name, family, people, sign_in):
    client = sign_in(getattr(people, role))
    assert client.get(to(name, family)).status_code == 403
    assert client.post(to(name, family), {"_key": new_key()}).status_code == 403


def test_the_pokja_changes_the_record_but_archives_nothing(family, people, sign_in):
    client = sign_in(people.working_group)
    statuses = [client.get(to(name, family)).status_code for name in ROUTES]
    assert statuses == [200, 403, 403]


@pytest.mark.parametrize("name", ROUTES)
def test_another_village_finds_nothing(name, family, regions, sign_in):
    client = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    before = picture()
    assert client.get(to(name, family)).status_code == 404
    assert client.post(to(name, family), {"_key": new_key(), "reason": "Bukan milik kami."}).status_code == 404
    assert picture() == before


def test_a_family_that_declined_may_be_a_candidate_again(people, sign_in):
    """Its refusal stays in the history; the way begins anew, with a new FGD and a new answer."""
    family = refused(people)
    make.family_actions.confirm([family], by=people.village_head, on=TODAY)
    client = sign_in(people.secretary)
    url = reverse("families:candidate-again", args=[family.uid])
    assert url in client.get(family.get_absolute_url()).content.decode()
    assert client.post(url, {"_key": new_key()})["Location"] == family.get_absolute_url()
    new, old = family.participations.order_by("-id")
    assert (old.stage, new.stage, new.role, new.started_on) == ("unwilling", "candidate", "candidate", TODAY)
    assert old.consents.filter(given=False).count() == 2
    family.refresh_from_db()
    assert (family.confirmed_on, family.confirmed_by) == (None, "")
    page = client.get(family.get_absolute_url()).content.decode()
    assert "Menunggu FGD" in page and url not in page
    again = client.post(url, {"_key": new_key()})
    assert again.status_code == 409 and "masih dalam proses" in again.content.decode()
    assert family.participations.count() == 2


@pytest.mark.parametrize("role, status", [("village_head", 403), ("village_operator", 403), ("lk3", 403)])
def test_who_may_not_nominate(role, status, people, sign_in):
    family = refused(people)
    url = reverse("families:candidate-again", args=[family.uid])
    assert sign_in(getattr(people, role)).post(url, {"_key": new_key()}).status_code == status
    assert family.participations.count() == 1
