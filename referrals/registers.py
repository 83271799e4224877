"""The book of referrals as it is printed (domain 5.27): the FCU's with the family's name, that of LK3 without."""

from fcu_project import dates
from institutions.documents.register import Register
from institutions.registers import DAY
from referrals.emergencies import masked_who, moment_words
from referrals.masking import masked_client
from referrals.reading import HIDDEN
from referrals.resources import need_of, outcome_of, waited


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
    "Buku rujukan masuk", "BRM", (("Dari", lambda row: str(row.office), 6), *STANDING), initials=True
)
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


def _paper(row):
    """The letter that followed, or why there is none."""
    return row.referral.number if row.referral_id else row.no_paper_reason


# Nobody is named in it: the book lies open on the table.
EMERGENCIES = Register(
    "Buku rujukan darurat", "BRD",
    (
        ("Waktu", lambda row: moment_words(row.called_at), 4.5),
        ("Yang ditolong", masked_who, 4),
        ("Yang dihubungi", lambda row: "\n".join(filter(None, (row.get_place_kind_display(), row.place_name))), 5),
        ("Berbicara dengan", lambda row: row.spoken_to, 4),
        ("Jawaban atau hasil", lambda row: row.result, 7),
        ("LK3 diberi tahu", lambda row: moment_words(row.lk3_told_at), 4.5),
        ("Surat rujukan", _paper, 4.5),
    ),
    initials=True,
)  # fmt: skip


def _bodies(case):
    """The bodies that took part, each once, in the order in which they came in."""
    return list(dict.fromkeys(body.name for step in case.told_steps for body in step.bodies.all()))


def _told(name):
    """A column of the book of consultations: nothing of a confidential one."""
    return lambda row: "" if row.is_confidential else getattr(row, name)


COUNSELLINGS = Register(
    "Buku konsultasi", "BK",
    (
        ("Tanggal", lambda row: row.held_on, DAY),
        ("Klien", lambda row: row.called or str(row), 5.5),
        ("L/P", lambda row: "P" if row.client_sex == "female" else "L", 1.3),
        ("Baru/lanjutan", lambda row: "Lanjutan" if row.is_returning else "Baru", 3),
        ("Yang dikonsultasikan", _told("topic"), 7),
        ("Saran", _told("advice"), 8),
        ("Tindak lanjut", _told("follow_up"), 5),
    ),
    initials=True, day_of=lambda row: row.held_on,
)  # fmt: skip
CASES = Register(
    "Buku kasus", "BKS",
    (
        ("Nomor", lambda row: row.number, 3.4),
        ("Dibuka", lambda row: row.opened_on, DAY),
        ("Jenis", lambda row: row.get_kind_display(), 4.5),
        ("Klien", masked_client, 4),
        ("Jenis masalah", lambda row: str(row.problem) if row.problem else "", 5),
        ("Lembaga yang terlibat", lambda row: "\n".join(_bodies(row)), 7),
        ("Keadaan", lambda row: "\n".join(
            part for part in (row.get_stage_display(), dates.short_date(row.closed_on) if row.closed_on else "") if part
        ), DAY),
        ("Hasil", lambda row: row.get_outcome_display(), 4),
    ),
    day_of=lambda row: row.opened_on,
)  # fmt: skip
