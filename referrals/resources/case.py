"""Columns of consultations and cases: no word of a confidential one, whom a case is about as initials."""

from referrals.consulted import WHOM
from referrals.masking import masked_client


def _told(read):
    """A column of the book of consultations: empty for a confidential one."""
    return lambda row: "" if row.is_confidential else read(row)


COUNSELLINGS = (
    ("Tanggal", lambda row: row.held_on),
    ("Klien", lambda row: row.called or str(row)),
    ("Jenis kelamin", lambda row: row.get_client_sex_display()),
    ("Umur", _told(lambda row: row.client_age)),
    ("Asal", _told(lambda row: str(row.client_region) if row.client_region else "")),
    ("Keluarga pada hari itu", lambda row: WHOM[row.was]),
    ("Klien baru/lanjutan", lambda row: "Lanjutan" if row.is_returning else "Baru"),
    ("Cara", lambda row: row.get_way_display()),
    ("Yang dikonsultasikan", _told(lambda row: row.topic)),
    ("Saran", _told(lambda row: row.advice)),
    ("Tindak lanjut", _told(lambda row: row.follow_up)),
    ("Yang memberi saran", lambda row: row.counsellor.name if row.counsellor else ""),
    ("Dibatalkan", lambda row: row.withdrawn_on),
)


def _bodies(case):
    return {body.name for step in case.told_steps for body in step.bodies.all()}


CASES = (
    ("Nomor", lambda row: row.number),
    ("Dibuka", lambda row: row.opened_on),
    ("Jenis", lambda row: row.get_kind_display()),
    ("Klien", masked_client),
    ("Wilayah", lambda row: str(row.region)),
    ("Jenis masalah", lambda row: str(row.problem) if row.problem else ""),
    ("Jumlah langkah", lambda row: len(row.told_steps)),
    ("Jumlah lembaga", lambda row: len(_bodies(row))),
    ("Lembaga yang terlibat", lambda row: ", ".join(sorted(_bodies(row)))),
    ("Keadaan", lambda row: row.get_stage_display()),
    ("Selesai", lambda row: row.closed_on),
    ("Hasil", lambda row: row.get_outcome_display()),
)
