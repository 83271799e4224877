"""Members of a family: typed from the card, all errors at once, what is rare questioned once, the head handed over."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from families.models import Family, FamilyMember
from families.workflow.conditions import head_recorded
from fcu_project.models import AuditEvent
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.families.fill_member import CHILD, chosen
from tests.filling import new_key, picture, typed_date
from tests.form_pages import form_with, values_of
from tests.test_query_budget import queries

mark = pytest.mark


@pytest.fixture
def family(people):
    return chosen(people)


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


def page(name, family, *more):
    return reverse(f"families:{name}", args=[family.uid, *more])


def add(secretary, family, **changes):
    data = {key: value for key, value in {**CHILD, **changes}.items() if value is not None}
    return secretary.post(page("member-create", family), {"_key": new_key(), **data})


HEAD = {
    "name": "Sumiyati", "nik": "9701014303840001", "sex": "female", "birth_date": "03-03-1984", "marital": "2",
    "relation": "1", "education": "3", "occupation": "20",
}  # fmt: skip
HUSBAND = {
    "name": "Suharto Wijaya", "nik": "9701010705820001", "birth_date": "07-05-1982", "marital": "2", "relation": "2",
    "occupation": "20",
}  # fmt: skip


def saved(name):
    return FamilyMember.objects.get(name=name)


# --- works ------------------------------------------------------------------------------------------------------
@mark.clause("FAM-08")
def test_a_whole_card_is_typed_member_by_member(secretary, family):
    """The identity part of the form: head, husband, child, in the order of the card, each with its number."""
    first = secretary.get(page("member-create", family))
    assert first.context["form"]["name"].value() == "Sumiyati"
    assert form_with(first, "name").get("relation") == "1"
    for person in (HEAD, HUSBAND, {}):
        response = add(secretary, family, **person)
        assert response.status_code == 302, response.context["form"].errors
        assert response["Location"] == page("member-create", family)
    rows = list(family.current_members())
    assert [(row.position, row.name, row.is_head) for row in rows] == [
        (1, "Sumiyati", True), (2, "Suharto Wijaya", False), (3, "Dimas Aditya", False)]  # fmt: skip
    assert rows[2].nik == CHILD["nik"] and rows[2].father_name == "Suharto Wijaya"
    listed = secretary.get(page("member-list", family)).content.decode()
    assert "3 orang, suami istri dan anak" in listed
    assert CHILD["nik"] not in listed and f"{CHILD['nik'][:4]}••••••••••••" in listed


def test_finish_leads_to_the_list(secretary, family):
    response = secretary.post(page("member-create", family), {**CHILD, **HEAD, "_key": new_key(), "finish": "1"})
    assert response["Location"] == page("member-list", family)


def test_labels_carry_the_numbers_of_the_paper(secretary, family):
    html = secretary.get(page("member-create", family)).content.decode()
    for text in ("1. Nama lengkap sesuai KK", "2. NIK", "8. Pekerjaan", "10. Hubungan", "16. Jaminan kesehatan"):
        assert text in html
    assert "2. NIK (opsional)" not in html
    assert html.index("Sering dipakai") < html.index("20 – Buruh tani") < html.index("10 – Peternak")


def test_only_the_year_is_an_estimate(secretary, family):
    add(secretary, family, **HEAD | {"birth_date": "1975", "nik": "9701014107750001"})
    row = saved("Sumiyati")
    assert (row.birth_date, row.birth_estimated) == (date(1975, 7, 1), True)
    url = page("member-update", family, row.uid)
    assert secretary.get(url).context["form"]["birth_date"].value() == "1975"
    sent = form_with(secretary.get(url), "name").data | {"birth_date": "01-07-1975"}
    assert secretary.post(url, sent).status_code == 302
    assert saved("Sumiyati").birth_estimated is False


def test_without_a_nik_a_reason_is_told(secretary, family):
    wrong = add(secretary, family, **HEAD | {"nik": "", "without_nik": "on"})
    assert "Pilih sebabnya" in str(wrong.context["form"].errors["no_nik"])
    assert add(secretary, family, **HEAD | {"nik": "", "without_nik": "on", "no_nik": "card_lost"}).status_code == 302
    row = saved("Sumiyati")
    assert (row.nik, row.nik_index, row.no_nik) == ("", None, "card_lost")
    assert "Belum punya NIK" in secretary.get(page("member-list", family)).content.decode()


def test_a_number_and_its_absence_are_not_both_true(secretary, family):
    response = add(secretary, family, **HEAD | {"without_nik": "on", "no_nik": "card_lost"})
    assert "Hapus salah satu" in str(response.context["form"].errors["nik"])


def test_immigration_papers_are_asked_of_foreigners_only(secretary, family):
    add(secretary, family, **HEAD | {"immigration_document": "X123"})
    assert saved("Sumiyati").immigration_document == ""
    add(secretary, family, **HUSBAND | {"nationality": "2", "immigration_document": "X123"})
    assert saved("Suharto Wijaya").immigration_document == "X123"


def test_a_dash_is_a_parent_who_is_not_known(secretary, family):
    add(secretary, family, **HEAD | {"father_name": "-", "mother_name": " - "})
    assert (saved("Sumiyati").father_name, saved("Sumiyati").mother_name) == ("", "")


# --- who may ----------------------------------------------------------------------------------------------------
@mark.parametrize("name", ["member-create", "member-update", "member-end", "member-head", "identity"])
def test_only_secretary_and_coordinator_write(name, family, people, sign_in):
    url = page(name, family) if name in ("member-create", "identity") else page(name, family, family.uid)
    for role, assignment in vars(people).items():
        other = sign_in(assignment)
        if role in ("secretary", "coordinator"):
            assert other.get(url).status_code in (200, 404)
        else:
            assert (other.get(url).status_code, other.post(url, {}).status_code) == (403, 403), role


@mark.parametrize("name", ["member-list", "member-create", "identity", "consent"])
def test_a_family_of_another_village_is_not_there(name, family, regions, sign_in):
    other = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    assert other.get(page(name, family)).status_code == 404
    if name != "member-list":
        assert other.post(page(name, family), {"_key": new_key()}).status_code == 404


@mark.parametrize(("role", "status"), [
    ("treasurer", 200), ("village_head", 200), ("tksk", 200), ("working_group", 403), ("lk3", 403), ("province", 403),
])  # fmt: skip
def test_who_reads_the_members(role, status, family, people, sign_in):
    make.identified(family, people.secretary)
    response = sign_in(getattr(people, role)).get(page("member-list", family))
    assert response.status_code == status
    if status == 200:
        assert "Ubah" not in response.content.decode().split("<main")[1]
        assert AuditEvent.objects.filter(verb="member:list", object_uid=family.uid, role=role).exists()


@mark.parametrize("name", ["identity", "member-list", "member-create", "form-paper", "consent"])
def test_before_the_fgd_the_page_says_why_it_is_closed(name, people, secretary):
    make.selection_group(people)
    waiting = make.candidate(people.secretary, "Belum Dipilih")
    response = secretary.get(page(name, waiting))
    assert response.status_code == 409
    assert "setelah keluarga ini dipilih dalam FGD" in response.content.decode()


@mark.parametrize("name", ["identity", "member-create", "consent"])
def test_before_the_fgd_nothing_is_written(name, people, secretary):
    make.selection_group(people)
    waiting = make.candidate(people.secretary, "Belum Dipilih")
    before = picture()
    assert secretary.post(page(name, waiting), {**CHILD, "_key": new_key()}).status_code == 409
    assert picture() == before


def test_an_archived_file_is_closed(family, secretary):
    Family.objects.filter(pk=family.pk).update(archived_on=TODAY)
    assert secretary.get(page("member-create", family)).status_code == 409


# --- errors and questions ---------------------------------------------------------------------------------------
def test_every_error_stands_beside_its_field_at_once(secretary, family):
    add(secretary, family, **HEAD)
    before = picture()
    response = add(
        secretary, family, name="A1", nik="97010", birth_date="31-02-2020", religion="77", relation="", sex="",
        mother_name="<b>", insurance="99999999999999999999",
    )  # fmt: skip
    assert response.status_code == 422 and picture() == before
    errors = response.context["form"].errors
    assert set(errors) >= {
        "name", "nik", "birth_date", "religion", "relation", "sex", "mother_name", "insurance"}  # fmt: skip
    assert "NIK harus 16 angka. Baru terisi 5." in errors["nik"]
    html = unescape(re.sub(r"</?span[^>]*>", "", response.content.decode()))
    assert all(message in html for messages in errors.values() for message in messages)
    assert {"A1", "97010", "31-02-2020", "<b>"} <= set(values_of(response))


@mark.parametrize(("changes", "field", "words"), [
    ({"relation": "1", "birth_date": "12-03-2019"}, "relation", "tidak bisa menjadi kepala keluarga"),
    ({"marital": "2", "birth_date": typed_date(TODAY - timedelta(days=3 * 366))}, "marital", "Umur 3 tahun tidak bisa"),
    ({"birth_date": "12-03-1899"}, "birth_date", "mulai 1900"),
    ({"birth_date": typed_date(TODAY + timedelta(days=1))}, "birth_date", "setelah hari ini"),
    ({"birth_date": "1903"}, "birth_date", "Umur menjadi"),
    ({"relation": "1"}, "relation", "Kepala keluarga sudah ada: Sumiyati"),
    ({"relation": "3", "marital": "2", "sex": "male", "birth_date": "12-03-1980"}, "relation", "Istri adalah"),
    ({"relation": "3", "marital": "2", "sex": "female", "birth_date": "12-03-1980"}, "relation", "keduanya sama"),
    ({"relation": "2", "marital": "1", "birth_date": "12-03-1980"}, "marital", "belum kawin"),
    ({"relation": "4", "birth_date": "12-03-1980"}, "birth_date", "lebih dahulu daripada kepala keluarga"),
    ({"relation": "7", "marital": "4"}, "birth_date", "lebih muda daripada Sumiyati"),
])  # fmt: skip
def test_what_cannot_be_is_refused_beside_the_field(changes, field, words, secretary, family):
    """F8: a child as head, married at three, two women as spouses, a child older than its mother."""
    add(secretary, family, **HEAD)
    before = picture()
    response = add(secretary, family, **changes)
    assert response.status_code == 422 and picture() == before
    assert words in str(response.context["form"].errors[field])


def test_a_husband_of_an_unmarried_head_is_refused_from_both_sides(secretary, family):
    add(secretary, family, **HEAD | {"marital": "3"})
    assert "berstatus cerai hidup" in str(add(secretary, family, **HUSBAND).context["form"].errors["relation"])
    make_married = page("member-update", family, saved("Sumiyati").uid)
    sent = form_with(secretary.get(make_married), "name").data
    assert secretary.post(make_married, sent | {"marital": "2"}).status_code == 302
    assert add(secretary, family, **HUSBAND).status_code == 302
    sent = form_with(secretary.get(make_married), "name").data
    for change, field in (({"marital": "1"}, "marital"), ({"sex": "male"}, "sex")):
        response = secretary.post(make_married, sent | change | {"_key": new_key()})
        assert response.status_code == 422
        assert "Suharto Wijaya" in str(response.context["form"].errors[field])


def test_what_is_rare_is_questioned_once_and_then_saved(secretary, family):
    add(secretary, family, **HEAD)
    before = picture()
    asked = add(secretary, family, marital="2")
    assert asked.status_code == 422 and picture() == before
    form = form_with(asked, "name")
    assert form.get("checked") is None  # offered, not ticked
    html = asked.content.decode()
    assert "pada umur" in html and "Sudah diperiksa, memang begitu" in html
    assert form.get("nik") == CHILD["nik"] and form.get("marital") == "2"
    tick = asked.context["form"].fields["checked"].widget.attrs["value"]
    assert secretary.post(page("member-create", family), form.data | {"checked": tick}).status_code == 302
    assert saved("Dimas Aditya").marital.code == 2


def test_the_tick_is_not_offered_before_the_question(secretary, family):
    assert "Sudah diperiksa" not in secretary.get(page("member-create", family)).content.decode()
    add(secretary, family, **HEAD)
    assert "checked" not in add(secretary, family, name="").context["form"].fields


def test_a_tick_answers_only_the_question_beside_it(secretary, family):
    """Ticked for an early marriage, it doesn't let a wrong sex in the NIK through."""
    add(secretary, family, **HEAD)
    tick = add(secretary, family, marital="2").context["form"].fields["checked"].widget.attrs["value"]
    again = add(secretary, family, marital="2", sex="female", checked=tick)
    assert again.status_code == 422
    assert "Jenis kelamin di NIK berbeda" in str(again.context["form"].errors["checked"])
    assert form_with(again, "name").get("checked") is None
    assert add(secretary, family, checked="on", marital="2").status_code == 422


def test_a_family_without_a_head_is_kept_and_says_what_it_waits_for(secretary, family):
    assert add(secretary, family, relation="6").status_code == 302
    html = secretary.get(page("member-list", family)).content.decode()
    assert "Belum ada kepala keluarga" in html
    assert head_recorded(family.participation(), TODAY) == "Kepala keluarga belum ditentukan di antara anggota."


# --- change, leave, hand over -------------------------------------------------------------------------------------
def test_the_stored_number_is_not_printed_back_and_stays(secretary, family):
    add(secretary, family, **HEAD)
    row = saved("Sumiyati")
    url = page("member-update", family, row.uid)
    html = secretary.get(url).content.decode()
    assert HEAD["nik"] not in html and "Tersimpan: 9701••••••••••••. Kosongkan bila tidak berubah." in html
    sent = form_with(secretary.get(url), "name").data | {"birth_place": "Praya"}
    assert sent["nik"] == [""]
    assert secretary.post(url, sent).status_code == 302
    row.refresh_from_db()
    assert (row.nik, row.birth_place) == (HEAD["nik"], "Praya")


def test_a_conflict_shows_no_stored_number(secretary, family, people):
    add(secretary, family, **HEAD)
    row = saved("Sumiyati")
    url = page("member-update", family, row.uid)
    sent = form_with(secretary.get(url), "name").data | {"birth_place": "Praya"}
    FamilyMember.objects.get(pk=row.pk).save()
    response = secretary.post(url, sent)
    assert response.status_code == 409
    assert HEAD["nik"] not in response.content.decode()


def test_dropping_a_number_is_questioned(secretary, family):
    add(secretary, family, **HEAD)
    url = page("member-update", family, saved("Sumiyati").uid)
    sent = form_with(secretary.get(url), "name").data | {"without_nik": "on", "no_nik": "card_lost"}
    asked = secretary.post(url, sent)
    assert "NIK yang tersimpan akan dihapus." in asked.context["form"].errors["checked"]
    tick = asked.context["form"].fields["checked"].widget.attrs["value"]
    assert secretary.post(url, sent | {"checked": tick}).status_code == 302
    assert saved("Sumiyati").nik == ""


@pytest.fixture
def couple(family, people):
    make.identified(family, people.secretary)
    family.refresh_from_db()
    return FamilyMember.objects.get(is_head=True), FamilyMember.objects.get(is_head=False)


def end(secretary, family, member, **changes):
    data = {"left_reason": "moved", "left_on": typed_date(TODAY), "_key": new_key(), **changes}
    return secretary.post(page("member-end", family, member.uid), data)


def test_a_member_who_left_stays_in_the_history(secretary, family, couple):
    _, husband = couple
    assert end(secretary, family, husband).status_code == 302
    html = secretary.get(page("member-list", family)).content.decode()
    assert "1 orang tidak lagi dalam keluarga ini" in html and ": pindah, " in html
    assert end(secretary, family, husband).status_code == 404


@mark.parametrize(("day", "words"), [
    (date(1982, 5, 6), "mendahului tanggal lahir"), (TODAY + timedelta(days=1), "setelah hari ini")])  # fmt: skip
def test_nobody_leaves_before_birth_or_tomorrow(day, words, secretary, family, couple):
    before = picture()
    response = end(secretary, family, couple[1], left_on=typed_date(day))
    assert response.status_code == 422 and picture() == before
    assert words in str(response.context["form"].errors["left_on"])


def test_the_head_hands_over_first(secretary, family, couple):
    head, husband = couple
    assert "Masih kepala keluarga" in secretary.get(page("member-end", family, head.uid)).content.decode()
    before = picture()
    assert end(secretary, family, head).status_code == 409
    assert picture() == before
    url = page("member-head", family, husband.uid)
    assert secretary.post(url, {"_key": new_key(), "relation": "3"}).status_code == 302
    family.refresh_from_db()
    assert (family.head_name, family.head_sex) == (husband.name, "male")
    assert [(row.name, row.relation.code) for row in family.current_members()] == [
        (head.name, 3), (husband.name, 1)]  # fmt: skip
    assert end(secretary, family, head).status_code == 302


def test_the_new_head_is_not_asked_to_become_head(secretary, family, couple):
    assert secretary.get(page("member-head", family, couple[0].uid)).status_code == 404


@mark.parametrize("relation", ["2", "1", "", "77"])
def test_a_wrong_relation_of_the_old_head_changes_nothing(relation, secretary, family, couple):
    """A woman is no husband, and there are not two heads."""
    before = picture()
    response = secretary.post(page("member-head", family, couple[1].uid), {"_key": new_key(), "relation": relation})
    assert response.status_code == 422 and picture() == before


def test_a_child_does_not_become_head(secretary, family, couple, people):
    child = make.member(
        family, people.secretary, "Putri", relation=4, born=TODAY - timedelta(days=5 * 366), marital=1
    )  # fmt: skip
    before = picture()
    response = secretary.post(page("member-head", family, child.uid), {"_key": new_key(), "relation": "7"})
    assert response.status_code == 422 and picture() == before
    assert "tidak bisa menjadi kepala keluarga" in response.content.decode()


def test_a_member_of_another_family_is_not_found_here(secretary, family, couple, people):
    other = make.candidate(people.secretary, "Orang Lain")
    stranger = FamilyMember.objects.create(
        family=other, region=other.region, position=1, name="Orang Lain", sex="female", birth_date=date(1990, 1, 1),
        joined_on=TODAY, **{name: getattr(couple[0], name) for name in (
            "religion", "education", "occupation", "marital", "relation", "nationality")},
    )  # fmt: skip
    for name in ("member-update", "member-end", "member-head"):
        assert secretary.get(page(name, family, stranger.uid)).status_code == 404


def test_the_list_asks_the_same_of_the_database_for_two_and_for_eight(secretary, family, couple, people):
    url = page("member-list", family)
    secretary.get(url)
    few = queries(secretary, url)
    for number in range(6):
        born = date(2010, 1, 1 + number)
        make.member(family, people.secretary, f"Anak {'abcdef'[number]}", relation=4, born=born, marital=1)
    assert queries(secretary, url) == few
