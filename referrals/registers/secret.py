"""Books of secret cases: that one is there and how far it is, nothing of what it is about (VAL-09)."""

from django.utils import timezone

from fcu_project import dates
from institutions.documents.register import Register
from institutions.registers import DAY
from institutions.roles import VILLAGE


def secret_area(row):
    """The kecamatan of a secret case, the closest that a list tells."""
    region = row.region
    return str(region.parent if region.level == VILLAGE else region)


def _reported_on(row):
    return timezone.localtime(row.reported_at).date()


def _waited(row):
    """How many days a secret case waited to be taken, or waits still."""
    taken = row.taken_on or dates.today()
    return f"{(taken - _reported_on(row)).days} hari"


# The handlers' book of secret cases tells no kind, and no place below the kecamatan (VAL-09).
SECRET_HANDLED = Register(
    "Buku kasus rahasia", "BKR",
    (
        ("Nomor", lambda row: row.number, 5),
        ("Dilaporkan", _reported_on, DAY),
        ("Darurat", lambda row: row.is_emergency, 3),
        ("Kecamatan", secret_area, 6),
        ("Tahap", lambda row: row.get_stage_display(), 4),
        ("Menunggu diambil", _waited, 4),
        ("Ditangani oleh", lambda row: row.holder or "", 7),
    ),
)  # fmt: skip
SECRET_NUMBERS = Register(
    "Buku kasus rahasia", "BKR",
    (
        ("Nomor", lambda row: row.number, 6),
        ("Hal", lambda row: "Rahasia", 6),
        ("Tahap", lambda row: row.get_stage_display(), 5),
    ),
    lies=False,
)  # fmt: skip
