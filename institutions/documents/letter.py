"""What a letter in own words says: surat biasa, pengantar, pemberitahuan, tugas, pengakuan, rekomendasi."""

import re

from django.db.models import Q

from fcu_project import dates
from institutions.documents.letter_kinds import LETTER_KINDS
from institutions.documents.letterhead import document_id, iso_day, letterhead, place_code, place_of, signature
from institutions.documents.signing import head_of, signed_by
from institutions.models import Book, FamilyCareUnit, IssuedDocument, LetterText

LETTER_TEMPLATE = "institutions/documents/letter.html"
STAYS_INSIDE = LetterText.Nature.CONFIDENTIAL


def readable(document, by):
    """A draft is the office's own affair, also once it was cancelled, and so is a confidential letter; others are read
    by whom they reach."""
    if document.region_id == by.region_id:
        return True
    was_sent = document.stage not in ("draft", "ready") and document.number
    return bool(was_sent) and document.text.nature != STAYS_INSIDE


def open_to(by):
    """The condition for letters in own words whose text `by` may read, as `readable` has it of one letter."""
    was_sent = ~Q(stage__in=("draft", "ready")) & ~Q(number="")
    return Q(region=by.region_id) | was_sent & ~Q(text__nature=STAYS_INSIDE)


def _paragraphs(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


# "Waktu: pukul 09.00 WIB"; "Tempat:" waits for the pen. A sentence that only ends in a colon is longer.
_PAIR = re.compile(r"([A-Z][^\d.:;?!]{1,39}?)\s*:\s+(\S.*)|([A-Z][^\W\d]*(?:,? [^\W\d]+)?)\s*:")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?=\S)")


def blocks(text):
    """A text as it is set: paragraphs, and {pairs: [[label, value], …]} where two or more lines read "Waktu: …"."""
    found, pairs = [], []
    for line in [*_paragraphs(text), ""]:
        if match := _PAIR.fullmatch(line):
            pairs.append([match[1] or match[3], match[2] or ""])
            continue
        found += [{"pairs": pairs}] if len(pairs) > 1 else [": ".join(pair).rstrip() for pair in pairs]
        pairs = []
        found += [line] if line else []
    return found


def addressees(text):
    """To whom a letter goes, a line each, without the numbers that were typed before several of them."""
    return [_NUMBERED.sub("", line) for line in _paragraphs(text.addressee)]


def _are_numbered(text):
    typed = _paragraphs(text.addressee)
    return len(typed) > 1 and all(_NUMBERED.match(line) for line in typed)


def _attachment(kind, rows):
    """How many files a cover letter brings, where its table says so; "" is left to the writer's pen."""
    if not kind.slip or not rows:
        return "–"
    counts = [re.fullmatch(r"(\d{1,4})\s+berkas", row.get("amount", "").strip(), re.IGNORECASE) for row in rows]
    if not all(counts):
        return ""
    total = sum(int(count[1]) for count in counts)
    return f"{total} ({dates.number_in_words(total)}) berkas"


def letter_facts(document):
    """The letter. Beside the common facts: heading ("" for one with an addressee), nature, attachment, subject,
    addressee {lines, numbered, place}, table_title, opening, body and closing (as `blocks` sets them), columns and rows
    of its table, copies, slip."""
    text, kind = document.text, LETTER_KINDS[document.kind]
    unit = FamilyCareUnit.of(document.region) if document.book == Book.FCU else None
    return {
        "title": f"{document.get_kind_display()} {document.region}: {document.subject}",
        "document_id": document_id(document.kind, document),
        "letterhead": letterhead(document.region, unit, book=document.book),
        "heading": document.get_kind_display().upper() if kind.titled else "",
        "number": document.number,
        "dated_on": iso_day(document.dated_on),
        "place": place_of(document.region),
        "nature": text.get_nature_display(),
        "attachment": _attachment(kind, text.rows),
        "subject": document.subject,
        "addressee": {
            "lines": addressees(text), "numbered": _are_numbered(text), "place": text.addressee_place,
        },
        "table_title": document.get_kind_display().upper() if kind.slip else "",
        "opening": blocks(text.opening),
        "body": blocks(text.body),
        "closing": blocks(text.closing),
        "columns": list(kind.columns) if text.rows else [],
        "rows": [[row.get("what", ""), row.get("amount", ""), row.get("note", "")] for row in text.rows],
        "copies": _paragraphs(text.copies_to),
        "slip": kind.slip,
        "signature": signed_by(document),
        "receiver": signature(["Penerima"]),
    }  # fmt: skip


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
