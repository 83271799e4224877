"""Whose book a letter stands in, and how its number comes about: counted here, or typed from the office's own book."""

import re

from django.db.models import F, Q

from institutions.documents.letterhead import PREFIXES
from institutions.models import Book, IncomingLetter, IssuedDocument, LetterSeries, NumberPattern, Region
from institutions.models.letter import PART
from institutions.roles import REGENCY, SUBDISTRICT, VILLAGE

BOOK_OF_ROLE = {"coordinator": Book.FCU, "secretary": Book.FCU, "tksk": Book.TKSK, "lk3": Book.LK3}
# Kinds with a series of their own beside the agenda; the numbers of all others are given once in a book and year.
OWN_SERIES = (IssuedDocument.Kind.DECREE, IssuedDocument.Kind.RECORD)
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


def same_number(document, number, year):
    """The letter that has this number already, among those beside which it may not stand twice; None for none."""
    rows = IssuedDocument.objects.filter(region=document.region, year=year, number=number).exclude(pk=document.pk)
    if document.kind in OWN_SERIES:
        return rows.filter(issuer=document.issuer, kind=document.kind).first()
    return rows.filter(book=document.book).exclude(kind__in=OWN_SERIES).first()


def hold_numbers(document, year):
    """Take the row of the book's year for writing, so that of two who issue at once the second sees the first's number.

    Call it in the transaction that issues the letter.
    """
    kind = document.kind if document.kind in OWN_SERIES else ""
    series, _ = LetterSeries.objects.get_or_create(region=document.region, kind=f"{kind}#{document.book}", year=year)
    LetterSeries.objects.filter(pk=series.pk).update(last=F("last"))


def _series_of(document, pattern):
    """Which series counts the letter: of its kind, or the one of all kinds where the office keeps only one."""
    return "" if pattern.one_series and document.kind not in OWN_SERIES else document.kind


def expected_number(document, day, pattern=None):
    """The number the letter would get now, for the screen; somebody else may be faster."""
    pattern = pattern or pattern_of(document.region)
    kind = _series_of(document, pattern)
    last = LetterSeries.objects.filter(region=document.region, kind=kind, year=day.year).first()
    number = (last.last if last else 0) + 1
    while same_number(document, text := _written(pattern, document, number, day), day.year):
        number += 1
    return text


def take_number(document, day):
    """Give the letter the next number of its book, passing over numbers that were typed by hand.

    Call it in the transaction that issues the letter: a rollback leaves no gap, and no number is given twice.
    """
    pattern = pattern_of(document.region)
    kind = _series_of(document, pattern)
    while True:
        number = LetterSeries.next_number(document.region, kind, day.year)
        text = _written(pattern, document, number, day)
        if not same_number(document, text, day.year):
            return text


# --- one series for all kinds -----------------------------------------------------------------------------------------
SHAPES = {"nomor": "([0-9]{1,9})", "bulan": "[IVX]+", "tahun": "[0-9]{4}"}


def _shape(pattern):
    """A regular expression for numbers written by `pattern`; its one group is the counted number."""
    parts = PART.split(pattern)  # text, name, text, name, … text
    seen, shape = set(), ""
    for place, part in enumerate(parts):
        if place % 2 == 0:
            shape += re.escape(part)
        elif part == "nomor" and part in seen:
            shape += "[0-9]{1,9}"
        else:
            shape += SHAPES.get(part, ".+?")
            seen.add(part)
    return re.compile(shape)


def highest_number(region, book, year, patterns):
    """The highest number of the agenda's letters of a year, as one of the patterns, or the usual one, reads it."""
    shapes = [_shape(pattern) for pattern in (*patterns, NumberPattern.USUAL)]
    rows = IssuedDocument.objects.filter(region=region, book=book, year=year).exclude(kind__in=OWN_SERIES)
    found = (shape.fullmatch(number) for number in rows.exclude(number="").values_list("number", flat=True)
             for shape in shapes)  # fmt: skip
    return max((int(match[1]) for match in found if match), default=0)


def last_in_one_series(region, book, year, patterns):
    """The last number that the one series of all kinds has reached in a year, whichever way its numbers were given."""
    series = LetterSeries.objects.filter(region=region, kind="", year=year).first()
    return max(series.last if series else 0, highest_number(region, book, year, patterns))


def begin_after(region, year, last):
    """The one series of all kinds goes on after `last`; never back."""
    series, _ = LetterSeries.objects.get_or_create(region=region, kind="", year=year)
    LetterSeries.objects.filter(pk=series.pk, last__lt=last).update(last=last)
