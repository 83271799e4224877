"""Columns of priorities and problems in Excel; a problem that is kept secret is in none of them."""

PRIORITIES = (
    ("Prioritas", lambda row: row.get_priority_display()),
    ("Nomor", lambda row: row.family.number),
    ("Nama kepala keluarga", lambda row: row.family.head_name),
    ("Desa/kelurahan", lambda row: str(row.family.region)),
    ("RT", lambda row: row.family.rt),
    ("RW", lambda row: row.family.rw),
    ("Dusun", lambda row: row.family.hamlet),
    ("Alasan", lambda row: row.reason),
    ("Diputuskan dalam", lambda row: row.meeting.get_kind_display()),
    ("Tanggal rapat", lambda row: row.meeting.held_on),
)
