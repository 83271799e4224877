"""The books of incidental reports: numbers, days and stages, not a word of what is told (REP-03)."""

from institutions.documents.register import Register
from institutions.registers import DAY
from reporting.incidental import incidents

_NUMBER = ("Nomor", lambda row: row.number, 6)
_VILLAGE = ("Desa/kelurahan", lambda row: f"{row.region}, {row.region.parent}", 7)
_DAYS = (
    ("Kejadian", lambda row: row.happened_on, DAY),
    ("Dikirim", lambda row: row.sent_on, DAY),
    ("Versi", lambda row: row.sendings or "", 1.6),
    ("Keadaan", lambda row: incidents.mark_of(row)[1], 4.5),
    ("Diterima", lambda row: row.received_on, DAY),
    ("Nomor tanda terima", lambda row: row.paper_number, 4),
)
INCIDENTS = Register(
    "Buku laporan insidental", "BLI", (_NUMBER, ("Kasus", lambda row: row.case.number, 4), *_DAYS),
    initials=True, day_of=lambda row: row.happened_on,
)  # fmt: skip
INCIDENTS_RECEIVED = Register(
    "Buku laporan insidental masuk", "BLM", (_NUMBER, _VILLAGE, *_DAYS), day_of=lambda row: row.happened_on
)
