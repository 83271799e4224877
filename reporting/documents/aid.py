"""The account of an aid to its giver (LPJ bantuan): money in, spending by category, what is left, receipts (FUN-13)."""

from fcu_project import dates
from institutions.documents.letterhead import (
    coordinator_of,
    head_of_village,
    iso_day,
    letterhead,
    place_code,
    place_of,
    signature,
)
from reporting.models import CashEntry
from reporting.money import arrived
from reporting.money.purses import SPENDING_CODES, Spending

TEMPLATE = "reporting/documents/aid.html"


def entries_of(aid):
    """Booked entries of the aid in the order of the book, reversals among them."""
    return CashEntry.objects.booked().filter(aid=aid).with_facts().select_related("reversed_by").in_book_order()


def standing(entries):
    """Entries that were not taken back, without what took others back: their sums are those of the purse."""
    return [entry for entry in entries if entry.reverses_id is None and not entry.is_reversed]


def proof_of(entry):
    """Whether a picture of the receipt is kept, else why not."""
    if entry.receipt_id:
        return "Ada"
    return f"Belum ada: {entry.no_receipt_reason}" if entry.no_receipt_reason else "Belum ada"


def treasurer_of(unit, day):
    """(title, name) of who holds the cash on `day`; the name is "" where nobody does."""
    terms = [term for term in unit.current_officers(day) if term.post == "treasurer"]
    return (terms[0].title, terms[0].membership.person.name) if terms else ("Bendahara", "")


def lpj_facts(aid, paper, day):
    """Facts of the paper, amounts as they are printed; of a finished aid with the day it ended."""
    unit, region = aid.unit, aid.region
    entries = standing(entries_of(aid))
    paid = [entry for entry in entries if not entry.is_in]
    spent = [entry for entry in paid if entry.category != Spending.GIVEN_BACK]
    purse, waiting = arrived.purse_of(aid), arrived.waiting_of(aid)
    until = aid.closed_on or day
    title, treasurer = treasurer_of(unit, min(until, day))
    head, coordinator = coordinator_of(unit, until)
    return {
        "title": f"LPJ bantuan {aid.giver}, {region}",
        "document_id": f"LPJ-{place_code(region)}-{aid.uid.hex[:6].upper()}",
        "paper": paper,
        "letterhead": letterhead(region, unit),
        "unit": str(unit),
        "village": str(region),
        "giver": aid.giver,
        "source": aid.get_source_display(),
        "agreement_number": aid.agreement_number,
        "agreed_on": iso_day(aid.agreed_on),
        "agreed": dates.rupiah(purse.agreed),
        "purpose": aid.purpose,
        "allowed": aid.category_words,
        "use_until": iso_day(aid.use_until),
        "until": iso_day(until),
        "incomes": [_line(entry) for entry in entries if entry.is_in],
        "received": dates.rupiah(purse.received),
        "groups": _groups(spent),
        "spent": dates.rupiah(purse.spent),
        "returns": [_line(entry) for entry in paid if entry.category == Spending.GIVEN_BACK],
        "given_back": dates.rupiah(purse.given_back),
        "waiting": dates.rupiah(waiting) if waiting else "",
        "is_interim": aid.closed_on is None,
        "statement": _statement(purse),
        "left": dates.rupiah(purse.left),
        "left_words": f"{dates.number_in_words(purse.left)} rupiah",
        "receipts": [
            {
                "on": iso_day(entry.on), "evidence": entry.evidence, "payee": entry.payee, "text": entry.text,
                "amount": dates.rupiah(entry.amount), "proof": proof_of(entry),
            }
            for entry in paid
        ],
        "without_proof": sum(not entry.receipt_id for entry in paid),
        "place": place_of(region),
        "day": iso_day(until),
        "signatures": [signature([head], coordinator), signature([title], treasurer)],
        "village_head": head_of_village(region, until) | {"heading": "Mengetahui,"},
    }  # fmt: skip


def _line(entry):
    return {
        "on": iso_day(entry.on), "evidence": entry.evidence, "text": entry.text, "amount": dates.rupiah(entry.amount)
    }  # fmt: skip


def _statement(purse):
    """What is signed: that money was spent on its purpose is said only where some was."""
    if purse.spent:
        return "Uang bantuan ini dipakai sesuai tujuannya. Bukti aslinya disimpan Bendahara FCU."
    if purse.given_back:
        return "Tidak ada uang bantuan ini yang dipakai. Bukti pengembaliannya disimpan Bendahara FCU."
    return "Belum ada uang bantuan ini yang dipakai." if purse.received else "Uang bantuan ini belum diterima."


def _groups(spent):
    """[{code, label, evidence, amount}] by kind of spending, in the order of the book's codes."""
    groups = []
    for kind in Spending:
        rows = [entry for entry in spent if entry.category == kind]
        if rows:
            groups.append({
                "code": SPENDING_CODES[kind], "label": kind.label,
                "evidence": ", ".join(entry.evidence for entry in rows),
                "amount": dates.rupiah(sum(entry.amount for entry in rows)),
            })  # fmt: skip
    return groups
