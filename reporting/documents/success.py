"""A matrix of success on paper: indicator, how it is counted, value, target; signed by who answers for the place."""

from itertools import count

from institutions.books import book_of
from institutions.documents.letterhead import head_of_village, letterhead, place_code, place_of
from institutions.documents.signing import head_of
from institutions.models import Book, FamilyCareUnit
from reporting.models import Matrix
from reporting.resources.success import MET, as_of
from reporting.success.values import formula_of, numbers_words

TEMPLATE = "reporting/documents/success.html"


def success_facts(overview, matrix, title, *, by, paper):
    """Facts of one matrix: {groups [{label, score, percent, rows [{number, label, formula, numbers, value, target, met,
    sexes}]}], …}; beneath the FCU's the families before and after."""
    region, sums, edition = overview.region, overview.sums, overview.edition
    in_village = region.level == "village"
    unit = FamilyCareUnit.of(region) if in_village else None
    writer = FamilyCareUnit.of(by.region) if by.level == "village" else None
    score = overview.score(matrix)
    changes = overview.changes if matrix == Matrix.FCU else []
    return {
        "document_id": f"IND-{matrix.value.upper()}-{place_code(region)}",
        "title": f"{title}, {region}, {overview.quarter.words}",
        "paper": paper,
        "letterhead": letterhead(by.region, writer, book=Book.OFFICE if writer else book_of(by.role)),
        "heading": title.upper(),
        "place_name": f"{unit}, {region}" if unit else str(region),
        "period": overview.quarter.words,
        "edition": edition.number if edition else "",
        "reports": sums.reports,
        "as_of": as_of(sums),
        "in_village": in_village,
        "score": score.words,
        "percent": score.percent_words,
        "groups": _groups(overview.lines(matrix)),
        "changes": [
            {"code": line.code, "question": line.question, "compared": line.compared, "before": line.before,
             "after": line.after, "change": line.change}
            for line in changes
        ],
        "place": place_of(by.region),
        "day": by.today.isoformat(),
        **_signers(by),
    }  # fmt: skip


def _groups(told):
    number = count(1)  # goes on over all groups
    return [_group(row, lines, number) for row, lines in told]


def _group(row, lines, number):
    return {
        "label": row.aspect.label,
        "score": row.score.words,
        "percent": row.score.percent_words,
        "rows": [
            {"number": next(number), "label": line.indicator.label,
             "formula": formula_of(line.indicator, in_village=line.now.in_village),
             "numbers": numbers_words(line.now), "sexes": line.now.sex_words, "value": line.now.words,
             "target": line.now.target_words, "met": MET[line.now.met], "change": line.since_quarter}
            for line in lines
        ],
    }  # fmt: skip


def _signers(by):
    """In a village the coordinator, acknowledged by its head; above it the head of the office that prints."""
    region, day = by.region, by.today
    if by.level == "village":
        acknowledged = head_of_village(region, day) | {"heading": "Mengetahui,"}
        return {"acknowledged": acknowledged, "signature": head_of(Book.FCU, region, day)}
    return {"acknowledged": None, "signature": head_of(book_of(by.role), region, day)}
