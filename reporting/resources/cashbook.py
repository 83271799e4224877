"""Columns of the cash book as people take them away in Excel; amounts are numbers, whole rupiah."""

ENTRIES = (
    ("Tanggal", lambda row: row.on),
    ("No. bukti", lambda row: row.evidence),
    ("Keadaan", lambda row: row.get_stage_display()),
    ("Kode", lambda row: row.code),
    ("Sumber dana atau kategori", lambda row: row.kind_words),
    ("Uraian", lambda row: row.text),
    ("Diterima dari", lambda row: row.giver),
    ("Dibayarkan kepada", lambda row: row.payee),
    ("Penerimaan", lambda row: row.amount if row.is_in else None),
    ("Pengeluaran", lambda row: None if row.is_in else row.amount),
    ("Dari bantuan", lambda row: str(row.aid) if row.aid_id else ""),
    ("Kegiatan dalam rencana", lambda row: row.plan_item.what if row.plan_item_id else ""),
    ("Bukti terlampir", lambda row: row.receipt_id is not None),
    ("Mengapa tanpa bukti", lambda row: row.no_receipt_reason),
    ("Membatalkan", lambda row: row.reverses.evidence if row.reverses_id else ""),
    ("Dibatalkan dengan", lambda row: row.reversed_by.evidence if row.is_reversed else ""),
    ("Dicatat oleh", lambda row: row.entered_by_words),
)

GIFTS = (
    ("Sumber dana", lambda gift: gift.source),
    ("Pemberi", lambda gift: gift.giver),
    ("Tanggal", lambda gift: gift.on),
    ("Untuk apa", lambda gift: gift.text),
    ("Syarat atau pesan pemberi", lambda gift: gift.terms),
    ("Mengikat", lambda gift: gift.binding),
    ("No. bukti", lambda gift: gift.evidence),
    ("Jumlah", lambda gift: gift.amount),
)
