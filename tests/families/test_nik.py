"""A NIK as people type it: cleaned, refused in words, questioned, once in a village, silent about other villages."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from families.models import Family, FamilyMember, NumberClash
from families.numbers import card_warnings, nik_warnings
from fcu_project.identity import clean_number, masked
from tests.factories import TODAY
from tests.families import make
from tests.families.fill_member import BORN, CHILD, chosen
from tests.families.test_members import HEAD, add, page, saved
from tests.filling import new_key, picture
from tests.form_pages import form_with, values_of

mark = pytest.mark
NUMBER = "9701011203840001"


@mark.parametrize("typed", [
    NUMBER, "9701 0112 0384 0001", "9701.0112.0384.0001", "9701-0112-0384-0001", f"  {NUMBER}\n", f"'{NUMBER}",
    f"\ufeff{NUMBER}\u200b", "9701\u00a00112\u202f0384\u20090001", f"’{NUMBER}",
])  # fmt: skip
def test_only_separators_fall_away(typed):
    """I11: what is pasted around a number does not make it wrong."""
    assert clean_number(typed, "NIK") == NUMBER


@mark.parametrize(("typed", "words"), [
    ("970101120384000", "Baru terisi 15"), ("97010112038400011", "Terisi 17"), ("97O1011203840001", "tanpa huruf"),
    ("970101l203840001", "tanpa huruf"), ("٩٧٠١٠١١٢٠٣٨٤٠٠٠١", "tanpa huruf"),
    ("９７０１０１１２０３８４０００１", "tanpa huruf"),
    ("9701011203840001x", "tanpa huruf"), ("9,70101E+15", "tanpa huruf"), ("0" * 16, "sama semua"),
    ("9" * 16, "sama semua"), ("0", "Baru terisi 1"), ("²" * 16, "tanpa huruf"),
])  # fmt: skip
def test_everything_else_is_refused_in_words(typed, words):
    """I10–I12, I14: lost digits, letters, other scripts' digits, dummies."""
    with pytest.raises(ValidationError, match=words):
        clean_number(typed, "NIK")


def test_nothing_is_no_number():
    assert (clean_number("", "NIK"), clean_number(" - ", "NIK"), masked("")) == ("", "", "")
    assert masked(NUMBER) == "9701••••••••••••"


@mark.parametrize(("nik", "facts", "words"), [
    ("9701011203840001", {}, ""),
    ("9701015203840001", {"sex": "female"}, ""),
    ("9701010107840001", {"born": date(1984, 7, 1), "estimated": True}, ""),
    ("9701011302840001", {}, "Tanggal lahir di NIK berbeda"),
    ("9701015203840001", {}, "Jenis kelamin di NIK berbeda"),
    ("1234561203840001", {}, "bukan kode kecamatan"),
    ("9701013102840001", {}, "bukan tanggal yang ada"),
    ("9701019903840001", {}, "bukan tanggal yang ada"),
    ("9701011213840001", {}, "bukan tanggal yang ada"),
    ("9701011203840000", {}, "tidak mungkin 0000"),
])  # fmt: skip
def test_what_an_honest_card_may_say_only_warns(nik, facts, words, regions):
    """I13: region, date, sex, serial."""
    known = {"sex": "male", "born": date(1984, 3, 12), "estimated": False, "today": TODAY, **facts}
    found = nik_warnings(nik, **known)
    assert (words in " ".join(found)) if words else found == []
    assert card_warnings("9701011203150001") == [] and card_warnings("1234561203150001")


@pytest.fixture
def family(people):
    return chosen(people)


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


@mark.parametrize("typed", ["97O1011708090001", "970101170809000", "٩٧٠١٠١١٧٠٨٠٩٠٠٠١", "1111111111111111"])
def test_a_wrong_number_comes_back_to_its_writer_and_is_not_kept(typed, secretary, family):
    add(secretary, family, **HEAD)
    before = picture()
    response = add(secretary, family, nik=typed)
    assert response.status_code == 422 and picture() == before
    assert set(response.context["form"].errors) == {"nik"}
    assert typed in values_of(response)


def test_a_differing_birth_date_warns_and_is_saved_when_it_is_so(secretary, family):
    add(secretary, family, **HEAD)
    asked = add(secretary, family, birth_date="18-08-2009")
    assert "Tanggal lahir di NIK berbeda" in str(asked.context["form"].errors["checked"])
    tick = asked.context["form"].fields["checked"].widget.attrs["value"]
    sent = form_with(asked, "name").data | {"checked": tick}
    assert secretary.post(page("member-create", family), sent).status_code == 302


def test_a_number_stands_once_in_a_village_and_says_whose_it_is(secretary, family, people):
    add(secretary, family, **HEAD)
    add(secretary, family)
    other = make.short.life(people.secretary, "Maimunah", "plasma", "proposed", days=make.DAYS)
    before = picture()
    again = add(secretary, other, name="Orang Kedua", nik=f" {CHILD['nik'][:6]} {CHILD['nik'][6:]}")
    assert again.status_code == 422 and picture() == before
    assert "NIK ini sudah dipakai keluarga Ibu Sumiyati (RT 003)." in str(again.context["form"].errors["nik"])


def test_several_without_a_number_stay_apart(secretary, family):
    """I14: no number is never a key."""
    none = {"nik": "", "without_nik": "on", "no_nik": "never_recorded"}
    add(secretary, family, **HEAD)
    assert {add(secretary, family, name=name, **none).status_code for name in ("Adi", "Budi")} == {302}
    assert FamilyMember.objects.filter(nik_index=None).count() == 2


# --- another village ---------------------------------------------------------------------------------------------
UIDS = re.compile(rb"[0-9a-f]{8}-[0-9a-f-]{27}|csrfmiddlewaretoken\" value=\"[^\"]+")


def shown(secretary, family, number):
    """Everything the writer sees of saving a member with this number, apart from keys of rows and forms."""
    secretary.get(page("member-list", family))  # messages of before are read
    response = add(secretary, family, nik=number)
    after = secretary.get(response["Location"])
    listed = secretary.get(page("member-list", family))
    return [response.status_code, *(UIDS.sub(b"", part) for part in (
        response.content, response["Location"].encode(), after.content, listed.content))]  # fmt: skip


@pytest.fixture
def elsewhere(regions):
    """A family of the next village."""
    return Family.objects.create(
        region=regions.sibling, number=1, head_name="Orang Seberang", head_sex="female", recorded_on=TODAY
    )


def stranger(family, like, number):
    """Somebody of another village with this number."""
    return FamilyMember.objects.create(
        family=family, region=family.region, position=1, name="Orang Seberang", sex="male", birth_date=BORN,
        nik=number, joined_on=TODAY, **{name: getattr(like, name) for name in (
            "religion", "education", "occupation", "marital", "relation", "nationality")},
    )  # fmt: skip


def test_a_number_of_another_village_is_saved_without_a_word(secretary, family, elsewhere):
    """I16: the answer is the same to the byte; only the Dinas learns of it, and neither village."""
    add(secretary, family, **HEAD)
    known, fresh = make.nik(BORN, "male", region="970101", serial=7), make.nik(BORN, "male", region="970101", serial=8)
    stranger(elsewhere, saved("Sumiyati"), known)
    with_clash = shown(secretary, family, known)
    clash = NumberClash.objects.get()
    assert clash.region.code == "9701"
    NumberClash.objects.all().delete()
    FamilyMember.objects.filter(name=CHILD["name"]).delete()
    assert shown(secretary, family, fresh) == with_clash
    assert not NumberClash.objects.exists()


def test_only_the_dinas_of_both_villages_sees_the_clash(secretary, family, elsewhere, people, sign_in):
    add(secretary, family, **HEAD)
    stranger(elsewhere, saved("Sumiyati"), CHILD["nik"])
    add(secretary, family)
    url = reverse("families:clash-list")
    for role, assignment in vars(people).items():
        response = sign_in(assignment).get(url)
        if assignment.level == "village":
            assert response.status_code == 403, role
        elif response.status_code == 200:  # above the kabupaten only what crosses its border
            assert bool(response.context["rows"]) == (role == "regency_cases"), role
    for name in ("family", "member-list"):
        assert "Seberang" not in secretary.get(page(name, family)).content.decode()


def test_the_second_save_in_the_same_moment_is_told_in_words(secretary, family, monkeypatch):
    """Two secretaries type one card at once: the rule of the database speaks a sentence."""
    add(secretary, family, **HEAD)
    monkeypatch.setattr("families.forms.member.same_nik", lambda member: None)
    add(secretary, family)
    before = picture()
    response = secretary.post(page("member-create", family), {**CHILD, "name": "Kembar", "_key": new_key()})
    assert response.status_code in (409, 422) and picture() == before
    assert f"NIK ini sudah diisi untuk {CHILD['name']} di keluarga ini." in response.content.decode()


def test_the_number_of_another_member_names_that_member(secretary, family):
    add(secretary, family, **HEAD)
    first = family.members.get()
    again = add(secretary, family, name="Orang Kedua", nik=first.nik)
    assert again.status_code == 422
    said = str(again.context["form"].errors["nik"])
    assert f"NIK ini sudah diisi untuk {first.name} di keluarga ini." in said and first.nik not in said
