"""Whose book a letter stands in, and how its number comes about: counted here, or typed from the office's own book."""

from django.db.models import Q

from institutions.documents.letterhead import PREFIXES
from institutions.models import Book, IncomingLetter, IssuedDocument, LetterSeries, NumberPattern, Region
from institutions.roles import REGENCY, SUBDISTRICT, VILLAGE

BOOK_OF_ROLE = {"coordinator": Book.FCU, "secretary": Book.FCU, "tksk": Book.TKSK, "lk3": Book.LK3}
# Books whose numbers the application counts; every other office types the number of its own register.
COUNTED = {Book.FCU: VILLAGE, Book.TKSK: SUBDISTRICT, Book.LK3: REGENCY}


def book_of(role):
    """The book in which a role's letters stand."""
    return BOOK_OF_ROLE.get(role, Book.OFFICE)


def incoming_of(by):
    """The post of the own office: in a village, the government does not read that of the FCU, nor the other way."""
    return IncomingLetter.objects.visible_to(by).filter(book=book_of(by.role))


def fitting(letters, wanted):
    """Incoming letters whose sender, subject or number holds the words."""
    return letters.filter(Q(sender__icontains=wanted) | Q(subject__icontains=wanted) | Q(number__icontains=wanted))


def office_name(book, region):
    """Who issues, as the register prints it: "FCU Desa Sidomekar", "Pemerintah Desa Sidomekar"."""
    if book == Book.OFFICE:
        if region.level == Region.Level.VILLAGE:
            return f"Pemerintah {region}"
        social = region.setting("social_office_name", "") if region.level != Region.Level.SUBDISTRICT else ""
        return f"{social} {region}".strip() if region.parent_id else "Kementerian Sosial"
    return f"{Book(book).label} {region}"[:160]


def is_counted(document):
    return document.book in COUNTED


def pattern_of(region):
    """How the office writes its numbers: its own pattern, else the usual one."""
    own = NumberPattern.objects.filter(region=region).first()
    return own or NumberPattern(region=region)


def _written(pattern, document, number, day):
    code = document.classification.code if document.classification_id else PREFIXES[document.kind]
    return pattern.written(code=code, number=number, body=Book(document.book).label, day=day)


def _is_taken(document, number, year):
    rows = IssuedDocument.objects.filter(region=document.region, issuer=document.issuer, year=year, number=number)
    return rows.exclude(pk=document.pk).exists()


def expected_number(document, day):
    """The number the letter would get now, for the screen; somebody else may be faster."""
    pattern = pattern_of(document.region)
    kind = "" if pattern.one_series else document.kind
    last = LetterSeries.objects.filter(region=document.region, kind=kind, year=day.year).first()
    number = (last.last if last else 0) + 1
    while _is_taken(document, text := _written(pattern, document, number, day), day.year):
        number += 1
    return text


def take_number(document, day):
    """Give the letter the next number of its book, passing over numbers that were typed by hand.

    Call it in the transaction that issues the letter: a rollback leaves no gap, and no number is given twice.
    """
    pattern = pattern_of(document.region)
    kind = "" if pattern.one_series else document.kind
    while True:
        number = LetterSeries.next_number(document.region, kind, day.year)
        text = _written(pattern, document, number, day)
        if not _is_taken(document, text, day.year):
            return text
