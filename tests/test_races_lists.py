"""Two officers with one list, and a list beside the screen: one set of families, the other is told (I26)."""

from functools import partial

import pytest
from django.db import IntegrityError

from families.actions import batch as actions
from families.models import Family, FamilyMember, ImportBatch
from fcu_project.models import StaleVersion
from fcu_project.workflow import TransitionRefused
from tests.factories import TODAY
from tests.families import lists, make
from tests.test_races import at_once, copies, lost, quick_letters, won
from tests.test_races_families import chosen

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

TOLD = (StaleVersion, TransitionRefused, IntegrityError)
NAMES = ("Sumiyati", "Maimunah", "Kartini Rahayu", "Darto")
__all__ = ["quick_letters"]


def saving(batch, by):
    return partial(actions.save, batch, by=by, on=TODAY)


def test_two_officers_with_the_same_list(people):
    make.selection_group(people)
    officers = people.secretary, people.coordinator
    rows = [{"head_name": name} for name in NAMES]
    batches = [lists.checked(lists.families(*rows), by) for by in officers]
    answers = at_once([saving(batch, by) for batch, by in zip(batches, officers, strict=True)])
    assert sorted(won(answers)) == [0, 4], answers
    assert sorted(Family.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    told = ImportBatch.objects.get(saved=0)
    assert (told.state, told.known, told.ready) == ("checked", 4, 0)


def test_one_list_is_saved_once_however_often_it_is_pressed(people):
    make.selection_group(people)
    batch = lists.checked(lists.families(*({"head_name": name} for name in NAMES)), people.secretary)
    answers = at_once([saving(row, people.secretary) for row in copies(batch, 4)])
    assert won(answers) == [4], answers
    lost(answers, *TOLD)
    assert Family.objects.count() == 4


def test_a_list_of_members_beside_the_form(people):
    """The head comes from the list or from the screen, never from both."""
    (family,) = chosen(people, "Sumiyati")
    batch = lists.checked(lists.members({}), people.secretary, "members")
    answers = at_once([
        saving(batch, people.secretary), partial(make.member, family, people.secretary, "Sumiyati", number="")
    ])  # fmt: skip
    assert any(answer for answer in won(answers)), answers
    assert FamilyMember.objects.filter(is_head=True).count() == 1
