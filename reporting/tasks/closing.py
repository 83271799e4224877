"""Home tasks of who keeps the cash: a month that is over and not closed, a hand-over that nobody recorded."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.roles import VILLAGE
from reporting.money import ledger, months
from reporting.money.treasurers import unrecorded_change

SOON = timedelta(days=7)
HANDOVER_WITHIN = timedelta(days=14)  # after the new treasurer took office


def closing_tasks(by, today):
    """Tasks of the treasurer, and of the secretary on the treasurer's behalf."""
    if by.level != VILLAGE or not by.has_perm("reporting.add_monthclosing"):
        return
    book = ledger.book_in(by.region)
    if book is None:
        return
    yield from _to_close(book, today)
    yield from _to_hand_over(book, today)


def _state(due, today):
    return "late" if due < today else "soon" if due - today <= SOON else "later"


def _to_close(book, today):
    """The oldest month that is over and open; those after it follow in turn."""
    month = months.next_to_close(book)
    if month.last >= today:
        return
    after = (today.year - month.year) * 12 + today.month - month.number - 1
    more = f" Sesudahnya masih {after} bulan lagi." if after else ""
    yield Task(
        f"Tutup kas {month.words}", f"Cetak lembarnya, tandatangani, lalu unggah.{more}",
        reverse("reporting:cash-month", args=month.key), "Buka", month.due, _state(month.due, today), 16,
    )  # fmt: skip


def _to_hand_over(book, today):
    change = unrecorded_change(book, today)
    if change is None:
        return
    outgoing, incoming = change.outgoing.membership.person, change.incoming.membership.person
    due = change.incoming.valid_from + HANDOVER_WITHIN
    yield Task(
        "Catat serah terima kas",
        f"{incoming.name} menjabat sejak {dates.long_date(change.incoming.valid_from)}, menggantikan {outgoing.name}.",
        reverse("reporting:cash-handover-create"), "Catat", due, _state(due, today), 12,
    )  # fmt: skip
