"""The members of families as a list: the columns of the family card in its order, as on the form and the paper."""

from families.models import FamilyMember
from families.resources.codes import SEX, answers_of
from fcu_project.sheets.columns import Column

NO_NUMBER = tuple((value, label, at) for at, (value, label) in enumerate(FamilyMember.NoNumber.choices, 1))
COLUMNS = (
    Column("family_number", "Nomor urut keluarga", "number", least=1, width=12, example="7",
           aliases=("Nomor keluarga", "No keluarga"), hint="Nomor keluarga di daftar keluarga."),
    Column("head", "Nama kepala keluarga", max_length=100, width=28, example="Sumiyati",
           hint="Cukup salah satu: nomor urut, atau nama ini bila hanya satu keluarga yang bernama begitu."),
    Column("card_number", "Nomor Kartu Keluarga (KK)", "identity", width=22, aliases=("Nomor KK", "No KK", "No. KK"),
           hint="16 angka, di bagian paling atas Kartu Keluarga."),
    Column("name", "Nama lengkap sesuai KK", required=True, max_length=100, width=28, example="Dimas Aditya",
           aliases=("Nama", "Nama lengkap", "Nama anggota")),
    Column("nik", "NIK", "identity", width=22, hint="16 angka. Kolom ini berformat teks; jangan diubah."),
    Column("no_nik", "Belum ada NIK karena", "code", choices=NO_NUMBER, width=26,
           aliases=("Alasan belum ada NIK",), hint="Diisi hanya bila NIK kosong."),
    Column("sex", "L/P", "code", required=True, choices=SEX, width=8, example="L", aliases=("Jenis kelamin", "JK")),
    Column("birth_place", "Tempat lahir", max_length=60),
    Column("birth_date", "Tanggal lahir", "date", required=True, earliest=-120, latest=0, example="17-08-2009",
           hint="Tanggal-bulan-tahun. Bila hanya tahunnya yang diketahui, tulis tahunnya saja."),
    Column("religion", "Agama", "code", required=True, choices=answers_of("religion"), example="1"),
    Column("education", "Pendidikan", "code", required=True, choices=answers_of("education"), example="4",
           aliases=("Pendidikan dalam KK",)),
    Column("occupation", "Pekerjaan", "code", required=True, choices=answers_of("occupation"), example="3"),
    Column("marital", "Status perkawinan", "code", required=True, choices=answers_of("marital"), example="1",
           aliases=("Status kawin",)),
    Column("relation", "Hubungan dengan kepala keluarga", "code", required=True, choices=answers_of("relation"),
           example="4", aliases=("Hubungan", "SHDK", "Hubungan dalam keluarga")),
    Column("nationality", "Kewarganegaraan", "code", required=True, choices=answers_of("nationality"), example="1"),
    Column("immigration_document", "Nomor paspor/KITAS", max_length=40),
    Column("father_name", "Nama ayah", max_length=100),
    Column("mother_name", "Nama ibu", max_length=100),
    Column("disability", "Disabilitas", "code", choices=answers_of("disability"), example="7"),
    Column("insurance", "Jaminan kesehatan", "code", choices=answers_of("insurance"), example="2",
           aliases=("Jaminan",)),
    Column("joined_on", "Dicatat sejak", "date", latest=0, aliases=("Tanggal dicatat",),
           hint="Kosong berarti hari penyimpanan."),
)  # fmt: skip
