"""Candidates from an Excel list: what is asked of the lines, what is saved, and what a second time changes."""

from dataclasses import replace

import pytest

from families.actions import batch as actions
from families.doubles import doubles_of
from families.models import DistinctFamilies, Family, ImportBatch, Participation, ProblemType
from fcu_project import bulk
from fcu_project.models import AuditEvent
from fcu_project.workflow import TransitionRefused
from tests.factories import TODAY
from tests.families import lists, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(people):
    make.selection_group(people)
    return people.secretary


def test_a_list_becomes_candidates_with_the_next_numbers(secretary):
    make.candidate(secretary, "Maimunah")
    batch = lists.checked(lists.families({}, {"head_name": "Bapak Darto", "head_sex": "L"}), secretary)
    assert (batch.total, batch.ready, batch.wrong, batch.known) == (2, 2, 0, 0)
    assert Family.objects.count() == 1  # nothing is a family before it is decided
    assert actions.save(batch, by=secretary, on=TODAY) == 2
    first, second = Family.objects.filter(number__gt=1).order_by("number")
    assert (first.number, first.head_name, first.rt, first.rw) == (2, "Sumiyati", "003", "002")
    assert (second.number, second.head_name, second.search_name) == (3, "Darto", "darto")
    assert {str(problem) for problem in first.problems.all()} == {"Pendapatan tidak tetap", "Terjerat utang"}
    assert (first.socio_economic.code, first.occupation.label) == (2, "Buruh tani/perkebunan")
    assert Participation.objects.filter(family=first, stage="candidate", started_on=first.recorded_on).exists()


def test_saved_lists_are_wiped_and_traced_without_a_value(secretary):
    batch = lists.checked(lists.families({}), secretary)
    actions.save(batch, by=secretary, on=TODAY)
    stored = ImportBatch.objects.get()
    assert (stored.state, stored.saved, stored.rows) == ("saved", 1, {})
    event = AuditEvent.objects.get(verb="batch:save")
    assert event.fields == sorted(
        [f"sha256={stored.sha256}", "kind=families", "total=1", "saved=1", "wrong=0", "known=0"]
    )


def test_there_is_no_list_before_the_selection_group(people):
    with pytest.raises(TransitionRefused, match="pokja"):
        lists.checked(lists.families({}), people.secretary)


def test_every_bad_cell_is_named_and_nothing_is_half_saved(secretary):
    """I25: the good and the bad are counted; the good ones alone are saved when that is what was picked."""
    upload = lists.families({}, {"head_name": "Maimunah", "head_sex": "x", "recorded_on": "31-02-2026"},
                            {"head_name": "Kartini", "rt": "RT tiga", "decile": 3})  # fmt: skip
    batch = lists.checked(upload, secretary)
    assert (batch.ready, batch.wrong) == (1, 2)
    told = lists.told(batch)
    assert {name for name, _ in told[3]} == {"head_sex", "recorded_on"}
    assert {name for name, _ in told[4]} == {"rt", "decile_as_of", "decile_source"}
    assert actions.save(batch, by=secretary, on=TODAY) == 1
    assert Family.objects.get().head_name == "Sumiyati"
    batch.refresh_from_db()
    assert (batch.state, batch.saved, batch.wrong, lists.states(batch)) == ("saved", 1, 2, {3: "wrong", 4: "wrong"})


def test_chosen_lines_alone_are_saved_and_the_rest_still_waits(secretary):
    batch = lists.checked(lists.families({}, {"head_name": "Maimunah"}, {"head_name": "Kartini"}), secretary)
    assert actions.save(batch, chosen=[3], by=secretary, on=TODAY) == 1
    assert Family.objects.get().head_name == "Maimunah"
    assert (batch.state, batch.ready, batch.saved) == ("checked", 2, 1)
    assert actions.save(batch, by=secretary, on=TODAY) == 2
    assert (batch.state, batch.ready, batch.saved) == ("saved", 0, 3)


def test_two_lines_of_one_family_are_both_shown_and_none_is_chosen(secretary):
    batch = lists.checked(lists.families({}, {"head_name": "  SUMIYATI "}, {"rt": "9"}), secretary)
    assert lists.states(batch) == {2: "wrong", 3: "wrong", 4: "ready"}
    assert "baris 3" in str(lists.told(batch)[2])
    assert "baris 2" in str(lists.told(batch)[3])


def test_lines_like_one_another_wait_and_are_told_of_each_other(secretary):
    names = "Hj. Maemunah", "Hj Maemunah", "Darto"
    batch = lists.checked(lists.families(*({"head_name": name} for name in names)), secretary)
    assert lists.states(batch) == {2: "maybe", 3: "maybe", 4: "ready"}
    assert "Mungkin sama dengan baris 3 (Hj Maemunah)" in str(lists.told(batch)[2])
    assert (actions.save(batch, by=secretary, on=TODAY), batch.state, batch.maybe) == (1, "checked", 2)
    assert actions.save(batch, chosen=[2], by=secretary, on=TODAY) == 1


def test_who_was_ticked_as_another_family_is_no_double_afterwards(secretary):
    make.candidate(secretary, "Mahnep Hariadi")
    names = "Mahnep Haryadi", "Hj. Maemunah", "Hj Maemunah", "Darto"
    batch = lists.checked(lists.families(*({"head_name": name} for name in names)), secretary)
    assert actions.save(batch, chosen=[2, 3, 4], by=secretary, on=TODAY) == 3
    assert doubles_of(secretary.region) == ([], False)
    apart = DistinctFamilies.objects.order_by("first__number").values_list("first__number", "second__number")
    assert list(apart) == [(1, 2), (3, 4)]


def test_a_double_that_came_in_meanwhile_is_told_before_it_is_saved(secretary):
    batch = lists.checked(lists.families({"head_name": "Mahnep Haryadi"}), secretary)
    make.candidate(secretary, "Mahnep Hariadi")
    assert actions.save(batch, chosen=[2], by=secretary, on=TODAY) == 0
    assert (batch.maybe, Family.objects.count()) == (1, 1)


def test_problems_have_the_numbers_of_the_paper_between_commas_or_semicolons(secretary):
    numbers = dict(ProblemType.numbered())
    typed = "3, 7", "3;7", f"3; {numbers[7].name}", f"{len(numbers)}"
    names = "Sumarni", "Wagiyem", "Darto", "Bahrun"
    rows = [{"head_name": name, "problems": told} for name, told in zip(names, typed, strict=True)]
    actions.save(lists.checked(lists.families(*rows), secretary), by=secretary, on=TODAY)
    found = [set(family.problems.all()) for family in Family.objects.order_by("number")]
    assert found == [{numbers[3], numbers[7]}] * 3 + [{numbers[len(numbers)]}]
    options = next(column for column in lists.COLUMNS["families"] if column.name == "problems").options()
    assert [(label, number) for _, label, number in options] == [(row.name, str(n)) for n, row in numbers.items()]


def test_a_heading_of_the_template_is_no_news(secretary):
    columns = [replace(column, label=f"{column.label} *") for column in lists.COLUMNS["families"]]
    batch = lists.checked(lists.xlsx("families", [lists.FAMILY], columns=columns), secretary)
    assert not [note for note in batch.rows["notes"] if "dibaca sebagai" in note]


def test_a_family_on_file_is_neither_added_nor_changed(secretary):
    kept = make.candidate(secretary, "Sumiyati")
    batch = lists.checked(lists.families({"rt": "003", "rw": "002", "hamlet": "Lain"}), secretary)
    assert lists.states(batch) == {2: "known"}
    assert f"no. {kept.number}" in str(lists.told(batch)[2])
    with pytest.raises(TransitionRefused):
        actions.save(batch, by=secretary, on=TODAY)
    kept.refresh_from_db()
    assert (Family.objects.count(), kept.hamlet) == (1, "Krajan")


def test_the_same_file_a_second_time_adds_nothing_and_says_when_and_by_whom(secretary):
    """I17, also when what was saved has been renamed since."""
    upload = lists.families({}, {"head_name": "Maimunah"})
    actions.save(lists.checked(upload, secretary), by=secretary, on=TODAY)
    Family.objects.filter(number=1).update(head_name="Nama Baru", search_name="nama baru")
    upload.seek(0)
    again = lists.checked(upload, secretary)
    assert (again.ready, again.known) == (0, 2)
    assert "sudah disimpan pada" in again.remark
    assert secretary.person.name in again.remark
    assert Family.objects.count() == 2


def test_a_code_of_another_area_is_refused_and_traced(secretary, regions):
    rows = {"region_code": regions.sibling.code}, {"head_name": "Maimunah", "region_code": "97.01.01.2001"}
    batch = lists.checked(lists.families(*rows), secretary)
    assert lists.states(batch) == {2: "wrong", 3: "ready"}
    assert ("region_code", "Di luar wilayah Anda. Hapus baris ini, atau perbaiki kodenya.") in lists.told(batch)[2]
    event = AuditEvent.objects.get(verb="batch:outside")
    assert (event.result, event.fields) == ("refused", ["rows=1"])


def test_kinds_of_problems_that_are_kept_secret_are_not_taken(secretary):
    batch = lists.checked(lists.families({"problems": "Korban tindak kekerasan"}), secretary)
    assert batch.wrong == 1
    assert "koordinator FCU atau LK3" in str(lists.told(batch)[2])


def test_no_number_of_identity_in_words(secretary):
    batch = lists.checked(lists.families({"problem_note": "NIK 5208 0152 0384 0001"}), secretary)
    assert lists.told(batch)[2] == [("problem_note", "Jangan menulis NIK atau nomor KK di sini.")]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "Sumi\u202eyati", "a" * 10_000])
def test_hostile_names_are_refused_in_words(name, secretary):
    batch = lists.checked(lists.families({"head_name": name}), secretary)
    assert (batch.ready, batch.wrong) == (0, 1)


@pytest.mark.parametrize("note", ["{{7*7}}", "<img src=file:///etc/passwd>", "=1+1", "e\u0301cole 🙂"])
def test_hostile_words_are_kept_as_typed(note, secretary):
    columns = lists.COLUMNS["families"]
    upload = lists.xlsx("families", [lists.FAMILY | {"potential": note}], columns=columns, as_text=True)
    batch = lists.checked(upload, secretary)
    assert actions.save(batch, by=secretary, on=TODAY) == 1
    assert Family.objects.get().potential == note


def test_lists_nobody_decided_upon_are_wiped_after_seven_days(secretary):
    old = lists.checked(lists.families({}), secretary)
    ImportBatch.objects.filter(pk=old.pk).update(uploaded_on=TODAY - make.timedelta(days=8))
    lists.checked(lists.families({"head_name": "Maimunah"}), secretary)
    old.refresh_from_db()
    assert (old.state, old.rows, Family.objects.count()) == ("discarded", {}, 0)


def test_a_list_is_no_longer_saved_once_it_is_discarded(secretary):
    batch = lists.checked(lists.families({}), secretary)
    actions.discard(batch, by=secretary, on=TODAY)
    with pytest.raises(TransitionRefused):
        actions.save(batch, by=secretary, on=TODAY)
    assert (batch.state, Family.objects.count()) == ("discarded", 0)


def test_a_save_that_breaks_half_way_leaves_nothing(secretary, monkeypatch):
    batch = lists.checked(lists.families({}, {"head_name": "Maimunah"}), secretary)
    monkeypatch.setattr("families.actions.batch_families.bulk.insert", _breaks_at(2))
    with pytest.raises(ConnectionError):
        actions.save(batch, by=secretary, on=TODAY)
    batch.refresh_from_db()
    assert (Family.objects.count(), batch.state, batch.ready) == (0, "checked", 2)


def _breaks_at(call):
    calls, insert = [], bulk.insert

    def broken(*args, **kwargs):
        calls.append(args)
        if len(calls) == call:
            raise ConnectionError
        return insert(*args, **kwargs)

    return broken
