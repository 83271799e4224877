"""Lists of receipts, of what has none, and of handovers, on paper."""

from fcu_project import dates
from institutions.documents.register import Register
from institutions.registers import DAY
from reporting.money import originals
from reporting.registers.total import money, said

SIGNED_AT = ("village", "regency")


def _also(*parts):
    return "\n".join(str(part) for part in parts if part)


def _place(row):
    place = originals.place_now(row)
    return _also(place.words, f"sejak {dates.short_date(place.since)}")


RECEIPTS = Register(
    "Daftar kuitansi dana stimulan", "DKS",
    (
        ("Tanggal", said(lambda row: row.dated_on, "Jumlah"), DAY),
        ("Nomor", said(lambda row: row.number), 4),
        ("Toko atau penjual", said(lambda row: row.seller), 6),
        ("Keluarga", said(lambda row: _also(row.disbursement.grant.family.called, row.region)), 6),
        ("Jumlah", money("amount"), 4),
        ("Kuitansi asli ada di", said(_place), 6),
    ),
    signed_at=SIGNED_AT, day_of=said(lambda row: row.dated_on), amounts=("Jumlah",),
)  # fmt: skip
GAPS = Register(
    "Daftar dana stimulan yang belum ada kuitansinya", "DBK",
    (
        ("Keluarga", said(lambda row: _also(row.grant.family.called, row.region), "Jumlah"), 6),
        ("Dicairkan", said(lambda row: row.paid_on), DAY),
        ("Jumlah dicairkan", money("approved"), 4),
        ("Ada kuitansi", money("realised"), 4),
        ("Dikembalikan", money("returned"), 4),
        ("Belum ada kuitansi", money("left"), 4),
    ),
    signed_at=SIGNED_AT, day_of=said(lambda row: row.paid_on),
    amounts=("Jumlah dicairkan", "Ada kuitansi", "Dikembalikan", "Belum ada kuitansi"),
)  # fmt: skip


def _end(row):
    if row.cancelled_on:
        return f"Dibatalkan {dates.short_date(row.cancelled_on)}"
    if row.received_on is None:
        return "Dalam perjalanan"
    missed = f"{row.missed} tidak sampai" if row.missed else ""
    return _also(dates.short_date(row.received_on), row.received_by, missed)


HANDOVERS = Register(
    "Buku serah terima kuitansi asli", "BST",
    (
        ("Diserahkan", lambda row: row.sent_on, DAY),
        ("Nomor surat", lambda row: row.number, 5),
        ("Dari dan kepada", lambda row: f"{originals.short_name(row.giver)} kepada "
                                        f"{originals.short_name(row.receiver)}", 6),
        ("Dibawa oleh", lambda row: row.carrier, 5),
        ("Kuitansi", lambda row: row.pieces, 2.6),
        ("Jumlah", lambda row: dates.rupiah(row.total or 0), 4),
        ("Diterima", _end, 6),
    ),
    initials=True, signed_at=SIGNED_AT, day_of=lambda row: row.sent_on,
)  # fmt: skip
