"""The book of checks and hand-overs of cash."""

from fcu_project import dates
from institutions.documents.register import Register


def _name(person):
    return person.name if person else ""


CASH_COUNTS = Register(
    "Buku pemeriksaan kas", "BPK",
    (
        ("Tanggal", lambda row: row.on, 3),
        ("Jenis", lambda row: row.get_kind_display(), 4),
        ("Uang tunai", lambda row: dates.rupiah(row.cash), 3.5),
        ("Rekening FCU", lambda row: dates.rupiah(row.bank), 3.5),
        ("Menurut buku", lambda row: dates.rupiah(row.balance), 3.5),
        ("Selisih", lambda row: dates.rupiah(row.difference), 3.2),
        ("Penjelasan", lambda row: row.reason, 5),
        ("Pemegang kas/yang menyerahkan", lambda row: _name(row.giver), 4.5),
        ("Pemeriksa/yang menerima", lambda row: _name(row.receiver), 4.5),
    ),
    initials=True, day_of=lambda row: row.on,
)  # fmt: skip
