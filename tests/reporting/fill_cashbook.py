"""Forms of the cash book: its entries and their receipts; and rows for the tests of who may open what."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reporting.models import CashBook
from tests.factories import TODAY
from tests.filling import LAST_WEEK, Filling, form, one_page, typed_date
from tests.reporting import cash, make

MONEY_IN = {
    "on": typed_date(TODAY), "amount": "1.250.000", "source": "donation", "giver": "Haji Sulaiman",
    "text": "Donasi untuk kegiatan keluarga", "non_binding": "no", "terms": "Minta laporan singkat.",
}  # fmt: skip
MONEY_OUT = {
    "on": typed_date(TODAY), "amount": "120.000", "category": "mentoring", "payee": "Warung Bu Tini",
    "text": "Konsumsi pertemuan 20 orang", "no_receipt_reason": "Nota hilang kehujanan.",
    "outside_reason": "Disepakati lisan dengan koordinator.",
}  # fmt: skip


class WithReceipt(Filling):
    """A filling with a receipt, which is read anew every time it is sent."""

    def body(self, key, **changes):
        receipt = SimpleUploadedFile("nota.pdf", one_page(), content_type="application/pdf")
        return {"receipt": receipt, **super().body(key, **changes)}


@form("reporting:cash-open")
def cash_open(people, regions):
    make.unit_of(people.treasurer.region)
    return Filling(
        people.treasurer, reverse("reporting:cash-open"),
        {"opened_on": typed_date(LAST_WEEK), "opening_balance": "Rp350.000", "opening_note": "Buku kertas hal. 14"},
        text=("opening_note",), required=("opened_on",), wrong={"opening_balance": "350 ribu"},
    )  # fmt: skip


@form("reporting:cash-in")
def cash_in(people, regions):
    cash.book(people.treasurer)
    return Filling(
        people.treasurer, reverse("reporting:cash-in"), MONEY_IN, text=("giver", "text", "terms"),
        required=("on", "amount", "source", "text"), wrong={"amount": "1,25 jt"},
    )  # fmt: skip


@form("reporting:cash-out")
def cash_out(people, regions):
    cash.money_in(people.treasurer, 400_000)
    return Filling(
        people.secretary, reverse("reporting:cash-out"), MONEY_OUT,
        text=("payee", "text", "no_receipt_reason", "outside_reason"),
        required=("on", "amount", "category", "payee", "text"), wrong={"amount": "400.001"},
    )  # fmt: skip


@form("reporting:cash-reverse")
def cash_reverse(people, regions):
    row = cash.money_in(people.treasurer, 400_000)
    return Filling(
        people.treasurer, reverse("reporting:cash-reverse", args=[row.uid]),
        {"on": typed_date(TODAY), "text": "Jumlahnya salah tulis."}, text=("text",), required=("on", "text"),
        wrong={"on": "kemarin"},
    )  # fmt: skip


@form("reporting:cash-receipt", has_text=False)
def cash_receipt(people, regions):
    cash.money_in(people.treasurer, 400_000)
    row = cash.money_out(people.treasurer, 60_000)
    url = reverse("reporting:cash-receipt", args=[row.uid])
    return WithReceipt(people.treasurer, url, {}, required=("receipt",), contested=(row,))


def scene(people):
    """Rows of Desa Sidomekar at which the routes of this part point: an expense with its receipt."""
    by = people.treasurer
    cash.money_in(by, 2_000_000)
    receipt = SimpleUploadedFile("nota.pdf", one_page(), content_type="application/pdf")
    return {"cash_entry": cash.money_out(by, 75_000, receipt=receipt), "cash_book": CashBook.objects.get()}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    if short in ("cash-entry", "cash-reverse", "cash-receipt", "cash-receipt-file"):
        return [scene["cash_entry"].uid]
    return None
