"""Columns of the list of follow-ups."""

from reporting.visits import findings

FINDINGS = (
    ("Yang dikunjungi", findings.place_of),
    ("Kecamatan atau di atasnya", lambda row: str(row.region.parent or "")),
    ("Kunjungan", lambda row: str(row.visit)),
    ("Kantor petugas", lambda row: row.visit.by_words),
    ("Ditemukan", lambda row: row.found_on),
    ("Temuan", lambda row: row.found),
    ("Rekomendasi", lambda row: row.advice),
    ("Penanggung jawab", lambda row: row.owner),
    ("Batas waktu", lambda row: row.due_on),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Diselesaikan", lambda row: row.closed_on),
    ("Diselesaikan oleh", lambda row: row.closed_by_words),
    ("Bukti", lambda row: row.evidence),
    ("Diperiksa", lambda row: row.checked_on),
    ("Diperiksa oleh", lambda row: row.checked_by_words),
    ("Catatan pemeriksaan", lambda row: row.check_note),
)
