"""Papers of the road of originals: the letter that goes with them, the slip that is signed, the report (domain 5.7,
5.18, 5.21)."""

from fcu_project import dates
from institutions.documents.letterhead import (
    iso_day,
    letterhead,
    office_name_of,
    place_code,
    place_of,
    signature,
)
from institutions.documents.signing import head_of
from institutions.models import Book, FamilyCareUnit, Region
from institutions.roles import VILLAGE
from reporting.money import originals, realised
from reporting.money.purses import Party

LETTER_TEMPLATE = "reporting/documents/handover.html"
SLIP_TEMPLATE = "reporting/documents/handover_slip.html"
REPORT_TEMPLATE = "reporting/documents/realisation.html"


def rupiah_in_words(amount):
    return f"{dates.number_in_words(amount)} rupiah"


def addressee_of(handover):
    """To whom the letter goes, a line each."""
    place = originals.place_of_receiver(handover)
    if handover.receiver == Party.MINISTRY:
        return [handover.region.setting("ministry_addressee")]
    if handover.receiver == Party.OFFICE:
        return [f"Kepala {office_name_of(place)}"]
    return [f"{originals.short_name(handover.receiver)} {place}"]


def sender_of(region):
    """(letterhead, signature) of who sends: the FCU in a village, else the office."""
    if region.level == VILLAGE:
        unit = FamilyCareUnit.of(region)
        return letterhead(region, unit, book=Book.FCU), head_of(Book.FCU, region)
    return letterhead(region), head_of(Book.OFFICE, region)


def _line(row):
    receipt = row.receipt
    family = receipt.disbursement.grant.family
    if row.handover.is_open:
        state = ""
    elif row.arrived:
        state = "Ada"
    else:
        state = "Batal" if row.handover.cancelled_on else "Tidak ada"
    return {
        "family": family.called, "village": str(receipt.region), "number": receipt.number,
        "day": iso_day(receipt.dated_on), "seller": receipt.seller, "amount": dates.rupiah(receipt.amount),
        "state": state, "note": row.note,
    }  # fmt: skip


def _sum(rows):
    total = sum(row.receipt.amount for row in rows)
    return {"total": dates.rupiah(total), "words": rupiah_in_words(total), "count": len(rows)}


def letter_facts(handover, rows, paper):
    """The letter with its list: rows [{family, village, number, day, seller, amount}], names_villages, total, words,
    count, addressee {lines, place}, carrier, and the part that comes back signed."""
    region, (head, block) = handover.region, sender_of(handover.region)
    return {
        "title": f"Surat pengantar kuitansi asli {region}",
        "document_id": f"PKA-{handover.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": head,
        "number": handover.number,
        "dated_on": iso_day(handover.sent_on),
        "place": place_of(region),
        "subject": "Pengantar kuitansi asli dana stimulan keluarga",
        "addressee": {"lines": addressee_of(handover), "place": "Tempat"},
        "names_villages": region.level != VILLAGE,
        "rows": [_line(row) for row in rows],
        "carrier": handover.carrier,
        "note": handover.note,
        "signature": block,
        "receiver": signature([f"Penerima, {originals.receiver_name(handover)}"]),
        "received_on": iso_day(handover.received_on),
        **_sum(rows),
    }  # fmt: skip


def slip_facts(handover, rows, paper, family=None):
    """What giver and receiver sign: of one family where it sat at the table, so that nobody reads of another's."""
    region = handover.region
    names = {Party.FAMILY: family.called} if family else {}
    giver = names.get(handover.giver) or f"{originals.short_name(handover.giver)} {region}"
    if handover.giver == Party.OFFICE:
        giver = office_name_of(region)
    receiver = names.get(handover.receiver) or originals.receiver_name(handover)
    arrived = [row for row in rows if row.arrived or handover.is_open]
    title = f"Tanda terima kuitansi asli {family.called if family else region}"
    return {
        "title": title,
        "document_id": f"TTK-{handover.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": sender_of(region)[0],
        "number": handover.number,
        "day": iso_day(handover.received_on),
        "place": place_of(region),
        "giver_name": giver,
        "receiver_name": receiver,
        "names_families": family is None,
        "names_states": not handover.is_open,
        "rows": [_line(row) for row in rows],
        "courier": handover.receiver == Party.FCU,
        "giver": signature(["Yang menyerahkan"]),
        "receiver": signature(
            ["Yang menerima"], "" if handover.receiver == Party.FAMILY else _person(handover.received_by)
        ),
        **_sum(arrived),
    }  # fmt: skip


def _person(words):
    """The name of who received, out of "Nurhayati, Sekretaris FCU, Desa Sidomekar"."""
    return words.split(",")[0]


def report_facts(region, span, accounts, paper, *, today):
    """Laporan realisasi dana stimulan of a village or a kabupaten (domain 5.21): sums, per village, per family with
    every receipt and the place of its original."""
    sums, (head, block) = realised.sums_of(accounts), sender_of(region)
    villages = realised.by_village(accounts) if region.level != VILLAGE else []
    villages = villages if len(villages) > 1 else []  # of one alone the sums above tell the same
    return {
        "title": f"Laporan realisasi dana stimulan {region} {span.words}",
        "document_id": f"LRD-{place_code(region)}-{span.year}{f'-{span.half}' if span.half else ''}",
        "paper": paper,
        "letterhead": head,
        "about": str(region),
        "period": span.words,
        "as_of": iso_day(min(span.end, today)),
        "addressee": region.setting("ministry_addressee") if region.level == Region.Level.REGENCY
        else f"Kepala {office_name_of(region.ancestor(Region.Level.REGENCY))}",
        "sums": _told(sums),
        "places": [[words, count] for words, count in sorted(sums.places.items())],
        "villages": [{"name": str(village)} | _told(part) for village, part in villages],
        "names_villages": region.level != VILLAGE,
        "accounts": [_account(row) for row in accounts],
        "words": rupiah_in_words(sums.earlier + sums.shown),
        "place": place_of(region),
        "day": iso_day(today),
        "signature": block,
    }  # fmt: skip


def _told(sums):
    names = ("paid", "earlier", "shown", "returned", "left")
    told = {name: dates.rupiah(getattr(sums, name)) for name in names}
    return told | {"families": sums.families, "receipts": sums.receipts}


def _account(row):
    payment = row.payment
    lines = [
        {"day": iso_day(line.receipt.dated_on), "number": line.receipt.number, "seller": line.receipt.seller,
         "what": line.what, "amount": dates.rupiah(line.receipt.amount), "place": line.place.words}
        for line in row.lines
    ]  # fmt: skip
    return {
        "family": payment.grant.family.called, "village": str(payment.region), "paid_on": iso_day(payment.paid_on),
        "purpose": payment.purpose, "lines": lines, "paid": dates.rupiah(row.paid),
        "earlier": dates.rupiah(row.earlier) if row.earlier else "",
        "returned": dates.rupiah(row.returned) if row.returned else "", "shown": dates.rupiah(row.shown),
        "left": dates.rupiah(row.left),
    }  # fmt: skip
