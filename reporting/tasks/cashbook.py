"""Home tasks of who keeps the cash: a book to open, expenses whose proof is missing; and the balance on the tile."""

from datetime import timedelta

from django.db.models import Count, Min
from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.models import FamilyCareUnit
from institutions.roles import VILLAGE
from reporting.models import CashEntry
from reporting.money import ledger
from reporting.views.cashbook import UNPROVEN, without_receipt

RECEIPT_DAYS = 14  # within which the proof of an expense should be attached
BOOK = "reporting:cashbook"


def cash_tasks(by, today):
    """Tasks of the treasurer, and of the secretary on the treasurer's behalf."""
    if by.level != VILLAGE or not by.has_perm("reporting.add_cashentry"):
        return
    book = ledger.book_in(by.region)
    if book is None:
        yield from _to_open(by)
        return
    told = without_receipt(CashEntry.objects.filter(book=book)).order_by().aggregate(n=Count("pk"), since=Min("on"))
    if told["n"]:
        due = told["since"] + timedelta(days=RECEIPT_DAYS)
        yield Task(
            f"Lampirkan bukti {told['n']} pengeluaran",
            f"Yang paling lama tertanggal {dates.long_date(told['since'])}.", f"{reverse(BOOK)}?perlu={UNPROVEN}",
            "Lampirkan", due, "late" if due < today else "soon" if due - today <= timedelta(days=7) else "later", 38,
        )  # fmt: skip


def _to_open(by):
    """From the decree on the FCU keeps its money in a book of its own."""
    unit = FamilyCareUnit.of(by.region)
    if unit and unit.decreed_on:
        yield Task(
            "Buka buku kas FCU", "Saldo terakhir buku kertas menjadi saldo awalnya.", reverse("reporting:cash-open"),
            "Buka", urgency=40,
        )  # fmt: skip


def cash_note(by):
    """One line under the tile: what is in the book."""
    book = ledger.book_in(by.region)
    return f"Saldo {dates.rupiah(book.balance)}" if book else "Buku belum dibuka"
