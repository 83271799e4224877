"""Columns of receipts, of what has none, of handovers and of the report on realisation; no identity number."""

from reporting.money import originals


def _family(payment):
    return payment.grant.family.called


RECEIPTS = (
    ("Tanggal kuitansi", lambda row: row.dated_on),
    ("Nomor", lambda row: row.number),
    ("Toko atau penjual", lambda row: row.seller),
    ("Keluarga", lambda row: _family(row.disbursement)),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Jumlah (Rp)", lambda row: row.amount),
    ("Kuitansi asli ada di", lambda row: originals.place_now(row).words),
    ("Sejak", lambda row: originals.place_now(row).since),
    ("Foto", lambda row: "Ada" if row.photo_id else row.no_photo_reason),
    ("Dibatalkan karena", lambda row: row.withdrawn_reason),
)
GAPS = (
    ("Keluarga", _family),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Tahun anggaran", lambda row: row.grant.year),
    ("Dicairkan pada", lambda row: row.paid_on),
    ("Dicairkan (Rp)", lambda row: row.approved),
    ("Ada kuitansi (Rp)", lambda row: row.realised),
    ("Dikembalikan (Rp)", lambda row: row.returned),
    ("Belum ada kuitansi (Rp)", lambda row: row.left),
)
HANDOVERS = (
    ("Diserahkan pada", lambda row: row.sent_on),
    ("Dari", lambda row: originals.short_name(row.giver)),
    ("Wilayah", lambda row: str(row.region)),
    ("Kepada", lambda row: originals.short_name(row.receiver)),
    ("Nomor surat", lambda row: row.number),
    ("Dibawa oleh", lambda row: row.carrier),
    ("Kuitansi", lambda row: row.pieces),
    ("Jumlah (Rp)", lambda row: row.total),
    ("Diterima pada", lambda row: row.received_on),
    ("Diterima oleh", lambda row: row.received_by),
    ("Tidak sampai", lambda row: row.missed),
    ("Dibatalkan karena", lambda row: row.cancelled_reason),
)


def realisation_rows(accounts):
    """(account, line) of the report: a payment without receipts stands there too, with line None."""
    for account in accounts:
        for line in account.lines or (None,):
            yield account, line


REALISATION = (
    ("Desa/kelurahan", lambda row: str(row[0].payment.region)),
    ("Keluarga", lambda row: _family(row[0].payment)),
    ("Dicairkan pada", lambda row: row[0].payment.paid_on),
    ("Dicairkan (Rp)", lambda row: row[0].paid),
    ("Kuitansi sebelum masa ini (Rp)", lambda row: row[0].earlier),
    ("Dikembalikan (Rp)", lambda row: row[0].returned),
    ("Belum ada kuitansi (Rp)", lambda row: row[0].left),
    ("Tanggal kuitansi", lambda row: row[1].receipt.dated_on if row[1] else ""),
    ("Nomor kuitansi", lambda row: row[1].receipt.number if row[1] else ""),
    ("Toko atau penjual", lambda row: row[1].receipt.seller if row[1] else ""),
    ("Yang dibeli", lambda row: row[1].what if row[1] else "Belum ada kuitansi"),
    ("Jumlah kuitansi (Rp)", lambda row: row[1].receipt.amount if row[1] else ""),
    ("Kuitansi asli ada di", lambda row: row[1].place.words if row[1] else ""),
)
