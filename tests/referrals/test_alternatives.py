"""Other ways that LK3 offers (III.B.6.4(2)): several at once, read by the sender, taken for the next try."""

import pytest
from django.core.exceptions import PermissionDenied

from fcu_project.workflow import TransitionRefused
from referrals.actions import alternative as actions
from referrals.models import Alternative, Referral
from referrals.tasks.alternative import alternative_tasks
from tests.factories import TODAY
from tests.filling import typed_date
from tests.referrals import make
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page, post


@pytest.mark.clause("REF-04")
def test_lk3_offers_services_and_advice_and_hands_back_with_them(people, regions, sign_in):
    row = make.at_lk3(people)
    service = make.service(regions.subdistrict)
    data = {
        "services": [service.pk], "advice": "Ajukan beasiswa lewat sekolah.\n\nTanyakan ke Baznas.",
        "offered_on": typed_date(TODAY), "hand_back": "1",
    }  # fmt: skip
    assert post(sign_in(people.lk3), url("alternative-create", row), data).status_code == 302
    row = make.fresh(row)
    assert (row.stage, row.declined_on, Alternative.objects.count()) == ("declined", TODAY, 3)
    assert "Tanyakan ke Baznas." in row.end_reason
    client = sign_in(people.secretary)
    html = page(client, row.get_absolute_url())
    assert html.count("Pakai pilihan ini<") == 3 and "Ajukan beasiswa" in html
    assert [task.title for task in alternative_tasks(people.secretary, TODAY)] == ["LK3 menawarkan 3 pilihan lain"]
    way = Alternative.objects.get(service=service)
    assert post(client, url("alternative-use", way)).status_code == 302
    draft = Referral.objects.get(follows=row)
    assert (draft.stage, draft.level, draft.service) == ("draft", "subdistrict", service)
    way.refresh_from_db()
    assert way.taken_on == TODAY and list(alternative_tasks(people.secretary, TODAY)) == []


def test_while_the_referral_runs_it_is_recalled_first(people, sign_in):
    way = make.alternative(people, make.at_lk3(people))
    client = sign_in(people.secretary)
    html = page(client, way.referral.get_absolute_url())
    assert "Tarik kembali dahulu" in html and "Pakai pilihan ini<" not in html
    response = post(client, url("alternative-use", way))
    assert response.status_code == 409 and "Tarik kembali dahulu" in response.content.decode()
    make.step(way.referral, "recall", people.secretary, on=TODAY, note="Memakai pilihan LK3.")
    assert post(client, url("alternative-use", way)).status_code == 302
    draft = Referral.objects.get(follows=way.referral)
    assert draft.request == way.referral.request  # what was asked for stays; the advice stands beside it
    assert "Saran LK3: Ajukan beasiswa lewat sekolah." in page(client, url("referral-update", draft))


@pytest.mark.parametrize("offers_service", [True, False])
def test_consent_given_for_lk3_is_not_carried_to_another_place(offers_service, people, regions):
    service = make.service(regions.subdistrict) if offers_service else None
    way = make.alternative(people, make.at_lk3(people), service=service, hands_back=True)
    draft = actions.use(way, by=people.secretary, on=TODAY)
    assert (draft.consented_on, draft.consented_by, draft.shares_name) == (None, "", False)


@pytest.mark.parametrize(("place", "level"), [("village", "village"), ("regency", "regency")])
def test_the_draft_takes_the_tier_that_leads_there(place, level, people, regions):
    service = make.service(getattr(regions, place))
    row = make.at_lk3(people)
    if place == "village":
        service.institution = make.body(row.region)
        service.save()
    way = make.alternative(people, row, service=service, hands_back=True)
    draft = actions.use(way, by=people.secretary, on=TODAY)
    assert draft.level == level
    assert draft.body == service.institution if place == "village" else str(service) in draft.request


def test_only_lk3_offers_and_only_while_it_holds_the_referral(people):
    row = make.at_lk3(people, accepted=True)
    with pytest.raises(PermissionDenied):
        actions.offer(make.fresh(row), advice=["Coba lagi."], by=people.secretary, on=TODAY)
    make.forward(row, people.lk3, place_name="BLK")
    with pytest.raises(TransitionRefused, match="selagi rujukan ada di LK3"):
        actions.offer(make.fresh(row), advice=["Coba lagi."], by=people.lk3, on=TODAY)


def test_the_same_way_is_offered_once(people):
    row = make.at_lk3(people)
    for _ in range(2):
        actions.offer(make.fresh(row), advice=["Coba lagi.", "Coba lagi."], by=people.lk3, on=TODAY)
    assert Alternative.objects.count() == 1


def test_lk3_finds_its_own_help_and_other_ways_beside_forwarding(people, sign_in):
    row = make.at_lk3(people, accepted=True)
    html = page(sign_in(people.lk3), row.get_absolute_url())
    assert "Layani sendiri (konseling)" in html and url("alternative-create", row) in html
