"""Forms of closed months, counted cash, recaps of money; and rows for the tests of who may open what."""


from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reporting.actions import closing as actions
from reporting.models import CashCount, MonthClosing
from reporting.money import ledger, months
from tests.factories import TODAY
from tests.filling import Filling, form, one_page, typed_date
from tests.reporting import cash, make

# The book of the tests begins early enough to have a month that is over.
LAST_MONTH = months.month_of(TODAY).previous
OPENED_ON = LAST_MONTH.first
COUNTED = {"on": typed_date(TODAY), "bank": "", "reason": "Nota tanggal tiga belum dicatat."}


def signed_page(month=None):
    """The signed page of a month; that of each month is a file of its own."""
    mark = f"% {month.words}\n".encode() if month else b""
    return SimpleUploadedFile("lembar.pdf", one_page() + mark, content_type="application/pdf")


def book_of_two_months(by):
    """A book with one month that is over: Rp300.000 came in, Rp120.000 went out."""
    book = cash.book(by, opened_on=OPENED_ON, opening=50_000)
    cash.money_in(by, 300_000, on=LAST_MONTH.first)
    cash.money_out(by, 120_000, on=LAST_MONTH.last)
    return book


def closed(by, month=None, **more):
    """A month closed on its signed page."""
    month = month or LAST_MONTH
    book = ledger.book_in(by.region)
    facts = {"signed_on": month.last, "stated": months.page_of(book, month).closing, "scan": signed_page(month)}
    return actions.close_month(book, month, by=by, on=TODAY, **{**facts, **more})


def count(by, *, kind="check", on=TODAY, amount=230_000, **more):
    book = ledger.book_in(by.region)
    row = CashCount(book=book, kind=kind, on=on, cash=amount, **more)
    return actions.save_count(row, by=by, on=TODAY)


def people_of(people):
    return {"giver": people.treasurer.person.pk, "receiver": people.secretary.person.pk}


@form("reporting:cash-month-close", has_text=False)
def month_close(people, regions):
    book_of_two_months(people.treasurer)
    return Filling(
        people.treasurer, reverse("reporting:cash-month-close", args=LAST_MONTH.key),
        {"signed_on": typed_date(LAST_MONTH.last), "stated": "230.000"}, has_scan=True,
    )  # fmt: skip


@form("reporting:cash-count-create")
def count_create(people, regions):
    book_of_two_months(people.treasurer)
    return Filling(
        people.treasurer, reverse("reporting:cash-count-create"),
        {**COUNTED, "piece_100000": "1", "piece_50000": "2", **people_of(people)}, text=("reason",),
        required=("on", "cash"), wrong={"piece_50000": "dua"},
    )  # fmt: skip


@form("reporting:cash-handover-create")
def handover_create(people, regions):
    book_of_two_months(people.treasurer)
    return Filling(
        people.secretary, reverse("reporting:cash-handover-create"),
        {**COUNTED, "cash": "200.000", "papers": "Buku kas umum 2026\nStempel bendahara", **people_of(people)},
        text=("reason", "papers"), required=("on", "cash", "giver", "receiver", "papers"), wrong={"cash": "1,5 jt"},
    )  # fmt: skip


@form("reporting:cash-count-update", is_update=True)
def count_update(people, regions):
    book_of_two_months(people.treasurer)
    row = count(people.treasurer)
    return Filling(
        people.treasurer, reverse("reporting:cash-count-update", args=[row.uid]), {**COUNTED, "cash": "200.000"},
        text=("reason",), required=("on", "cash"), wrong={"cash": "1,5 jt"}, row=row, contested=(row,),
    )  # fmt: skip


@form("reporting:cash-count-scan", has_text=False)
def count_scan(people, regions):
    book_of_two_months(people.treasurer)
    row = count(people.treasurer)
    return Filling(
        people.treasurer, reverse("reporting:cash-count-scan", args=[row.uid]), {}, has_scan=True, contested=(row,),
    )  # fmt: skip


def scene(people):
    """Rows of Desa Sidomekar at which the routes of this part point: a month that may be closed, one that is."""
    by = people.treasurer
    book = cash.book(by, opened_on=max(cash.OPENED_ON, make.unit_of(by.region).formed_on))
    signed = actions.attach_signed(count(by, amount=book.balance), signed_page(), by=by, on=TODAY)
    first = months.month_of(book.opened_on)
    closing = MonthClosing.objects.create(
        book=book, year=first.previous.year, month=first.previous.number, opening=0, income=0, expense=0, closing=0,
        lines=0, signed_on=first.first, scan=signed.scan, treasurer="Siti", coordinator="Joko", closed_by="Siti",
    )  # fmt: skip
    return {
        "open_month": first, "closing": closing, "signed_count": signed, "cash_count": count(by, amount=book.balance)
    }


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    month = scene["open_month"]
    found = {
        "cash-month": list(month.key), "cash-month-close": list(month.key), "cash-year": [month.year],
        "cash-month-scan": [scene["closing"].uid], "cash-count-scan-file": [scene["signed_count"].uid],
        **{name: [scene["cash_count"].uid]
           for name in ("cash-count", "cash-count-update", "cash-count-paper", "cash-count-scan")},
    }  # fmt: skip
    return found.get(short)
