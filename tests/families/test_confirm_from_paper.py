"""What the village head confirmed on the paper list is recorded by the office that holds it, and reads so."""

from datetime import timedelta

import pytest
from django.urls import reverse

from families.models import Family
from tests.factories import TODAY
from tests.families import make
from tests.filling import new_key, picture, typed_date

URL = "/keluarga/konfirmasi/"
SIGNED = TODAY - timedelta(days=20)  # after the families were recorded


@pytest.fixture
def families(people):
    make.selection_group(people)
    return [make.candidate(people.secretary, name) for name in ("Sumiyati", "Maimunah")]


def body(families, **changes):
    seen = {f"seen-{row.pk}": row.version for row in families}
    signed = {"signed_by": "H. Sutrisno", "signed_on": typed_date(SIGNED)}
    return {"ticked": [families[0].pk], **seen, **signed, "_key": new_key(), **changes}


@pytest.mark.parametrize("role", ["secretary", "coordinator", "village_operator"])
def test_the_office_records_who_signed_and_when(role, people, families, sign_in):
    by = getattr(people, role)
    client = sign_in(by)
    page = client.get(URL).content.decode()
    assert "Catat pembenaran kepala desa/lurah" in page and people.village_head.person.name in page
    assert client.post(URL, body(families)).status_code == 302
    one, other = Family.objects.order_by("number")
    assert one.confirmed_on == SIGNED and other.confirmed_on is None
    assert one.confirmed_by == f"H. Sutrisno (dari kertas, dicatat oleh {by.signature})"


def test_the_head_is_asked_for_no_paper(people, families, sign_in):
    client = sign_in(people.village_head)
    assert "Nama yang menandatangani" not in client.get(URL).content.decode()
    assert client.post(URL, body(families, signed_by="", signed_on="")).status_code == 302
    assert Family.objects.get(pk=families[0].pk).confirmed_by == people.village_head.signature


@pytest.mark.parametrize(("field", "value"), [
    ("signed_by", ""), ("signed_on", ""), ("signed_on", "31-02-2025"), ("signed_on", typed_date(TODAY + timedelta(2))),
    ("signed_on", typed_date(TODAY - timedelta(days=400))),
])  # fmt: skip
def test_a_paper_without_name_or_with_an_impossible_day_is_refused(field, value, people, families, sign_in):
    client, before = sign_in(people.secretary), picture()
    response = client.post(URL, body(families, **{field: value}))
    assert response.status_code == 422 and picture() == before
    assert field in response.context["form"].errors
    assert f'value="{families[0].pk}" ' in response.content.decode().replace("checked", " ")


def test_only_the_head_has_it_as_a_task(people, families, sign_in):
    for role, there in (("village_head", True), ("secretary", False), ("village_operator", False)):
        page = sign_in(getattr(people, role)).get("/").content.decode()
        assert ("menunggu dibenarkan" in page) is there, role


@pytest.mark.parametrize("role", ["working_group", "treasurer", "tksk", "lk3", "member"])
def test_others_do_not_record_it(role, people, families, sign_in):
    assert sign_in(getattr(people, role)).get(reverse("families:confirm")).status_code == 403
