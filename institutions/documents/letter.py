"""What a letter in own words says: surat biasa, pengantar, pemberitahuan, tugas, pengakuan, rekomendasi."""

from institutions.documents.letter_kinds import LETTER_KINDS
from institutions.documents.letterhead import document_id, iso_day, letterhead, place_code, place_of, signature
from institutions.documents.signing import head_of, signed_by
from institutions.models import Book, FamilyCareUnit, IssuedDocument, LetterText

LETTER_TEMPLATE = "institutions/documents/letter.html"
STAYS_INSIDE = LetterText.Nature.CONFIDENTIAL


def readable(document, by):
    """A draft is the office's own affair, and so is a confidential letter; others are read by whom they reach."""
    if document.region_id == by.region_id:
        return True
    return document.stage not in ("draft", "ready") and document.text.nature != STAYS_INSIDE


def _paragraphs(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def letter_facts(document):
    """The letter. Beside the common facts: heading ("" for one with an addressee), nature, attachment, subject,
    addressee {lines, place}, opening, body and closing (paragraphs), columns and rows of its table, copies, slip."""
    text, kind = document.text, LETTER_KINDS[document.kind]
    unit = FamilyCareUnit.of(document.region) if document.book == Book.FCU else None
    attached = f"{len(text.rows)} ({'berkas' if kind.slip else 'orang'})" if text.rows else "–"
    return {
        "title": f"{document.get_kind_display()} {document.region}: {document.subject}",
        "document_id": document_id(document.kind, document),
        "letterhead": letterhead(document.region, unit, book=document.book),
        "heading": document.get_kind_display().upper() if kind.titled else "",
        "number": document.number,
        "dated_on": iso_day(document.dated_on),
        "place": place_of(document.region),
        "nature": text.get_nature_display(),
        "attachment": "–" if not kind.slip else attached.replace("(berkas)", "berkas"),
        "subject": document.subject,
        "addressee": {"lines": _paragraphs(text.addressee), "place": text.addressee_place},
        "opening": _paragraphs(text.opening),
        "body": _paragraphs(text.body),
        "closing": _paragraphs(text.closing),
        "columns": list(kind.columns) if text.rows else [],
        "rows": [[row.get("what", ""), row.get("amount", ""), row.get("note", "")] for row in text.rows],
        "copies": _paragraphs(text.copies_to),
        "slip": kind.slip,
        "signature": signed_by(document),
        "receiver": signature(["Penerima"]),
    }


def specimen_facts(region):
    """An empty letter of the office, to see its head on paper."""
    return {
        "title": f"Contoh kop surat {region}",
        "document_id": f"KOP-{place_code(region)}",
        "letterhead": letterhead(region),
        "place": place_of(region),
        "signature": head_of(Book.OFFICE, region),
    }


def file_names():
    """{kind: name of its file} of every letter that is written in own words."""
    return {kind: IssuedDocument.Kind(kind).label.replace(" ", "-") for kind in LETTER_KINDS}
