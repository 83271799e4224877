"""Pecah KK, doubles, merge and its undoing: no row moves, no number stands twice, both households are true."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse

from families.actions import merge as actions
from families.doubles import doubles_of
from families.household import beside, errors_of
from families.models import DistinctFamilies, Family, FamilyCard, FamilyMember, ProblemType
from fcu_project.models import AuditEvent
from fcu_project.workflow import TransitionRefused
from tests.factories import TODAY, AssignmentFactory
from tests.families import make
from tests.families.fill_life import household, living, merged, parted, to, twins
from tests.families.test_life_events import fresh, history, send
from tests.filling import LAST_WEEK
from tests.form_routes import FORMS, picture

mark = pytest.mark


@pytest.fixture
def secretary(people, sign_in):
    return sign_in(people.secretary)


# --- pecah KK -------------------------------------------------------------------------------------------------------
@pytest.fixture
def splitting(people, regions):
    return FORMS["families:family-split"](people, regions)


def new_family():
    return Family.objects.exclude(split_from=None).get()


def test_a_daughter_founds_a_family_of_her_own(splitting, secretary):
    assert send(secretary, splitting.url, splitting.data).status_code == 302
    new = new_family()
    old = new.split_from
    assert (new.split_on, new.recorded_on, new.rt, new.head_name) == (LAST_WEEK, LAST_WEEK, "004", "Ratna Dewi")
    assert new.number != old.number and new.participations.count() == 0
    assert living(old) == ["Sumiyati", "Suharto Wijaya"] and living(new) == ["Ratna Dewi"]
    row = new.members.get()
    assert (row.joined_reason, row.joined_on, row.is_head) == ("own_family", LAST_WEEK, True)
    assert (row.came_from.left_on, row.came_from.left_reason) == (LAST_WEEK, "own_family")
    assert row.nik == row.came_from.nik
    for member in FamilyMember.objects.filter(left_on=None).select_related("relation", "marital"):
        assert errors_of(member, beside(member), TODAY) == {}
    assert old.participation().ended_on is None  # what the family is in the trial stays with the old file
    assert "memisah" in history(secretary, old) and "Pecah KK dari" in history(secretary, new)


def test_a_new_family_takes_part_only_when_chosen(splitting, secretary):
    assert send(secretary, splitting.url, splitting.data, as_candidate="on").status_code == 302
    life = new_family().participation()
    assert (life.stage, life.started_on) == ("candidate", LAST_WEEK)


def test_a_family_without_a_way_has_a_page_and_keeps_its_members_up(splitting, secretary):
    send(secretary, splitting.url, splitting.data)
    new = new_family()
    page = secretary.get(new.get_absolute_url()).content.decode()
    assert "Belum dicalonkan" in page and to("candidate-again", new) in page
    assert secretary.get(to("member-create", new)).status_code == 200
    assert secretary.get(reverse("families:family-list")).status_code == 200
    assert secretary.get(to("form-paper", new)).status_code == 409
    assert send(secretary, to("candidate-again", new), {}).status_code == 302
    assert fresh(new).participation().stage == "candidate"


@mark.parametrize(("changes", "words"), [
    ({"go": None}, "Centang siapa"), ({"daughter": "4"}, "Pilih satu Kepala Keluarga"),
    ({"head": "4"}, "Pilih satu Kepala Keluarga"), ({"split_on": "01-01-2001"}, "baru didata sesudah"),
])  # fmt: skip
def test_a_split_that_leaves_an_untrue_household_is_refused(changes, words, splitting, secretary):
    rows = dict(zip(("head", "husband", "daughter"), FamilyMember.objects.order_by("position"), strict=True))
    data = {key: value for key, value in splitting.data.items() if not (key.startswith("go-") and "go" in changes)}
    for name, value in changes.items():
        data |= {f"relation-{rows[name].pk}": value} if name in rows else {name: value} if value else {}
    before = picture()
    response = send(secretary, splitting.url, data)
    assert response.status_code == 422 and words in response.content.decode()
    assert picture() == before


def test_who_lives_on_in_the_new_file_is_not_brought_back(splitting, people, secretary):
    send(secretary, splitting.url, splitting.data)
    old_row = new_family().members.get().came_from
    url = to("member-back", old_row.family, old_row)
    answer = send(secretary, url, {"relation": "4", "reason": "Tidak jadi memisah."})
    assert answer.status_code == 409 and "sekarang tercatat di keluarga" in answer.content.decode()


def test_a_split_is_shown_once_more_before_it_happens(splitting, secretary):
    before = picture()
    answer = send(secretary, splitting.url, {name: told for name, told in splitting.data.items() if name != "checked"})
    page = answer.content.decode()
    assert answer.status_code == 422 and picture() == before
    assert "Ratna Dewi (kepala keluarga)" in page and "Tetap di No. 1" in page and "RT 004/RW 002" in page


def test_the_house_of_the_old_family_is_not_that_of_the_new_one(splitting, secretary):
    Family.objects.update(address="Gang Melati 4")
    assert send(secretary, splitting.url, splitting.data, address="Gang Melati 4").status_code == 302
    assert new_family().address == ""


def test_a_family_that_parted_was_not_surveyed(splitting, secretary):
    assert "Calon dampingan." in secretary.get(splitting.url).content.decode()
    send(secretary, splitting.url, splitting.data)
    page = secretary.get(new_family().get_absolute_url()).content.decode()
    assert "Pecah KK dari No. 1 pada" in page and "Didata" not in page


def standing_of(form):
    return {name: told for name, told in form.initial.items() if name.startswith(("relation-", "marital-"))}


@mark.parametrize("going", [2, 0])
def test_a_split_is_undone_while_nothing_was_written_in_the_new_file(going, people, secretary):
    new, old = parted(people, going)
    url = to("split-undo", new)
    assert url in secretary.get(new.get_absolute_url()).content.decode()
    told = standing_of(secretary.get(url).context["form"])
    assert bool(told) == (going == 0)  # when the head left, everybody's place is asked
    assert send(secretary, url, {**told, "reason": "Tidak jadi memisah."}).status_code == 302
    assert living(old) == ["Sumiyati", "Suharto Wijaya", "Ratna Dewi"] and living(new) == []
    assert (fresh(old).head_name, fresh(new).archived_on) == ("Sumiyati", TODAY)
    for member in FamilyMember.objects.filter(left_on=None).select_related("relation", "marital"):
        assert errors_of(member, beside(member), TODAY) == {}
    told = history(secretary, old)
    assert f"Pecah KK dibatalkan: No. {new.number}" in told and ") memisah" not in told
    assert send(secretary, url, {"reason": "Sekali lagi."}).status_code == 409


def test_a_split_stands_once_something_was_written(people, secretary):
    new, _ = parted(people)
    make.member(new, people.secretary, "Bagas Pratama", relation=2, sex="male", born=new.members.get().birth_date)
    assert to("split-undo", new) not in secretary.get(new.get_absolute_url()).content.decode()
    answer = send(secretary, to("split-undo", new), {"reason": "Tidak jadi."})
    assert answer.status_code == 409 and "Mungkin ganda" in answer.content.decode()


# --- doubles --------------------------------------------------------------------------------------------------------
def pairs(region):
    return [({pair.first.pk, pair.second.pk}, pair.signs) for pair in doubles_of(region)[0]]


def test_the_three_signs_of_a_double(people, regions):
    one, other = twins(people)
    assert pairs(regions.village) == [({one.pk, other.pk}, ["Nama dan RT/RW sama"])]
    third = make.candidate(people.secretary, "Maimunah", rt="007")
    for family in (other, third):
        FamilyCard.objects.create(
            family=family, region=family.region, number="9701012003150007", valid_from=TODAY
        )  # fmt: skip
    assert ({other.pk, third.pk}, ["Nomor KK sama"]) in pairs(regions.village)
    assert pairs(regions.sibling) == []


def test_one_person_in_two_files(people, regions):
    family, head, husband, _ = household(people)
    other = make.candidate(people.secretary, "Kartini", rt="009")
    FamilyMember.objects.create(
        family=other, region=other.region, position=1, name="SUHARTO WIJAYA", sex="male",
        birth_date=husband.birth_date, joined_on=TODAY, no_nik="card_lost",
        **{name: getattr(husband, name) for name in (
            "religion", "education", "occupation", "marital", "relation", "nationality")},
    )  # fmt: skip
    assert pairs(regions.village) == [({family.pk, other.pk}, ["Nama dan tanggal lahir satu anggota sama"])]


@mark.parametrize(("name", "other"), [("Mahnep Haryadi", "Mahnep Hariadi"), ("Hj. Maemunah", "Hj Maemunah")])
def test_a_name_written_in_two_ways_is_found(name, other, people, regions):
    make.selection_group(people)
    one, two = (make.candidate(people.secretary, each) for each in (name, other))
    make.candidate(people.secretary, other, rt="008")
    assert [pair for pair, _ in pairs(regions.village)] == [{one.pk, two.pk}]


APART = ("Sumarni", "Wagiyem", "Kartini", "Darto", "Jumilah", "Poniman", "Ratna", "Bahrun", "Yulianti")


def test_looking_for_doubles_costs_the_same_for_two_and_for_twenty(people, regions, django_assert_max_num_queries):
    twins(people)
    for number in range(18):
        make.candidate(people.secretary, APART[number // 2], rt="005")
    with django_assert_max_num_queries(12):
        found, has_more = doubles_of(regions.village)
    assert len(found) == 10 and not has_more


def test_two_that_were_told_apart_are_not_offered_again(people, regions, secretary):
    one, other = twins(people)
    page = secretary.get(reverse("families:double-list")).content.decode()
    assert to("family-merge", one, other) in page and to("family-distinct", one, other) in page
    assert send(secretary, to("family-distinct", other, one), {}).status_code == 302
    assert DistinctFamilies.objects.get().first_id == min(one.pk, other.pk)
    assert "Tidak ada yang tampak ganda" in secretary.get(reverse("families:double-list")).content.decode()


def test_two_files_are_also_merged_by_their_numbers(people, secretary):
    one, other = twins(people)
    url = reverse("families:double-list")
    assert secretary.get(f"{url}?one={one.number}&two={other.number}")["Location"] == to("family-merge", one, other)
    assert "Tidak ada keluarga No. 99" in secretary.get(f"{url}?one=1&two=99").content.decode()


# --- merge ----------------------------------------------------------------------------------------------------------
def test_a_merge_puts_one_file_away_and_moves_no_row(people, secretary, regions):
    keep, _, husband, _ = household(people)
    other = make.candidate(people.secretary)
    rows = FamilyMember.objects.filter(family=keep).update(family=other)  # the fuller file is the one put away
    told = {"keep": str(keep.uid), "reason": "Didata dua kali."}
    assert send(secretary, to("family-merge", keep, other), told).status_code == 302
    other = fresh(other)
    assert (other.merged_into, other.merged_on, other.archived_on) == (keep, TODAY, TODAY)
    assert other.members.count() == rows and keep.members.count() == 0
    assert set(other.members.values_list("left_on", "left_reason")) == {(TODAY, "mistake")}
    life = other.participations.get()
    assert (life.stage, life.ended_on) == ("finished", TODAY)
    page = secretary.get(keep.get_absolute_url()).content.decode()
    assert f"Gabungan dari No. {other.number}" in page and other.get_absolute_url() in page
    assert f"digabung ke No. {keep.number}" in secretary.get(other.get_absolute_url()).content.decode()
    assert other.get_absolute_url() not in secretary.get(reverse("families:family-list")).content.decode()
    assert doubles_of(regions.village) == ([], False)
    assert list(Family.objects.living()) == [keep]
    # The number is free again: the person is written in the file that stays.
    twin = FamilyMember.objects.get(pk=husband.pk)
    FamilyMember.objects.create(
        family=keep, region=keep.region, position=1, name=twin.name, nik=twin.nik, sex="male", joined_on=TODAY,
        birth_date=twin.birth_date, **{name: getattr(twin, name) for name in (
            "religion", "education", "occupation", "marital", "relation", "nationality")},
    )  # fmt: skip
    answer = send(secretary, to("merge-undo", other), {})
    assert answer.status_code == 409 and "NIK ini sudah dipakai" in answer.content.decode()


def test_a_merge_is_undone_within_thirty_days(people, secretary):
    keep, other = merged(people)
    assert send(secretary, to("restore", other), {}).status_code == 409
    assert send(secretary, to("merge-undo", other), {}).status_code == 302
    other = fresh(other)
    assert (other.merged_into, other.merged_on, other.archived_on, other.archived_reason) == (None, None, None, "")
    life = other.participations.get()
    assert (life.stage, life.ended_on, life.end_reason) == ("candidate", None, "")
    verbs = set(AuditEvent.objects.filter(object_uid=other.uid).values_list("verb", flat=True))
    assert {"family:merge", "family:unmerge"} <= verbs
    for one, two in ((keep, other), (other, keep)):
        assert f"Penggabungan dengan No. {two.number} dibatalkan" in history(secretary, one)


def test_the_file_that_stays_leads_to_the_undoing(people, secretary, sign_in):
    keep, other = merged(people)
    assert to("merge-undo", other) in secretary.get(keep.get_absolute_url()).content.decode()
    assert to("merge-undo", other) not in sign_in(people.tksk).get(keep.get_absolute_url()).content.decode()


def test_two_files_show_what_is_in_them_but_no_sensitive_problem(people, secretary):
    pairing = make.paired(people)
    plasma = pairing.plasma.family
    plasma.problems.add(ProblemType.objects.filter(is_sensitive=True).first())
    page = secretary.get(to("family-merge", plasma, make.candidate(people.secretary))).content.decode()
    problem = ProblemType.objects.get(code="pendapatan-tidak-tetap")
    shown = (problem.name, plasma.occupation.label, "didampingi Bapak Hadi Suwito", "Pemakaian data keluarga: ya")
    assert [words for words in shown if words not in page] == []
    assert not any(row.name in page for row in plasma.problems.filter(is_sensitive=True))


def test_after_thirty_days_a_merge_stands(people, secretary):
    _, other = merged(people)
    Family.objects.filter(pk=other.pk).update(merged_on=F("merged_on") - timedelta(days=31))
    assert secretary.get(to("merge-undo", other)).status_code == 409
    assert send(secretary, to("merge-undo", other), {}).status_code == 409
    assert to("merge-undo", other) not in secretary.get(other.get_absolute_url()).content.decode()


def test_a_file_that_takes_part_is_not_put_away(people):
    pairing = make.paired(people)
    pioneer, plasma = pairing.pioneer.family, pairing.plasma.family
    before = picture()
    with pytest.raises(TransitionRefused, match="masih dalam proses"):
        actions.merge(pioneer, plasma, reason="Sama.", by=people.secretary, on=TODAY)
    assert picture() == before


@mark.parametrize("name", ["family-merge", "family-distinct"])
def test_a_file_of_another_village_is_not_there(name, people, regions, secretary, sign_in):
    one, other = twins(people)
    far = Family.objects.create(
        region=regions.sibling, number=1, head_name="Kartini", head_sex="female", recorded_on=TODAY
    )  # fmt: skip
    assert secretary.get(to(name, one, far)).status_code == 404
    assert secretary.get(to(name, one, one)).status_code == 404
    there = sign_in(AssignmentFactory(role="secretary", region=regions.sibling))
    assert there.get(to(name, one, other)).status_code == 404
