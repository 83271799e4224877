"""Books of the guidance of reports: the notes, and the FCUs on one quarter (REP-14)."""

from fcu_project import dates
from institutions.documents.register import Register
from institutions.registers import DAY
from institutions.roles import SUBDISTRICT


def _lines(*parts):
    return "\n".join(part for part in parts if part)


def _answer(row):
    if row.withdrawn_at:
        return "Ditarik"
    return _lines(row.answer, dates.short_date(row.answered_on)) if row.answered_on else "Belum dijawab"


GUIDANCE = Register(
    "Buku bimbingan pelaporan", "BBP",
    (
        ("Tanggal", lambda row: row.given_on, DAY),
        ("FCU", lambda row: _lines(str(row.unit), str(row.region)), 5),
        ("Triwulan", lambda row: row.period.short, 2.6),
        ("Tentang", lambda row: row.get_aspect_display(), 3.2),
        ("Catatan bimbingan", lambda row: row.note, 9),
        ("Oleh", lambda row: row.given_by_words, 4.5),
        ("Jawaban FCU", _answer, 6),
    ),
    day_of=lambda row: row.given_on, signed_at=(SUBDISTRICT,),
)  # fmt: skip


def guidance_units(words_of):
    """`words_of(unit)` tells how the report of the quarter stands."""
    return Register(
        "FCU dan bimbingan pelaporannya", "FBP",
        (
            ("FCU", lambda row: _lines(str(row), str(row.region)), 6),
            ("Keadaan laporan", words_of, 5),
            ("Jumlah bimbingan", lambda row: row.notes, 3),
            ("Bimbingan terakhir", lambda row: row.last_on or "Belum ada", DAY),
        ),
        lies=False, signed_at=(SUBDISTRICT,),
    )  # fmt: skip
