"""Of the needs referred, how many families reached the service (III.B.1.8), and what closing asks for it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from referrals.access import reached_rows, summary
from referrals.actions import referral as actions
from referrals.models import Level
from tests.factories import TODAY
from tests.families import make as families
from tests.filling import typed_date
from tests.referrals import make
from tests.referrals.fill_referrals import url
from tests.referrals.test_screens import page, post, sheet

DAY = timedelta(days=1)
PATH = "/rujukan/akses/"


def other_need(people, title):
    return make.need(people, pairing=families.Pairing.objects.get(), title=title)


def counted(people, since=make.SENT_ON, until=TODAY):
    return [row.reached for row in reached_rows(people.secretary.region, since, until)]


@pytest.mark.clause("SVC-11", "VAL-07")
def test_each_need_counts_once_with_what_the_closing_said(people):
    make.closed(people)
    assert counted(people) == [True]
    row = make.closed(people, row=other_need(people, "Akta"), place_name="Kantor Desa", outcome="none")
    assert counted(people) == [True, False]
    make.sent(people, row=row.need, place_name="Dinas Dukcapil", on=TODAY)  # another try is under way
    assert counted(people) == [True, None]
    assert counted(people, until=TODAY - DAY) == [None, None]  # a past period is told as it was known
    assert counted(people, since=TODAY + DAY, until=TODAY + DAY) == []


def test_what_was_recalled_leads_nowhere(people):
    make.step(make.sent(people), "recall", people.secretary, on=TODAY, note="Salah alamat.")
    assert counted(people) == [] and counted(people, until=TODAY - DAY) == [None]


@pytest.mark.clause("SVC-11")
def test_closing_asks_whether_the_service_was_reached_and_refuses_a_contradiction(people, sign_in):
    row = make.served(people)
    client = sign_in(people.secretary)
    data = {"outcome": "partly", "reached": "no", "note": "Sebagian saja.", "closed_on": typed_date(TODAY)}
    response = post(client, url("close", row), data)
    assert response.status_code == 422 and "tercatat tidak diperoleh" in response.content.decode()
    with pytest.raises(ValidationError):
        actions.close(make.fresh(row), by=people.secretary, on=TODAY, outcome="full", note="Selesai.", reached=False)
    assert post(client, url("close", row), data | {"outcome": "none", "reached": "yes"}).status_code == 302
    row = make.fresh(row)
    assert (row.outcome, row.reached) == ("none", True)


@pytest.mark.clause("VAL-07")
@pytest.mark.usefixtures("not_typeset")
def test_the_page_tells_by_dimension_tier_and_rt_and_names_only_for_the_village(people, sign_in):
    make.closed(people)
    make.sent(people, row=other_need(people, "Akta"), place_name="Kantor Desa", level=Level.VILLAGE)
    client = sign_in(people.secretary)
    html = page(client, PATH)
    assert "Ekonomi" in html and "Rujukan dalam desa/kelurahan" in html and "RT 003" in html
    assert "Ibu Sumiyati" in html
    table = sheet(client.get(f"{PATH}?unduh=xlsx"))
    assert ("Semua", "Kebutuhan yang dirujuk", "2", "1", "0", "1") in [row[:6] for row in table]
    assert client.get(f"{PATH}?cetak=pdf")["Content-Type"] == "application/pdf"
    assert "Sumiyati" not in str(table)
    above = page(sign_in(people.lk3), PATH)
    assert "Sumiyati" not in above and sign_in(people.pioneer).get(PATH).status_code == 403


def test_above_the_village_small_numbers_are_not_told(people):
    make.closed(people)
    needs = reached_rows(people.tksk.region, make.SENT_ON, TODAY)
    assert summary(needs, people.tksk)[0]["referred"] == "<5"
    assert summary(needs, people.secretary)[0]["referred"] == "1"


@pytest.mark.parametrize("quarter", ["0", "9", "x"])
def test_a_period_that_is_none_shows_the_year(quarter, people, sign_in):
    assert "Belum ada kebutuhan" in page(sign_in(people.secretary), f"{PATH}?tahun=20x6&triwulan={quarter}")
