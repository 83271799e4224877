"""Columns of incidental reports: numbers, days and stages, not a word of what is told (REP-03)."""

from reporting.incidental import incidents

INCIDENTS = (
    ("Nomor", lambda row: row.number),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Kecamatan", lambda row: str(row.region.parent)),
    ("Tanggal kejadian", lambda row: row.happened_on),
    ("Keadaan", lambda row: incidents.mark_of(row)[1]),
    ("Versi terkirim", lambda row: row.sendings),
    ("Terakhir dikirim", lambda row: row.sent_on),
    ("Dikembalikan", lambda row: row.returned_on),
    ("Diterima", lambda row: row.received_on),
    ("Nomor tanda terima", lambda row: row.paper_number),
)
