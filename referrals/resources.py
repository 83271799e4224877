"""Columns of referrals and services as people take them away in Excel. No identity number, nothing of what was told."""

from fcu_project import dates


def _waits(row):
    return row.waiting_days(dates.today()) if row.is_waiting else None


STANDING = (
    ("Nomor surat", lambda row: row.number),
    ("Dikirim", lambda row: row.sent_on),
    ("Tingkat", lambda row: row.get_level_display()),
    ("Lembaga tujuan", lambda row: row.place),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Menunggu (hari)", _waits),
    ("Dilayani", lambda row: row.answered_on),
    ("Selesai", lambda row: row.closed_on),
    ("Hasil", lambda row: row.get_outcome_display()),
)
# The book of referrals of an FCU or TKSK, and that of LK3, which holds no name.
SENT = (
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Keluarga", lambda row: row.family.called),
    ("Kebutuhan", lambda row: row.need.title),
    *STANDING,
)
RECEIVED = (("Dari", lambda row: str(row.office)), *STANDING)
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
