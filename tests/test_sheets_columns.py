"""One cell of a list: what is taken, what is told beside it, and what is refused with a sentence (I10 to I23)."""

import datetime

import pytest

from fcu_project.sheets.columns import Column
from fcu_project.sheets.kinds import DateCell

ON = datetime.date(2026, 11, 28)
DAY = datetime.date(2026, 3, 2)
NIK = "9201234567890123"
SCHOOL = ((10, "Tidak sekolah", 1), (20, "SD, sederajat", 2), (30, "SMP", 3))

BORN = Column("born", "Tanggal lahir", "date", earliest=-120, latest=0)
MONEY = Column("income", "Pendapatan", "rupiah")
NUMBER = Column("size", "Jumlah anggota", "number", most=40)
IDENTITY = Column("nik", "NIK", "identity")
PHONE = Column("phone", "Nomor HP", "phone")
RT = Column("rt", "RT", "neighbourhood")
ANSWER = Column("school", "Pendidikan", "code", choices=SCHOOL)
ANSWERS = Column("schools", "Pendidikan", "codes", choices=lambda: SCHOOL)
OWNED = Column("owned", "Rumah sendiri", "yes_no")
NAME = Column("name", "Nama", max_length=100)


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (BORN, "17-08-1980", datetime.date(1980, 8, 17)),
        (BORN, "2 Maret 2026", DAY),
        (BORN, DateCell("2026-03-02"), DAY),
        (BORN, "-", None),
        (MONEY, "Rp 1.500.000,00", 1_500_000),
        (MONEY, "1500000", 1_500_000),
        (MONEY, 1_500_000, 1_500_000),
        (MONEY, 0, 0),
        (MONEY, None, None),
        (NUMBER, "4", 4),
        (NUMBER, 4, 4),
        (IDENTITY, NIK, NIK),
        (IDENTITY, "", ""),
        (PHONE, "0812-3456-7890", "6281234567890"),
        (RT, 3, "003"),
        (RT, "RT 03", "003"),
        (RT, "-", "-"),
        (RT, None, "-"),
        (ANSWER, "SMP", 30),
        (ANSWER, "  tidak   SEKOLAH ", 10),
        (ANSWER, 2, 20),
        (ANSWER, "02", 20),
        (ANSWER, "3 = SMP", 30),
        (ANSWERS, "1;3", (10, 30)),
        (ANSWERS, "3, 1, 3", (30, 10)),
        (ANSWERS, "SD, sederajat", (20,)),
        (ANSWERS, None, ()),
        (OWNED, "Ya", True),
        (OWNED, "tidak", False),
        (OWNED, True, True),
        (NAME, " Siti ", "Siti"),
        (NAME, 12, "12"),
        (NAME, 1.5, "1,5"),
        (NAME, "=1+1", "=1+1"),
        (NAME, "\t-2\r", "\t-2\r"),
        (NAME, "Si\u200bti 👩‍👩‍👧 Sítị ꦱꦶ سيتي", "Si\u200bti 👩‍👩‍👧 Sítị ꦱꦶ سيتي"),
    ],
)
def test_what_is_taken_as_it_stands(column, cell, value):
    assert column.parse(cell, on=ON) == (value, "", "")


@pytest.mark.parametrize(
    ("column", "cell", "value", "remark"),
    [
        (BORN, "02/03/2026", DAY, "dibaca sebagai 2 Maret 2026"),
        (BORN, 46083, DAY, "dibaca sebagai 2 Maret 2026"),
        (BORN, 46083.75, DAY, "dibaca sebagai 2 Maret 2026"),
        (PHONE, 81234567890, "6281234567890", "dibaca sebagai 081234567890"),
        (IDENTITY, "9201 2345-6789.0123", NIK, "tanda di antara angkanya diabaikan"),
        (IDENTITY, "’9201234567890123\u00a0\u200b", NIK, "tanda di antara angkanya diabaikan"),
        (IDENTITY, 0, "", "“0”… bukan nomor yang sungguhan; dicatat belum ada nomornya"),
        (IDENTITY, "9999999999999999", "", "“999”… bukan nomor yang sungguhan; dicatat belum ada nomornya"),
    ],
)
def test_what_is_read_and_told(column, cell, value, remark):
    assert column.parse(cell, on=ON) == (value, "", remark)


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        (BORN, "31/02/2026", "tidak ada di kalender"),
        (BORN, "02/03/0202", "Tahun 0202 tidak mungkin"),
        (BORN, "29-11-2026", "sesudah hari ini"),
        (BORN, "27-11-1906", "lebih dari 120 tahun"),
        (BORN, "02/03/26", "tanggal-bulan-tahun"),
        (BORN, -5, "tanggal-bulan-tahun"),
        (BORN, 1e300, "tanggal-bulan-tahun"),
        (BORN, True, "tanggal-bulan-tahun"),
        (MONEY, "1,5 jt", "angka lengkap"),
        (MONEY, "1,500,000", "angka lengkap"),
        (MONEY, "1E+15", "angka lengkap"),
        (MONEY, 1e15, "terlalu besar"),
        (MONEY, float("inf"), "terlalu besar"),
        (MONEY, "-5.000", "kurang dari nol"),
        (MONEY, -5000, "kurang dari nol"),
        (MONEY, 1500.5, "tanpa sen"),
        (MONEY, "#N/A", "kesalahan Excel (#N/A)"),
        (MONEY, "#RUMUS!", "rumus yang belum dihitung"),
        (MONEY, "١٢٠٠", "angka lengkap"),
        (MONEY, True, "angka lengkap"),
        (NUMBER, "4,5", "angka bulat"),
        (NUMBER, 41, "Paling banyak 40"),
        (NUMBER, "٤", "angka bulat"),
        (IDENTITY, 9201234567890124, "NIK tersimpan sebagai angka, digit akhir hilang; ubah kolom jadi Teks."),
        (IDENTITY, 9.2e15, "NIK tersimpan sebagai angka, digit akhir hilang; ubah kolom jadi Teks."),
        (IDENTITY, NIK[:15], "harus 16 angka. Baru terisi 15"),
        (IDENTITY, NIK + "4", "harus 16 angka. Terisi 17"),
        (IDENTITY, "92O1234567890l23", "angka 0 sampai 9"),
        (IDENTITY, "٩٢٠١٢٣٤٥٦٧٨٩٠١٢٣", "angka 0 sampai 9"),
        (IDENTITY, NIK + "\n", "ganti baris"),
        (PHONE, "8123", "tidak dikenali"),
        (PHONE, "٠٨١٢٣٤٥٦٧٨٩٠", "tidak dikenali"),
        (RT, 1000, "Isi dengan angka"),
        (RT, "003/002", "Isi dengan angka"),
        (RT, DateCell("2026-03-02"), "Excel mengubahnya menjadi tanggal (2 Maret 2026)"),
        (ANSWER, "S3", "“S3” bukan salah satu pilihan. Pilih salah satu: Tidak sekolah, SD, sederajat, SMP."),
        (ANSWER, "٢", "bukan salah satu pilihan"),
        (ANSWERS, "1;9", "“9” bukan salah satu pilihan"),
        (ANSWERS, 1.1, "titik koma"),
        (OWNED, "mungkin", "Isi Ya atau Tidak"),
        (NAME, "Siti\x00", "huruf tersembunyi"),
        (NAME, "Siti\x0b", "huruf tersembunyi"),
        (NAME, "Siti\u202egnp", "huruf tersembunyi"),
        (NAME, "Siti\ud800", "huruf tersembunyi"),
        (NAME, "A" * 10_000, "Terlalu panjang: 10000 huruf. Paling banyak 100"),
        (NAME, DateCell("2026-03-02"), "Ubah kolom jadi Teks"),
    ],
)
def test_what_is_refused_with_a_sentence(column, cell, words):
    value, error, remark = column.parse(cell, on=ON)
    assert words in error and error.endswith(".")
    assert (value, remark) == (column.parse(None, on=ON)[0], "")


@pytest.mark.parametrize("kind", ["text", "number", "date", "rupiah", "identity", "phone", "yes_no"])
@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0"])
def test_a_required_column_may_not_be_blank(kind, cell):
    assert Column("x", "Isian", kind, required=True).parse(cell, on=ON)[1] == "Isian belum diisi."


def test_no_identity_number_is_repeated_in_a_sentence():
    """In the wrong column too: sentences are shown, kept and printed."""
    for column in (ANSWER, ANSWERS, OWNED):
        assert "Isian ini" in column.parse("NIK 3374 0101 0180 0001", on=ON)[1]
    assert NIK[:4] not in IDENTITY.parse(NIK[:15], on=ON)[1]


def test_two_answers_with_the_same_name_are_told_apart_by_their_number_only():
    column = Column("x", "Jenis", "code", choices=[(1, "Lain-lain"), (2, "lain-lain")])
    assert "bukan salah satu pilihan" in column.parse("Lain-lain", on=ON)[1]
    assert column.parse("2", on=ON)[0] == 2


def test_the_bounds_of_a_date_move_with_the_day():
    parse = BORN.parser(datetime.date(2024, 2, 29))
    assert parse("29-02-2024")[0] == datetime.date(2024, 2, 29)
    assert "sesudah hari ini" in parse("01-03-2024")[1]
    assert parse("29-02-1904")[0] == datetime.date(1904, 2, 29)


def test_an_unknown_kind_is_found_when_the_column_is_declared():
    with pytest.raises(ValueError, match="unknown kind"):
        Column("x", "X", "colour")
