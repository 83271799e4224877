"""The list of evidence of what was paid: each number with its receipt, or why there is none (FUN-09)."""

from fcu_project import dates
from institutions.documents.register import Register
from institutions.registers import DAY


def proof_of(row):
    """Where the receipt of an expense is, in words."""
    if row.receipt_id:
        return "Foto tersimpan"
    return f"Tidak ada: {row.no_receipt_reason}" if row.no_receipt_reason else "Belum ada"


def _purpose(row):
    struck = f"\nDibatalkan dengan {row.reversed_by.evidence}" if row.is_reversed else ""
    return f"{row.text}{struck}"


AMOUNT = "Jumlah"

EVIDENCE = Register(
    "Daftar bukti pengeluaran", "DBP",
    (
        ("Nomor bukti", lambda row: row.evidence, 4),
        ("Tanggal", lambda row: row.on, DAY),
        ("Dibayarkan kepada", lambda row: row.payee, 6),
        ("Untuk", _purpose, 8),
        (AMOUNT, lambda row: dates.rupiah(row.amount), 4),
        ("Bukti", proof_of, 6),
    ),
    day_of=lambda row: row.on, kept_by="treasurer", amounts=(AMOUNT,),
)  # fmt: skip
