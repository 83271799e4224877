"""The proposal of candidate recipients on paper (II.D.1.3(1)): who, where, which support, why; no identity number."""

from families.models import Recipient
from families.recipients import WORDS
from institutions.books import book_of
from institutions.documents.letterhead import iso_day, letterhead, place_code, place_of
from institutions.documents.signing import head_of
from institutions.models import Book
from institutions.roles import REGENCY, VILLAGE

RECIPIENT_TEMPLATE = "families/documents/recipient_list.html"
State = Recipient.State


def recipient_facts(region, rows, paper, *, by, year):
    """The list of the office of `region`: the Dinas prints whom it has prepared, the village whom it proposes.

    rows [{number, name, place, village, support, reason, outcome}], names_villages, names_outcomes, villages (how
    many), waiting (on whom nothing is decided yet), dropped, place, day, signature.
    """
    prepares = region.level == REGENCY
    told = list(
        rows.select_related("family__region__parent").order_by("family__region__code", "family__search_name", "id")
    )
    shown = [row for row in told if row.state == State.PREPARED] if prepares else [
        row for row in told if row.state != State.DROPPED
    ]  # fmt: skip
    book = Book.OFFICE if region.level in (VILLAGE, REGENCY) else book_of(by.role)
    return {
        "title": f"Usulan calon penerima, {region}",
        "document_id": f"UCP-{place_code(region)}",
        "paper": paper,
        "letterhead": letterhead(region, book=book),
        "about": str(region),
        "year": str(year or ""),
        "rows": [_line(row) for row in shown],
        "names_villages": region.level != VILLAGE,
        "names_outcomes": not prepares,
        "villages": len({row.family.region_id for row in shown}),
        "waiting": sum(row.state == State.COLLECTED for row in told) if prepares else 0,
        "place": place_of(region),
        "day": iso_day(by.today),
        "signature": head_of(book, region),
    }


def _line(row):
    family = row.family
    return {
        "number": family.number, "name": family.called, "place": family.neighbourhood,
        "village": f"{family.region}, {family.region.parent}", "support": row.support, "reason": row.reason,
        "outcome": WORDS[row.state],
    }  # fmt: skip
