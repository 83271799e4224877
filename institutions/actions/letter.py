"""Letters in the office's own words: opened with a starter, changed while a draft; who signs; how they are numbered."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fcu_project import audit
from fcu_project.workflow import TransitionRefused
from institutions.books import book_of, office_name
from institutions.documents.letter_kinds import kinds_for
from institutions.models import IssuedDocument


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
def save_pattern(pattern, *, by, on, fields=()):
    """How this office writes its numbers from now on; numbers that were given stay."""
    if pattern.region_id != by.region_id:
        raise PermissionDenied
    pattern.save()
    audit.record("number:pattern", by=by, obj=pattern, fields=fields, on=on)
    return pattern
