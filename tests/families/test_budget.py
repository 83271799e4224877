"""Pages of the families cost the same for one row and for twenty."""

import pytest
from django.urls import reverse

from families.models import Pairing
from tests.families import make
from tests.families.fill_pairing import ready_to_pair
from tests.test_query_budget import BUDGET, queries

FAMILY_BUDGET = 45  # the whole file on one page: sections, steps with their conditions, notes, needs
MEETING_BUDGET = 58  # people, minutes, decisions, letters, notices, priorities, every condition of the next step


@pytest.fixture
def village(people):
    make.selection_group(people)
    return people.secretary


@pytest.mark.parametrize("name", ["families:family-list", "families:confirm"])
def test_lists_of_candidates(name, village, people, sign_in):
    client = sign_in(people.village_head)
    make.candidate(village, "Sumiyati")
    url = reverse(name)
    client.get(url)
    few = queries(client, url)
    for number in range(20):
        make.candidate(village, f"Maimunah {'abcdefghijklmnopqrst'[number]}")
    assert queries(client, url) == few <= BUDGET


def test_pairings(people, sign_in):
    pioneer, plasma = ready_to_pair(people)
    client = sign_in(people.village_head)
    url = reverse("families:pairing-list")
    Pairing.objects.create(pioneer=pioneer, plasma=plasma, paired_from=make.PAIRED_ON)
    client.get(url)
    few = queries(client, url)
    for _ in range(20):
        Pairing.objects.create(pioneer=pioneer, plasma=plasma, paired_from=make.PAIRED_ON, paired_until=make.PAIRED_ON)
    assert queries(client, f"{url}?lalu=1") == few <= BUDGET


def test_ranking_sheet(people, sign_in):
    group = make.selection_group(people)
    by = people.secretary
    make.assessed(make.candidate(by, "Sumiyati"), "plasma", by)
    meeting = make.fgd(people, group)
    client = sign_in(by)
    url = reverse("families:ranking", args=[meeting.uid])
    client.get(url)
    few = queries(client, url)
    for letter in "abcdefghij":
        family = make.candidate(by, f"Maimunah {letter}")
        make.assessed(family, "plasma", by)
        make.assessed(family, "pioneer", by)
    assert queries(client, url) == few


def test_the_file_of_a_family(people, sign_in):
    pairing = make.paired(people)
    client = sign_in(people.secretary)
    url = pairing.plasma.family.get_absolute_url()
    client.get(url)
    few = queries(client, url)
    for _ in range(5):
        make.note(pairing, people.secretary)
    for number, letter in enumerate("abcde"):
        make.member(pairing.plasma.family, people.secretary, f"Anak {letter}", relation=4, marital=1,
                    born=make.date(2010 + number, 1, 1))  # fmt: skip
    assert queries(client, url) == few <= FAMILY_BUDGET


def test_an_fgd_costs_the_same_for_one_candidate_and_for_ten(people, sign_in, not_typeset):
    """Its page with every condition, and the facts of its paper sheet."""
    group = make.selection_group(people)
    by = people.secretary
    families = []
    for letter in "abcdefghij":
        families.append(make.candidate(by, f"Maimunah {letter}"))
        make.assessed(families[-1], "plasma", by)
    meeting = make.fgd(people, group, lines=[(families[0], "plasma")])
    client = sign_in(by)
    urls = [meeting.get_absolute_url(), reverse("families:ranking-paper", args=[meeting.uid])]
    for url in urls:
        client.get(url)
    few = [queries(client, url) for url in urls]
    meeting.refresh_from_db()
    make.rank(meeting, [(family, "plasma") for family in families[1:]], by)
    assert [queries(client, url) for url in urls] == few
    assert few[0] <= MEETING_BUDGET


def test_designation_sheet(people, sign_in):
    group = make.selection_group(people)
    willing, _ = make.willing(people, group, pioneers=("Hadi Suwito",), plasma=())
    meeting = make.planned("pioneer_designation", people.secretary, on=make.DESIGNATED_ON)
    client = sign_in(people.secretary)
    url = reverse("families:designation", args=[meeting.uid])
    client.get(url)
    few = queries(client, url)
    for letter in "abcdefghij":
        make.short.life(people.secretary, f"Maimunah {letter}", "pioneer", "willing", days=make.DAYS)
    assert queries(client, url) == few


@pytest.mark.parametrize("name", ["families:progress-list", "families:late-list"])
def test_lists_of_progress(name, people, sign_in):
    pioneer, plasma = ready_to_pair(people)
    long_ago = make.PAIRED_ON.replace(day=1, year=make.PAIRED_ON.year - 1)
    Pairing.objects.create(pioneer=pioneer, plasma=plasma, paired_from=long_ago)
    client, url = sign_in(people.secretary), reverse(name)
    client.get(url)
    few = queries(client, url)
    for number in range(20):
        family = make.candidate(people.secretary, f"Maimunah {'abcdefghijklmnopqrst'[number]}")
        life = family.participation()
        Pairing.objects.create(pioneer=pioneer, plasma=life, paired_from=long_ago)
    assert queries(client, url) == few <= BUDGET
