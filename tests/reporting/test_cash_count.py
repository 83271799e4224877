"""Counted cash against the book; the treasurer's office handed over with book and files."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fcu_project import pdf
from fcu_project.workflow import TransitionRefused
from institutions.models import Membership, OfficerTerm
from reporting.actions import closing as actions
from reporting.documents.cash_count import COUNT_TEMPLATE, count_facts
from reporting.models import CashCount
from reporting.money import treasurers
from reporting.tasks.closing import closing_tasks
from tests import factories
from tests.factories import TODAY
from tests.letters import FOOT, in_order, text_of
from tests.reporting import cash
from tests.reporting.fill_closing import LAST_MONTH, book_of_two_months, count, signed_page

pytestmark = pytest.mark.django_db


def officer(unit, name, post="treasurer", *, since, until=None):
    """A term of an officer, as a row."""
    person = factories.PersonFactory(region=unit.region, name=name)
    member = Membership.objects.create(
        unit=unit, person=person, kind="individual", category="activist", joined_on=since, committed=True
    )
    return OfficerTerm.objects.create(
        unit=unit, membership=member, post=post, elected_on=since, valid_from=since, valid_until=until
    )


def test_a_difference_needs_its_reason_and_both_numbers_are_told(people):
    by = people.treasurer
    book_of_two_months(by)
    with pytest.raises(ValidationError, match=r"dihitung Rp200.000, menurut buku Rp230.000: kurang Rp30.000"):
        count(by, amount=150_000, bank=50_000)
    row = count(by, amount=150_000, bank=50_000, reason="Nota belum dicatat.")
    assert (row.counted, row.balance, row.difference) == (200_000, 230_000, -30_000)


def test_the_book_of_that_day_counts_not_of_today(people):
    by = people.treasurer
    book_of_two_months(by)
    assert count(by, on=LAST_MONTH.first, amount=350_000).balance == 350_000
    for day, words in ((LAST_MONTH.previous.last, "dibuka"), (TODAY + timedelta(days=1), "hari ini")):
        with pytest.raises(ValidationError, match=words):
            count(by, on=day)


def test_pieces_add_up_to_the_cash(people, sign_in):
    book_of_two_months(people.treasurer)
    client, url = sign_in(people.treasurer), reverse("reporting:cash-count-create")
    body = {"_key": client.get(url).context["form"].idempotency_key, "on": TODAY, "piece_100000": 2, "piece_10000": 3}
    answer = client.post(url, {**body, "cash": "230.500"})
    assert answer.status_code == 422
    assert "keping Rp230.000, ditulis Rp230.500" in answer.content.decode()
    assert client.post(url, body).status_code == 302
    row = CashCount.objects.get()
    assert (row.cash, row.difference, row.counted_pieces()) == (230_000, 0, [(100_000, 2), (10_000, 3)])
    page = client.get(reverse("reporting:cash-count-update", args=[row.uid])).context["form"]
    assert page["piece_10000"].value() == 3


def test_a_hand_over_is_between_two(people):
    by, other = people.treasurer, people.secretary.person
    book_of_two_months(by)
    with pytest.raises(ValidationError, match="dua orang yang berbeda"):
        count(by, kind="handover", giver=by.person, receiver=by.person, papers="Buku kas")
    with pytest.raises(ValidationError, match="siapa yang menerima"):
        count(by, kind="handover", giver=by.person, papers="Buku kas")
    assert count(by, kind="handover", giver=by.person, receiver=other, papers="Buku kas").difference == 0


def test_a_signed_count_is_changed_no_more(people):
    by = people.treasurer
    book_of_two_months(by)
    row = actions.attach_signed(count(by), signed_page(), by=by, on=TODAY)
    with pytest.raises(TransitionRefused):
        actions.attach_signed(row, signed_page(), by=by, on=TODAY)
    with pytest.raises(TransitionRefused):
        actions.save_count(row, by=by, on=TODAY)


def test_a_new_treasurer_is_asked_for_the_hand_over_until_it_is_recorded(people):
    by = people.treasurer
    book = book_of_two_months(by)
    changed = LAST_MONTH.last
    old = officer(book.unit, "Siti Aminah", since=LAST_MONTH.first - timedelta(days=30), until=changed)
    assert treasurers.unrecorded_change(book, TODAY) is None
    new = officer(book.unit, "Joko Prasetyo", since=changed + timedelta(days=1))
    told = [task for task in closing_tasks(by, TODAY) if "serah terima" in task.title]
    assert len(told) == 1 and "Joko Prasetyo" in told[0].why and "Siti Aminah" in told[0].why
    giver, receiver = old.membership.person, new.membership.person
    count(by, kind="handover", giver=receiver, receiver=giver, papers="Buku kas")  # the other way round
    assert treasurers.unrecorded_change(book, TODAY) is not None
    count(by, kind="handover", giver=giver, receiver=receiver, papers="Buku kas")
    assert treasurers.unrecorded_change(book, TODAY) is None


def test_the_form_of_a_hand_over_begins_with_the_two(people, sign_in):
    book = book_of_two_months(people.treasurer)
    old = officer(book.unit, "Siti Aminah", since=LAST_MONTH.first, until=LAST_MONTH.last)
    new = officer(book.unit, "Joko Prasetyo", since=LAST_MONTH.last + timedelta(days=1))
    form = sign_in(people.secretary).get(reverse("reporting:cash-handover-create")).context["form"]
    assert form["giver"].value() == old.membership.person_id
    assert form["receiver"].value() == new.membership.person_id


@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_the_records_say_who_how_much_and_in_words(people, paper):
    by, other = people.treasurer, people.secretary.person
    book_of_two_months(by)
    row = count(
        by, kind="handover", giver=by.person, receiver=other, amount=200_000, reason="Nota menyusul.",
        papers="Buku kas umum 2026\nStempel bendahara", pieces={"100000": 2},
    )  # fmt: skip
    content = pdf.render(COUNT_TEMPLATE, count_facts(row, paper) | FOOT, paper=paper)
    in_order(
        text_of(content), "BERITA ACARA SERAH TERIMA KAS", "tahun dua ribu dua puluh", by.person.name, other.name,
        "100.000 2 200.000", "Uang tunai 200.000", "Jumlah uang yang dihitung 200.000", "230.000", "Selisih -30.000",
        "dua ratus ribu rupiah", "Nota menyusul.", "1. Buku kas umum 2026", "2. Stempel bendahara", "Yang menyerahkan",
        "Yang menerima", "Mengetahui", "Koordinator",
    )  # fmt: skip
    check = pdf.render(COUNT_TEMPLATE, count_facts(count(by), paper) | FOOT, paper=paper)
    in_order(text_of(check), "BERITA ACARA PEMERIKSAAN KAS", "Selisih 0", "Bendahara", "Yang memeriksa")
    assert cash.book(by).balance == 230_000
