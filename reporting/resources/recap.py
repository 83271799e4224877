"""Columns of the matrix and of the recap as they are taken away in Excel, in the order of the screens."""

from reporting.periods import Quarter

QUARTERS = (1, 2, 3, 4)


def _of_quarter(number):
    """Three columns: how it stands, when it was sent, how late."""
    name, place = f"TW {Quarter(2000, number).short.split()[1]}", number - 1
    return (
        (name, lambda row: row.cells[place].words),
        (f"{name} dikirim", lambda row: row.cells[place].sent_on),
        (f"{name} terlambat (hari)", lambda row: row.cells[place].days_late or ""),
    )


MATRIX = (
    ("Kode wilayah", lambda row: row.unit.region.dotted_code),
    ("FCU", lambda row: str(row.unit)),
    ("Desa/kelurahan", lambda row: str(row.unit.region)),
    ("Kecamatan", lambda row: row.unit.region.parent.name),
    *(column for number in QUARTERS for column in _of_quarter(number)),
)


def _standing_in(number):
    name, place = f"TW {Quarter(2000, number).short.split()[1]}", number - 1
    return (
        (f"{name} wajib melapor", lambda row: row.standings[place].owing),
        (f"{name} diterima", lambda row: row.standings[place].accepted),
        (f"{name} terkirim, belum diperiksa", lambda row: row.standings[place].sent),
        (f"{name} dikembalikan", lambda row: row.standings[place].returned),
        (f"{name} belum ada", lambda row: row.standings[place].missing),
    )


STANDINGS = (
    ("Kode wilayah", lambda row: row.region.dotted_code),
    ("Wilayah", lambda row: str(row.region)),
    *(column for number in QUARTERS for column in _standing_in(number)),
)


def recap_columns(children):
    """Columns of the recap: the sums of the territory, then one column for each region just below."""
    return (
        ("Kelompok", lambda row: row.heading),
        ("Angka", lambda row: row.label),
        ("Diterima: jumlah", lambda row: row.accepted.all),
        ("Diterima: perempuan", lambda row: row.accepted.women),
        ("Diterima: laki-laki", lambda row: row.accepted.men),
        ("Belum diperiksa: jumlah", lambda row: row.waiting.all),
        ("Belum diperiksa: perempuan", lambda row: row.waiting.women),
        ("Belum diperiksa: laki-laki", lambda row: row.waiting.men),
        *((f"{child.region}: diterima", _of_child(child)) for child in children),
    )


def _of_child(child):
    return lambda row: child.accepted[row.code]
