"""Columns of the archive of reports as it is taken away in Excel, in the order of the screen."""

SENT_REPORTS = (
    ("Kode wilayah", lambda row: row.region.dotted_code),
    ("FCU", lambda row: str(row.unit)),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Kecamatan", lambda row: row.region.parent.name),
    ("Tahun", lambda row: row.year),
    ("Triwulan", lambda row: row.quarter),
    ("Keadaan", lambda row: row.get_stage_display()),
    ("Dikirim", lambda row: row.sent_on),
    ("Nomor tanda terima", lambda row: row.receipt_number),
    ("Diterima", lambda row: row.accepted_on or ""),
)
