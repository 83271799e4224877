"""The cash book and the register of who gave, as books on paper."""

from fcu_project.dates import rupiah, short_date
from institutions.documents.register import Register

AMOUNTS = ("Penerimaan", "Pengeluaran", "Pengeluaran kumulatif", "Saldo", "Jumlah")


def _with_party(line):
    """What it was for, and under it from or to whom."""
    entry = line.entry
    party = f"Dari {entry.giver}" if entry.giver else f"Kepada {entry.payee}" if entry.payee else ""
    back = f"Pembalikan {entry.reverses.evidence}" if entry.reverses_id else ""
    return "\n".join(filter(None, (entry.text, back or party)))


# Each row is a ledger.Line: the columns of a Buku Kas Umum (domain 5.17).
CASH_LINES = Register(
    "Buku kas umum", "BKU",
    (
        ("Tanggal", lambda line: line.entry.on, 2.6),
        ("Kode", lambda line: line.entry.code, 1.5),
        ("Uraian", _with_party, 8),
        ("Penerimaan", lambda line: rupiah(line.entry.amount) if line.entry.is_in else "", 3.3),
        ("Pengeluaran", lambda line: "" if line.entry.is_in else rupiah(line.entry.amount), 3.3),
        ("No. bukti", lambda line: line.entry.evidence, 3.2),
        ("Pengeluaran kumulatif", lambda line: rupiah(line.spent), 3.4),
        ("Saldo", lambda line: rupiah(line.balance), 3.4),
    ),
    day_of=lambda line: line.entry.on, kept_by="treasurer", amounts=AMOUNTS,
)  # fmt: skip

# Each row is a sources.Gift, or the sum of a source.
MONEY_SOURCES = Register(
    "Register sumber dana", "RSD",
    (
        ("Sumber dana", lambda gift: gift.source, 4.5),
        ("Pemberi", lambda gift: gift.giver, 5),
        ("Tanggal", lambda gift: short_date(gift.on) if gift.on else "", 2.4),
        ("Untuk apa, syarat atau pesan pemberi", lambda gift: "\n".join(filter(None, (gift.text, gift.terms))), 8),
        ("Mengikat", lambda gift: gift.binding, 3),
        ("No. bukti", lambda gift: gift.evidence, 3.2),
        ("Jumlah", lambda gift: rupiah(gift.amount), 3.4),
    ),
    kept_by="treasurer", amounts=AMOUNTS,
)  # fmt: skip
