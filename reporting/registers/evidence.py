"""The list of evidence of what was paid: each number with its receipt, or why there is none (FUN-09)."""

from fcu_project import dates
from institutions.documents.register import Register
from institutions.registers import DAY
from reporting.registers.total import Total, said


def proof_of(row):
    """Where the receipt of an expense is, in words."""
    if row.receipt_id:
        return "Foto tersimpan"
    return f"Tidak ada: {row.no_receipt_reason}" if row.no_receipt_reason else "Belum ada"


def _purpose(row):
    struck = f"\nDibatalkan dengan {row.reversed_by.evidence}" if row.is_reversed else ""
    return f"{row.text}{struck}"


def _amount(row):
    """What was paid; in the total what stands of it: what was taken back is listed, but not added up."""
    if isinstance(row, Total):
        return dates.rupiah(sum(paid.amount for paid in row.rows if not paid.is_reversed))
    return dates.rupiah(row.amount)


AMOUNT = "Jumlah"

EVIDENCE = Register(
    "Daftar bukti pengeluaran", "DBP",
    (
        ("Nomor bukti", said(lambda row: row.evidence), 4),
        ("Tanggal", said(lambda row: row.on), DAY),
        ("Dibayarkan kepada", said(lambda row: row.payee, "Jumlah, tanpa yang dibatalkan"), 6),
        ("Untuk", said(_purpose), 8),
        (AMOUNT, _amount, 4),
        ("Bukti", said(proof_of), 6),
    ),
    day_of=said(lambda row: row.on), kept_by="treasurer", amounts=(AMOUNT,),
)  # fmt: skip
