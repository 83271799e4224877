"""A pioneer who is accompanied once more, and families that withdraw: history, lists, line and counts by date."""

from datetime import timedelta

import pytest
from django.urls import reverse

from families import counts
from families.lineage import lineage_of
from families.models import Pairing
from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from tests.factories import TODAY
from tests.families import make
from tests.families.risen import ANSWERED, DESIGNATED, asked_again, fgd_of, risen

mark = pytest.mark
STEPPED_BACK = TODAY - timedelta(days=7)


def fallen(people):
    """A pioneer that stepped back, went through an FGD and is plasma now, accompanied by a new pioneer."""
    pairing = make.paired(people)
    by, family = people.secretary, pairing.pioneer.family
    make.assessed(family, "plasma", by, unmet=("L3.2",), on=STEPPED_BACK)
    workflow.perform(pairing.pioneer, "step_back", by=by, on=STEPPED_BACK, note="Kepala keluarga sakit lama.")
    fgd_of(people, family, choice="plasma")
    make.answered(family, by, answered_on=ANSWERED)
    make.designated("plasma_designation", [family], by, on=DESIGNATED)
    return family


def test_a_pioneer_steps_back_and_is_candidate_at_once(people):
    pairing = make.paired(people)
    family = pairing.pioneer.family
    with pytest.raises(TransitionRefused, match="Tuliskan alasannya"):
        workflow.perform(pairing.pioneer, "step_back", by=people.secretary, on=TODAY)
    workflow.perform(pairing.pioneer, "step_back", by=people.secretary, on=TODAY, note="Kepala keluarga sakit lama.")
    assert [(life.stage, life.ended_on) for life in family.participations.order_by("id")] == [
        ("stepped_back", TODAY), ("candidate", None)
    ]  # fmt: skip
    assert Pairing.objects.get().paired_until == TODAY and Pairing.objects.get().end_reason == "Kembali didampingi"
    assert pairing.pioneer.consents.filter(withdrawn_on=None).exists()


def test_history_and_line_say_that_it_is_accompanied_again(people, sign_in):
    family = fallen(people)
    page = sign_in(people.secretary).get(family.get_absolute_url()).content.decode()
    assert "Ditetapkan kembali sebagai keluarga dampingan" in page and "Kembali didampingi" in page
    lineage = lineage_of(family.region)
    words = [branch.words for _, branch in lineage.rows] + [branch.words for branch in lineage.waiting]
    year = DESIGNATED.year
    assert f"Kembali didampingi sejak {year}" in words
    assert any(told.endswith(", kembali didampingi") for told in words)
    assert lineage.fallen == 1
    line = sign_in(people.secretary).get(reverse("families:lineage", args=[family.region.units.get().uid]))
    assert f"Kembali didampingi sejak {year}" in line.content.decode()


def test_promotions_relapses_and_withdrawals_are_counted_by_their_dates(people):
    day = timedelta(days=1)
    village = people.secretary.region
    family = fallen(people)
    before, after = (DESIGNATED - day, DESIGNATED - day), (DESIGNATED, TODAY)
    assert (counts.relapses(village, *before).count(), counts.relapses(village, *after).count()) == (0, 1)
    assert counts.promotions(village, *after).count() == 0
    plasma = make.short.life(people.secretary, "Aminah", "plasma", "mentored", days=make.DAYS).participation()
    workflow.perform(plasma, "withdraw", by=people.secretary, on=TODAY, note="Tidak bersedia lagi.")
    assert counts.withdrawals(village, TODAY, TODAY).count() == 1
    assert counts.withdrawals(village, TODAY - day, TODAY - day).count() == 0
    assert (counts.plasma(village, TODAY - day), counts.plasma(village, TODAY)) == (3, 2)
    assert family.standing().role == "plasma"


def test_a_promotion_is_counted_on_the_day_of_designation_and_stays_counted(people):
    family = risen(people)
    village, day = family.region, timedelta(days=1)
    assert counts.promotions(village, DESIGNATED, DESIGNATED).count() == 1
    assert (counts.ever_promoted(village, DESIGNATED - day), counts.ever_promoted(village, DESIGNATED)) == (0, 1)
    assert (counts.plasma(village, DESIGNATED - day), counts.plasma(village, DESIGNATED)) == (1, 0)
    assert (counts.pioneers(village, DESIGNATED - day), counts.pioneers(village, DESIGNATED)) == (1, 2)
    workflow.perform(family.participation(), "withdraw", by=people.secretary, on=TODAY, note="Pindah kerja.")
    assert counts.ever_promoted(village, TODAY) == counts.promotions(village, DESIGNATED, TODAY).count() == 1


def test_a_family_that_withdrew_stands_on_no_list_and_stays_in_the_line_and_the_figures(people, sign_in):
    pairing = make.paired(people)
    asked_again(pairing.plasma.family, people.secretary)
    client = sign_in(people.secretary)
    workflow.perform(pairing.plasma, "withdraw", by=people.secretary, on=TODAY, note="Tidak bersedia lagi.")
    assert pairing.plasma.consents.filter(withdrawn_on=TODAY).count() == 2
    for address in ("/keluarga/", "/keluarga/?cari=sumiyati", "/pendampingan/", "/pendampingan/?lalu=1"):
        assert pairing.plasma.family.called not in client.get(address).content.decode(), address
    for address in ("/keluarga/?peran=mundur", "/keluarga/?tahap=withdrawn"):
        assert pairing.plasma.family.called in client.get(address).content.decode(), address
    assert "mengundurkan diri" in lineage_of(pairing.plasma.family.region).rows[-1][1].words
    families, _ = counts.improved(pairing.plasma.family.region, TODAY)
    assert families.women == 1
