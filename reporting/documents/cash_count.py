"""Counted cash on paper: the record of a check, and of the hand-over of the treasurer's office (domain 5.4)."""

from fcu_project import dates
from institutions.documents.letterhead import head_of_village, iso_day, letterhead, place_of, signature
from institutions.models.fcu import Post
from reporting.documents.cashbook import money, signed_by, words_of
from reporting.models import CashCount
from reporting.money import ledger
from reporting.money.months import Month
from reporting.money.treasurers import holder_on

COUNT_TEMPLATE = "reporting/documents/cash_count.html"
NAMES = {CashCount.Kind.CHECK: "Berita Acara Pemeriksaan Kas", CashCount.Kind.HANDOVER: "Berita Acara Serah Terima Kas"}
# The two who sign, and as what.
SIDES = {
    CashCount.Kind.CHECK: ("Bendahara", "Yang memeriksa"),
    CashCount.Kind.HANDOVER: ("Yang menyerahkan", "Yang menerima"),
}


def count_facts(count, paper):
    """Facts of the record: held_on, is_handover, giver and receiver {name}, pieces [{worth, number, amount}], cash,
    bank, counted, counted_words, balance with its general and earmarked part,
    difference {amount, words}, reason, papers, closed_until, signatures."""
    book, unit = count.book, count.book.unit
    name, (first, second) = NAMES[count.kind], SIDES[count.kind]
    closed, earmarked = book.closed_until(), ledger.earmarked_on(book, count.on)
    return {
        "title": f"{name} {unit}, {dates.long_date(count.on)}",
        "document_id": f"BAK-{count.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": letterhead(book.region, unit),
        "heading": name.upper(),
        "body": str(unit),
        "village": str(book.region),
        "is_handover": count.kind == CashCount.Kind.HANDOVER,
        "held_on": iso_day(count.on),
        "giver": _name(count.giver),
        "receiver": _name(count.receiver),
        "pieces": [
            {"worth": money(worth), "number": money(number), "amount": money(worth * number)}
            for worth, number in count.counted_pieces()
        ],
        "cash": money(count.cash),
        "bank": money(count.bank),
        "counted": money(count.counted),
        "counted_words": words_of(count.counted),
        "balance": money(count.balance),
        "general": money(count.balance - earmarked),
        "earmarked": money(earmarked),
        "difference": money(count.difference),
        "reason": count.reason,
        "papers": count.papers,
        "closed_until": Month(*closed).words if closed else "",
        "place": place_of(book.region),
        "signatures": [signature([first], _name(count.giver)), signature([second], _name(count.receiver))],
        "seen_by": _seen_by(count) | {"heading": "Mengetahui,"},
    }  # fmt: skip


def _seen_by(count):
    """The coordinator; where that one already signs on one of the sides, the head of the village."""
    unit = count.book.unit
    _, coordinator = holder_on(unit, Post.COORDINATOR, count.on)
    if coordinator and coordinator.pk in (count.giver_id, count.receiver_id):
        return head_of_village(count.book.region, count.on)
    return signed_by(unit, Post.COORDINATOR, count.on)


def _name(person):
    return person.name if person else ""
