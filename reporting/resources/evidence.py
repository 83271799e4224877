"""Columns of the list of evidence of what was paid."""

from reporting.registers.evidence import proof_of

EVIDENCE = (
    ("Nomor bukti", lambda row: row.evidence),
    ("Tanggal", lambda row: row.on),
    ("Dibayarkan kepada", lambda row: row.payee),
    ("Untuk", lambda row: row.text),
    ("Kategori", lambda row: row.kind_words),
    ("Jumlah (Rp)", lambda row: row.amount),
    ("Bukti", proof_of),
    ("Disetujui pada", lambda row: row.approved_on),
    ("Disetujui oleh", lambda row: row.approved_by),
    ("Dibatalkan dengan", lambda row: row.reversed_by.evidence if row.is_reversed else ""),
)
