"""Uploads: checked by signature and by decoding, stored under a random name, served only through a view that asked."""

import hashlib
import io
import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader

from fcu_project.models import StoredFile

MAX_PIXELS = 40_000_000
MAX_PDF_PAGES = 60
LONGEST_SIDE = 2400
ACTIVE_PDF_PARTS = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/RichMedia")
TYPES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


def check_scan(upload):
    """Read an uploaded scan and return (content, content type), images re-encoded without their metadata.

    Raises ValidationError in plain words when it is too large, no PDF/JPG/PNG, damaged, locked or active.
    """
    if upload.size > settings.SCAN_MAX_BYTES:
        raise ValidationError(
            f"Berkas terlalu besar ({upload.size / 1_048_576:.1f} MB). "
            f"Paling besar {settings.SCAN_MAX_BYTES // 1_048_576} MB.".replace(".", ",", 1)
        )
    content = upload.read()
    upload.seek(0)
    if not content:
        raise ValidationError("Berkas kosong (0 bita). Pilih berkas lain.")
    if content.startswith(b"%PDF-"):
        return _checked_pdf(content), "application/pdf"
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _checked_image(content), "image/jpeg"
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        raise ValidationError("Foto HEIC belum bisa dibaca. Ubah dahulu menjadi JPG, lalu unggah lagi.")
    raise ValidationError("Berkas ini bukan PDF, JPG, atau PNG. Pindai atau foto suratnya, lalu unggah lagi.")


def _checked_pdf(content):
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise ValidationError("PDF ini dikunci kata sandi. Simpan ulang tanpa kata sandi.")
        if not 1 <= len(reader.pages) <= MAX_PDF_PAGES:
            raise ValidationError(f"PDF ini terlalu panjang. Paling banyak {MAX_PDF_PAGES} halaman.")
        active = any(_is_active(reader, name) for name in ACTIVE_PDF_PARTS)
    except ValidationError:
        raise
    except Exception as error:  # the reader raises many kinds on hostile files; all mean the same to the user
        raise ValidationError("PDF ini rusak dan tidak bisa dibaca. Pindai ulang, lalu unggah lagi.") from error
    if active:
        raise ValidationError("PDF ini berisi program atau lampiran tersembunyi. Pindai ulang suratnya.")
    return content


def _is_active(reader, name):
    """Whether the catalogue, its name tree, the open action or any page speaks of `name`."""
    root = reader.trailer["/Root"]
    places = [root, root.get("/Names", {}), root.get("/OpenAction", {}), *reader.pages]
    for place in places:
        part = place.get_object() if hasattr(place, "get_object") else place
        if isinstance(part, dict) and (name in part or name in str(part.get("/AA", "")) or part.get("/S") == name):
            return True
    return False


def _checked_image(content):
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError("Gambar ini terlalu besar (lebih dari 40 megapiksel). Perkecil dahulu.")
            picture = ImageOps.exif_transpose(image).convert("RGB")
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=80, optimize=True)
            return out.getvalue()
    except ValidationError:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError("Gambar ini rusak dan tidak bisa dibaca. Foto ulang, lalu unggah lagi.") from error


def store(content, content_type, original_name, *, by):
    """Keep bytes as a StoredFile. The same bytes stored twice are two rows: each has its own owner."""
    name = f"{uuid.uuid4().hex}{TYPES[content_type]}"
    path = default_storage.save(f"{name[:2]}/{name}", ContentFile(content))
    return StoredFile.objects.create(
        path=path,
        original_name=PurePath(original_name.replace("\\", "/")).name[:200] or name,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_by=getattr(by, "actor_uid", None),
    )


def store_scan(upload, *, by):
    """Check an uploaded scan and keep it. Raises ValidationError as `check_scan`."""
    content, content_type = check_scan(upload)
    return store(content, content_type, upload.name, by=by)


def read(stored):
    """The bytes of a stored file. Raises FileNotFoundError if the storage lost it."""
    with default_storage.open(stored.path, "rb") as file:
        return file.read()


def respond(stored, *, name="", inline=True):
    """The file as a response: never sniffed, never scripted, shown in the browser or saved under `name`."""
    response = FileResponse(
        default_storage.open(stored.path, "rb"),
        content_type=stored.content_type,
        as_attachment=not inline,
        filename=name or stored.original_name,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
