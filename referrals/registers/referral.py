"""Books of referrals: the FCU's with the family's name, that of LK3 without; access to capital; partners."""

from fcu_project import dates
from institutions.documents.register import Register
from institutions.registers import DAY
from referrals.reading import HIDDEN
from referrals.resources.referral import asked_of, client_of, need_of, outcome_of, waited


def _answer(row):
    """Where it stands, and since when."""
    since = dates.short_date(row.stage_since) if row.stage_since else ""
    return "\n".join(part for part in (row.get_stage_display(), since) if part)


def _place(row):
    """Where it leads, and why past the kecamatan or the kabupaten."""
    if row.need.problem.is_sensitive:
        return HIDDEN
    outside = f"Luar kecamatan: {row.outside_reason}" if row.outside_reason else ""
    return "\n".join(part for part in (row.place, outside) if part)


def _result(row):
    """The outcome, and whether the family got the service where it does not say so."""
    told = {True: "pelayanan diperoleh", False: "pelayanan tidak diperoleh"}.get(row.reached, "")
    return "\n".join(part for part in (row.get_outcome_display(), told) if part)


STANDING = (
    ("Dikirim", lambda row: row.sent_on, DAY),
    ("Nomor surat", lambda row: row.numbered, 4.5),
    ("Tingkat", lambda row: row.tier, 4),
    ("Lembaga tujuan", _place, 6),
    ("Jawaban", _answer, 4),
    ("Lama (hari)", waited, 2),
    ("Selesai", lambda row: row.closed_on, DAY),
    ("Hasil", _result, 4),
)
SENT = Register(
    "Buku rujukan", "BR",
    (("Keluarga", lambda row: row.family.called, 5), ("Kebutuhan", need_of, 5), *STANDING),
    initials=True,
)  # fmt: skip
RECEIVED = Register(
    "Buku rujukan masuk", "BRM",
    (
        ("Dari", lambda row: str(row.office), 5), ("Klien", client_of, 2.5), ("Pelayanan diminta", asked_of, 5),
        *STANDING,
    ),
    initials=True,
)  # fmt: skip
CAPITAL = Register(
    "Catatan akses modal", "AM",
    (
        ("Keluarga", lambda row: row.family.called, 5), ("Dikirim", lambda row: row.sent_on, DAY),
        ("Lembaga", _place, 6), ("Permintaan", lambda row: row.request, 8), ("Jawaban", _answer, 4),
        ("Hasil", outcome_of, 8),
    ),
    initials=True,
)  # fmt: skip
CAPITAL_RECEIVED = Register(
    "Catatan akses modal", "AMM",
    (
        ("Dari", lambda row: str(row.office), 6), ("Nomor surat", lambda row: row.numbered, 5),
        ("Dikirim", lambda row: row.sent_on, DAY), ("Lembaga", _place, 6), ("Jawaban", _answer, 4),
        ("Hasil", _result, 4),
    ),
    initials=True,
)  # fmt: skip


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
