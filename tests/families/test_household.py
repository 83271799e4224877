"""Rules of a household, one by one (F8): what can't be, what is rare, and what kind of family its members make."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from families import household
from families.models import Family, FamilyMember
from tests.factories import TODAY
from tests.families.make import code

mark = pytest.mark


@pytest.fixture
def family(regions, reference):
    return Family.objects.create(
        region=regions.village, number=1, head_name="Sumiyati", head_sex="female", recorded_on=TODAY
    )


def person(family, name="Seseorang", *, relation=1, sex="female", age=40, marital=2, keep=False):
    """Somebody of the family, kept or only thought of."""
    born = date(TODAY.year - age, 1, 1)
    row = FamilyMember(
        family=family, region=family.region, position=1, name=name, sex=sex, birth_date=born, joined_on=TODAY,
        relation=code("relation", relation), marital=code("marital", marital), religion=code("religion", 1),
        education=code("education", 3), occupation=code("occupation", 1), nationality=code("nationality", 1),
        is_head=relation == 1,
    )  # fmt: skip
    if keep:
        row.save()
    return row


def errors_of(row):
    return household.errors_of(row, household.beside(row), TODAY)


def warnings_of(row):
    return household.warnings_of(row, household.beside(row), TODAY)


def along(rule, rows):
    """What a rule says of every row of a list, each measured against those above it, as the sheet does."""
    return [rule(row, rows[:place], TODAY) for place, row in enumerate(rows)]


def wrong(row):
    return set(errors_of(row))


@mark.parametrize(("age", "fields"), [
    (9, {"relation", "marital"}), (10, {"marital"}), (12, set()), (121, {"birth_date"})])  # fmt: skip
def test_a_child_is_no_head_and_not_married(age, fields, family):
    assert wrong(person(family, age=age)) == fields


def test_what_is_still_open_is_passed_over(family):
    assert errors_of(FamilyMember(family=family)) == {}
    assert warnings_of(FamilyMember(family=family)) == []
    assert errors_of(FamilyMember()) == {}


@mark.parametrize(("head", "spouse", "fields"), [
    ({"sex": "female"}, {"sex": "male", "relation": 2}, set()),
    ({"sex": "male"}, {"sex": "female", "relation": 3}, set()),
    ({"sex": "male"}, {"sex": "male", "relation": 2}, {"relation"}),
    ({"sex": "female"}, {"sex": "female", "relation": 3}, {"relation"}),
    ({"sex": "male"}, {"sex": "male", "relation": 3}, {"relation"}),
    ({"sex": "female", "marital": 1}, {"sex": "male", "relation": 2}, {"relation"}),
    ({"sex": "female", "marital": 4}, {"sex": "male", "relation": 2}, {"relation"}),
    ({"sex": "female"}, {"sex": "male", "relation": 2, "marital": 1}, {"marital"}),
])  # fmt: skip
def test_spouses_fit_each_other(head, spouse, fields, family):
    person(family, "Kepala", keep=True, **head)
    assert wrong(person(family, "Pasangan", **spouse)) == fields


def test_one_husband_but_wives_are_asked_about(family):
    person(family, "Kepala", keep=True, sex="female")
    person(family, "Suami", keep=True, sex="male", relation=2)
    assert wrong(person(family, "Suami Kedua", sex="male", relation=2)) == {"relation"}
    other = Family.objects.create(
        region=family.region, number=2, head_name="Hadi", head_sex="male", recorded_on=TODAY
    )  # fmt: skip
    person(other, "Hadi", keep=True, sex="male")
    person(other, "Istri", keep=True, relation=3)
    second = person(other, "Istri Kedua", relation=3)
    assert wrong(second) == set()
    assert "Istri lain sudah tercatat di keluarga ini." in warnings_of(second)


def test_rows_not_saved_yet_are_measured_against_those_above_them(family):
    """A sheet or a list from Excel is looked at as a whole, and every two people once."""
    head = person(family, "Hadi", sex="male", age=40)
    rows = [head, person(family, "Sari", relation=3, age=38), person(family, "Budi", relation=4, age=41, marital=1)]
    assert [set(found) for found in along(household.errors_of, rows)] == [set(), set(), {"birth_date"}]
    assert [set(found) for found in along(household.errors_of, [*rows[1:], head])] == [set(), set(), {"birth_date"}]
    assert along(household.errors_of, [head, FamilyMember(relation=code("relation", 4))]) == [{}, {}]
    rows[2].birth_date = date(TODAY.year - 30, 1, 1)
    assert along(household.warnings_of, rows)[2] == ["Selisih umur anak dan kepala keluarga kurang dari 12 tahun."]


def test_generations_keep_their_order(family):
    person(family, "Kepala", keep=True, age=40)
    assert wrong(person(family, relation=4, age=41, marital=1)) == {"birth_date"}
    assert wrong(person(family, relation=7, age=39)) == {"birth_date"}
    assert wrong(person(family, relation=8, age=39)) == {"birth_date"}
    assert wrong(person(family, relation=7, age=60)) == set()


def test_the_head_is_measured_against_those_who_are_there(family):
    """The other side of each rule: the head is changed after spouse and child were written."""
    head = person(family, "Kepala", keep=True, age=40)
    person(family, "Suami", keep=True, sex="male", relation=2)
    person(family, "Anak", keep=True, relation=4, age=15, marital=1)
    person(family, "Ibu", keep=True, relation=7, age=60)
    assert wrong(head) == set()
    head.marital = code("marital", 3)
    assert wrong(head) == {"marital"}
    head.marital, head.sex = code("marital", 2), "male"
    assert wrong(head) == {"sex"}
    head.sex, head.birth_date = "female", date(TODAY.year - 14, 1, 1)
    assert wrong(head) == {"birth_date"}
    head.birth_date = date(TODAY.year - 70, 1, 1)
    assert wrong(head) == {"birth_date"}


def test_those_who_left_count_no_more(family):
    row = person(family, "Kepala", keep=True)
    assert wrong(person(family, "Lain")) == {"relation"}
    FamilyMember.objects.filter(pk=row.pk).update(left_on=TODAY, is_head=False)
    assert wrong(person(family, "Lain")) == set()


@mark.parametrize(("who", "words"), [
    ({"age": 16, "marital": 1}, "Kepala keluarga baru berumur 16 tahun."),
    ({"age": 18}, "Berstatus kawin pada umur 18 tahun."),
    ({"age": 19}, ""),
])  # fmt: skip
def test_what_is_rare_is_said(who, words, family):
    found = warnings_of(person(family, **who))
    assert (words in found) if words else found == []


def test_a_child_close_in_age_to_the_head_is_asked_about(family):
    person(family, "Kepala", keep=True, age=40)
    assert warnings_of(person(family, relation=4, age=30, marital=1))
    assert not warnings_of(person(family, relation=4, age=20, marital=1))


@mark.parametrize(("others", "kind"), [
    ([], "kin"), ([(2, "male")], "couple"), ([(2, "male"), (4, "female")], "couple_children"),
    ([(4, "male")], "mother_children"), ([(9, "male")], "kin"),
])  # fmt: skip
def test_members_make_a_kind_of_family(others, kind, family):
    rows = [person(family), *(person(family, relation=relation, sex=sex) for relation, sex in others)]
    assert household.composition_of(rows) == kind
    assert household.composition_of(rows[1:]) == ""


def test_death_is_not_before_birth_in_the_database_either(family):
    row = person(family, keep=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyMember.objects.filter(pk=row.pk).update(left_on=row.birth_date - timedelta(days=1))
