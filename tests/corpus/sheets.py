"""Lists as Excel that people, other programs and attackers hand in. Every function returns bytes.

`python -m tests.corpus.sheets` writes the small ones (`KEPT`) anew into tests/corpus/sheets/; the others are made where
they are needed, for they are large.
"""

import datetime
import io
import struct
import zipfile
import zlib
from pathlib import Path

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from tests.corpus.book import HEADS, LINES, MAIN, OLE, honest, line, made, packed, parts, table

FOLDER = Path(__file__).with_suffix("")


# --- I1 to I4: too much, too wide, too long, entities -------------------------------------------------------------
BOMB_LETTERS = 300 * 1024 * 1024


def zip_bomb():
    """One cell of 300 MB in 300 KB."""
    return _with_a_squeezed_sheet(BOMB_LETTERS)


def zip_bomb_that_lies():
    """The same, and the archive's directory says that the part is small."""
    return _with_a_squeezed_sheet(BOMB_LETTERS, said=5000)


def _with_a_squeezed_sheet(letters, said=None):
    squeezer, check, size = zlib.compressobj(9, zlib.DEFLATED, -15), 0, 0
    start = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode()
    chunk, out = b"A" * 1024 * 1024, []
    for data in (start, *[chunk] * (letters // len(chunk)), b"</t></is></c></row></sheetData></worksheet>"):
        out.append(squeezer.compress(data))
        check, size = zlib.crc32(data, check), size + len(data)
    squeezed = b"".join([*out, squeezer.flush()])
    book = packed(parts(""))
    name = b"xl/worksheets/sheet1.xml"
    return _replaced(book, name, squeezed, check, size if said is None else said)


def _replaced(book, name, squeezed, check, size):
    """`book` with one part's compressed bytes replaced, as the directory and the part's own head are told."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        others = {info.filename: archive.read(info) for info in archive.infolist() if info.filename != name.decode()}
    body = packed(others)
    end = body.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", body[end + 16 : end + 20])[0]
    facts = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x5C21, check, len(squeezed), size, len(name), 0)
    entry = b"PK\x01\x02\x14\x00" + facts + struct.pack("<HHHII", 0, 0, 0, 0, start) + name
    local = b"PK\x03\x04" + facts + name + squeezed
    directory = body[start:end] + entry
    count = len(others) + 1
    tail = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), start + len(local), 0)
    return body[:start] + local + directory + tail


def far_corner():
    """A second cell in the last column of the last row: 17 thousand million cells if taken for a rectangle."""
    return packed(parts(line(2, *LINES[0]) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


def far_bottom():
    """A single stray cell in the last row: long, but a list all the same."""
    return packed(parts(line(2, *LINES[0]) + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))


def wide():
    """Every one of the 16,384 columns filled, in 1,000 rows."""
    row = "".join(f'<c r="{get_column_letter(n)}%d"><v>1</v></c>' for n in (1, 9000, 16384))
    return packed(parts("".join(f'<row r="{n}">{row.replace("%d", str(n))}</row>' for n in range(2, 1002))))


def million_empty_rows():
    """Two real lines, then every row of the sheet formatted and empty; about 5 MB."""
    rows = "".join(f'<row r="{n}" s="1" customFormat="1" ht="15.{n * 7919 % 99991}"/>' for n in range(4, 1_048_577))
    return packed(parts(line(2, *LINES[0]) + line(3, *LINES[1]) + rows))


def lines_after_a_gap():
    """One line, 300 blank rows, and one more line."""
    return packed(parts(line(2, *LINES[0]) + line(303, *LINES[1])))


def full_of_strings():
    """Just below every bound: 58 MB unpacked in many different short texts."""
    texts = "".join(line(n, f"{n * 2_654_435_761 % 10**10:010d}" * 5) for n in range(2, 500_000))
    return packed(parts(texts[: texts.rindex("<row", 0, 54_000_000)]))


def endless_tag():
    """Rows that begin and never end, for whoever looks for the end of each."""
    return packed(parts("hidden " + "".join(f"<row r={n * 7919 % 99991}" for n in range(1_500_000))))


def many_parts():
    """A directory longer than any list needs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts(line(2, *LINES[0])).items():
            archive.writestr(name, data)
        for number in range(30_000):
            archive.writestr(f"xl/media/{number}.png", b"")
    return out.getvalue()


def _with_entities(definitions, text):
    content = parts(line(2, "Siti", text))
    sheet = content["xl/worksheets/sheet1.xml"].decode()
    declared = sheet.replace("<worksheet ", f"<!DOCTYPE worksheet [{definitions}]><worksheet ", 1)
    return packed({**content, "xl/worksheets/sheet1.xml": declared.encode()})


def entity_bomb():
    """Entities that unfold to a thousand million letters."""
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return _with_entities(f'<!ENTITY e0 "haha">{steps}', "&e9;")


def outer_entity():
    """An entity that is a file of the server."""
    return _with_entities('<!ENTITY e SYSTEM "file:///etc/passwd">', "&e;")


def entity_in_the_book():
    content = parts(line(2, *LINES[0]))
    book = b'<!DOCTYPE workbook [<!ENTITY e SYSTEM "http://127.0.0.1:9/x">]>' + content["xl/workbook.xml"]
    return packed({**content, "xl/workbook.xml": book})


# --- I5 to I9: other kinds of files --------------------------------------------------------------------------------
def old_excel():
    return OLE + b"\x00" * 504 + "Workbook".encode("utf-16-le") + b"\x00" * 1000


def binary_excel():
    content = parts("")
    content["xl/workbook.bin"] = content.pop("xl/workbook.xml")
    return packed(content)


def open_document():
    return packed({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<office:document-content/>",
    })  # fmt: skip


def comma_separated():
    return "\r\n".join(";".join(line) for line in (HEADS, *LINES)).encode()


def word_document():
    return packed({"word/document.xml": b"<w:document/>", "[Content_Types].xml": b"<Types/>"})


def with_macro():
    return packed(parts(line(2, *LINES[0]), extra={"xl/vbaProject.bin": OLE + b"Sub Auto_Open()"}.items()))


def with_outer_links():
    """A list whose file also points to another book and carries an object: only the list is read."""
    extra = {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>'.encode(),
        "xl/embeddings/oleObject1.bin": OLE + b"MZ program",
    }
    return packed(parts(line(2, *LINES[0]), extra=extra.items()))


def locked():
    return OLE + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 2000


def cut():
    whole = honest()
    return whole[: len(whole) * 6 // 10]


def noise():
    return b"PK\x03\x04" + bytes(range(256)) * 40


def changed_inside():
    """A byte of the sheet was changed on the way: the check sum no longer fits."""
    whole = bytearray(packed(parts(line(2, *LINES[0])), zipfile.ZIP_STORED))
    whole[whole.index(b"Slamet")] = ord("X")
    return bytes(whole)


def unfinished_sheet():
    content = parts(line(2, *LINES[0]))
    name = "xl/worksheets/sheet1.xml"
    return packed({**content, name: content[name][:-40]})


def web_page():
    return b"\r\n<!DOCTYPE html><html><head><title>Masuk</title></head><body>Silakan masuk</body></html>"


def too_many_rows(count=20_001):
    return packed(parts("".join(line(n, "Siti", "", "", str(n % 9), "") for n in range(2, count + 2))))


def too_heavy():
    """An honest list with a picture that makes it heavier than 10 MB."""
    seed = b"".join(struct.pack("<Q", n * 0x9E3779B97F4A7C15 % 2**64) for n in range(1_400_000))
    return packed(parts(line(2, *LINES[0]), extra={"xl/media/image1.png": seed}.items()), zipfile.ZIP_STORED)


# --- I18: headings, hidden parts -----------------------------------------------------------------------------------
def other_order():
    """Columns in another order, other capitals, an alias, a running number and a column of their own."""
    heads = (
        "No.", "RT", "  NAMA  KEPALA keluarga *", "Nomor Induk Kependudukan", "Warna rumah",
        "tanggal lahir (tgl-bln-thn)",
    )  # fmt: skip
    return table((1, "003", "Slamet Riyadi", "3374010101800001", "biru", "17-08-1980"), heads=heads)


def two_lines_of_headings():
    """A title, a blank row, merged headings over two lines, the line "1 2 3", then the list."""

    def fill(book, sheet):
        sheet.append(["DAFTAR CALON KELUARGA DESA SUKAMAJU"])
        sheet.append([])
        sheet.append(["No", "Nama kepala keluarga", "Identitas", "", "RT"])
        sheet.append(["", "", "NIK", "Tanggal lahir", ""])
        sheet.append([1, 2, 3, 4, 5])
        sheet.append([1, "Slamet Riyadi", "3374010101800001", "17-08-1980", "003"])
        for area in ("A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4"):
            sheet.merge_cells(area)
        sheet["A1"].font = Font(bold=True)

    return made(fill)


def hidden_parts():
    """Hidden: a row, a column, and a sheet that looks like the list."""

    def fill(book, sheet):
        for values in (HEADS, *LINES, ("Joko", "3374010101900003", "02-03-1990", "002", "0")):
            sheet.append(values)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True
        other = book.create_sheet("Rahasia", 0)
        other.append(HEADS)
        other.append(("Hantu", *LINES[0][1:]))
        other.sheet_state = "hidden"
        book.create_sheet("Catatan").append(["sekadar catatan"])
        book.active = 1

    return made(fill)


def twice_the_same_heading():
    return table(("Siti", "1", "2"), heads=("Nama kepala keluarga", "NIK", "nik"))


def without_headings():
    return table(*LINES[1:], heads=LINES[0])


def without_a_required_heading():
    return table(("3374010101800001", "x"), heads=("NIK", "Nama KK"))


# --- I10, I19 to I21, I23: what stands in the cells ---------------------------------------------------------------
def numbers_as_numbers():
    """Identity numbers that Excel keeps as numbers: the last digits are gone already."""
    return table(("Papua", 9201234567890123, "17-08-1980"), ("Teks", "9201234567890123", "17-08-1980"))


def dates_of_all_kinds(since_1904=False):
    """In the third column; each line's first cell says what it is."""
    day = datetime.date(1985, 3, 2)

    def fill(book, sheet):
        if since_1904:
            book.epoch = datetime.datetime(1904, 1, 1)
        for values in (
            HEADS, ("tidak ada", "", "31/02/2026"), ("dua bacaan", "", "02/03/1985"), ("angka", "", 31108),
            ("tanggal", "", day), ("tahun 0202", "", "02/03/0202"), ("besok", "", "01/01/2199"),
            ("terlalu tua", "", "01/01/1901"), ("pelat nama", "", "2 Maret 1985"), ("jam", "", datetime.time(7, 30)),
        ):  # fmt: skip
            sheet.append(values)

    return made(fill)


def dates_since_1904():
    return dates_of_all_kinds(since_1904=True)


def money_of_all_kinds():
    """In the fifth column; each line's first cell says what it is."""
    cells = {
        "sen nol": "Rp 1.500.000,00", "singkatan": "1,5 jt", "minus": "-5.000", "pangkat": "1E+15",
        "angka": ("", "<v>1500000</v>"), "angka minus": ("", "<v>-5</v>"), "angka besar": ("", "<v>1E+15</v>"),
        "pecahan": ("", "<v>1500.5</v>"), "galat": ('t="e"', "<v>#N/A</v>"),
        "rumus galat": ('t="e"', "<f>1/0</f><v>#DIV/0!</v>"), "rumus": ("", "<f>A1*2</f><v>250000</v>"),
        "rumus kosong": ("", "<f>A1*2</f>"),
        "rumus hampa": ("", '<f t="shared" si="0"/><v></v>'), "kosong": "",
    }  # fmt: skip
    rows = [line(n, name, "", "", "", cell) for n, (name, cell) in enumerate(cells.items(), 2)]
    return packed(parts("".join(rows)))


FORMULAS = (
    '=HYPERLINK("http://evil.example","klik")', "+62812", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=cmd|' /C calc'!A0",
)  # fmt: skip


def looks_like_formulas():
    return table(*[(text, "", "", "", "") for text in FORMULAS])


LETTERS = {
    "nol": "Siti_x0000_", "nol mentah": "Siti\x00", "kendali": "Siti_x000B_", "arah": "Siti\u202egnp.exe",
    "tanpa lebar": "Si\u200bti", "emoji": "Siti 👩‍👩‍👧 🏠", "gabungan": "Si\u0301ti\u0323",
    "jawa": "ꦱꦶꦠꦶ", "arab": "سيتي", "panjang": "A" * 10_000,
}  # fmt: skip


def strange_letters():
    return packed(parts("".join(line(n, text) for n, text in enumerate(LETTERS.values(), 2))))


def half_a_character():
    """A lone surrogate, as a character reference: no XML at all."""
    return packed(parts(line(2, "Siti&#xD800;")))


def half_a_character_in_bytes():
    return packed(parts(line(2, "SitiQQQ").encode().replace(b"QQQ", b"\xed\xa0\x80")))


KEPT = {
    f"{name}.xlsx": function
    for name, function in {
        "honest": honest, "i01_zip_bomb": zip_bomb, "i01_zip_bomb_that_lies": zip_bomb_that_lies,
        "i02_far_corner": far_corner, "i02_wide": wide, "i02_far_bottom": far_bottom,
        "i03_lines_after_a_gap": lines_after_a_gap,
        "i04_entity_bomb": entity_bomb, "i04_outer_entity": outer_entity, "i04_entity_in_the_book": entity_in_the_book,
        "i05_old_excel": old_excel, "i05_binary_excel": binary_excel, "i05_open_document": open_document,
        "i05_comma_separated": comma_separated, "i05_word_document": word_document, "i06_with_macro": with_macro,
        "i06_with_outer_links": with_outer_links, "i07_locked": locked, "i08_cut": cut, "i08_noise": noise,
        "i08_empty": bytes, "i08_changed_inside": changed_inside, "i08_unfinished_sheet": unfinished_sheet,
        "i08_web_page": web_page, "i10_numbers_as_numbers": numbers_as_numbers, "i18_other_order": other_order,
        "i18_two_lines_of_headings": two_lines_of_headings, "i18_hidden_parts": hidden_parts,
        "i18_twice_the_same_heading": twice_the_same_heading, "i18_without_headings": without_headings,
        "i18_without_a_required_heading": without_a_required_heading, "i19_dates": dates_of_all_kinds,
        "i19_dates_since_1904": dates_since_1904, "i20_money": money_of_all_kinds,
        "i21_looks_like_formulas": looks_like_formulas, "i23_strange_letters": strange_letters,
        "i23_half_a_character": half_a_character, "i23_half_a_character_in_bytes": half_a_character_in_bytes,
    }.items()
}  # fmt: skip


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, function in KEPT.items():
        (FOLDER / name).write_bytes(function())
