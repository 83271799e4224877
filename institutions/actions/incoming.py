"""Letters that came in, and guests: entered in the book of the office, struck out with a reason, never removed."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.books import book_of
from institutions.models import LetterSeries

AGENDA = "in"  # series of incoming letters, beside those of outgoing ones


def _own_book(row, by):
    if row.region_id != by.region_id or row.book != book_of(by.role):
        raise PermissionDenied


@transaction.atomic
def enter_letter(row, *, scan=None, by, on):
    """A letter into the book: it gets the next agenda number of its year."""
    row.region, row.book, row.year = by.region, book_of(by.role), row.received_on.year
    row.agenda_number = LetterSeries.next_number(by.region, f"{AGENDA}-{row.book}", row.year)
    row.scan = scan
    row.save()
    audit.record("incoming:enter", by=by, obj=row, on=on)
    return row


@transaction.atomic
def change_letter(row, *, scan=None, by, on, fields=()):
    """What was mistyped, to whom it went on, which letter answers it. Its number and year stay."""
    _own_book(row, by)
    if row.withdrawn_on:
        raise TransitionRefused(["Surat ini sudah dicoret dari buku."])
    if row.received_on.year != row.year:
        raise TransitionRefused([
            f"Surat ini tercatat dalam agenda tahun {row.year}. Coret, lalu catat lagi dengan tahun yang benar."
        ])  # fmt: skip
    row.scan = scan or row.scan
    row.save()
    audit.record("incoming:change", by=by, obj=row, fields=fields, on=on)
    return row


@transaction.atomic
def strike_letter(row, *, reason, by, on):
    """Strike an entry out: the line and its number stay in the book, with the reason."""
    _own_book(row, by)
    return _strike(row, "incoming:strike", reason=reason, by=by, on=on)


def _strike(row, verb, *, reason, by, on):
    if row.withdrawn_on:
        raise TransitionRefused(["Baris ini sudah dicoret."])
    take(row, withdrawn_on=on, withdrawn_reason=reason)
    audit.record(verb, by=by, obj=row, on=on)
    return row


@transaction.atomic
def save_guest(row, *, by, on, fields=()):
    """A guest into the book of the own FCU, or an entry mended."""
    if row.unit.region_id != by.region_id:
        raise PermissionDenied
    if row.withdrawn_on:
        raise TransitionRefused(["Baris ini sudah dicoret."])
    row.save()
    audit.record("guest:save", by=by, obj=row, fields=fields, on=on)
    return row


@transaction.atomic
def strike_guest(row, *, reason, by, on):
    """Strike a guest out of the book, with the reason."""
    if row.unit.region_id != by.region_id:
        raise PermissionDenied
    return _strike(row, "guest:strike", reason=reason, by=by, on=on)
