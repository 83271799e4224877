"""Columns of referrals, of the directory and of partners: nothing of what was told."""

from fcu_project import dates
from referrals.masking import without_names
from referrals.reading import HIDDEN
from referrals.snapshot import initials


def waited(row):
    """Days until the answer, or until today where there is none yet; nothing for a draft."""
    return row.waiting_days(dates.today())


def need_of(row):
    """What it is for; of a problem that is kept secret neither this nor the place, which alone would tell it."""
    return HIDDEN if row.need.problem.is_sensitive else row.need.title


def place_of(row):
    return HIDDEN if row.need.problem.is_sensitive else row.place


def client_of(row):
    """Whom it is about as initials, for LK3, which takes no name away."""
    return initials(row.snapshot.get("client", {}).get("name", ""))


def asked_of(row):
    """The service that was asked for, without a name of the family that may stand in it."""
    if row.need.problem.is_sensitive:
        return HIDDEN
    told = row.snapshot
    names = (told.get("client", {}).get("name"), told.get("family", {}).get("head"), told.get("consent", {}).get("by"))
    return without_names(told.get("request", ""), [name for name in names if name])


def reached(row):
    return {True: "Ya", False: "Tidak"}.get(row.reached, "")


def outcome_of(row):
    """How it ended, with what the family received."""
    return ". ".join(part for part in (row.get_outcome_display(), row.outcome_note) if part)


STANDING = (
    ("Nomor surat", lambda row: row.numbered),
    ("Dikirim", lambda row: row.sent_on),
    ("Tingkat", lambda row: row.tier),
    ("Lembaga tujuan", place_of),
    ("Alasan ke sana", lambda row: "" if row.need.problem.is_sensitive else row.forward_reason or row.outside_reason),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Sejak", lambda row: row.stage_since),
    ("Lama menunggu (hari)", waited),
    ("Dilayani", lambda row: row.answered_on),
    ("Selesai", lambda row: row.closed_on),
    ("Hasil", lambda row: row.get_outcome_display()),
    ("Pelayanan diperoleh", reached),
)
# The book of referrals of an FCU or TKSK, and that of LK3, which holds no name.
SENT = (
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Keluarga", lambda row: row.family.called),
    ("Kebutuhan", need_of),
    *STANDING,
)
# The ways to lenders and givers of capital (III.B.6.7(6)): institution, request, result.
OF_CAPITAL = (
    ("Dikirim", lambda row: row.sent_on),
    ("Lembaga", place_of),
    ("Permintaan", lambda row: row.request),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Hasil", outcome_of),
    ("Modal atau pelayanan diperoleh", reached),
)
CAPITAL = (
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Keluarga", lambda row: row.family.called),
    *OF_CAPITAL,
)
# LK3 takes away neither name nor words of a request.
CAPITAL_RECEIVED = (
    ("Dari", lambda row: str(row.office)),
    ("Nomor surat", lambda row: row.numbered),
    ("Dikirim", lambda row: row.sent_on),
    ("Lembaga", place_of),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Hasil", lambda row: row.get_outcome_display()),
    ("Modal atau pelayanan diperoleh", reached),
)
RECEIVED = (
    ("Dari", lambda row: str(row.office)),
    ("Klien", client_of),
    ("Pelayanan yang diminta", asked_of),
    *STANDING,
)
SERVICES = (
    ("Lembaga", lambda row: row.institution.name),
    ("Pelayanan", lambda row: row.name),
    ("Bidang", lambda row: row.get_sector_display()),
    ("Membantu mengatasi masalah", lambda row: ", ".join(problem.name for problem in row.problems.all())),
    ("Wilayah", lambda row: str(row.region)),
    ("Bagi siapa", lambda row: row.audience),
    ("Tempat pelayanan", lambda row: row.where),
    ("Yang dihubungi", lambda row: row.contact),
    ("Nomor HP/telepon", lambda row: row.phone or row.institution.phone),
    ("Syarat", lambda row: row.conditions),
    ("Hari dan jam", lambda row: row.hours),
    ("Biaya", lambda row: row.cost),
    ("Diperiksa pada", lambda row: row.checked_on),
    ("Cara memperoleh keterangan", lambda row: row.get_surveyed_display()),
    ("Diperiksa oleh", lambda row: row.checked_by),
)
PARTNERSHIPS = (
    ("Mitra", lambda row: row.partner),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Bentuk kerja sama", lambda row: row.get_form_display()),
    ("Dasar", lambda row: row.get_basis_display()),
    ("Nomor naskah", lambda row: row.number),
    ("Yang disepakati", lambda row: row.subject),
    ("Berlaku sejak", lambda row: row.valid_from),
    ("Sampai", lambda row: row.last_day),
    ("Keadaan", lambda row: row.state_on(dates.today())),
    ("Penghubung", lambda row: row.contact),
    ("Nomor HP/telepon", lambda row: row.phone),
)
