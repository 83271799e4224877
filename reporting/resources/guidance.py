"""Columns of the guidance of reports."""


def guidance_units(quarter, words_of):
    """FCUs on one quarter; `words_of(unit)` tells how the report stands."""
    return (
        ("FCU", lambda row: str(row)),
        ("Desa/kelurahan", lambda row: str(row.region)),
        ("Kecamatan", lambda row: str(row.region.parent)),
        ("Triwulan", lambda row: quarter.words),
        ("Keadaan laporan", words_of),
        ("Jumlah catatan bimbingan", lambda row: row.notes),
        ("Bimbingan terakhir", lambda row: row.last_on),
    )


GUIDANCE = (
    ("Tanggal", lambda row: row.given_on),
    ("FCU", lambda row: str(row.unit)),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Kecamatan", lambda row: str(row.region.parent)),
    ("Triwulan", lambda row: row.period.words),
    ("Tentang", lambda row: row.get_aspect_display()),
    ("Catatan", lambda row: row.note),
    ("Oleh", lambda row: row.given_by_words),
    ("Jawaban FCU", lambda row: row.answer),
    ("Dijawab pada", lambda row: row.answered_on),
    ("Dijawab oleh", lambda row: row.answered_by_words),
    ("Ditarik", lambda row: "Ya" if row.withdrawn_at else "Tidak"),
)
