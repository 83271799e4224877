"""Members from an Excel list: numbers of identity, whose family they are of, the household as it will be."""

from datetime import date

import pytest

from families.actions import batch as actions
from families.models import Family, FamilyCard, FamilyMember, NumberClash
from fcu_project.workflow import TransitionRefused
from tests.factories import TODAY, AssignmentFactory
from tests.families import lists, make
from tests.families.fill_member import chosen

pytestmark = pytest.mark.django_db
HUSBAND = {"name": "Suharto Wijaya", "nik": "5208010705820002", "sex": "L", "birth_date": "07-05-1982", "relation": 2}
CHILD = {"name": "Dimas Aditya", "nik": "5208011708090003", "sex": "L", "birth_date": "17-08-2009", "relation": "Anak",
         "marital": 1, "occupation": 3}  # fmt: skip


@pytest.fixture
def family(people):
    return chosen(people)


def checked(people, *rows, **more):
    return lists.checked(lists.members(*rows, **more), people.secretary, "members")


def save(batch, people):
    return actions.save(batch, by=people.secretary, on=TODAY)


def test_a_whole_household_is_saved_the_head_first(family, people):
    batch = checked(people, CHILD, HUSBAND, {"card_number": "5208011203150007", "head": "sumiyati"})
    assert (batch.ready, batch.wrong) == (3, 0), lists.told(batch)
    assert save(batch, people) == 3
    rows = list(FamilyMember.objects.filter(family=family).order_by("position"))
    assert [(row.name, row.is_head) for row in rows] == [
        ("Sumiyati", True), ("Dimas Aditya", False), ("Suharto Wijaya", False),
    ]  # fmt: skip
    assert (rows[1].nik, rows[1].joined_on, rows[1].region_id) == ("5208011708090003", TODAY, family.region_id)
    assert FamilyCard.objects.get().number == "5208011203150007"
    family.refresh_from_db()
    assert make.member_actions.same_nik(FamilyMember(nik="5208011708090003", region_id=family.region_id)) == rows[1]


@pytest.mark.parametrize(("typed", "sentence"), [
    (9201234567890123, "NIK tersimpan sebagai angka, digit akhir hilang; ubah kolom jadi Teks."),  # I10
    ("520801520384000", "Baru terisi 15"), ("52080152038400012", "Terisi 17"), ("520801520384OOO1", "tanpa huruf"),
    ("\u0665\u0662\u0660\u0668\u0660\u0661\u0665\u0662\u0660\u0663\u0668\u0664\u0660\u0660\u0660\u0661", "0 sampai 9"),
    ("5208015203840001\n", "ganti baris"),
])  # fmt: skip
def test_a_nik_that_is_none_is_an_error_of_its_cell(typed, sentence, family, people):
    """I10–I12."""
    batch = checked(people, {"nik": typed})
    assert batch.wrong == 1
    (told,) = [words for name, words in lists.told(batch)[2] if name == "nik"]
    assert sentence in told


@pytest.mark.parametrize("typed", ["5208 0152 0384 0001", "5208.0152.0384.0001", "'5208015203840001"])
def test_what_stands_between_the_digits_falls_away_and_is_told(typed, family, people):
    batch = checked(people, {"nik": typed})
    assert ("nik", "tanda di antara angkanya diabaikan") in lists.told(batch)[2]
    assert save(batch, people) == 1
    assert FamilyMember.objects.get().nik == "5208015203840001"


def test_a_nik_that_disagrees_only_warns(family, people):
    """I13: it is given once for life and may legitimately differ."""
    batch = checked(people, {"birth_date": "01-02-1985"})
    assert batch.ready == 1
    assert "Tanggal lahir di NIK berbeda" in str(lists.told(batch)[2])


def test_made_up_numbers_are_no_key(family, people):
    """I14: people without a number stay apart, however often the same nonsense is typed."""
    rows = {"nik": "0", "no_nik": "Kartu hilang, nomor tidak diingat"}, CHILD | {
        "nik": "9999999999999999", "no_nik": "Bayi, akta belum jadi"}, CHILD | {
        "name": "Rina", "nik": "9999999999999999", "no_nik": None}  # fmt: skip
    batch = checked(people, *rows)
    assert lists.states(batch) == {2: "ready", 3: "ready", 4: "wrong"}
    assert "Belum ber-NIK" in str(lists.told(batch)[4])
    assert save(batch, people) == 2
    assert list(FamilyMember.objects.values_list("nik_index", flat=True)) == [None, None]


def test_one_nik_for_two_people_shows_both(family, people):
    """I15."""
    batch = checked(people, {}, CHILD, HUSBAND | {"nik": CHILD["nik"]})
    assert lists.states(batch) == {2: "ready", 3: "wrong", 4: "wrong"}
    assert "baris 4" in str(lists.told(batch)[3])
    assert "baris 3" in str(lists.told(batch)[4])


def test_a_nik_of_another_village_is_told_to_the_dinas_only(family, people, regions):
    """I16."""
    other = AssignmentFactory(role="secretary", region=regions.sibling)
    stranger = Family.objects.create(
        region=other.region, number=1, head_name="Kartini Rahayu", head_sex="female", recorded_on=TODAY
    )
    codes = {name: make.code(name, 1) for name in ("religion", "education", "occupation", "marital", "nationality")}
    FamilyMember.objects.create(
        family=stranger, region=other.region, position=1, name="Kartini Rahayu", nik="5208015203840001", sex="female",
        birth_date=date(1984, 3, 12), joined_on=TODAY, is_head=True, relation=make.code("relation", 1), **codes,
    )  # fmt: skip
    batch = checked(people, {})
    told = str(lists.told(batch)[2])
    assert "perlu diperiksa Dinsos" in told
    assert "Kartini" not in told
    assert "Sukamaju" not in told
    assert save(batch, people) == 1
    assert NumberClash.objects.get().region == regions.regency


def test_a_nik_of_the_own_village_is_named(family, people):
    make.member(family, people.secretary, "Sumiyati", number="5208015203840001", born=date(1984, 3, 12))
    batch = checked(people, CHILD | {"nik": "5208015203840001"})
    assert lists.states(batch) == {2: "wrong"}
    assert "sudah diisi untuk Sumiyati" in str(lists.told(batch)[2])


def test_who_is_on_file_is_neither_added_nor_changed(family, people):
    save(checked(people, {}, CHILD), people)
    again = checked(people, {"birth_place": "Lain"}, CHILD, HUSBAND)
    assert lists.states(again) == {2: "known", 3: "known", 4: "ready"}
    assert save(again, people) == 1
    assert FamilyMember.objects.filter(birth_place="Lain").count() == 0
    assert FamilyMember.objects.count() == 3


@pytest.mark.clause("FAM-19")
def test_only_families_that_an_fgd_chose_take_members(people):
    make.selection_group(people)
    family = make.candidate(people.secretary)
    batch = checked(people, {"family_number": family.number})
    closed = ("family_number", "Formulir identitas dibuka setelah keluarga ini dipilih dalam FGD.")
    assert closed in lists.told(batch)[2]


def test_a_family_is_found_by_its_number_or_the_name_of_its_head(family, people):
    twin = Family.objects.create(
        region=family.region, number=9, head_name="Sumiyati", head_sex="female", recorded_on=TODAY, rt="009"
    )
    rows = [{"family_number": None, "head": "Sumiyati"}, {"head": "Maimunah"}, {"family_number": 77},
            {"family_number": None}, {"family_number": None, "head": "Darto"}]  # fmt: skip
    told = lists.told(checked(people, *rows))
    assert f"Ada 2 keluarga dengan nama ini (no. {family.number}, {twin.number})" in str(told[2])
    assert "Nomor 1 adalah keluarga Ibu Sumiyati" in str(told[3])
    assert "Tidak ada keluarga nomor 77" in str(told[4])
    assert "Isi nomor urut keluarga atau nama" in str(told[5])
    assert "Tidak ada keluarga dengan kepala ini" in str(told[6])


@pytest.mark.parametrize(("row", "name", "sentence"), [
    ({"relation": 2, "sex": "P"}, "relation", "Suami adalah laki-laki"),
    ({"birth_date": "17-08-1980"}, "birth_date", "tidak bisa lahir lebih dahulu"),
    ({"birth_date": "17-08-0202"}, "birth_date", "tidak mungkin"),
    ({"birth_date": "17-08-2190"}, "birth_date", "sesudah hari ini"),
    ({"relation": 1, "marital": 2}, "relation", "Anak umur"),
])  # fmt: skip
def test_the_rules_of_a_household_are_those_of_the_form(row, name, sentence, family, people):
    told = lists.told(checked(people, {}, CHILD | {"birth_date": "17-08-2018", "nik": None, "no_nik": 3} | row))[3]
    assert any(place == name and sentence in words for place, words in told), told


def test_one_head_per_family_and_nobody_without_one(family, people):
    batch = checked(people, {"name": "x", "nik": None, "no_nik": 1}, CHILD)
    assert lists.states(batch) == {2: "wrong", 3: "wrong"}
    assert "Kepala keluarganya belum ada" in str(lists.told(batch)[3])
    batch = checked(people, {}, CHILD | {"relation": 1, "birth_date": "17-08-1990", "marital": 2})
    assert lists.states(batch) == {2: "ready", 3: "wrong"}
    assert "Kepala keluarga sudah ada: Sumiyati" in str(lists.told(batch)[3])


def test_a_year_alone_is_an_estimate_and_not_a_day_of_1905(family, people):
    batch = checked(people, {"birth_date": 1984, "nik": None, "no_nik": 1})
    assert "perkiraan" in str(lists.told(batch)[2])
    assert save(batch, people) == 1
    row = FamilyMember.objects.get()
    assert (row.birth_date, row.birth_estimated) == (date(1984, 7, 1), True)


def test_a_child_is_not_saved_without_its_head_and_stays_ready(family, people):
    batch = checked(people, {}, CHILD)
    with pytest.raises(TransitionRefused, match="Baris 3: Kepala keluarganya belum ada"):
        actions.save(batch, chosen=[3], by=people.secretary, on=TODAY)
    batch.refresh_from_db()
    assert (batch.ready, FamilyMember.objects.count()) == (2, 0)
    assert save(batch, people) == 2
