"""The book of earmarked aid of an FCU (FUN-13)."""

from fcu_project import dates
from institutions.documents.register import Register
from institutions.registers import DAY


def _agreement(row):
    return "\n".join(part for part in (row.agreement_number, dates.short_date(row.agreed_on)) if part)


def _state(row):
    return f"Selesai {dates.short_date(row.closed_on)}" if row.closed_on else "Berjalan"


AIDS = Register(
    "Buku bantuan bertujuan", "BB",
    (
        ("Pemberi", lambda row: row.giver, 5),
        ("Sumber", lambda row: row.get_source_display(), 4),
        ("Perjanjian", _agreement, 4),
        ("Tujuan", lambda row: row.purpose, 7),
        ("Disepakati", lambda row: dates.rupiah(row.amount), 3.6),
        ("Diterima", lambda row: dates.rupiah(row.received), 3.6),
        ("Sisa di kas", lambda row: dates.rupiah(row.balance), 3.6),
        ("Batas pakai", lambda row: row.use_until, DAY),
        ("Keadaan", _state, 3),
    ),
    day_of=lambda row: row.agreed_on,
    kept_by="treasurer",
)  # fmt: skip
