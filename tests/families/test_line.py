"""The whole line of a family, by the actions the screens use."""

from families.models import Need, ProblemType
from institutions.models import Institution, Membership
from tests import factories
from tests.families import make


def test_from_candidate_to_mentored(people):
    pairing = make.walked(people, factories.active_unit(people.village_operator))
    pioneer, plasma = pairing.pioneer, pairing.plasma
    assert (pioneer.stage, plasma.stage) == ("on_duty", "mentored")
    problem = ProblemType.objects.get(code="pendapatan-tidak-tetap")
    need = Need(title="Modal usaha", problem=problem, dimension="economic")
    make.note(pairing, people.secretary, need)
    assert Membership.objects.get(kind="pioneer").person == pioneer.representative
    assert Institution.objects.get(element__code="keluarga-pionir").closed_on is None
