"""Two who take one secret case at once, on committed transactions: one is let in, the other is told."""

import pytest

from fcu_project import workflow
from fcu_project.models import StaleVersion
from fcu_project.workflow import TransitionRefused
from referrals.models import CaseGrant, SecretCase
from tests.factories import TODAY
from tests.filling import new_key
from tests.referrals import secret
from tests.referrals.fill_secret import url
from tests.test_races import at_once, copies, lost, won

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.mark.clause("VAL-09")
@pytest.mark.parametrize("turn", range(4))
def test_lk3_against_the_dinas_has_one_winner(turn, people):
    case = secret.reported(people)
    takers = (people.lk3, people.regency_cases)
    works = [
        lambda row=row, by=by: workflow.perform(row, "take", by=by, on=TODAY)
        for row, by in zip(copies(case, 2), takers, strict=True)
    ]
    answers = at_once(works)
    assert len(won(answers)) == 1 and len(lost(answers, TransitionRefused, StaleVersion)) == 1
    grant = CaseGrant.objects.get()
    assert grant.assignment_uid in {by.uid for by in takers}
    assert [SecretCase.objects.opened_to(by).exists() for by in takers].count(True) == 1


def test_the_slower_page_says_so(people, sign_in):
    case = secret.reported(people)
    address = url("secret-case-take", case)
    clients = [sign_in(by) for by in (people.lk3, people.regency_cases)]
    body = {"declared": "on"}
    works = [lambda client=client: client.post(address, {**body, "_key": new_key()}) for client in clients]
    answers = at_once(works)
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    slower = next(answer for answer in answers if answer.status_code == 409)
    assert "Tahapnya sekarang: Ditangani" in slower.content.decode() or "sudah diambil" in slower.content.decode()
    assert CaseGrant.objects.count() == 1
