"""Columns of agreed shares and of what was spent of them."""

ALLOCATIONS = (
    ("Berlaku sejak", lambda row: row.valid_from),
    ("Rapat", lambda row: row.meeting.get_kind_display()),
    ("Tanggal rapat", lambda row: row.meeting.held_on),
    ("Pembagian", lambda row: ", ".join(str(share) for share in row.shares.all())),
    ("Catatan", lambda row: row.note),
    ("Dicatat oleh", lambda row: row.recorded_by),
)
SHARES = (
    ("Kategori", lambda line: line.label),
    ("Bagian (%)", lambda line: line.percent),
    ("Jatah (Rp)", lambda line: line.allowed),
    ("Terpakai (Rp)", lambda line: line.spent),
    ("Sisa (Rp)", lambda line: line.left),
)
