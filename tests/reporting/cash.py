"""Cash books for tests: opened and written in through the same actions as the screens; amounts in rupiah."""

from datetime import timedelta
from itertools import count

from reporting.actions import cashbook as actions
from reporting.models import CashBook, CashEntry, EarmarkedAid
from tests.factories import TODAY
from tests.reporting import make

OPENED_ON = TODAY - timedelta(days=100)
WARUNG = count(1)  # what goes to one payee on one day is added up


def book(by, *, opening=0, opened_on=None):
    """The open cash book of the FCU in the village of `by`, a treasurer or secretary; no older than the FCU."""
    unit = make.unit_of(by.region)
    there = CashBook.objects.filter(unit=unit).first()
    if there:
        return there
    opened_on = opened_on or max(OPENED_ON, unit.formed_on or OPENED_ON)
    note = "Buku kas kertas halaman 12" if opening else ""
    row = CashBook(unit=unit, opened_on=opened_on, opening_balance=opening, opening_note=note)
    return actions.open_book(row, by=by, on=TODAY)


def money_in(by, amount, *, days_ago=10, receipt=None, **more):
    """Money that came in so many days ago, into the book of the village."""
    facts = {
        "text": "Iuran warga", "source": "self_help", "giver": "Warga RT 003", "non_binding": True,
        "on": TODAY - timedelta(days=days_ago), **more,
    }  # fmt: skip
    entry = CashEntry(book=book(by), direction="in", amount=amount, **facts)
    return actions.record(entry, by=by, on=TODAY, receipt=receipt)


def money_out(by, amount, *, days_ago=5, receipt=None, **more):
    """Money that went out so many days ago. From the limit of the village on it waits for the coordinator."""
    facts = {
        "text": "Konsumsi pertemuan", "category": "mentoring", "payee": f"Warung Bu Tini {next(WARUNG)}",
        "no_receipt_reason": "Nota menyusul", "on": TODAY - timedelta(days=days_ago), **more,
    }  # fmt: skip
    entry = CashEntry(book=book(by), direction="out", amount=amount, **facts)
    return actions.record(entry, by=by, on=TODAY, receipt=receipt)


def aid(by, *, amount=5_000_000, received=0, **more):
    """Earmarked aid of the FCU, as a row; with what has come in of it."""
    facts = {
        "source": "nation", "giver": "Kementerian Sosial", "agreement_number": "45/PK/2026",
        "agreed_on": OPENED_ON, "purpose": "Bimbingan usaha keluarga", "categories": ["economy"], **more,
    }  # fmt: skip
    unit = book(by).unit
    row = EarmarkedAid.objects.create(unit=unit, region=unit.region, amount=amount, recorded_by=by.signature, **facts)
    if received:
        money_in(by, received, aid=row, source=row.source, giver=row.giver, text="Bantuan tahap 1")
        row.refresh_from_db()
    return row


def fresh(entry):
    return CashEntry.objects.with_facts().get(pk=entry.pk)
