"""A new name that is, or nearly is, one of the list: questioned once, never merged or doubled unseen."""

import pytest
from django.urls import reverse

from institutions.forms.person import looks_alike
from institutions.models import Person
from tests import factories as make
from tests.factories import TODAY, PersonFactory
from tests.form_pages import form_with
from tests.form_routes import new_key, picture


@pytest.mark.parametrize(("one", "other", "alike"), [
    ("Siti Aminah", "siti  AMINAH", True),
    ("Siti Aminah", "Aminah Siti", True),
    ("Siti Aminah", "Siti Aminnah", True),  # one more
    ("Siti Aminah", "Siti Amina", True),  # one less
    ("Siti Aminah", "Siti Aminoh", True),  # another
    ("Siti Aminah", "Riti Aminah", True),  # at the beginning
    ("René Naima", "Rene Naima", True),
    ("Siti Aminah", "Siti Aminnahh", False),  # two more
    ("Siti Aminah", "Seti Aminoh", False),  # two others
    ("Siti Aminah", "Siti", False),
    ("Siti Aminah", "Siti Rohana", False),
    ("Made Putra", "Made Putri Ayu", False),
])  # fmt: skip
def test_what_looks_like_the_same_name(one, other, alike):
    assert looks_alike(one, other) == looks_alike(other, one) == alike


@pytest.fixture
def known(regions):
    return PersonFactory(region=regions.village, name="Siti Aminah", sex="female", position="Ketua PKK")


FORMS = ("attendance", "member-create")


@pytest.fixture(params=FORMS)
def filling(request, people, regions, known, sign_in):
    """(client, address, what a valid form sends beside the name and the sex), for both forms that take a name."""
    by = people.village_operator
    if request.param == "attendance":
        row = make.held_meeting("formation", by, on=TODAY, elements=(), hold=False)
        more = {"element": "individual", "position": "Kader"}
    else:
        row = make.started_unit(by)
        more = {"kind": "individual", "category": "activist", "competence": "Kader", "committed": "on",
                "joined_on": "01-03-2025"}  # fmt: skip
    return sign_in(by), reverse(f"institutions:{request.param}", args=[row.uid]), more


@pytest.mark.parametrize(("name", "sex", "how"), [
    ("Siti Aminah", "male", "sama"), ("Aminah Siti", "female", "mirip"), ("Siti Aminnah", "female", "mirip"),
    ("siti aminoh", "male", "mirip"),
])  # fmt: skip
def test_a_name_like_one_of_the_list_is_questioned_once(name, sex, how, filling, known):
    client, url, more = filling
    before = picture()
    assert 'name="other_person"' not in client.get(url).content.decode()
    response = client.post(url, {**more, "name": name, "sex": sex, "phone": "081234567890", "_key": new_key()})
    assert response.status_code == 422
    assert picture() == before
    assert response.context["form"].errors == {
        "name": [f"Sudah ada nama yang {how}: Siti Aminah (Ketua PKK). Pilih dari daftar bila orangnya sama."]
    }
    html = response.content.decode()
    assert html.index('id="id_name"') < html.index('id="id_other_person"') < html.index('id="id_sex_0"')
    kept = form_with(response, "name").data
    assert (kept["name"], kept["phone"]) == ([name], ["081234567890"])
    assert "other_person" not in kept  # the question is not answered for them
    assert client.post(url, kept).status_code == 422
    assert client.post(url, {**kept, "other_person": "on", "_key": new_key()}).status_code == 302
    other = Person.objects.exclude(pk=known.pk).get(name=name)
    assert (other.sex, other.region) == (sex, known.region)


def test_the_same_name_and_sex_is_still_the_same_person(filling, known):
    client, url, more = filling
    response = client.post(url, {**more, "name": "siti  aminah", "sex": "female", "_key": new_key()})
    assert response.status_code == 302
    assert Person.objects.filter(search_name="siti aminah").get() == known


def test_unless_it_was_said_to_be_another(filling, known):
    client, url, more = filling
    data = {**more, "name": "Siti Aminah", "sex": "female", "other_person": "on", "_key": new_key()}
    assert client.post(url, data).status_code == 302
    assert Person.objects.filter(search_name="siti aminah", region=known.region).count() == 2


def test_the_answer_stays_while_something_else_is_wrong(filling):
    client, url, more = filling
    data = {**more, "name": "Siti Aminah", "sex": "male", "other_person": "on", "phone": "0812", "_key": new_key()}
    response = client.post(url, data)
    assert set(response.context["form"].errors) == {"phone"}
    assert form_with(response, "name").get("other_person") == "on"


def test_an_official_of_the_list_is_questioned_too(filling, people):
    client, url, more = filling
    tksk = people.tksk.person
    Person.objects.filter(pk=tksk.pk).update(name="Zulkarnaen Hamdi", search_name="zulkarnaen hamdi")
    response = client.post(url, {**more, "name": "Zulkarnaen Hamdi", "sex": tksk.sex, "_key": new_key()})
    assert "Sudah ada nama yang sama: Zulkarnaen Hamdi" in str(response.context["form"].errors["name"])


def test_people_of_another_village_are_not_named(filling, regions):
    client, url, more = filling
    PersonFactory(region=regions.sibling, name="Orang Seberang", sex="female")
    response = client.post(url, {**more, "name": "Orang Seberang", "sex": "male", "_key": new_key()})
    assert response.status_code == 302


def test_one_chosen_from_the_list_is_not_questioned(filling, known):
    client, url, more = filling
    data = {**more, "person": known.pk, "name": "Aminah Siti", "_key": new_key()}
    assert client.post(url, data).status_code == 302
    assert Person.objects.filter(search_name="aminah siti").count() == 0
