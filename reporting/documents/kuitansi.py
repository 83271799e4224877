"""The kuitansi of an expense, the receipt for money that came in, the proof of a reversal (5.18, FUN-09)."""

from fcu_project import dates
from institutions.documents.letterhead import iso_day, letterhead, place_of, signature
from reporting.actions.cashbook import needs_approval
from reporting.documents.officers import officer
from reporting.models import CashEntry
from reporting.money.purses import STAMP_DUTY_ABOVE, inline

TEMPLATE = "reporting/documents/kuitansi.html"
STAGE = CashEntry.Stage
LONG = 260  # letters beyond which the type is smaller, so that both slips stay on one page
MOST_BELOW = 36  # letters of a name beneath a signature


def needs_stamp(amount):
    """Whether a paper about so many rupiah bears a stamp of Rp10.000 (UU 10/2020): above five million, not at it."""
    return amount > STAMP_DUTY_ABOVE


def money_in_words(amount):
    """ "Dua puluh lima juta tujuh ratus lima puluh ribu lima ratus rupiah"."""
    words = f"{dates.number_in_words(amount)} rupiah"
    return words[:1].upper() + words[1:]


def mark_of(entry):
    """The word across the paper: a draft before it counts, cancelled once it was reversed."""
    if entry.stage == STAGE.WAITING:
        return "DRAF"
    return "BATAL" if entry.is_reversed else ""


def kuitansi_facts(entry):
    """Facts of one paper, to be kept twice: heading, number ("" prints dotted), lines [{label, value}], amount, words,
    signatures of those who take part, `stamped` where a stamp is due, `notes` beneath."""
    unit, region = entry.book.unit, entry.region
    kind = _reversal if entry.reverses_id else _money_in if entry.is_in else _money_out
    heading, party, blocks = kind(entry, unit)
    head, words, purpose = letterhead(region, unit), money_in_words(entry.amount), _purpose(entry)
    receiver = "" if entry.is_in or _fits(entry.payee) else entry.payee
    return {
        "title": f"{heading.capitalize()} {entry.evidence or 'draf'} {unit}",
        "document_id": f"KWT-{entry.uid.hex[:8].upper()}",
        "heading": heading,
        "office": head["lines"],
        "number": entry.evidence,
        "party": party,
        "words": words,
        "purpose_label": "Keterangan" if entry.reverses_id else "Untuk" if entry.is_in else "Untuk pembayaran",
        "purpose": purpose,
        "receiver": receiver,
        "is_long": len(words) + len(purpose) + len(receiver) > LONG,
        "amount": dates.rupiah(entry.amount),
        "place": place_of(region),
        "dated_on": iso_day(entry.on),
        "blocks": blocks,
        "stamped": needs_stamp(entry.amount) and not entry.reverses_id,
        "notes": list(_notes(entry)),
    }


def _purpose(entry):
    if entry.reverses_id:
        return f"Membatalkan {entry.reverses.evidence}, {dates.long_date(entry.reverses.on)}. Alasan: {entry.text}"
    return f"{entry.text} ({inline(entry.kind_words)})"


def _fits(name):
    """Whether a name has room beneath a signature; a longer one stands among the lines."""
    return len(name) <= MOST_BELOW


def _party(title, name):
    return signature([title], name if _fits(name) else "")


def _money_out(entry, unit):
    """The one who is paid signs on the right, beneath place and date."""
    blocks = [officer(unit, "treasurer", entry.on, "Lunas dibayar,"), _party("Yang menerima", entry.payee)]
    if entry.approved_on or needs_approval(entry):
        blocks.insert(0, officer(unit, "coordinator", entry.on, "Setuju dibayar,"))
    return "KUITANSI", {"label": "Sudah terima dari", "value": f"Bendahara {unit}"}, blocks


def _money_in(entry, unit):
    blocks = [_party("Yang menyerahkan", entry.giver), officer(unit, "treasurer", entry.on, "Yang menerima,")]
    return "TANDA TERIMA UANG", {"label": "Sudah terima dari", "value": entry.giver}, blocks


def _reversal(entry, unit):
    blocks = [officer(unit, "coordinator", entry.on, "Mengetahui,"), officer(unit, "treasurer", entry.on)]
    party = {"label": "Pihak dalam catatan asal", "value": entry.reverses.payee or entry.reverses.giver}
    return "BUKTI PEMBALIKAN", party, blocks


def _notes(entry):
    if entry.stage == STAGE.WAITING:
        yield "Belum disetujui. Nomor bukti diberikan setelah Koordinator menyetujui."
    if entry.approved_on:
        yield f"Disetujui {dates.long_date(entry.approved_on)}: {entry.approved_by}."
    if entry.for_treasurer:
        yield f"Dicatat oleh {entry.entered_by_words}, untuk Bendahara."
    if entry.aid_id:
        yield f"Dari bantuan {entry.aid.giver}."
    if entry.is_in and entry.terms and not entry.reverses_id:
        yield f"Pesan pemberi: {entry.terms}"
    if entry.is_reversed:
        back = entry.reversed_by
        yield f"Catatan ini dibatalkan dengan {back.evidence}, {dates.long_date(back.on)}."
