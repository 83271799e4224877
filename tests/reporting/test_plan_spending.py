"""The annual plan beside the cash book: budget, spent and left of every row, on screen, paper and in Excel."""

import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from institutions.models import AnnualPlan, FamilyCareUnit
from institutions.realisation import funds_of, lines_of, with_funds
from reporting.actions import cashbook
from reporting.money.plan_spending import budget_words, spending, spent_in, spent_of
from reporting.periods import Quarter, quarter_of
from tests.factories import TODAY
from tests.families import short
from tests.institutions import fill_plan
from tests.letters import in_order, text_of
from tests.reporting import cash

pytestmark = pytest.mark.django_db
NEW_YEAR, OPENED = date(TODAY.year, 1, 1), date(TODAY.year - 1, 12, 1)


@pytest.fixture
def plan(people):
    """The plan of the year, agreed, with two rows: Rp200.000 of the village, and one without a cost."""
    unit = short.unit(people.secretary.region)
    FamilyCareUnit.objects.update(formed_on=OPENED)
    plan = fill_plan.plan_of(unit, people.secretary)
    fill_plan.item(plan, people.secretary, amount=200_000)
    fill_plan.item(plan, people.secretary, what="Kunjungan lansia", amount=0, source="")
    meeting = fill_plan.deliberation(people.secretary, record=False)
    AnnualPlan.objects.filter(pk=plan.pk).update(stage="running", agreed_on=NEW_YEAR, agreed_in=meeting)
    return AnnualPlan.objects.get(pk=plan.pk)


def rows_of(plan):
    return list(plan.items.order_by("order", "id"))


def funds(plan, by):
    return with_funds(plan, lines_of(plan, TODAY), TODAY, by)


def opened(by):
    cash.book(by, opening=2_000_000, opened_on=OPENED)


@pytest.mark.clause("FUN-11")
@pytest.mark.clause("PLN-06")
def test_budget_spent_and_left_by_row_and_quarter_and_a_warning_when_over(people, plan):
    by = people.treasurer
    opened(by)
    course, visit = rows_of(plan)
    cash.money_out(by, 150_000, on=NEW_YEAR, plan_item=course)
    wrong = cash.money_out(by, 30_000, on=NEW_YEAR, plan_item=course)
    cashbook.reverse(cash.fresh(wrong), by=by, on=NEW_YEAR, reason="Salah baris")
    assert (spent_of(course), spent_of(visit)) == (150_000, 0)
    assert budget_words(course) == "Anggaran Rp200.000, terpakai Rp150.000, sisa Rp50.000."
    lines, told = funds(plan, by)
    assert (lines[0].funds.quarters, lines[0].funds.left, told.above) == ((150_000, 0, 0, 0), 50_000, 0)
    cash.money_out(by, 70_000, on=TODAY, plan_item=course, outside_reason="Kain naik harga")
    cash.money_out(by, 5_000, on=TODAY, plan_item=visit, outside_reason="Ongkos ojek")
    cash.money_out(by, 12_000, on=TODAY)
    lines, told = funds(plan, by)
    assert [(line.funds.spent, line.funds.over) for line in lines] == [(220_000, 20_000), (5_000, 5_000)]
    assert budget_words(course) == "Anggaran Rp200.000, terpakai Rp220.000: lebih Rp20.000 dari anggaran."
    assert budget_words(visit) == "Direncanakan tanpa biaya, terpakai Rp5.000: lebih Rp5.000 dari anggaran."
    assert (told.above, told.total.spent, told.outside.spent) == (2, 225_000, 12_000)
    assert sum(lines[0].funds.quarters) == 220_000
    assert [(one.label, one.budget, one.spent) for one in told.sources] == [
        ("Bantuan pemerintah: APBDes", 200_000, 220_000), ("Sumber belum disebut", 0, 5_000)
    ]  # fmt: skip


def test_what_waits_for_the_coordinator_is_not_spent_and_aid_given_back_is_no_activity(people, plan):
    by = people.treasurer
    opened(by)
    course = rows_of(plan)[0]
    waiting = cash.money_out(by, 900_000, on=TODAY, plan_item=course, outside_reason="Kain naik harga")
    assert waiting.stage == "waiting" and spent_of(course) == 0
    aid = cash.aid(by, received=100_000, agreed_on=NEW_YEAR)
    cash.money_out(by, 40_000, on=TODAY, aid=aid, category="given_back")
    assert funds(plan, by)[1].outside.spent == 0


def test_nothing_dated_later_counts_and_only_who_sees_the_book_is_told(people, plan):
    by = people.treasurer
    course = rows_of(plan)[0]
    assert funds_of(course, TODAY, by) is None  # nobody keeps a book
    opened(by)
    cash.money_out(by, 12_000, on=TODAY, plan_item=course)
    assert funds_of(course, date(TODAY.year - 1, 12, 31), by).spent == 0
    assert spending(plan, TODAY, people.tksk) is None and spending(plan, TODAY, people.village_head)
    assert funds_of(course, TODAY, people.tksk) is None


@pytest.mark.clause("FUN-11")
def test_the_pages_the_paper_and_the_table_tell_the_money(people, plan, sign_in):
    by = people.treasurer
    opened(by)
    course = rows_of(plan)[0]
    cash.money_out(by, 220_000, on=TODAY, plan_item=course, outside_reason="Kain naik harga")
    cash.money_out(by, 12_000, on=TODAY)
    client, url = sign_in(people.secretary), reverse("institutions:plan-realisation", args=[plan.uid])
    page = client.get(url).content.decode()
    for words in ("Rp220.000", "Lebih Rp20.000", "Melebihi anggaran", "Di luar rencana", "Rp12.000", "Jumlah"):
        assert words in page, words
    row = client.get(course.get_absolute_url()).content.decode()
    for words in ("Melebihi anggaran", "Lebih Rp20.000 dari anggaran", "BKK-001/"):
        assert words in row, words
    told = text_of(client.get(f"{url}?cetak=pdf").content)
    assert in_order(told, "Dana (rupiah)", "200.000", "220.000", "lebih 20.000", "Di luar rencana", "12.000")
    workbook = b"".join(client.get(f"{url}?unduh=xlsx").streaming_content)
    sheet = load_workbook(io.BytesIO(workbook)).active
    head = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Kegiatan")
    first = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Kursus menjahit")
    assert dict(zip(head, first, strict=True))["Lebih dari anggaran"] == 20_000
    other = sign_in(people.tksk).get(url).content.decode()
    assert "220.000" not in other and "Anggaran dan realisasi dana" not in other


@pytest.mark.clause("PLN-06")
def test_the_quarterly_report_shows_what_the_plan_cost_until_the_end_of_the_quarter(people, plan):
    by, quarter = people.treasurer, quarter_of(TODAY)
    opened(by)
    course, visit = rows_of(plan)
    cash.money_out(by, 50_000, on=NEW_YEAR, plan_item=course)
    cash.money_out(by, 170_000, on=TODAY, plan_item=course, outside_reason="Kain naik harga")
    cash.money_out(by, 12_000, on=TODAY)
    early = 50_000 if quarter.number == 1 else 0
    assert spent_in(plan.unit, quarter) == [
        {"label": "Kursus menjahit", "budget": 200_000, "quarter": 170_000 + early, "spent": 220_000},
        {"label": "Di luar rencana", "budget": None, "quarter": 12_000, "spent": 12_000},
    ]  # fmt: skip
    assert spent_in(plan.unit, Quarter(TODAY.year - 1, 4)) == []


@pytest.mark.clause("FUN-11")
def test_an_expense_beyond_the_budget_of_its_activity_needs_a_reason(people, plan):
    by = people.treasurer
    opened(by)
    course = rows_of(plan)[0]
    with pytest.raises(ValidationError, match="sudah terpakai Rp0, sisa Rp200.000"):
        cash.money_out(by, 210_000, on=TODAY, plan_item=course)
    within = cash.money_out(by, 190_000, on=TODAY, plan_item=course, outside_reason="tidak perlu")
    beyond = cash.money_out(by, 20_000, on=TODAY, plan_item=course, outside_reason="Kain naik harga")
    assert (within.outside_reason, beyond.outside_reason) == ("", "Kain naik harga")
