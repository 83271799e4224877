"""The book of families as it is printed (domain 5.27): who is on file, never a number of identity, never a problem."""

from families.resources import life_of
from families.standing import role_of, stage_of
from institutions.documents.register import Register
from institutions.registers import DAY, SEX


def place(row):
    return "/".join(value for value in (row.rt, row.rw) if value != "-")


def _life(row):
    life = life_of(row)
    return "\n".join(words for words in (role_of(life), stage_of(life)) if words)


def _remark(row):
    if row.merged_into_id:
        return "Digabung"
    return "Diarsipkan" if row.archived_on else ""


FAMILIES = Register(
    "Buku data keluarga", "BDK",
    (
        ("Nomor", lambda row: row.number, 2),
        ("Kepala keluarga", lambda row: row.head_name, 7),
        ("L/P", lambda row: "P" if row.head_sex == "female" else "L", SEX),
        ("RT/RW", place, 3),
        ("Dusun", lambda row: row.hamlet, 4),
        ("Peran dan tahap", _life, 5),
        ("Pekerjaan", lambda row: str(row.occupation or ""), 5),
        ("Didata", lambda row: row.recorded_on, DAY),
        ("Keterangan", _remark, 3),
    ),
    initials=True,
)  # fmt: skip
