"""Books of inspections of the stimulus: all of them, what they found, who was never inspected (FUN-05)."""

from fcu_project import dates
from institutions.documents.register import Register
from institutions.registers import DAY
from institutions.roles import REGENCY
from reporting.money import checks


def _lines(*parts):
    return "\n".join(part for part in parts if part)


def _family(row):
    return _lines(row.grant.family.called, str(row.grant.region))


def _to_do(row):
    return _lines(row.action, f"Paling lambat {dates.short_date(row.due_on)}" if row.due_on else "")


def standing_in_words(row):
    """How a finding stands, for a printed list."""
    if row.resolved_on:
        return _lines(f"Selesai {dates.short_date(row.resolved_on)}", row.resolution)
    return "Belum selesai"


CHECKS = Register(
    "Buku pemeriksaan dana stimulan", "BPS",
    (
        ("Tanggal", lambda row: row.on, DAY),
        ("Keluarga", _family, 5),
        ("Cara dan pemeriksa", lambda row: _lines(row.get_way_display(), row.inspector), 5.5),
        ("Diterima", lambda row: row.get_received_rightly_display(), 2.6),
        ("Dipakai", lambda row: row.get_used_rightly_display(), 2.6),
        ("Catatan", lambda row: row.note, 7),
        ("Temuan", lambda row: _lines(row.finding, standing_in_words(row) if row.finding else ""), 6.5),
    ),
    day_of=lambda row: row.on, signed_at=(REGENCY,),
)  # fmt: skip
FINDINGS = Register(
    "Daftar temuan dana stimulan", "DTS",
    (
        ("Tanggal", lambda row: row.on, DAY),
        ("Keluarga", _family, 5),
        ("Temuan", lambda row: row.finding, 7),
        ("Yang harus dilakukan", _to_do, 7),
        ("Keadaan", standing_in_words, 6),
    ),
    day_of=lambda row: row.on, signed_at=(REGENCY,),
)  # fmt: skip
UNCHECKED = Register(
    "Penerima dana stimulan yang belum diperiksa", "PBD",
    (
        ("Keluarga", lambda row: row.family.called, 5),
        ("RT/RW", lambda row: row.family.neighbourhood, 4.5),
        ("Lokasi", lambda row: f"{row.region}, {row.region.parent}", 6.5),
        ("Tahun anggaran", lambda row: row.year, 2.8),
        ("Sudah dicairkan", lambda row: dates.rupiah(row.paid), 4),
        ("Pertama dicairkan", lambda row: row.first_paid, DAY),
        ("Hari sejak itu", checks.waited, 2.8),
        ("Diperiksa pada", lambda row: "", 4),
    ),
    signed_at=(REGENCY,),
)  # fmt: skip
