"""What a form says of a number or a text that can't be, and what is asked of whom."""

import re

import pytest
from django.urls import reverse

from referrals.models import Case
from tests import letters
from tests.families import make as families
from tests.filling import typed_date
from tests.referrals import make
from tests.referrals.fill_case import CASE
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page, post

COUNSELLING = reverse("referrals:counselling-create")


@pytest.mark.parametrize(("age", "words"), [
    ("-3", "Jumlah tidak boleh kurang dari nol."), ("121", "Umur paling banyak 120 tahun."),
])  # fmt: skip
def test_an_age_that_cannot_be_is_told_in_words(age, words, people, sign_in):
    response = post(sign_in(people.secretary), COUNSELLING, {"client_age": age})
    assert words in response.content.decode()


def test_people_below_zero_are_told_in_words(people, sign_in):
    route = f"{reverse('referrals:record-create')}?jenis=outreach"
    html = post(sign_in(people.tksk), route, {"women": "-2", "men": "1"}).content.decode()
    assert "Jumlah tidak boleh kurang dari nol." in html


def test_a_reason_that_is_too_long_says_how_long_it_may_be(people, sign_in):
    row = make.at_lk3(people, accepted=True)
    data = {"place_name": "BLK", "reason": "a" * 301, "forwarded_on": typed_date(make.TODAY)}
    html = post(sign_in(people.lk3), url("forward", row), data).content.decode()
    assert "Alasan memilih lembaga ini tidak boleh lebih dari 300 huruf; yang ditulis 301 huruf." in html


@pytest.mark.parametrize("role", ["secretary", "lk3"])
def test_every_referral_of_the_list_has_a_link_of_its_own_name(role, people, sign_in):
    pairing = families.paired(people)
    for title in ("Modal usaha kue", "Alat masak"):
        make.at_lk3(people, row=make.need(people, pairing=pairing, title=title))
    html = page(sign_in(getattr(people, role)), "/rujukan/")
    names = [re.sub(r"<[^>]*>", "", found) for found in re.findall(r'class="stretched-link"[^>]*>(.*?)</a>', html)]
    assert len(set(names)) == 2


def test_lk3_writes_down_from_which_village_a_client_comes(people, regions, sign_in):
    client, route = sign_in(people.lk3), reverse("referrals:case-create")
    data = {**CASE, "client_region": regions.village.pk, "owner": people.lk3.person_id}
    response = post(client, route, data)
    assert response.status_code == 302, response.context["form"].errors
    row = Case.objects.get()
    assert (row.client_region, row.region) == (regions.village, people.lk3.region)
    assert f"Asal klien: {regions.village}" in page(client, row.get_absolute_url())
    assert "client_region" not in page(sign_in(people.secretary), route)


def test_access_to_services_is_a_paper_of_lk3(people, sign_in):
    make.at_lk3(people)
    paper = letters.text_of(sign_in(people.lk3).get("/rujukan/akses/?cetak=pdf").content)
    assert "LEMBAGA KONSULTASI" in paper.upper()
