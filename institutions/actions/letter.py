"""Letters in the office's own words: opened with a starter, changed while a draft; who signs; how they are numbered."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.books import begin_after, book_of, highest_number, office_name
from institutions.documents.letter_kinds import kinds_for
from institutions.models import IssuedDocument, NumberPattern


@transaction.atomic
def write_letter(text, *, kind, subject, classification=None, meeting=None, by, on):
    """A new draft of `kind` with the words of `text` (an unsaved LetterText). Raises PermissionDenied."""
    if kind not in kinds_for(by):
        raise PermissionDenied
    book = book_of(by.role)
    text.document = IssuedDocument.objects.create(
        kind=kind, region=by.region, book=book, issuer=office_name(book, by.region), subject=subject, meeting=meeting,
        classification=classification,
    )  # fmt: skip
    text.save()
    audit.record("letter:write", by=by, obj=text.document, on=on)
    return text


@transaction.atomic
def answer_letter(text, incoming, *, subject, classification=None, by, on):
    """A new draft that answers a letter of the own post, which from now on counts as answered. Raises PermissionDenied,
    TransitionRefused where it has an answer or was struck out."""
    if incoming.region_id != by.region_id or incoming.book != book_of(by.role):
        raise PermissionDenied
    if incoming.withdrawn_on:
        raise TransitionRefused(["Surat masuk ini sudah dicoret dari buku."])
    if incoming.answered_by_id:
        raise TransitionRefused([f"Surat masuk ini sudah dijawab: {incoming.answered_by.subject}."])
    write_letter(
        text, kind=IssuedDocument.Kind.LETTER, subject=subject, classification=classification, by=by, on=on
    )
    take(incoming, answered_by=text.document)
    audit.record("incoming:answer", by=by, obj=incoming, fields=["answered_by"], on=on)
    return text


def is_own(document, by):
    """Whether the letter stands in the book of this office."""
    return document.region_id == by.region_id and document.book == book_of(by.role)


def is_closed(document):
    """Why a letter can't be changed; "" for a draft."""
    if document.stage == IssuedDocument.Stage.DRAFT:
        return ""
    if document.stage == IssuedDocument.Stage.READY:
        return "Surat ini sudah siap ditandatangani. Kembalikan ke draf dahulu untuk mengubahnya."
    return f"Surat ini tidak bisa diubah lagi: tahapnya sekarang {document.get_stage_display()}."


def _refuse_if_closed(document):
    if reason := is_closed(document):
        raise TransitionRefused([reason])


@transaction.atomic
def save_letter(text, *, subject, classification=None, by, on, fields=()):
    """Change the words of a draft. Raises PermissionDenied, TransitionRefused."""
    if not is_own(text.document, by):
        raise PermissionDenied
    _refuse_if_closed(text.document)
    text.save()
    text.document.subject, text.document.classification = subject, classification
    text.document.save()
    audit.record("letter:change", by=by, obj=text.document, fields=fields, on=on)
    return text


@transaction.atomic
def save_signer(document, *, by, on, fields=()):
    """Who signs a draft, in whose name, and its classification."""
    _refuse_if_closed(document)
    document.save()
    audit.record("document:signer", by=by, obj=document, fields=fields, on=on)
    return document


@transaction.atomic
def save_pattern(pattern, *, following=None, by, on, fields=()):
    """How this office writes its numbers from now on; numbers that were given stay.

    One series for all kinds goes on after the highest number of this year. `following` is the next number of an office
    that comes from a paper book.
    """
    if pattern.region_id != by.region_id:
        raise PermissionDenied
    before = NumberPattern.objects.filter(pk=pattern.pk).first()
    pattern.save()
    if pattern.one_series and not (before and before.one_series):
        read = [row.pattern for row in (pattern, before) if row]
        begin_after(by.region, on.year, highest_number(by.region, book_of(by.role), on.year, read))
    if following:
        begin_after(by.region, on.year, following - 1)
    audit.record("number:pattern", by=by, obj=pattern, fields=fields, on=on)
    return pattern
