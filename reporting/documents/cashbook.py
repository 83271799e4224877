"""The book on paper, month by month (domain 5.17, 5.28), and the financial report of a period (FUN-10)."""

from collections import defaultdict

from fcu_project import dates
from institutions.documents.letterhead import head_of_village, iso_day, letterhead, place_code, place_of, signature
from institutions.models.fcu import Post
from reporting.money import cash_recap
from reporting.money.months import waiting_in
from reporting.money.treasurers import officer_on

BOOK_TEMPLATE = "reporting/documents/cash_book.html"
REPORT_TEMPLATE = "reporting/documents/cash_report.html"


def money(amount):
    """An amount in a table: 1.500.000, without the Rp that stands in the heading; "" for none."""
    return "" if amount is None else f"{amount:,}".replace(",", ".")


def words_of(amount):
    """A balance in words, as it stands beneath a sum: "dua ratus ribu rupiah"."""
    below = "minus " if amount < 0 else ""
    return f"{below}{dates.number_in_words(abs(amount))} rupiah"


def signed_by(unit, post, day, name=""):
    """The signature of who held a post on `day`; under the name that was frozen, where there is one."""
    title, holder = officer_on(unit, post, day)
    return signature([f"{title} {unit}"], name or holder)


# --- the page of a month ------------------------------------------------------------------------------------------
def month_is_draft(book, month, today):
    """Whether the page of a month may still change before it is signed: it runs, or entries wait."""
    return month.last >= today or waiting_in(book, month).exists()


def month_facts(book, page, closing, paper, today):
    """Facts of one page: rows and sums {number, day, code, text, evidence, income, expense, spent, balance}, words,
    typed_for, closed_on, signatures. A closed month bears the names that were frozen with it; an open one those of
    today."""
    unit, month = book.unit, page.month
    day = closing.signed_on if closing else today
    return {
        "title": f"Buku kas umum {unit} {month.words}",
        "document_id": f"BKU-{place_code(book.region)}-{month.year}-{month.number:02d}",
        "paper": paper,
        "letterhead": letterhead(book.region, unit),
        "body": str(unit),
        "month": dates.MONTHS[month.number - 1].upper(),
        "year": str(month.year),
        "rows": [_cells(row) for row in page.rows()],
        "sums": [_cells(row) for row in page.sums()],
        "words": words_of(page.closing),
        "typed_for": typed_for(page.lines),
        "closing": money(page.closing),
        "place": place_of(book.region),
        "signed_on": iso_day(closing.signed_on) if closing else "",
        "signatures": [
            signed_by(unit, Post.COORDINATOR, day, closing.coordinator if closing else "")
            | {"heading": "Mengetahui,"},
            signed_by(unit, Post.TREASURER, day, closing.treasurer if closing else ""),
        ],
    }  # fmt: skip


def typed_for(lines):
    """Who typed lines of the book for the treasurer, a sentence each (MEM-09)."""
    numbers = defaultdict(list)
    for line in lines:
        if line.entry.for_treasurer:
            numbers[line.entry.entered_by_words].append(line.number)
    return [f"Dicatat oleh {who}, untuk Bendahara: nomor urut {_runs(told)}." for who, told in numbers.items()]


def _runs(numbers):
    """How rising numbers are told: "1–4, 7"."""
    runs = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{first}–{last}" if first < last else str(first) for first, last in runs)


def _cells(row):
    return {
        "number": "" if row.number is None else str(row.number),
        "day": dates.short_date(row.day) if row.day else "",
        "code": row.code, "text": row.text, "evidence": row.evidence,
        "income": money(row.income), "expense": money(row.expense), "spent": money(row.spent),
        "balance": money(row.balance),
    }  # fmt: skip


# --- the report of a period ---------------------------------------------------------------------------------------
def report_facts(book, now, before, paper, today):
    """Facts of the report: groups [{heading, lines [{code, label, is_sum, now, before}]}], activities, reversals,
    open_months, words, signatures. `now` and `before` are [general, earmarked, all] as text, "–" where the book
    was not there."""
    unit, span = book.unit, now.span
    day = min(span.last, today)
    return {
        "title": f"Laporan keuangan {unit} {span.words}",
        "document_id": f"LKU-{place_code(book.region)}-{span.first:%Y%m}-{span.months}",
        "paper": paper,
        "letterhead": letterhead(book.region, unit),
        "body": str(unit),
        "village": str(book.region),
        "period": span.words,
        "period_before": span.previous.words,
        "lines": [_line(line) for line in cash_recap.lines_of(now, before) if not line.is_nil],
        "activities": [
            {"what": line.item.what, "planned": money(line.planned), "spent": money(line.spent),
             "so_far": money(line.so_far), "left": money(line.left)}
            for line in cash_recap.activities_of(book, span)
        ],
        "closing": money(now.closing.total),
        "words": words_of(now.closing.total),
        "reversals": cash_recap.reversal_words(book, span),
        "open_months": ", ".join(month.words for month in cash_recap.open_months(book, span)),
        "place": place_of(book.region),
        "signatures": [
            head_of_village(book.region, day) | {"heading": "Mengetahui,"},
            signed_by(unit, Post.COORDINATOR, day),
            signed_by(unit, Post.TREASURER, day),
        ],
    }  # fmt: skip


def _line(line):
    return {
        "code": line.code, "label": line.label, "heading": line.heading, "is_sum": line.is_sum,
        "now": _purses(line.now), "before": _purses(line.before),
    }  # fmt: skip


def _purses(told):
    return ["–"] * 3 if told is None else [money(told.general), money(told.earmarked), money(told.total)]


def report_is_draft(book, span, today):
    """Whether the sums of a period may still change: it runs, or entries in it wait."""
    return any(month_is_draft(book, month, today) for month in cash_recap.open_months(book, span))
