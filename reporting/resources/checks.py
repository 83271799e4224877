"""Columns of inspections of the stimulus; families are named by their head, without any number of identity."""

from reporting.money import checks

_FAMILY = (
    ("Keluarga", lambda row: row.grant.family.called),
    ("RT/RW", lambda row: row.grant.family.neighbourhood),
    ("Desa/kelurahan", lambda row: str(row.grant.region)),
    ("Kecamatan", lambda row: str(row.grant.region.parent)),
)
CHECKS = (
    ("Tanggal pemeriksaan", lambda row: row.on),
    *_FAMILY,
    ("Tahun anggaran", lambda row: row.grant.year),
    ("Cara", lambda row: row.get_way_display()),
    ("Pemeriksa", lambda row: row.inspector),
    ("Diterima keluarga yang berhak", lambda row: row.get_received_rightly_display()),
    ("Dipakai sesuai tujuan", lambda row: row.get_used_rightly_display()),
    ("Catatan", lambda row: row.note),
    ("Temuan", lambda row: row.finding),
    ("Yang harus dilakukan", lambda row: row.action),
    ("Paling lambat", lambda row: row.due_on),
    ("Selesai pada", lambda row: row.resolved_on),
    ("Penyelesaian", lambda row: row.resolution),
)
UNCHECKED = (
    ("Keluarga", lambda row: row.family.called),
    ("RT/RW", lambda row: row.family.neighbourhood),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Kecamatan", lambda row: str(row.region.parent)),
    ("Tahun anggaran", lambda row: row.year),
    ("Sudah dicairkan (Rp)", lambda row: row.paid),
    ("Pertama dicairkan", lambda row: row.first_paid),
    ("Hari sejak dicairkan", checks.waited),
)
