"""The register of budgets and aid of an office, by year (FUN-07)."""

from fcu_project import dates
from institutions.documents.register import Register
from reporting.money.arrived import difference


def _document(row):
    day = dates.short_date(row.document_on) if row.document_on else ""
    return "\n".join(part for part in (row.document, day) if part)


def _title(row):
    return f"{row.title}\nDITARIK: {row.withdrawn_reason}" if row.withdrawn_on else row.title


def _money(row, amount):
    """Nothing has to arrive of an office's own programme."""
    return "–" if difference(row) is None else dates.rupiah(amount)


BUDGETS = Register(
    "Register bantuan dan anggaran", "RBA",
    (
        ("Kantor", lambda row: row.office, 5),
        ("Untuk apa", lambda row: row.get_kind_display(), 4.5),
        ("Uraian", _title, 7),
        ("Sumber", lambda row: row.source_words, 3.4),
        ("Penerima", lambda row: str(row.recipient or "–"), 4),
        ("Dokumen", _document, 4),
        ("Jumlah", lambda row: dates.rupiah(row.amount), 4.2),
        ("Sudah sampai", lambda row: _money(row, row.arrived), 4.2),
        ("Selisih", lambda row: _money(row, row.amount - row.arrived), 4.2),
    ),
)  # fmt: skip
