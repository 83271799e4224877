"""The book and its report on paper: what is read back from the pages is what stands in the rows."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from fcu_project import dates, pdf
from reporting.documents.cashbook import REPORT_TEMPLATE, money, report_facts
from reporting.models import CashEntry
from reporting.money import cash_recap, months
from reporting.money.cash_recap import span_of
from tests.factories import TODAY
from tests.letters import FOOT, in_order, page_texts, paper_of, text_of
from tests.reporting import cash, make
from tests.reporting.fill_closing import LAST_MONTH, book_of_two_months, closed
from tests.reporting.test_cash_recap import lively_book

pytestmark = pytest.mark.django_db
HEAD = "No urut Tanggal Kode Uraian No bukti Penerimaan (Rp) Pengeluaran (Rp)"


def long_page(by, *, count=60):
    """A month that is over with so many lines that its page has several sheets."""
    book = cash.book(by, opened_on=LAST_MONTH.first, opening=90_000_000)
    for step in range(count):
        day = LAST_MONTH.first.replace(day=1 + step % 28)
        cash.money_out(by, 41_000 + 7 * step, on=day, text=f"Konsumsi pertemuan pembekalan keluarga ke-{step + 1}")
    return book


@pytest.mark.parametrize("paper, size", [("F4", (330, 215)), ("A4", (297, 210))])
def test_every_row_is_on_the_paper_with_the_head_on_every_sheet(people, sign_in, paper, size):
    book = long_page(people.treasurer)
    url = reverse("reporting:cash-month", args=LAST_MONTH.key)
    content = sign_in(people.treasurer).get(f"{url}?cetak=pdf&kertas={paper}").content
    assert paper_of(content) == size
    sheets = page_texts(content)
    assert len(sheets) > 1 and all(HEAD in sheet for sheet in sheets[:-1])
    page, text = months.page_of(book, LAST_MONTH), " ".join(sheets)
    rows = [
        f"{row.entry.evidence} {money(row.expense)} {money(row.spent)} {money(row.balance)}" for row in page.rows()[1:]
    ]
    assert len(rows) == 60 and in_order(text.replace(HEAD, ""), *rows)
    last = page.sums()[-1]
    assert last.balance == page.closing == book.opening_balance - page.expense
    in_order(
        sheets[-1], "Jumlah bulan ini", money(page.expense), "Jumlah s.d. bulan lalu", "Saldo akhir",
        money(page.closing), f"Terbilang: {dates.number_in_words(page.closing)} rupiah", "Mengetahui, Koordinator",
        "Bendahara",
    )  # fmt: skip


def test_the_page_is_a_draft_while_it_may_change(people, sign_in):
    by = people.treasurer
    cash.book(by, opened_on=LAST_MONTH.first, opening=2_000_000)
    client, url = sign_in(by), reverse("reporting:cash-month", args=LAST_MONTH.key)
    assert "DRAF" not in text_of(client.get(f"{url}?cetak=pdf").content)
    cash.money_out(by, 700_000, on=LAST_MONTH.last)
    assert "DRAF" in text_of(client.get(f"{url}?cetak=pdf").content)
    running = reverse("reporting:cash-month", args=months.month_of(TODAY).key)
    assert "DRAF" in text_of(client.get(f"{running}?cetak=pdf").content)


def test_a_closed_page_bears_the_names_and_the_day_of_its_signing(people, sign_in):
    by = people.treasurer
    book_of_two_months(by)
    row = closed(by)
    type(row).objects.filter(pk=row.pk).update(treasurer="Nyai Sartika")
    text = text_of(sign_in(by).get(f"{reverse('reporting:cash-month', args=LAST_MONTH.key)}?cetak=pdf").content)
    in_order(text, dates.long_date(LAST_MONTH.last), "NYAI SARTIKA")


def test_the_book_of_a_year_has_every_month_on_a_page_of_its_own(people, sign_in):
    year = TODAY.year
    make.unit(people.treasurer.region, decreed_on=date(year, 1, 1))
    book = cash.book(people.treasurer, opened_on=date(year, 1, 1), opening=75_000)
    cash.money_in(people.treasurer, 25_000, on=date(year, 1, 1))
    client = sign_in(people.village_head)
    sheets = page_texts(client.get(reverse("reporting:cash-year", args=[year])).content)
    rows = months.months_from_opening(book, TODAY)
    assert len(sheets) == len(rows) == TODAY.month
    for sheet, row in zip(sheets, rows, strict=True):
        in_order(sheet, f"BULAN {dates.MONTHS[row.month.number - 1].upper()} TAHUN {year}", money(row.balance))
    assert client.get(reverse("reporting:cash-year", args=[year - 1])).status_code == 404


def test_the_sums_of_a_page_lead_from_what_the_year_began_with_to_the_balance(people):
    book = lively_book(people.treasurer)
    for row in months.months_from_opening(book, TODAY):
        this, before, end = months.page_of(book, row.month).sums()
        assert before.income - before.expense == before.balance
        assert before.balance + this.income - this.expense == end.balance == end.income - end.expense


def test_the_excel_file_of_a_month_has_the_rows_of_its_page(people, sign_in):
    by = people.treasurer
    book = book_of_two_months(by)
    url = f"{reverse('reporting:cash-month', args=LAST_MONTH.key)}?unduh=xlsx"
    sheet = load_workbook(io.BytesIO(b"".join(sign_in(by).get(url).streaming_content))).active
    told = [row[5:] for row in sheet.iter_rows(min_row=2, values_only=True)]
    page = months.page_of(book, LAST_MONTH)
    assert told == [(row.income, row.expense, row.spent, row.balance) for row in [*page.rows(), *page.sums()]]


@pytest.mark.clause("MEM-09")
def test_what_the_secretary_typed_for_the_treasurer_is_told_on_the_page(people, sign_in):
    by, on = people.treasurer, LAST_MONTH.first
    cash.book(by, opened_on=on, opening=900_000)
    for writer in (people.secretary, people.secretary, people.secretary, by, people.secretary):
        row = cash.money_out(writer, 41_000, on=on, payee=f"Toko {CashEntry.objects.count()}")
    said = f"Dicatat oleh {people.secretary.signature}, untuk Bendahara"
    client, url = sign_in(by), f"{reverse('reporting:cash-month', args=LAST_MONTH.key)}?cetak=pdf"
    assert f"{said}: nomor urut 1–3, 5." in text_of(client.get(url).content)
    kuitansi = client.get(reverse("reporting:cash-kuitansi", args=[row.uid]))
    assert text_of(kuitansi.content).count(f"{said}.") == 2  # both slips


@pytest.mark.clause("FUN-10")
@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_the_report_tells_sources_and_categories_beside_the_period_before(people, sign_in, paper):
    """Printed line by line what the recap counts, signed by treasurer, coordinator and the village's head."""
    by = people.treasurer
    book = lively_book(by)
    span = span_of("bulan", LAST_MONTH.first)
    url = f"{reverse('reporting:cash-recap')}{span.query}&cetak=pdf&kertas={paper}"
    text = text_of(sign_in(by).get(url).content)
    now, before = cash_recap.sums_of(book, span), cash_recap.sums_of(book, span.previous)
    parts = ["LAPORAN KEUANGAN", span.words]
    for line in cash_recap.lines_of(now, before):
        if line.is_nil:
            continue
        told = [money(amount) for side in (line.now, line.before)
                for amount in (side.general, side.earmarked, side.total)]  # fmt: skip
        parts.append(" ".join([line.label, *told]))
    in_order(text, *parts, "Terbilang", "Mengetahui", "Koordinator", "Bendahara")
    assert by.region.head_title in text


@pytest.mark.parametrize("rows", [16, 18, 20, 22])
@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_who_signs_the_report_sees_its_last_lines_on_the_same_page(people, paper, rows):
    book, span = lively_book(people.treasurer), span_of("bulan", LAST_MONTH.first)
    sums = [cash_recap.sums_of(book, asked) for asked in (span, span.previous)]
    facts = report_facts(book, *sums, paper, TODAY)
    facts |= {"lines": [facts["lines"][-1]] * rows, "reversals": "Jumlah di atas sesudah dikurangi pembalikan. " * 4}
    *_, last = page_texts(pdf.render(REPORT_TEMPLATE, facts | FOOT, paper=paper))
    assert "Mengetahui" in last and "Saldo akhir" in last.partition("Terbilang")[0].replace("Saldo akhir Rp", "")
