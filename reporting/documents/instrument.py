"""An instrument as a form to be filled in by hand (5.22): its head, its questions by aspect, both signatures."""

from fcu_project import dates
from institutions.books import book_of
from institutions.documents.letterhead import iso_day, letterhead, place_of, signature
from reporting.models import InstrumentQuestion
from reporting.visits import editions

TEMPLATE = "reporting/documents/instrument.html"
ANSWER = InstrumentQuestion.Answer
BOXES = {ANSWER.SCORE: ("1", "2", "3", "4"), ANSWER.YES_NO: ("Ya", "Tidak"), ANSWER.WORDS: ()}


def blank_facts(edition, visit, paper, by):
    """Facts of the paper; without a visit its head is dotted.

    head [(label, words)], parts [{label, rows [{number, text, hint, boxes}]}], place, day, officer and visited
    (signatures).
    """
    return {
        "title": f"Formulir {edition}",
        "document_id": f"INS-{edition.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": letterhead(by.region, book=book_of(by.role)),
        "heading": f"INSTRUMEN {edition.get_aim_display().upper()}",
        "edition": f"Edisi {edition.edition}",
        "head": _head(visit),
        "parts": _parts(edition),
        "place": place_of(visit.region if visit else by.region) if visit else "",
        "day": iso_day(visit.held_on) if visit else "",
        "officer": signature(["Petugas"], _first_name(visit)),
        "visited": signature(["Yang dikunjungi"]),
    }  # fmt: skip


def _head(visit):
    where = f"{visit.unit}, {visit.region}" if visit and visit.unit else str(visit.region) if visit else ""
    day = dates.long_date(visit.held_on or visit.planned_on) if visit else ""
    return [
        ("Petugas", visit.officers if visit else ""),
        ("Lembaga petugas", visit.by_words if visit else ""),
        ("Yang dikunjungi", where),
        ("Tanggal", day),
        ("Tempat", visit.place if visit else ""),
        ("Yang ditemui", visit.met if visit else ""),
        ("Metode", ""),
    ]


def _first_name(visit):
    return visit.officers.split(",")[0].strip() if visit else ""


def _parts(edition):
    """The questions numbered through, aspect by aspect."""
    number, told = 0, []
    for part in editions.parts_of(edition):
        rows = []
        for question in part.questions:
            number += 1
            rows.append({
                "number": number, "text": question.text, "hint": question.hint,
                "boxes": list(BOXES[question.answer]),
            })  # fmt: skip
        told.append({"label": part.label, "rows": rows})
    return told
