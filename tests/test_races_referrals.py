"""Two counsellors, two officers on one referral at once: one wins, the other is told."""

from functools import partial

import pytest

from fcu_project import workflow
from fcu_project.models import StaleVersion
from fcu_project.workflow import TransitionRefused
from referrals.actions import alternative as alternative_actions
from referrals.actions import referral as actions
from referrals.models import Referral
from tests.factories import TODAY
from tests.referrals import make
from tests.test_races import at_once, copies, lost, quick_letters, won

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

TOLD = (StaleVersion, TransitionRefused)
__all__ = ["quick_letters"]


def test_two_counsellors_accept_one_referral(people):
    rows = copies(make.at_lk3(people), 2)
    answers = at_once([partial(workflow.perform, row, "accept", by=people.lk3, on=TODAY) for row in rows])
    assert len(won(answers)) == 1
    (told,) = lost(answers, *TOLD)
    assert "tahapnya sekarang: diterima" in str(told).lower()


def test_one_forwards_while_the_other_hands_back(people):
    one, other = copies(make.at_lk3(people, accepted=True), 2)
    answers = at_once([
        partial(actions.forward, one, by=people.lk3, on=TODAY, reason=make.WHY, place_name="BLK"),
        partial(alternative_actions.offer, other, advice=["Coba Baznas."], hands_back=True, by=people.lk3, on=TODAY),
    ])  # fmt: skip
    assert len(won(answers)) == 1
    lost(answers, *TOLD)
    assert Referral.objects.get().stage in ("forwarded", "declined")


def test_one_way_begins_one_draft(people):
    way = make.alternative(people, make.at_lk3(people), hands_back=True)
    rows = [type(way).objects.select_related("referral__need__family__region").get(pk=way.pk) for _ in range(2)]
    answers = at_once([partial(alternative_actions.use, row, by=people.secretary, on=TODAY) for row in rows])
    assert len(won(answers)) == 1
    lost(answers, *TOLD)
    assert Referral.objects.filter(stage="draft").count() == 1
