"""Columns of earmarked aid and of the entries of one aid; amounts in rupiah, as numbers."""

from reporting.documents.aid import proof_of

AIDS = (
    ("Pemberi", lambda row: row.giver),
    ("Sumber dana", lambda row: row.get_source_display()),
    ("Nomor perjanjian", lambda row: row.agreement_number),
    ("Tanggal perjanjian", lambda row: row.agreed_on),
    ("Tujuan", lambda row: row.purpose),
    ("Hanya untuk", lambda row: row.category_words),
    ("Jumlah disepakati", lambda row: row.amount),
    ("Sudah diterima", lambda row: row.received),
    ("Sisa di kas", lambda row: row.balance),
    ("Digunakan paling lambat", lambda row: row.use_until),
    ("Selesai pada", lambda row: row.closed_on),
    ("Dicatat oleh", lambda row: row.recorded_by),
)


def _amount(row, is_in):
    return row.amount if row.is_in == is_in else ""


AID_ENTRIES = (
    ("Tanggal", lambda row: row.on),
    ("Nomor bukti", lambda row: row.evidence),
    ("Kode", lambda row: row.code),
    ("Uraian", lambda row: row.text),
    ("Dari/kepada", lambda row: row.giver or row.payee),
    ("Jenis", lambda row: row.kind_words),
    ("Masuk", lambda row: _amount(row, True)),
    ("Keluar", lambda row: _amount(row, False)),
    ("Membatalkan", lambda row: row.reverses.evidence if row.reverses_id else ""),
    ("Foto bukti", lambda row: "" if row.is_in or row.reverses_id else proof_of(row)),
)
