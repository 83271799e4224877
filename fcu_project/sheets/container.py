"""The container of an uploaded list, before anything in it is unpacked: is it an .xlsx at all, and how much is in it?

An .xlsx is a zip archive. Its directory says how large the parts will be; a directory that lies is found out by the
child, which unpacks no more than was declared here.
"""

import io
import struct
import zipfile

from fcu_project.sheets import SheetRefused

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 60 * MEGABYTE
LARGE_PART, MOST_RATIO = 10 * MEGABYTE, 100
MOST_PARTS, LONGEST_DIRECTORY = 2000, MEGABYTE

OLE, ZIP, PDF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK", b"%PDF"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
END_OF_DIRECTORY = b"PK\x05\x06"

SAVE_AGAIN = "Buka di Excel, simpan ulang sebagai .xlsx (Buku Kerja Excel), lalu unggah lagi."
EMPTY = "Berkas kosong (0 bita). Pilih berkas lain."
LOCKED = "Berkas dikunci kata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi."
BROKEN = "Berkas rusak atau terpotong; tidak ada yang disimpan. Unggah ulang; bila gagal lagi, simpan ulang di Excel."
TOO_MUCH = (
    "Isi berkas terlalu besar. Salin daftarnya saja ke templat yang baru, atau bagi menjadi beberapa berkas, "
    "lalu unggah lagi."
)
MACRO = "Berkas ini berisi makro, dan makro tidak diterima. Simpan ulang sebagai .xlsx (tanpa makro), lalu unggah lagi."
OLD_EXCEL = f"Ini Excel lama (.xls), belum bisa dibaca. {SAVE_AGAIN}"
BINARY_EXCEL = f"Ini Excel biner (.xlsb), belum bisa dibaca. {SAVE_AGAIN}"
OPEN_DOCUMENT = f"Ini berkas OpenDocument (.ods), belum bisa dibaca. {SAVE_AGAIN}"
PLAIN_TEXT = f"Ini berkas teks (CSV), bukan Excel. {SAVE_AGAIN}"
WEB_PAGE = (
    "Berkas rusak: isinya halaman web, bukan Excel. Unduh ulang daftarnya, atau buka di Excel dan simpan ulang sebagai "
    ".xlsx, lalu unggah lagi."
)
OTHER = "Ini bukan daftar Excel. Pilih berkas .xlsx yang diisi dari templat."


def take(file):
    """The bytes of `file` (a path or an open file). Raises SheetRefused when it is empty or too large."""
    if not hasattr(file, "read"):
        with open(file, "rb") as opened:
            return take(opened)
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    if size > MOST_BYTES:
        told = f"{size / MEGABYTE:.1f}".replace(".", ",")
        raise SheetRefused(
            f"Berkas ini {told} MB; paling besar {MOST_BYTES // MEGABYTE} MB. Bagi daftarnya menjadi beberapa berkas."
        )
    if not size:
        raise SheetRefused(EMPTY)
    content = file.read(MOST_BYTES)
    file.seek(0)
    return content


def check(content):
    """Raises SheetRefused unless `content` is an .xlsx whose parts may be unpacked."""
    if not content.startswith(ZIP):
        raise SheetRefused(_no_archive(content))
    parts = _parts(content)
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names:
        raise SheetRefused(BINARY_EXCEL)
    if "xl/workbook.xml" not in names:
        raise SheetRefused(OPEN_DOCUMENT if {"mimetype", "content.xml"} <= names else OTHER)
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise SheetRefused(MACRO)
    if len(names) != len(parts) or any(part.flag_bits & 1 for part in parts):
        raise SheetRefused(BROKEN)
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise SheetRefused(BROKEN)
    if sum(part.file_size for part in parts) > MOST_UNPACKED or any(map(_is_bomb, parts)):
        raise SheetRefused(TOO_MUCH)


def _is_bomb(part):
    return part.file_size > LARGE_PART and part.file_size > MOST_RATIO * max(part.compress_size, 1)


def _parts(content):
    """The archive's directory; its length is looked at before it is read."""
    end = content.rfind(END_OF_DIRECTORY, max(0, len(content) - 65_557))
    if end < 0 or len(content) < end + 22:
        raise SheetRefused(BROKEN)
    count, length = struct.unpack("<HI", content[end + 10 : end + 16])
    if count > MOST_PARTS or length > LONGEST_DIRECTORY:  # also how the large format (zip64) shows itself
        raise SheetRefused(TOO_MUCH)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, struct.error):
        raise SheetRefused(BROKEN) from None


def _no_archive(content):
    if content.startswith(OLE):
        return LOCKED if ENCRYPTED in content else OLD_EXCEL
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml", b"<table", b"<meta")):
        return WEB_PAGE
    if b"\x00" in content[:2000] or content.startswith(PDF):
        return OTHER
    return PLAIN_TEXT if any(mark in content for mark in (b",", b";", b"\t", b"\n")) else OTHER
