"""Uploaded lists that are strange, broken or hostile: each gets its sentence, and this process lives (I1 to I23)."""

import datetime
import io
import os
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fcu_project.sheets import SheetRefused, container, reader
from fcu_project.sheets.columns import Column
from tests.corpus import sheets as corpus

COLUMNS = [
    Column("head", "Nama kepala keluarga", required=True, max_length=100),
    Column("nik", "NIK", "identity", aliases=("Nomor Induk Kependudukan",)),
    Column("born", "Tanggal lahir", "date", earliest=-120, latest=0),
    Column("rt", "RT", "neighbourhood"),
    Column("income", "Pendapatan", "rupiah"),
]


def file_of(name):
    return corpus.FOLDER / f"{name}.xlsx"


def read(content, **options):
    return reader.read(content if isinstance(content, Path) else io.BytesIO(content), COLUMNS, **options)


def parsed(sheet, name, on):
    """{first cell: (value, error, remark)} of one column."""
    parse = next(column for column in COLUMNS if column.name == name).parser(on)
    return {row.cells["head"]: parse(row.cells[name]) for row in sheet.rows}


@pytest.fixture
def day():
    return datetime.date(2026, 11, 28)


@pytest.fixture(autouse=True)
def nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    yield
    assert os.listdir(tmp_path) == []


REFUSED = {
    "i01_zip_bomb": "Isi berkas terlalu besar.",
    "i01_zip_bomb_that_lies": "Isi berkas terlalu besar.",
    "i02_far_corner": "terlalu lebar atau terlalu panjang",
    "i02_wide": "terlalu lebar atau terlalu panjang",
    "i04_entity_bomb": "perintah tersembunyi",
    "i04_outer_entity": "perintah tersembunyi",
    "i04_entity_in_the_book": "perintah tersembunyi",
    "i05_old_excel": "Excel lama (.xls), belum bisa dibaca. Buka di Excel, simpan ulang sebagai .xlsx",
    "i05_binary_excel": "Excel biner (.xlsb), belum bisa dibaca. Buka di Excel, simpan ulang sebagai .xlsx",
    "i05_open_document": "OpenDocument (.ods), belum bisa dibaca. Buka di Excel, simpan ulang sebagai .xlsx",
    "i05_comma_separated": "berkas teks (CSV), bukan Excel. Buka di Excel, simpan ulang sebagai .xlsx",
    "i05_word_document": "bukan daftar Excel",
    "i06_with_macro": "berisi makro",
    "i07_locked": "Berkas dikunci kata sandi.",
    "i08_cut": "Berkas rusak",
    "i08_noise": "Berkas rusak",
    "i08_empty": "Berkas kosong (0 bita)",
    "i08_changed_inside": "Berkas rusak",
    "i08_unfinished_sheet": "Berkas rusak",
    "i08_web_page": "Berkas rusak: isinya halaman web",
    "i18_twice_the_same_heading": "Kolom “nik” ada dua kali, di B dan C.",
    "i18_without_headings": "Judul kolomnya tidak ditemukan di 10 baris pertama.",
    "i18_without_a_required_heading": "Kolom yang wajib belum ada: Nama kepala keluarga. Tambahkan judulnya",
    "i23_half_a_character": "Berkas rusak",
    "i23_half_a_character_in_bytes": "Berkas rusak",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_why_and_what_to_do(name):
    with pytest.raises(SheetRefused) as refused:
        read(file_of(name))
    assert REFUSED[name] in refused.value.reason
    assert refused.value.reason.endswith(".")


@pytest.mark.parametrize("name", sorted({name.removesuffix(".xlsx") for name in corpus.KEPT} - set(REFUSED)))
def test_all_others_are_read(name):
    assert read(file_of(name)).rows


def test_every_kept_file_is_used_and_there_is_no_other():
    assert {path.name for path in corpus.FOLDER.iterdir()} == set(corpus.KEPT)


def test_too_many_rows_or_too_heavy():
    """I9: the limit is said, and to divide the list."""
    with pytest.raises(SheetRefused, match=r"lebih dari 20\.000 baris\. Bagi menjadi beberapa berkas"):
        read(corpus.too_many_rows())
    with pytest.raises(SheetRefused, match=r"10,7 MB; paling besar 10 MB\. Bagi daftarnya"):
        read(corpus.too_heavy())
    assert len(read(corpus.too_many_rows(20_000)).rows) == 20_000
    with pytest.raises(SheetRefused, match="lebih dari 1 baris"):
        read(corpus.honest(), limit=1)


def test_an_honest_list():
    sheet = read(corpus.honest())
    assert sheet.headers == dict(zip(("head", "nik", "born", "rt", "income"), corpus.HEADS, strict=True))
    assert [row.number for row in sheet.rows] == [2, 3]
    assert tuple(sheet.rows[0].cells.values()) == corpus.LINES[0]
    assert (sheet.name, sheet.remarks, sheet.unknown, sheet.marker) == ("Daftar", [], (), "")


@pytest.mark.parametrize("give", [str, Path, open, lambda path: SimpleUploadedFile("daftar.xlsx", path.read_bytes())])
def test_a_file_comes_in_many_ways(give):
    given = give(file_of("honest")) if give is not open else open(file_of("honest"), "rb")
    assert len(reader.read(given, COLUMNS).rows) == 2
    if hasattr(given, "read"):
        assert given.read(2) == b"PK", "others may read it after us"
        given.close()


def test_blank_rows_end_the_list_and_nothing_is_lost_in_silence():
    """I3: a million empty formatted rows are not waited for; what stands far below is told."""
    sheet = read(corpus.million_empty_rows())
    assert ([row.number for row in sheet.rows], sheet.remarks) == ([2, 3], [])
    told = "Isian mulai baris {} tidak dibaca, karena sebelumnya ada 200 baris kosong."
    assert read(file_of("i03_lines_after_a_gap")).remarks == [told.format(303)]
    assert read(file_of("i02_far_bottom")).remarks == [told.format(1048576)]


def test_columns_are_found_by_their_names():
    """I18: any order and capitals, other names, remarks in brackets; others are listed, the running number is not."""
    sheet = read(file_of("i18_other_order"))
    assert list(sheet.headers) == ["rt", "head", "nik", "born"]
    assert sheet.headers["nik"] == "Nomor Induk Kependudukan"
    assert sheet.rows[0].cells == {
        "head": "Slamet Riyadi", "nik": "3374010101800001", "born": "17-08-1980", "rt": "003", "income": None,
    }  # fmt: skip
    assert sheet.unknown == ("Warna rumah",)
    assert sheet.remarks == [
        "Kolom yang tidak dikenali dan tidak dibaca: Warna rumah.",
        "Kolom yang tidak ada di berkas ini: Pendapatan.",
    ]


def test_headings_on_two_lines_below_a_title():
    sheet = read(file_of("i18_two_lines_of_headings"))
    assert [row.number for row in sheet.rows] == [6]
    assert sheet.rows[0].cells["born"] == "17-08-1980"
    assert set(sheet.headers) == {"head", "nik", "born", "rt"}


def test_what_is_hidden_is_told():
    sheet = read(file_of("i18_hidden_parts"))
    assert [row.cells["head"] for row in sheet.rows] == ["Slamet Riyadi", "Siti Aminah", "Joko"]
    assert sheet.remarks == [
        "1 baris tersembunyi ikut dibaca: baris 3.",
        "Kolom tersembunyi ikut dibaca: D (RT).",
        "Lembar tersembunyi tidak dibaca: Rahasia.",
        "Yang dibaca hanya lembar “Daftar”; lembar lain tidak: Catatan.",
    ]


def test_the_sheet_with_the_template_s_name_comes_first():
    def fill(book, sheet):
        for name, head in (("Lama", "Joko"), ("Calon keluarga", "Siti")):
            other = book.create_sheet(name)
            other.append(corpus.HEADS)
            other.append((head, "", "", "", ""))

    content = corpus.made(fill)
    assert read(content).rows[0].cells["head"] == "Joko"
    assert read(content, title="Calon keluarga").rows[0].cells["head"] == "Siti"


def test_an_identity_number_that_excel_keeps_as_a_number_is_known_as_one(day):
    told = parsed(read(file_of("i10_numbers_as_numbers")), "nik", day)
    assert told["Papua"] == ("", "NIK tersimpan sebagai angka, digit akhir hilang; ubah kolom jadi Teks.", "")
    assert told["Teks"] == ("9201234567890123", "", "")


@pytest.mark.parametrize("name", ["i19_dates", "i19_dates_since_1904"])
def test_dates(name, day):
    sheet = read(file_of(name))
    told = parsed(sheet, "born", day)
    read_as = day.replace(1985, 3, 2), "", "dibaca sebagai 2 Maret 1985"
    assert told["dua bacaan"] == read_as
    assert told["tanggal"] == told["pelat nama"] == (read_as[0], "", "")
    for wrong in ("tidak ada", "tahun 0202", "besok", "terlalu tua", "jam"):
        assert told[wrong][0] is None and told[wrong][1], wrong
    since_1904 = name.endswith("1904")
    assert told["angka"] == ((day.replace(1989, 3, 3), "", "dibaca sebagai 3 Maret 1989") if since_1904 else read_as)
    assert any("1904" in remark for remark in sheet.remarks) is since_1904


def test_money(day):
    """I20: what is no clear amount is an error of the row, and never zero."""
    told = parsed(read(file_of("i20_money")), "income", day)
    right = {"sen nol": 1_500_000, "angka": 1_500_000, "rumus": 250_000, "kosong": None}
    assert {name: found for name, (found, error, _) in told.items() if not error} == right
    for never_computed in ("rumus kosong", "rumus hampa"):
        assert "rumus yang belum dihitung" in told[never_computed][1]
    assert "#N/A" in told["galat"][1] and "#DIV/0!" in told["rumus galat"][1]
    assert all(value is None for value, error, _ in told.values() if error)


def test_what_begins_like_a_formula_is_text():
    told = [row.cells["head"] for row in read(file_of("i21_looks_like_formulas")).rows]
    assert told == [text.replace("\r", "\n") for text in corpus.FORMULAS]  # a bare CR is a line break in XML


def test_letters(day):
    """I23: control characters and turned directions are refused, all other letters stay exactly."""
    parse = COLUMNS[0].parser(day)
    told = dict(zip(corpus.LETTERS, read(file_of("i23_strange_letters")).rows, strict=True))
    told = {name: parse(row.cells["head"]) for name, row in told.items()}
    for wrong in ("nol", "nol mentah", "kendali", "arah"):
        assert "huruf tersembunyi" in told[wrong][1], wrong
    assert "Terlalu panjang: 10000 huruf" in told["panjang"][1]
    for kept in ("tanpa lebar", "emoji", "gabungan", "jawa", "arab"):
        assert told[kept] == (corpus.LETTERS[kept], "", ""), kept


def test_only_the_list_of_a_file_with_links_and_objects_is_read():
    assert read(file_of("i06_with_outer_links")).rows[0].cells["head"] == "Slamet Riyadi"


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("import time; time.sleep(60)", reader.TOO_SLOW),
        ("while True: print('x' * 1_000_000)", container.TOO_MUCH),
        ("import os; os.abort()", reader.TOO_WIDE),
        ("import os; os.kill(os.getpid(), 11)", container.BROKEN),
    ],
)
def test_however_the_child_ends_the_person_gets_a_sentence(does, reason, tmp_path_factory, monkeypatch):
    child = tmp_path_factory.mktemp("child") / "child.py"
    child.write_text(does)
    monkeypatch.setattr(reader, "CHILD", child)
    monkeypatch.setattr(reader, "SECONDS", 1)
    monkeypatch.setattr(reader, "LONGEST_ANSWER", 5_000_000)
    with pytest.raises(SheetRefused) as refused:
        read(corpus.honest())
    assert refused.value.reason == reason


def test_a_child_that_does_not_start_is_our_fault_not_the_file_s(monkeypatch):
    monkeypatch.setattr(reader, "LIBRARIES", "/nowhere")
    with pytest.raises(RuntimeError):
        read(corpus.honest())


def test_the_child_knows_no_secrets(tmp_path_factory, monkeypatch):
    child = tmp_path_factory.mktemp("child") / "child.py"
    child.write_text(
        "import json, os\nkept = sorted(os.environ)\n"
        "print(json.dumps({'refused': 'twice', 'label': ' '.join(kept), 'one': '', 'other': ''}))"
    )
    monkeypatch.setattr(reader, "CHILD", child)
    monkeypatch.setenv("FCU_FIELD_KEYS", "secret")
    with pytest.raises(SheetRefused) as refused:
        read(corpus.honest())
    assert "FCU" not in refused.value.reason
