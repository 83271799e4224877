"""Columns of budgets of offices and of what each village has of one line; amounts in rupiah, as numbers."""

from reporting.money.arrived import difference, state_of

BUDGETS = (
    ("Tahun", lambda row: row.year),
    ("Kantor", lambda row: row.office),
    ("Untuk apa", lambda row: row.get_kind_display()),
    ("Uraian", lambda row: row.title),
    ("Sumber", lambda row: row.source_words),
    ("Kode wilayah penerima", lambda row: row.recipient.dotted_code if row.recipient_id else ""),
    ("Wilayah penerima", lambda row: str(row.recipient or "")),
    ("Nomor dokumen", lambda row: row.document),
    ("Tanggal dokumen", lambda row: row.document_on),
    ("Jumlah", lambda row: row.amount),
    ("Sudah sampai", lambda row: "" if difference(row) is None else row.arrived),
    ("Selisih", lambda row: "" if difference(row) is None else difference(row)),
    ("Dikembalikan", lambda row: "" if difference(row) is None else row.given_back),
    ("Keadaan", lambda row: f"Ditarik: {row.withdrawn_reason}" if row.withdrawn_on else state_of(row)[1]),
    ("Dicatat oleh", lambda row: row.recorded_by),
)
BUDGETS_FOR_VILLAGE = tuple(
    ("Sampai di sini", read) if heading == "Sudah sampai" else (heading, read)
    for heading, read in BUDGETS if heading not in ("Selisih", "Keadaan", "Dicatat oleh")
)  # fmt: skip
BUDGET_VILLAGES = (
    ("Kode wilayah", lambda row: row.region.dotted_code),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Kecamatan", lambda row: row.region.parent.name),
    ("Banyaknya", lambda row: row.count),
    ("Disepakati", lambda row: row.agreed),
    ("Sudah sampai", lambda row: row.arrived),
    ("Selisih", lambda row: row.left),
    ("Dikembalikan", lambda row: row.given_back),
)
