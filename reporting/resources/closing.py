"""Columns of the cash book, of the recap of money, and of counted cash, in the order of the paper."""

CASH_MONTH = (
    ("No urut", lambda row: row.number),
    ("Tanggal", lambda row: row.day),
    ("Kode", lambda row: row.code),
    ("Uraian", lambda row: row.text),
    ("No bukti", lambda row: row.evidence),
    ("Penerimaan (Rp)", lambda row: row.income),
    ("Pengeluaran (Rp)", lambda row: row.expense),
    ("Jumlah pengeluaran kumulatif (Rp)", lambda row: row.spent),
    ("Saldo (Rp)", lambda row: row.balance),
)
CASH_COUNTS = (
    ("Tanggal", lambda row: row.on),
    ("Jenis", lambda row: row.get_kind_display()),
    ("Uang tunai (Rp)", lambda row: row.cash),
    ("Rekening FCU (Rp)", lambda row: row.bank),
    ("Menurut buku (Rp)", lambda row: row.balance),
    ("Selisih (Rp)", lambda row: row.difference),
    ("Penjelasan selisih", lambda row: row.reason),
    ("Pemegang kas atau yang menyerahkan", lambda row: row.giver.name if row.giver else ""),
    ("Pemeriksa atau yang menerima", lambda row: row.receiver.name if row.receiver else ""),
    ("Berita acara bertanda tangan", lambda row: row.scan_id is not None),
    ("Dicatat oleh", lambda row: row.recorded_by),
)


def cash_recap_columns(span):
    """Columns of a period beside the one before it; both purses apart."""
    return (
        ("Kelompok", lambda line: line.heading),
        ("Kode", lambda line: line.code),
        ("Uraian", lambda line: line.label),
        *_of(span.words, lambda line: line.now),
        *_of(span.previous.words, lambda line: line.before),
    )


def _of(words, read):
    def of(name):
        return lambda line: getattr(read(line), name) if read(line) is not None else None

    return (
        (f"{words}: umum (Rp)", of("general")),
        (f"{words}: bantuan bertujuan (Rp)", of("earmarked")),
        (f"{words}: jumlah (Rp)", of("total")),
    )
