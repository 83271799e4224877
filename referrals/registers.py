"""The book of referrals as it is printed (domain 5.27): the FCU's with the family's name, that of LK3 without."""

from fcu_project import dates
from institutions.documents.register import Register
from institutions.registers import DAY


def _answer(row):
    """Where it stands, and the day of the answer below it."""
    answered = dates.short_date(row.answered_on) if row.answered_on else ""
    return "\n".join(part for part in (row.get_stage_display(), answered) if part)


STANDING = (
    ("Dikirim", lambda row: row.sent_on, DAY),
    ("Nomor surat", lambda row: row.number, 5),
    ("Tingkat", lambda row: row.get_level_display(), 3.6),
    ("Lembaga tujuan", lambda row: row.place, 6),
    ("Jawaban", _answer, 4.5),
    ("Selesai", lambda row: row.closed_on, DAY),
    ("Hasil", lambda row: row.get_outcome_display(), 4),
)
SENT = Register(
    "Buku rujukan", "BR",
    (("Keluarga", lambda row: row.family.called, 5), ("Kebutuhan", lambda row: row.need.title, 5), *STANDING),
    initials=True,
)  # fmt: skip
RECEIVED = Register(
    "Buku rujukan masuk", "BRM", (("Dari", lambda row: str(row.office), 6), *STANDING), initials=True
)


def _term(row):
    """From when until when a partnership is in force."""
    until = dates.short_date(row.last_day) if row.last_day else "tanpa batas"
    return f"{dates.short_date(row.valid_from)}\ns.d. {until}"


PARTNERS = Register(
    "Daftar mitra", "DM",
    (
        ("Mitra", lambda row: row.partner, 6),
        ("Bentuk", lambda row: row.get_form_display(), 4.5),
        ("Yang disepakati", lambda row: row.subject, 8),
        ("Dasar", lambda row: "\n".join(part for part in (row.get_basis_display(), row.number) if part), 5),
        ("Berlaku", _term, DAY),
        ("Penghubung", lambda row: row.contact, 4.5),
    ),
)  # fmt: skip
