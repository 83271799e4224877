"""Books of visits: what was planned and held, a year's schedule, the FCUs and the phases they lack (SME-04, 09)."""

from institutions.documents.register import Register
from institutions.registers import DAY
from institutions.roles import NATION, PROVINCE, REGENCY, SUBDISTRICT
from reporting.visits.kinds import target_words
from reporting.visits.phases import MARKS, missing_of

ABOVE = (SUBDISTRICT, REGENCY, PROVINCE, NATION)


def _lines(*parts):
    return "\n".join(part for part in parts if part)


def _what(row):
    return _lines(row.get_aim_display(), MARKS[row.phase])


VISITS = Register(
    "Buku pembinaan FCU", "BPF",
    (
        ("Rencana", lambda row: row.planned_on, DAY),
        ("Dilaksanakan", lambda row: row.held_on or "", DAY),
        ("Jenis, waktu", _what, 3.6),
        ("Yang dituju", target_words, 6),
        ("Petugas", lambda row: _lines(row.by_words, row.officers), 6),
        ("Cara, tempat", lambda row: _lines(row.get_mode_display(), row.place), 4.6),
        ("Keadaan", lambda row: row.get_stage_display(), 3.6),
    ),
    day_of=lambda row: row.planned_on,
)  # fmt: skip


def _tick(phase):
    return lambda row: "X" if row.phase == phase else ""


VISIT_SCHEDULE = Register(
    "Jadwal pembinaan FCU", "JPF",
    (
        ("Tanggal", lambda row: row.planned_on, DAY),
        ("Yang dituju", target_words, 6.5),
        ("Jenis", lambda row: row.get_aim_display(), 3),
        *((MARKS[phase], _tick(phase), 1.5) for phase in ("start", "middle", "end")),
        ("Perlu", _tick("needed"), 1.5),
        ("Petugas", lambda row: _lines(row.by_words, row.officers), 6),
        ("Cara", lambda row: row.get_mode_display(), 2.6),
        ("Dilaksanakan", lambda row: row.held_on or "", DAY),
    ),
    signed_at=ABOVE,
)  # fmt: skip
VISIT_PHASES = Register(
    "FCU dan tahap pembinaannya", "FTP",
    (
        ("FCU", lambda row: _lines(str(row), str(row.region), str(row.region.parent)), 6),
        *((MARKS[phase], lambda row, phase=phase: getattr(row, f"{phase}_on") or "Belum", DAY)
          for phase in ("start", "middle", "end")),
        ("Evaluasi di akhir", lambda row: row.evaluated_on or "Belum", DAY),
        ("Tahap yang belum ada", lambda row: ", ".join(missing_of(row)), 4),
    ),
    signed_at=ABOVE,
)  # fmt: skip
