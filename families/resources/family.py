"""The short record of a family as a list (III.B.5.2(2)), in the order and words of the form and the paper list.

No number of identity, and nothing of a problem, ever leaves by the list of families.
"""

from families import household
from families.models import Family
from families.resources.codes import SEX, answers_of, problems
from families.standing import role_of, stage_of
from fcu_project.sheets.columns import Column

COLUMNS = (
    Column("number", "Nomor", width=10, max_length=20, aliases=("No", "No.", "Nomor urut"),
           hint="Boleh dikosongkan. Nomor di daftar diberikan saat disimpan."),
    Column("head_name", "Nama kepala keluarga", required=True, max_length=100, width=28, example="Sumiyati",
           aliases=("Nama", "Kepala keluarga", "Nama KK"), hint="Tanpa sapaan, seperti di kartu keluarga."),
    Column("head_sex", "L/P", "code", required=True, choices=SEX, width=8, example="P",
           aliases=("Jenis kelamin", "JK"), hint="L untuk laki-laki, P untuk perempuan."),
    Column("rt", "RT", "neighbourhood", width=8, example="003", hint="Tanda hubung (-) bila tidak tahu."),
    Column("rw", "RW", "neighbourhood", width=8, example="002", hint="Tanda hubung (-) bila tidak tahu."),
    Column("hamlet", "Dusun", max_length=60, example="Krajan", aliases=("Lingkungan", "Dukuh")),
    Column("address", "Alamat", max_length=200, width=30, example="Gang Melati 4, dekat musala",
           hint="Jalan, gang, nomor rumah, atau patokan."),
    Column("phone", "Nomor HP/WhatsApp", "phone", example="0812-3456-7890", aliases=("HP", "Nomor HP", "No HP")),
    Column("phone_owner", "HP siapa", max_length=60, example="Tetangga, Bu Ani"),
    Column("socio_economic", "Status sosial ekonomi", "code", choices=answers_of("socio_economic"), width=30,
           example="2", hint="Angkanya saja cukup. Harus lengkap sebelum FGD."),
    Column("occupation", "Pekerjaan kepala keluarga", "code", choices=answers_of("occupation"), width=24,
           example="20", aliases=("Pekerjaan",), hint="Kode atau namanya. Harus lengkap sebelum FGD."),
    Column("problems", "Jenis masalah", "codes", choices=problems, width=34, example="Pendapatan tidak tetap",
           hint="Nomor atau namanya; boleh lebih dari satu, dipisah koma atau titik koma. Kekerasan, napza, dan "
           "perlindungan anak tidak ditulis di sini: sampaikan langsung kepada koordinator FCU atau LK3."),
    Column("problem_note", "Keterangan masalah", max_length=1000, width=34),
    Column("potential", "Potensi keluarga", max_length=1000, width=34, example="Bisa menjahit", aliases=("Potensi",),
           hint="Yang sudah baik atau dimiliki."),
    Column("welfare_stage", "Tahapan keluarga sejahtera", "code", choices=answers_of("welfare_stage"), width=24,
           aliases=("Tahapan KS",)),
    Column("decile", "Desil DTSEN", "number", least=1, most=10, width=10, aliases=("Desil",),
           hint="Angka 1 sampai 10 dari data pemerintah, bila ada."),
    Column("decile_as_of", "Desil per tanggal", "date", latest=0),
    Column("decile_source", "Sumber desil", max_length=100, hint="Contoh: aplikasi SIKS-NG."),
    Column("recorded_on", "Tanggal didata", "date", required=True, latest=0, example="12-03-2025",
           hint="Tanggal-bulan-tahun."),
    Column("region_code", "Kode wilayah desa/kelurahan", max_length=20, aliases=("Kode desa", "Kode wilayah"),
           hint="Boleh dikosongkan. Hanya wilayah Anda sendiri yang diterima."),
)  # fmt: skip
LABELS = {column.name: column.label for column in COLUMNS}


def life_of(row):
    """The participation that is open, or else the latest, of a family whose `lives` were read with it."""
    return row.lives[0] if row.lives else None


# What leaves: the short record in the same order and words, then what became of the family.
_TAKEN_AWAY = (
    ("number", lambda row: row.number),
    ("head_name", lambda row: row.head_name),
    ("head_sex", lambda row: "P" if row.head_sex == "female" else "L"),
    ("rt", lambda row: row.rt),
    ("rw", lambda row: row.rw),
    ("hamlet", lambda row: row.hamlet),
    ("socio_economic", lambda row: str(row.socio_economic or "")),
    ("occupation", lambda row: str(row.occupation or "")),
    ("recorded_on", lambda row: row.recorded_on),
)
FAMILIES = (
    *((LABELS[name], read) for name, read in _TAKEN_AWAY),
    ("Desa/kelurahan", lambda row: str(row.region)),
    ("Peran", lambda row: role_of(life_of(row))),
    ("Tahap", lambda row: stage_of(life_of(row))),
    ("Dibenarkan kepala desa/lurah", lambda row: row.confirmed_on),
    ("Diarsipkan", lambda row: row.archived_on),
)


def composition_of(row):
    """The kind of family (FAM-01) as chosen by hand, or else as its members make it, read with it as `living`."""
    kind = row.composition or household.composition_of(row.living)
    return Family.Composition(kind).label if kind else ""


COMPOSITION = ("Bentuk keluarga", composition_of)  # only for who reads the members
