"""What looks like the same thing typed twice is asked back once; what does not fit a budget is said."""

import pytest
from django.urls import reverse

from reporting.models import BudgetLine, CashEntry, EarmarkedAid
from reporting.money import arrived
from tests.factories import TODAY
from tests.filling import typed_date
from tests.reporting import cash
from tests.reporting.fill_budget import LINE, line

pytestmark = pytest.mark.django_db
OUT = {
    "on": typed_date(TODAY), "amount": "50.000", "category": "office", "payee": "Toko Rejeki",
    "text": "Kertas dan tinta", "no_receipt_reason": "Nota menyusul",
}  # fmt: skip


def post(client, url, body):
    key = client.get(url).context["form"].idempotency_key
    return client.post(url, {"_key": key, **body})


def test_an_expense_like_the_one_before_is_asked_back_once(people, sign_in):
    by = people.treasurer
    cash.money_in(by, 400_000)
    client, url = sign_in(by), reverse("reporting:cash-out")
    assert post(client, url, OUT).status_code == 302
    again = post(client, url, OUT | {"payee": "toko rejeki"})
    first = CashEntry.objects.get(direction="out")
    assert f"Mirip {first.evidence}" in again.content.decode() and 'name="twice"' in again.content.decode()
    assert post(client, url, OUT | {"amount": "51.000"}).status_code == 302
    assert post(client, url, OUT | {"twice": "on"}).status_code == 302
    assert CashEntry.objects.filter(direction="out").count() == 3


def test_a_gift_like_the_one_before_is_asked_back_once(people, sign_in):
    by = people.treasurer
    cash.book(by)
    gift = {"on": typed_date(TODAY), "amount": "50.000", "source": "self_help", "giver": "Warga", "text": "Iuran"}
    client, url = sign_in(by), reverse("reporting:cash-in")
    assert post(client, url, gift).status_code == 302
    assert "Mirip " in post(client, url, gift).content.decode()
    assert post(client, url, gift | {"twice": "on"}).status_code == 302


def test_the_same_budget_line_twice_is_asked_back(people, regions, sign_in):
    client, url = sign_in(people.regency_funds), reverse("reporting:budget-create")
    assert post(client, url, LINE).status_code == 302
    page = post(client, url, LINE).content.decode()
    assert f"sudah tercatat untuk tahun {TODAY.year}" in page and 'name="two_lines"' in page
    assert post(client, url, LINE | {"year": str(TODAY.year + 1)}).status_code == 302
    assert post(client, url, LINE | {"two_lines": "on"}).status_code == 302
    assert BudgetLine.objects.count() == 3


def test_aid_above_its_budget_or_of_another_giver_is_said_on_its_page(people, regions, sign_in):
    by = people.treasurer
    meant = line(people.regency_funds, regions.village, amount=3_000_000)
    cash.aid(by, source="regency", amount=2_000_000, budget_line=meant, giver=str(regions.regency))
    second = cash.aid(by, source="regency", amount=1_500_000, budget_line=meant, giver="Bank Jatim")
    told = arrived.warnings_of(EarmarkedAid.objects.get(pk=second.pk))
    assert len(told) == 2 and "yang tersisa pada anggarannya, Rp1.000.000" in told[0] and "“Bank Jatim”" in told[1]
    assert "Tidak cocok dengan anggaran." in sign_in(by).get(second.get_absolute_url()).content.decode()


def test_what_was_given_back_has_not_arrived_and_a_closed_aid_is_finished(people, regions):
    by = people.treasurer
    meant = line(people.regency_funds, regions.village, amount=1_000_000)
    aid = cash.aid(by, source="regency", amount=1_000_000, received=900_000, budget_line=meant)
    cash.money_out(by, 300_000, aid=aid, category="given_back")
    [row] = arrived.with_arrived(BudgetLine.objects.all())
    assert (row.arrived, row.given_back, arrived.difference(row)) == (600_000, 300_000, 400_000)
    [village] = arrived.by_village(row)
    assert (village.arrived, village.given_back, village.closed) == (600_000, 300_000, False)
    assert arrived.state_of(row)[1] == "Sampai sebagian"
    EarmarkedAid.objects.update(closed_on=TODAY)
    [row] = arrived.with_arrived(BudgetLine.objects.all())
    assert arrived.state_of(row)[1] == "Selesai" and arrived.by_village(row)[0].closed
    assert [total.arrived for total in arrived.sums_of(BudgetLine.objects.all())] == [600_000]
