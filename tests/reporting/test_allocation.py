"""Shares agreed in a meeting: exactly 100 percent, never edited, weighed against what is spent of the year (FUN-02)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from reporting.actions import cashbook as actions
from reporting.models import Allocation
from reporting.money import ledger
from reporting.money.shares import flagged, last_day_of, lines_of, years_of
from tests.factories import TODAY, AssignmentFactory
from tests.letters import page_texts, reader
from tests.reporting import cash, make, shares

pytestmark = pytest.mark.django_db
LAST_YEAR = TODAY.year - 1


@pytest.fixture
def by(people):
    return people.treasurer


@pytest.mark.clause("FUN-02")
@pytest.mark.parametrize(
    ("typed", "words"),
    [({"mentoring": 60, "economy": 35}, "Jumlahnya 95%, kurang 5%"), ({"mentoring": 70, "economy": 31}, "lebih 1%"),
     ({}, "Jumlahnya 0%, kurang 100%")],
)  # fmt: skip
def test_shares_that_are_no_whole_are_refused_with_the_number(by, typed, words):
    with pytest.raises(ValidationError, match=words):
        shares.agreed(by, typed)
    assert not Allocation.objects.exists()


def test_a_meeting_of_this_fcu_was_held_before(by, people, regions):
    wrong = (
        shares.meeting(by, stage="planned"), shares.meeting(by, kind="coordination_village"),
        shares.meeting(AssignmentFactory(role="secretary", region=regions.sibling)),
    )  # fmt: skip
    for meeting in wrong:
        with pytest.raises(ValidationError, match="sudah terlaksana"):
            shares.agreed(by, in_meeting=meeting)
    with pytest.raises(ValidationError, match="Rapatnya baru"):
        shares.agreed(by, since=shares.HELD_ON - timedelta(days=1))


def test_an_agreement_in_force_is_followed_never_rewritten(by):
    first = shares.agreed(by)
    with pytest.raises(ValidationError, match="Sudah ada kesepakatan"):
        shares.agreed(by, {"office": 100}, since=shares.HELD_ON)
    later = shares.agreed(by, {"office": 100}, since=shares.HELD_ON + timedelta(days=30))
    unit = first.unit
    assert Allocation.in_force(unit, later.valid_from - timedelta(days=1)) == first
    assert Allocation.in_force(unit, later.valid_from) == later
    assert (last_day_of(first), last_day_of(later)) == (later.valid_from - timedelta(days=1), None)


def test_only_who_keeps_the_cash_records_it(people, regions):
    shares.agreed(people.secretary)
    for reader_only in (people.coordinator, people.village_head):
        with pytest.raises(PermissionDenied):
            shares.agreed(reader_only, since=TODAY)


# --- weighed -------------------------------------------------------------------------------------------------------
@pytest.mark.clause("FUN-02")
def test_spending_outside_or_above_its_share_needs_a_reason_and_is_flagged(by):
    agreement = shares.agreed(by)  # 60 mentoring, 30 economy, 10 office
    cash.money_in(by, 1_000_000, days_ago=20)
    cash.money_out(by, 100_000, category="office")
    with pytest.raises(ValidationError, match="boleh Rp100.000, sudah terpakai Rp100.000"):
        cash.money_out(by, 1, category="office")
    with pytest.raises(ValidationError, match="Advokasi kebijakan lokal tidak ada dalam kesepakatan"):
        cash.money_out(by, 20_000, category="advocacy")
    cash.money_out(by, 20_000, category="advocacy", outside_reason="Diminta camat")
    lines = {line.category: line for line in lines_of(agreement, cash.book(by), TODAY.year)}
    assert (lines["office"].allowed, lines["office"].spent, lines["office"].left) == (100_000, 100_000, 0)
    assert (lines["advocacy"].percent, lines["advocacy"].spent, lines["advocacy"].is_over) == (None, 20_000, True)
    assert [row.outside_reason for row in flagged(agreement, TODAY.year)] == ["Diminta camat"]


def test_aid_for_a_purpose_is_neither_shared_nor_counted(by):
    shares.agreed(by, {"mentoring": 50, "office": 50})
    aid = cash.aid(by, received=4_000_000)
    cash.money_in(by, 200_000)
    cash.money_out(by, 400_000, aid=aid, category="economy")  # in no list, and no reason asked
    book = cash.book(by)
    assert ledger.general_money(book, TODAY.year) == 200_000
    assert ledger.spent_on(book, "economy", TODAY.year) == 0


def test_what_is_reversed_gives_its_share_back(by):
    shares.agreed(by)
    come = cash.money_in(by, 1_000_000, days_ago=20)
    spent = cash.money_out(by, 100_000, category="office")
    actions.reverse(spent, by=by, on=TODAY, reason="Salah kategori")
    book = cash.book(by)
    assert (ledger.spent_on(book, "office", TODAY.year), ledger.general_money(book, TODAY.year)) == (0, 1_000_000)
    cash.money_out(by, 100_000, category="office", days_ago=0)
    cash.money_in(by, 700_000, days_ago=15)
    actions.reverse(come, by=by, on=TODAY, reason="Cek kosong")
    assert (ledger.spent_on(book, "office", TODAY.year), ledger.general_money(book, TODAY.year)) == (100_000, 700_000)


def in_two_years(by):
    """A book that was opened last year with 100.000; 400.000 came in and 150.000 was spent there."""
    make.unit(by.region, decreed_on=date(LAST_YEAR, 5, 1))
    book = cash.book(by, opening=100_000, opened_on=date(LAST_YEAR, 6, 1))
    cash.money_in(by, 400_000, on=date(LAST_YEAR, 7, 1))
    spent = cash.money_out(by, 150_000, on=date(LAST_YEAR, 8, 1), category="office")
    return book, spent


def test_a_year_begins_with_what_the_last_one_left(by):
    book, _ = in_two_years(by)
    assert [ledger.general_money(book, year) for year in (LAST_YEAR, TODAY.year)] == [500_000, 350_000]
    assert [ledger.spent_on(book, "office", year) for year in (LAST_YEAR, TODAY.year)] == [150_000, 0]


def test_what_was_spent_last_year_and_came_back_is_money_of_this_year(by):
    """It makes no room in one share alone, and last year's page stays as it was."""
    book, spent = in_two_years(by)
    actions.reverse(spent, by=by, on=TODAY, reason="Barang dikembalikan")
    assert [ledger.spent_on(book, "office", year) for year in (LAST_YEAR, TODAY.year)] == [150_000, 0]
    assert [ledger.general_money(book, year) for year in (LAST_YEAR, TODAY.year)] == [500_000, 500_000]


def test_shares_and_their_money_come_to_no_more_than_there_is(by):
    agreement = shares.agreed(by, {"mentoring": 33, "economy": 33, "office": 34})
    cash.money_in(by, 1_000_001)
    lines = lines_of(agreement, cash.book(by), TODAY.year)
    assert 1_000_001 - len(lines) < sum(line.allowed for line in lines) <= 1_000_001


def test_the_years_of_an_agreement(by):
    first = shares.agreed(by, since=shares.HELD_ON)
    assert years_of(first, TODAY)[0] == TODAY.year
    assert years_of(first, shares.HELD_ON - timedelta(days=40))[-1] == shares.HELD_ON.year


# --- screens and paper ---------------------------------------------------------------------------------------------
def test_the_form_keeps_what_was_typed_and_tells_the_sum(by, sign_in):
    make.unit_of(by.region)
    meeting = shares.meeting(by)
    body = {"meeting": meeting.pk, "valid_from": "1-1-2000", "share_mentoring": "60", "share_economy": "35",
            "note": "Catatan kami", "_key": "6e7d0b7e-0f5d-4f0a-9c7e-2f1d6b0c1a11"}  # fmt: skip
    answer = sign_in(by).post(reverse("reporting:allocation-create"), body)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(words in page for words in ("Jumlahnya 95%, kurang 5%", "Rapatnya baru", "Catatan kami", 'value="35"'))


def test_a_new_agreement_begins_with_the_shares_in_force(by, sign_in):
    shares.agreed(by)
    page = sign_in(by).get(reverse("reporting:allocation-create")).content.decode()
    assert all(f'value="{percent}"' in page for percent in shares.SHARES.values())


@pytest.mark.parametrize("role", ["treasurer", "secretary", "coordinator", "village_head"])
def test_who_reads_and_who_is_offered_to_write(people, sign_in, role):
    agreement = shares.agreed(people.treasurer)
    client = sign_in(getattr(people, role))
    page = client.get(reverse("reporting:allocation-list")).content.decode()
    writes = role in ("treasurer", "secretary")
    assert ("Catat kesepakatan baru" in page) == writes
    assert client.get(agreement.get_absolute_url()).status_code == 200
    assert client.get(reverse("reporting:allocation-create")).status_code == (200 if writes else 403)


@pytest.mark.clause("FUN-02")
@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_the_official_record_tells_shares_use_and_what_went_past_them(by, sign_in, paper):
    agreement = shares.agreed(by)
    cash.money_in(by, 1_000_000, days_ago=20)
    cash.money_out(by, 20_000, category="advocacy", outside_reason="Diminta camat")
    answer = sign_in(by).get(f"{agreement.get_absolute_url()}?cetak=pdf&kertas={paper}")
    content = answer.content
    text = " ".join(page_texts(content))
    assert len(reader(content).pages) == 2
    for words in ("KESEPAKATAN ALOKASI DANA", "Pendampingan keluarga", "60%", "100%", "musyawarah mufakat", "Notulis",
                  "Rp600.000", "Diminta camat", "Mengetahui,"):
        assert words in text, words


def test_before_the_meeting_the_record_is_printed_blank(people, sign_in):
    make.unit_of(people.coordinator.region)
    content = sign_in(people.coordinator).get(reverse("reporting:allocation-blank")).content
    text = " ".join(page_texts(content))
    assert "Media informasi" in text and "......... %" in text and "None" not in text
    assert len(reader(content).pages) == 1
