"""The map of problems, potentials and needs as lists (III.B.6.7(1)); never a kind of problem that is kept secret."""

from families.registers.family import place
from institutions.documents.register import Register
from institutions.registers import DAY

PROBLEMS = Register(
    "Peta masalah keluarga", "PMK",
    (
        ("Dimensi", lambda row: row[0], 4),
        ("Jenis masalah", lambda row: row[1].problem.name, 9),
        ("Keluarga", lambda row: row[1].total, 3),
        ("Kepala perempuan", lambda row: row[1].women, 3.5),
        ("Kepala laki-laki", lambda row: row[1].men, 3.5),
    ),
    lies=False,
)  # fmt: skip
HEAD = (
    ("Kepala keluarga", lambda row: row.head_name, 6),
    ("RT/RW", place, 3),
    ("Desa/kelurahan", lambda row: row.region.name, 4),
)
WITH_PROBLEM = Register(
    "Daftar keluarga menurut masalah", "DKM", (*HEAD, ("Keterangan", lambda row: row.problem_note, 9)), lies=False
)
POTENTIALS = Register(
    "Daftar potensi keluarga", "DPK", (*HEAD, ("Potensi", lambda row: row.potential, 10)), lies=False
)
NEEDS = Register(
    "Daftar kebutuhan keluarga", "DBK",
    (
        ("Prioritas", lambda row: row.get_priority_display(), 3),
        ("Kebutuhan", lambda row: row.title, 7),
        ("Dimensi", lambda row: row.get_dimension_display(), 3),
        ("Jenis masalah", lambda row: str(row.problem), 5),
        ("Kepala keluarga", lambda row: row.family.head_name, 5),
        ("RT/RW", lambda row: place(row.family), 3),
        ("Desa/kelurahan", lambda row: row.family.region.name, 4),
        ("Ditemukan", lambda row: row.found_on, DAY),
        ("Keadaan", lambda row: row.get_state_display(), 3.5),
    ),
)  # fmt: skip
