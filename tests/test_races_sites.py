"""Two villages of one kecamatan on their way to the ministry at the same moment: one wins, the other is told why."""

from functools import partial

import pytest

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.models import PilotSite
from institutions.workflow.site import EXCEPTION
from tests.factories import AssignmentFactory
from tests.institutions.fill_sites import draft, step, walk
from tests.test_races import at_once, lost, quick_letters, won

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
__all__ = ["quick_letters"]


def two_sites(people, regions, until):
    """Proposals of two villages of one kecamatan, each as far as `until`."""
    beside = AssignmentFactory(role="village_operator", region=regions.sibling)
    return [walk(draft(by), by, until) for by in (people.village_operator, beside)]


def both_at_once(sites, name, by):
    return at_once([partial(step, PilotSite.objects.get(pk=site.pk), name, by) for site in sites])


def stages():
    return sorted(PilotSite.objects.values_list("stage", flat=True))


@pytest.mark.clause("REG-02")
def test_of_two_villages_of_a_kecamatan_one_is_proposed_and_the_other_is_told(people, regions):
    sites = two_sites(people, regions, "recommend")
    answers = both_at_once(sites, "propose", people.regency_reports)
    winner, told = *won(answers), *lost(answers, TransitionRefused)
    assert f"sudah ada {winner.region} (diusulkan melalui provinsi)" in str(told)
    assert "Satu kecamatan satu lokasi" in str(told)
    assert stages() == ["proposed", "recommended"]
    loser = next(site for site in sites if site.pk != winner.pk)
    assert not loser.steps.filter(step="propose").exists()  # its paper is not on file either


@pytest.mark.clause("REG-02")
def test_of_two_verified_villages_only_the_one_with_the_ministrys_exception_is_chosen(people, regions):
    sites = two_sites(people, regions, "recommend")
    workflow.give_reason(sites[1], workflow.find_gate(PilotSite, "one_per_subdistrict"), "Sangat luas.",
                         by=people.regency_reports)  # fmt: skip
    for site in sites:
        step(site, "propose", people.regency_reports)
        step(site, "verify", people.province)
    workflow.give_reason(sites[1], EXCEPTION, "Dua lokasi untuk perbandingan.", by=people.ministry)
    answers = both_at_once(sites, "choose", people.ministry)
    assert [row.pk for row in won(answers)] == [sites[1].pk]
    told = lost(answers, TransitionRefused)
    assert f"sudah ada {sites[1].region}" in str(told[0])
    assert stages() == ["chosen", "verified"]
