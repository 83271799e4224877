"""The coordinator's list of what waits, the tasks before and after the decision, the paper's screen (MEM-09)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fcu_project import workflow
from fcu_project.registry import tasks_for
from tests import factories
from tests.factories import TODAY
from tests.filling import new_key, typed_date
from tests.reporting import cash
from tests.reporting.fill_approval import LARGE, coordinator_of, on_paper, waiting
from tests.reporting.test_expense_approval import close

pytestmark = pytest.mark.django_db


def shown(client, word="menunggu"):
    return client.get(reverse("reporting:cash-approvals"), {"keadaan": word}).content.decode()


def titles(by):
    return [task.title for task in tasks_for(by, TODAY)]


def test_the_coordinator_reads_what_the_purse_holds_afterwards(people, sign_in):
    by = people.treasurer
    row = waiting(by, text="Sewa tenda", outside_reason="Tidak diminta")
    cash.money_out(by, 100_000, days_ago=0)
    page = shown(sign_in(people.coordinator))
    for words in ("Sewa tenda", "Rp750.000", "Rp650.000", "Di luar rencana kerja", "Nota menyusul"):
        assert words in page, words
    assert "Tidak diminta" not in page  # a reason that nothing asks for flags nothing
    approve = reverse("transition", args=["reporting.cashentry", row.uid, "approve"])
    paper = reverse("reporting:cash-approve-paper", args=[row.uid])
    assert approve in page and paper not in page
    page = shown(sign_in(by))
    assert approve not in page and paper not in page  # the coordinator has an account: it is approved there


def test_money_that_is_short_and_a_closed_month_are_told_on_the_list(people, sign_in):
    row = waiting(people.treasurer)
    for _ in range(2):
        cash.money_out(people.treasurer, 450_000, days_ago=0)
    client = sign_in(people.coordinator)
    assert "-Rp150.000" in shown(client) and "Bulannya sudah ditutup" not in shown(client)
    close(people.treasurer, row.on)
    assert "Bulannya sudah ditutup" in shown(client)


def test_a_click_on_the_button_books_it_and_leads_back_to_the_list(people, sign_in):
    row, client = waiting(people.treasurer), sign_in(people.coordinator)
    url = reverse("transition", args=["reporting.cashentry", row.uid, "approve"])
    assert "Yang perlu dipertimbangkan" in client.get(url).content.decode()
    answer = client.post(url, {"note": "", "_key": new_key()})
    assert answer.status_code == 302 and answer.url == reverse("reporting:cash-approvals")
    assert cash.fresh(row).stage == "booked"
    assert row.text in shown(client, "disetujui") and row.text not in shown(client)


def test_from_paper_it_reads_so_and_the_paper_opens(people, sign_in):
    row, client = waiting(people.treasurer), sign_in(people.treasurer)
    url = reverse("reporting:cash-approve-paper", args=[row.uid])
    body = {"on": typed_date(TODAY), "signed_by": coordinator_of(row), "scan": factories.scan()}
    assert client.post(url, {**body, "_key": new_key()}).status_code == 302
    assert "dicatat dari kertas oleh" in shown(client, "disetujui")
    assert client.get(reverse("reporting:cash-approval-scan", args=[row.uid])).status_code == 200
    assert client.get(url).status_code == 409  # it is approved


def test_tasks_before_and_after_the_decision(people):
    row, other = waiting(people.treasurer), waiting(people.treasurer, text="Sewa mesin jahit")
    assert titles(people.coordinator).count(f"Setujui pengeluaran {'Rp750.000'}") == 2
    assert not [title for title in titles(people.treasurer) if "Rp750.000" in title]
    workflow.perform(row, "approve", by=people.coordinator, on=TODAY)
    workflow.perform(other, "refuse", by=people.coordinator, on=TODAY, note="Terlalu mahal")
    assert not [title for title in titles(people.coordinator) if "Rp750.000" in title]
    told = titles(people.treasurer)
    assert f"Bayarkan Rp750.000 kepada {row.payee}" in told
    assert "Pengeluaran Rp750.000 ditolak Koordinator" in told


def test_many_waiting_are_one_task(people):
    for _ in range(4):
        waiting(people.treasurer)
    assert titles(people.coordinator).count("Setujui pengeluaran") == 1


def test_the_list_costs_the_same_for_one_and_for_six(people, sign_in):
    client = sign_in(people.coordinator)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            shown(client)
        return len(captured)

    waiting(people.treasurer)
    cost()
    few = cost()
    for _ in range(5):
        waiting(people.treasurer)
    assert cost() == few <= 14


def test_what_never_waited_is_not_on_the_list(people, sign_in):
    cash.money_in(people.treasurer, LARGE)
    cash.money_out(people.treasurer, 60_000, text="Gorengan")
    on_paper(people.treasurer, text="Sewa tenda")
    page = shown(sign_in(people.village_head), "disetujui")
    assert "Sewa tenda" in page and "Gorengan" not in page
