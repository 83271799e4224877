"""Earmarked aid: its purse to the unit, spent for its purpose only, its papers, its end, its LPJ (FUN-13)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from fcu_project.workflow import TransitionRefused
from reporting.actions import aid as actions
from reporting.actions import cashbook
from reporting.models import EarmarkedAid
from reporting.money import arrived
from reporting.tasks.aid import aid_tasks
from tests.factories import TODAY
from tests.reporting import cash, fill_aid
from tests.test_query_budget import queries

pytestmark = pytest.mark.django_db
SOON, LONG_AGO = TODAY + timedelta(days=20), TODAY - timedelta(days=60)


def fresh(aid):
    return EarmarkedAid.objects.select_related("unit", "region").get(pk=aid.pk)


def spend(by, aid, amount, **more):
    return cash.money_out(by, amount, aid=aid, category="economy", **more)


@pytest.mark.clause("FUN-13")
def test_what_is_left_equals_the_purse_to_the_unit(people):
    by = people.treasurer
    aid = cash.aid(by, amount=2_000_000, received=1_500_001)
    wrong = spend(by, aid, 400_000)
    spend(by, aid, 123_457)
    cashbook.reverse(cash.fresh(wrong), by=by, on=TODAY, reason="Salah jumlah")
    cash.money_out(by, 300_000, aid=aid, category="given_back")
    cash.money_in(by, 77_000)  # the general purse has nothing to do with it
    purse = arrived.purse_of(aid)
    assert (purse.received, purse.spent, purse.given_back, purse.awaited) == (1_500_001, 123_457, 300_000, 499_999)
    assert purse.left == fresh(aid).balance == cash.book(by).earmarked == 1_076_544
    assert arrived.by_category(aid) == [("economy", 123_457)]


def out(**facts):
    return lambda by, aid: cash.money_out(by, 50_000, aid=aid, **{"category": "economy", **facts})


def come(amount=50_000, **facts):
    return lambda by, aid: cash.money_in(by, amount, aid=aid, **{"source": "nation", **facts})


@pytest.mark.clause("FUN-13")
@pytest.mark.parametrize("entry, told", [
    (out(category="mentoring"), "hanya boleh dipakai untuk: Bimbingan usaha"),
    (out(days_ago=1), "paling lambat"),
    (out(days_ago=70), "Perjanjian bantuan ini bertanggal"),
    (come(source="province"), "Sumber dana bantuan ini: Bantuan pemerintah: APBN"),
    (come(600_001), "tinggal Rp600.000"),
    (come(days_ago=70), "Perjanjian bantuan ini bertanggal"),
])  # fmt: skip
def test_money_for_another_purpose_is_refused_with_the_number(entry, told, people):
    by = people.treasurer
    aid = cash.aid(by, amount=1_000_000, agreed_on=LONG_AGO, use_until=TODAY - timedelta(days=2), received=400_000)
    with pytest.raises(ValidationError, match=told):
        entry(by, aid)
    assert fresh(aid).balance == 400_000


def test_the_general_purse_gives_nothing_back(people):
    by = people.treasurer
    cash.money_in(by, 200_000)
    with pytest.raises(ValidationError, match="Pilih bantuan mana"):
        cash.money_out(by, 50_000, category="given_back")


def test_what_is_left_may_go_back_after_the_last_day(people):
    by = people.treasurer
    aid = cash.aid(by, use_until=TODAY - timedelta(days=9), received=400_000)
    cash.money_out(by, 400_000, aid=aid, category="given_back")
    assert fresh(aid).balance == 0


@pytest.mark.clause("FUN-13")
def test_it_is_closed_at_nothing_left_and_nothing_moves_afterwards(people):
    by = people.treasurer
    aid = cash.aid(by, received=300_000)
    spent = spend(by, aid, 100_000)
    with pytest.raises(TransitionRefused, match="masih Rp200.000"):
        actions.close_aid(fresh(aid), by=by, on=TODAY, closed_on=TODAY)
    cash.money_out(by, 200_000, aid=aid, category="given_back", days_ago=1)
    with pytest.raises(ValidationError, match="sejak"):
        actions.close_aid(fresh(aid), by=by, on=TODAY, closed_on=TODAY - timedelta(days=3))
    actions.close_aid(fresh(aid), by=by, on=TODAY, closed_on=TODAY)
    for late in (out(), come()):
        with pytest.raises(ValidationError, match="sudah selesai"):
            late(by, aid)  # the row in hand was read before it was closed
    with pytest.raises(ValidationError, match="Buka lagi"):
        cashbook.reverse(cash.fresh(spent), by=by, on=TODAY, reason="Salah jumlah")
    actions.reopen_aid(fresh(aid), by=by, on=TODAY)
    cashbook.reverse(cash.fresh(spent), by=by, on=TODAY, reason="Salah jumlah")
    assert fresh(aid).balance == 100_000


def test_an_expense_that_waits_keeps_it_open(people):
    by = people.treasurer
    aid = cash.aid(by, received=900_000)
    spend(by, aid, 900_000)  # above the limit: it waits for the coordinator
    assert arrived.waiting_of(aid) == 900_000
    with pytest.raises(TransitionRefused, match="Rp900.000 masih menunggu"):
        actions.close_aid(fresh(aid), by=by, on=TODAY, closed_on=TODAY)


def test_terms_stand_once_money_came_in(people):
    by = people.treasurer
    aid = cash.aid(by, amount=1_000_000)
    aid.amount = 2_000_000
    actions.save_aid(aid, by=by, on=TODAY)
    cash.money_in(by, 100_000, aid=aid, source="nation")
    for name, value in (("amount", 3_000_000), ("categories", ["mentoring"]), ("giver", "Orang lain")):
        row = fresh(aid)
        setattr(row, name, value)
        with pytest.raises(ValidationError, match="sudah masuk Rp100.000"):
            actions.save_aid(row, by=by, on=TODAY)
    row = fresh(aid)
    row.use_until = SOON
    actions.save_aid(row, by=by, on=TODAY)
    spend(by, aid, 50_000)
    row = fresh(aid)
    row.use_until = TODAY - timedelta(days=6)
    with pytest.raises(ValidationError, match="Sudah ada pengeluaran"):
        actions.save_aid(row, by=by, on=TODAY)


def test_only_who_keeps_the_book_writes(people, regions):
    aid = cash.aid(people.treasurer)
    for other in (people.coordinator, people.village_head):
        with pytest.raises(PermissionDenied):
            actions.save_aid(fresh(aid), by=other, on=TODAY)


@pytest.mark.clause("FUN-13")
def test_papers_of_the_giver_are_tracked_until_they_are_sent(people, sign_in):
    by = people.treasurer
    aid = cash.aid(by, giver="Baznas")
    paper = fill_aid.paper(aid)
    paper.due_on = TODAY - timedelta(days=1)
    paper.save()
    [task] = aid_tasks(by, TODAY)
    assert (task.title, task.due_state, task.due) == ("Kirim LPJ tahap 1", "late", paper.due_on)
    assert list(aid_tasks(people.coordinator, TODAY)) == []
    page = sign_in(by).get(aid.get_absolute_url()).content.decode()
    assert "Terlambat" in page
    paper.sent_on = TODAY
    actions.send_paper(paper, by=by, on=TODAY)
    assert list(aid_tasks(by, TODAY)) == []
    with pytest.raises(TransitionRefused, match="sudah dikirim"):
        actions.drop_paper(paper, by=by, on=TODAY)


def test_money_that_must_be_used_stands_among_the_tasks(people):
    by = people.treasurer
    cash.aid(by, use_until=SOON, received=400_000)
    [task] = aid_tasks(by, TODAY)
    assert task.title == "Gunakan bantuan Kementerian Sosial" and "Rp400.000" in task.why
    [late] = aid_tasks(by, SOON + timedelta(days=1))
    assert (late.title, late.due_state) == ("Kembalikan sisa bantuan Kementerian Sosial", "late")


def test_the_list_costs_the_same_for_one_and_for_twenty(people, sign_in):
    by = people.treasurer
    cash.aid(by, received=100_000)
    client, url = sign_in(by), reverse("reporting:aid-list")
    client.get(url)
    few = queries(client, url)
    for number in range(20):
        cash.aid(by, giver=f"Pemberi {number}")
    assert queries(client, url) == few <= 12
