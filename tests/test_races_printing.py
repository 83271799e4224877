"""Eight clerks issue and print at the same moment: no letter fails, every QR and every number is its own."""

import pytest

from tests.printing import print_letters, wrong_ones
from tests.test_races import signed_in

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_eight_clerks_print_at_once(people, sign_in):
    by = people.secretary
    answers = print_letters(by, signed_in(sign_in, by), clerks=8, each=2)
    assert wrong_ones(answers) == []
    assert sum(len(done) for done in answers) == 16
