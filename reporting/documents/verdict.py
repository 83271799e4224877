"""The conclusion sheet of the trial (lembar kesimpulan uji coba): the nine answers, on what evidence, what follows."""

from fcu_project.sheets.writer import Heading, Sheet
from institutions.documents.letterhead import iso_day, letterhead, office_name_of, place_of, signature
from institutions.documents.signing import head_of
from institutions.models import Book, Region
from institutions.models.region import ROOT_CODE
from reporting.above.office_tables.shown import sheet_rows, shown
from reporting.verdicts.evidence import all_tables, verdicts_below
from reporting.verdicts.ground import UNTOLD, span_words
from reporting.verdicts.questions import QUESTIONS
from reporting.workflow.verdict import reasons_given

TEMPLATE = "reporting/documents/verdict.html"
MOST_ROWS = 16  # of one table on paper; the Excel file has them all
MOST_BELOW = 60
WIDTHS = [46, 18, 14, 14, 14, 14, 18]


def verdict_facts(verdict, *, paper="F4"):
    """Facts of the sheet.

    about [(label, words)], questions [{number, label, asks, grade, reason}], overall, summary, lessons, changes,
    reasons [(what, reason)], groups [{title, tables}], below [(place, word)], signature, place, dated_on.
    """
    ministry = Region.objects.get(code=ROOT_CODE)
    tables = all_tables(verdict)
    return {
        "title": f"Lembar kesimpulan uji coba {verdict.unit or ''} {verdict.region}",
        "document_id": f"KUC-{verdict.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": letterhead(ministry, book=Book.OFFICE),
        "office": office_name_of(ministry),
        "about": _about(verdict),
        "questions": _questions(verdict),
        "overall": verdict.get_overall_display(),
        "summary": verdict.summary_text,
        "lessons": verdict.lessons_text,
        "changes": verdict.changes_text,
        "reasons": reasons_given(verdict),
        "below": _below(verdict),
        "groups": [
            {"title": row.label, "tables": [_short(table) for table in tables.get(code, [])]}
            for code, row in QUESTIONS.items()
        ],
        "place": place_of(ministry),
        "dated_on": iso_day(verdict.concluded_on),
        "signature": _signer(verdict, ministry),
    }  # fmt: skip


def _about(verdict):
    """Where, of which FCU, over which time."""
    names, region = [], verdict.region
    while region is not None and region.code:
        names.append(str(region))
        region = region.parent
    return [
        ("Wilayah", ", ".join(names) or "Semua lokasi uji coba"),
        *([("FCU", str(verdict.unit))] if verdict.unit else []),
        ("Masa", span_words(verdict)),
    ]


def _questions(verdict):
    answers = {row.question: row for row in verdict.answers.all()}
    return [
        {
            "number": number, "label": row.label, "asks": row.asks,
            "grade": answers[code].get_grade_display() if code in answers else "",
            "reason": answers[code].reason if code in answers else "",
        }
        for number, (code, row) in enumerate(QUESTIONS.items(), 1)
    ]  # fmt: skip


def _below(verdict):
    if verdict.unit_id:
        return []
    rows = verdicts_below(verdict).with_facts().order_by("region__code")[:MOST_BELOW]
    return [(f"{row.region}, {row.region.parent}", row.get_overall_display()) for row in rows]


def _short(table):
    """A table as the paper prints it: rows of which nothing is on record in one line beneath, of a long one the first
    rows."""
    rows = [row for row in table["rows"] if not _is_untold(row)]
    untold = [str(row[0]) for row in table["rows"] if _is_untold(row)]
    notes = [table.get("note", "") if rows or not untold else ""]
    if untold:
        notes.append(f"Belum tercatat: {'; '.join(untold)}.")
    if len(rows) > MOST_ROWS:
        notes.append(f"Hanya {MOST_ROWS} dari {len(rows)} baris; semuanya ada di Excel.")
    note = " ".join(filter(None, notes))
    told = shown({**table, "rows": rows[:MOST_ROWS], "note": note})
    return told | {"is_across": False, "nil": "" if note else "Belum tercatat."}


def _is_untold(row):
    return UNTOLD in row[1:] and all(cell in (UNTOLD, None) for cell in row[1:])


def _signer(verdict, ministry):
    """Who concluded it; before that the line of the office."""
    if verdict.concluded_by_words:
        name, *_ = verdict.concluded_by_words.rsplit(", ", 2)  # before the office and its place
        return signature([office_name_of(ministry)], name)
    return head_of(Book.OFFICE, ministry)


# --- in Excel -------------------------------------------------------------------------------------------------------
def sheets_of(verdict, tables):
    """[Sheet]: the answers, then the evidence of each question."""
    found = [Sheet("Kesimpulan", _summary(verdict), [30, 28, 80])]
    for code, row in QUESTIONS.items():
        found.append(Sheet(row.label, _evidence(tables.get(code, [])), WIDTHS))
    return found


def _summary(verdict):
    yield Heading(["LEMBAR KESIMPULAN UJI COBA"])
    for label, words in _about(verdict):
        yield [label, words]
    yield ["Tahap", verdict.get_stage_display()]
    yield []
    yield Heading(["Pertanyaan", "Penilaian", "Alasan"])
    for row in _questions(verdict):
        yield [row["label"], row["grade"], row["reason"]]
    yield []
    for label, words in (
        ("Kesimpulan", verdict.get_overall_display()), ("Alasan", verdict.summary_text),
        ("Pelajaran", verdict.lessons_text), ("Perubahan yang diusulkan", verdict.changes_text),
    ):  # fmt: skip
        yield [label, words]


def _evidence(tables):
    for table in tables:
        yield Heading([table["heading"]])
        yield Heading(table["columns"])
        yield from sheet_rows(table)
        if table.get("note"):
            yield [table["note"]]
        yield []
