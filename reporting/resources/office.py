"""Columns of the list of offices' reports as they are taken away in Excel."""

OFFICE_REPORTS = (
    ("Jenis laporan", lambda row: row.get_kind_display()),
    ("Kode wilayah", lambda row: row.region.dotted_code),
    ("Wilayah", lambda row: str(row.region)),
    ("Masa laporan", lambda row: row.period.words),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Dikirim", lambda row: row.sent_on),
    ("Dikirim oleh", lambda row: row.sent_by_words),
    ("Nomor tanda terima", lambda row: row.receipt_number),
    ("Dikembalikan", lambda row: row.returned_on),
    ("Diterima", lambda row: row.received_on),
)
