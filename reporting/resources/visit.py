"""Columns of visits; nobody's name but that of the officers, no word of what was written."""

from reporting.visits.kinds import method_words, target_words
from reporting.visits.phases import MARKS, missing_of

_WHAT = (
    ("Jenis", lambda row: row.get_aim_display()),
    ("Waktu dalam kegiatan", lambda row: row.get_phase_display()),
    ("Yang dituju", target_words),
    ("Wilayah", lambda row: str(row.region)),
    ("Kecamatan atau kabupaten", lambda row: str(row.region.parent or "")),
    ("Kantor petugas", lambda row: row.by_words),
)
VISITS = (
    ("Direncanakan", lambda row: row.planned_on),
    ("Dilaksanakan", lambda row: row.held_on),
    *_WHAT,
    ("Petugas", lambda row: row.officers),
    ("Cara", lambda row: row.get_mode_display()),
    ("Tempat", lambda row: row.place),
    ("Metode", method_words),
    ("Sesuai rencana", lambda row: {True: "Ya", False: "Tidak"}.get(row.as_planned, "")),
    ("Keadaan", lambda row: row.get_stage_display()),
    ("Ditandatangani petugas", lambda row: row.signed_on),
    ("Ditandatangani yang dituju", lambda row: row.answered_on),
)
VISIT_SCHEDULE = (
    ("Direncanakan", lambda row: row.planned_on),
    *_WHAT,
    ("Petugas", lambda row: row.officers),
    ("Keadaan", lambda row: row.get_stage_display()),
    ("Dilaksanakan", lambda row: row.held_on),
)
VISIT_PHASES = (
    ("FCU", str),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Kecamatan", lambda row: str(row.region.parent)),
    *((MARKS[phase], lambda row, phase=phase: getattr(row, f"{phase}_on")) for phase in ("start", "middle", "end")),
    ("Evaluasi di akhir kegiatan", lambda row: row.evaluated_on),
    ("Tahap yang belum ada", lambda row: ", ".join(missing_of(row))),
)
