"""The stimulus on the family's page: entitlement, what was paid and shown, where originals are, open findings."""

import pytest

from reporting.actions import checks as actions
from reporting.models import StimulusGrant
from reporting.money.purses import Party
from tests.factories import TODAY
from tests.reporting import fill_checks, stimulus


@pytest.fixture(autouse=True)
def page_of_the_grant(monkeypatch):
    """Where a grant's own page lies is not asked here."""
    monkeypatch.setattr(StimulusGrant, "get_absolute_url", lambda grant: f"/stimulan/{grant.uid}/")


def panel(client, family):
    page = client.get(family.get_absolute_url())
    return " ".join(page.content.decode().partition('id="dana-stimulan"')[2].partition("</section>")[0].split())


def test_the_family_page_tells_what_was_paid_shown_and_who_holds_the_originals(people, sign_in):
    there = stimulus.paid(people)
    stimulus.receipt(people, there)
    stimulus.receipt(people, there, 250_000, number="N-18", holder=Party.OFFICE)
    words = panel(sign_in(people.secretary), there.grant.family)
    for told in (
        "hak Rp3.000.000", "Dicairkan Rp2.000.000, dipertanggungjawabkan Rp750.000",
        "Belum dipertanggungjawabkan Rp1.250.000", "1 di Keluarga, 1 di Dinas Sosial",
    ):  # fmt: skip
        assert told in words
    assert there.account.number not in words


def test_money_given_back_is_accounted_for(people, sign_in):
    there = stimulus.paid(people)
    there.returned, there.returned_on = 2_000_000, TODAY
    there.save()
    words = panel(sign_in(people.secretary), there.grant.family)
    assert "dipertanggungjawabkan Rp2.000.000" in words and "Belum dipertanggungjawabkan" not in words


def test_open_findings_stand_on_the_family_page_until_they_are_settled(people, sign_in):
    row, client = fill_checks.check(people), sign_in(people.secretary)
    assert row.get_absolute_url() in panel(client, row.grant.family)
    assert "Keluarga membeli rak." in panel(client, row.grant.family)
    actions.resolve(row, by=people.regency_funds, on=TODAY, resolution="Rak ada.")
    assert row.get_absolute_url() not in panel(client, row.grant.family)


def test_before_anything_was_paid_it_says_so(people, sign_in):
    grant = stimulus.grant(people)
    assert "Belum ada yang dicairkan" in panel(sign_in(people.secretary), grant.family)


def test_only_with_a_grant_and_only_for_who_may_see_it(people, sign_in):
    there = stimulus.paid(people)
    assert panel(sign_in(people.tksk), there.grant.family) == ""
    assert panel(sign_in(people.secretary), stimulus.family(people, "Paijem")) == ""
