"""Two secretaries at once: on the list, on one family, on one number, on one pairing. One wins, the other is told."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from families.actions import consent as consent_actions
from families.actions import member as member_actions
from families.actions import pairing as pairing_actions
from families.models import Consent, Family, FamilyMember, Pairing, Participation
from fcu_project import workflow
from fcu_project.models import StaleVersion
from fcu_project.workflow import TransitionRefused
from institutions.models import Membership
from tests.factories import TODAY
from tests.families import make
from tests.families.fill_pairing import ready_to_pair
from tests.test_races import at_once, copies, lost, quick_letters, won

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

TOLD = (StaleVersion, TransitionRefused, ValidationError, IntegrityError)
__all__ = ["quick_letters"]


def chosen(people, *names):
    """Families that an FGD has chosen as plasma: their identity may be filled in."""
    group = make.selection_group(people)
    families = [make.candidate(people.secretary, name) for name in names]
    for family in families:
        make.assessed(family, "plasma", people.secretary)
    make.fgd(people, group, lines=[(family, "plasma") for family in families], hold=True)
    return families


def test_every_candidate_gets_a_number_of_its_own(people):
    make.selection_group(people)
    names = ("Sumiyati", "Maimunah", "Kartini Rahayu", "Darto")
    answers = at_once([partial(make.candidate, people.secretary, name) for name in names])
    assert len(won(answers)) == 4, answers
    assert sorted(Family.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert Participation.objects.count() == 4


def test_one_head_however_many_type_one(people):
    (family,) = chosen(people, "Sumiyati")
    one, other = copies(family, 2)
    answers = at_once([partial(make.member, row, people.secretary, row.head_name) for row in (one, other)])
    assert len(won(answers)) == 1
    lost(answers, *TOLD)
    assert FamilyMember.objects.filter(is_head=True).count() == 1


def test_one_number_is_one_persons_across_two_families(people):
    """Both families are locked apart, so it is the database that keeps the number once in the village."""
    first, second = chosen(people, "Sumiyati", "Maimunah")
    number = make.nik(make.date(1984, 3, 12), serial=777)
    answers = at_once([
        partial(make.member, family, people.secretary, family.head_name, number=number) for family in (first, second)
    ])  # fmt: skip
    assert len(won(answers)) == 1
    lost(answers, *TOLD)
    assert FamilyMember.objects.filter(nik__isnull=False).count() == 1


def test_a_family_answers_once(people):
    (family,) = chosen(people, "Sumiyati")
    make.identified(family, people.secretary)
    lives = copies(family.participation(), 2)
    signed = {"answered_on": make.ANSWERED_ON, "head_signed": True, "spouse_signed": True, "missing_reason": "",
              "thumbprint": False, "note": "", "witness": None, "interviewer": None}  # fmt: skip
    answers = at_once([
        partial(consent_actions.record_answer, life, willing=willing, data_use=willing, scan=None, by=people.secretary,
                on=TODAY, signed=signed) for life, willing in zip(lives, (True, False), strict=True)
    ])  # fmt: skip
    assert len(won(answers)) == 1
    lost(answers, *TOLD)
    life = Participation.objects.get()
    assert Consent.objects.count() == 2
    assert (life.stage == "willing") == Consent.objects.filter(purpose="taking_part").get().given


def test_one_designation_one_membership(people):
    """Two officers declare the same meeting held: the pioneer joins once."""
    pioneers, _ = make.willing(people, make.selection_group(people), plasma=())
    meeting = make.designated("pioneer_designation", pioneers, people.secretary, hold=False)
    make.make.give_all_reasons(meeting, "hold", people.secretary)
    rows = copies(meeting, 2)
    answers = at_once([partial(workflow.perform, row, "hold", by=people.secretary, on=row.held_on) for row in rows])
    assert len(won(answers)) == 1
    lost(answers, *TOLD)
    assert Membership.objects.filter(kind="pioneer").count() == 1


def test_one_pairing_of_the_same_two(people):
    pioneer, plasma = ready_to_pair(people)
    rows = [
        Pairing(pioneer=one, plasma=two, paired_from=make.PAIRED_ON, reason="Bertetangga.")
        for one, two in zip(copies(pioneer, 2), copies(plasma, 2), strict=True)
    ]
    answers = at_once([partial(pairing_actions.pair, row, by=people.secretary, on=TODAY) for row in rows])
    assert len(won(answers)) == 1
    lost(answers, *TOLD)
    assert Pairing.objects.count() == 1


def test_moving_and_changing_a_member_at_once(people):
    (family,) = chosen(people, "Sumiyati")
    make.identified(family, people.secretary)
    spouse = FamilyMember.objects.get(is_head=False)
    one, other = copies(spouse, 2)
    other.birth_place = "Mataram"
    answers = at_once([
        partial(member_actions.end_member, one, by=people.secretary, on=TODAY, left_on=TODAY, reason="moved"),
        partial(member_actions.save_member, other, by=people.secretary, on=TODAY),
    ])  # fmt: skip
    assert len(won(answers)) == 1
    lost(answers, *TOLD)
