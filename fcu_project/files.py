"""Uploads: checked by signature and by decoding, stored under a random name, served only through a view that asked."""

import hashlib
import io
import unicodedata
import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse
from PIL import Image, ImageFile, ImageOps
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from fcu_project.models import StoredFile

MAX_PIXELS = 40_000_000
MAX_PDF_PAGES = 60
LONGEST_SIDE = 2400
PHOTO_MAX_BYTES = 300_000
# How a photo is made small, gently at first: longest side in pixels, quality.
PHOTO_STEPS = ((1600, 80), (1600, 65), (1280, 60), (960, 50), (640, 40))
CREST_SIDE = 240  # pixels: 18 mm on paper at more than 300 dpi
MAX_PDF_OBJECTS = 50_000
# What makes a PDF more than a picture of paper: programs, launched commands, hidden attachments, rich media.
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/RichMediaContent"})
ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition"})
ATTACHMENT_KEYS = frozenset({"/EmbeddedFiles", "/EF"})
ATTACHMENT_TYPES = frozenset({"/FileAttachment", "/RichMedia", "/EmbeddedFile"})
TYPES = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


NO_SCAN = "Berkas ini bukan PDF, JPG, atau PNG. Pindai atau foto suratnya, lalu unggah lagi."
NO_PHOTO = "Berkas ini bukan foto. Pilih foto lain (JPG atau PNG)."


def check_scan(upload, otherwise=NO_SCAN):
    """Read an uploaded scan and return (content, content type), images re-encoded without their metadata.

    Raises ValidationError in plain words when it is too large, no PDF/JPG/PNG (`otherwise`), damaged, locked or active.
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
    raise ValidationError(otherwise)


def _checked_pdf(content):
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise ValidationError("PDF ini dikunci kata sandi. Simpan ulang tanpa kata sandi.")
        pages = len(reader.pages)
        if pages > MAX_PDF_PAGES:
            raise ValidationError(f"PDF ini terlalu panjang. Paling banyak {MAX_PDF_PAGES} halaman.")
        if not pages:
            raise ValidationError("PDF ini tidak punya halaman. Pindai ulang, lalu unggah lagi.")
        active = _has_active_part(reader)
    except ValidationError:
        raise
    except Exception as error:  # the reader raises many kinds on hostile files; all mean the same to the user
        raise ValidationError("PDF ini rusak dan tidak bisa dibaca. Pindai ulang, lalu unggah lagi.") from error
    if active:
        raise ValidationError("PDF ini berisi program atau lampiran tersembunyi. Pindai ulang suratnya.")
    return content


def _has_active_part(reader):
    """Walk every object that the document reaches; streams are not opened. Raises ValueError on endless ones."""
    seen, waiting = set(), [reader.trailer["/Root"]]
    while waiting:
        part = waiting.pop()
        if isinstance(part, IndirectObject):
            if part.idnum in seen:
                continue
            seen.add(part.idnum)
            part = part.get_object()
        if len(seen) > MAX_PDF_OBJECTS or len(waiting) > MAX_PDF_OBJECTS:
            raise ValueError("too many objects")
        if isinstance(part, dict):
            if _is_active(part):
                return True
            waiting.extend(dict.values(part))
        elif isinstance(part, list):
            waiting.extend(list.__iter__(part))
    return False


def _is_active(part):
    keys = set(dict.keys(part))
    kinds = {str(dict.get(part, key)) for key in ("/Type", "/Subtype")}
    return bool(
        keys & (ACTIVE_KEYS | ATTACHMENT_KEYS)
        or str(dict.get(part, "/S")) in ACTIVE_ACTIONS
        or kinds & ATTACHMENT_TYPES
    )


def _checked_image(content, crest_side=0):
    """The picture anew as JPEG without its metadata; given `crest_side`, a small PNG that may be see-through."""
    # The PDF library lets truncated pictures pass for the whole process; an upload must be whole.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    too_many = "Gambar ini terlalu besar (lebih dari 40 megapiksel). Perkecil dahulu."
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(too_many)
            upright, out = ImageOps.exif_transpose(image), io.BytesIO()
            picture = upright.convert("RGBA" if crest_side else "RGB")
            picture.thumbnail((crest_side or LONGEST_SIDE,) * 2)
            picture.info = {}  # comments and colour profiles tell of the device and its owner
            if crest_side:
                picture.quantize(128).save(out, "PNG", optimize=True)
            else:
                picture.save(out, "JPEG", quality=80, optimize=True)
            return out.getvalue()
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(too_many) from error
    except Exception as error:  # decoders raise many kinds on spoilt files; all mean the same to the user
        raise ValidationError("Gambar ini rusak dan tidak bisa dibaca. Foto ulang, lalu unggah lagi.") from error


class _Unclaimed:
    """A file that was written before its transaction has committed.

    Only the transaction's list of things to do after commit holds it. When a rollback drops that list, this object
    goes, and the file with it: no bytes stay without an owner.
    """

    def __init__(self, path):
        self.path, self.delete = path, default_storage.delete

    def keep(self):
        self.path = None

    def __del__(self):
        if self.path:
            self.delete(self.path)


def label_of(name):
    """A file's name as people gave it, harmless: no path, no control or direction characters, at most 120 letters."""
    last = PurePath(name.replace("\\", "/")).name
    plain = "".join(c for c in last if c.isprintable() and unicodedata.category(c) != "Cf")
    return plain.strip(" .")[:120] or "berkas"


def store(content, content_type, original_name, *, by):
    """Keep bytes as a StoredFile. The same bytes stored twice are two rows: each has its own owner."""
    name = f"{uuid.uuid4().hex}{TYPES[content_type]}"
    path = default_storage.save(f"{name[:2]}/{name}", ContentFile(content))
    transaction.on_commit(_Unclaimed(path).keep)
    return StoredFile.objects.create(
        path=path,
        original_name=label_of(original_name),
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_by=getattr(by, "actor_uid", None),
    )


def store_crest(upload, *, by):
    """Check a picture of a coat of arms and keep it small, on transparent ground. Raises ValidationError."""
    content = upload.read()
    if not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise ValidationError("Lambang harus gambar JPG atau PNG.")
    return store(_checked_image(content, CREST_SIDE), "image/png", upload.name, by=by)


def check_photo(upload):
    """Read an uploaded photo and return it as a small JPEG without its metadata. Raises ValidationError."""
    content, content_type = check_scan(upload, NO_PHOTO)
    if content_type != "image/jpeg":
        raise ValidationError("Foto harus gambar JPG atau PNG, bukan PDF.")
    for side, quality in PHOTO_STEPS:
        out = io.BytesIO()
        with Image.open(io.BytesIO(content)) as image:
            image.thumbnail((side, side))
            image.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= PHOTO_MAX_BYTES:
            break
    return out.getvalue()


def store_photo(upload, *, by):
    """Check a photo and keep it, at most 300 kB. Raises ValidationError as `check_photo`."""
    return store(check_photo(upload), "image/jpeg", upload.name, by=by)


def store_scan(upload, *, by):
    """Check an uploaded scan and keep it. Raises ValidationError as `check_scan`."""
    content, content_type = check_scan(upload)
    return store(content, content_type, upload.name, by=by)


def discard(stored):
    """Give up a stored file that nobody owns any more: its row now, its bytes once that is committed."""
    path = stored.path
    stored.delete()
    transaction.on_commit(lambda: default_storage.delete(path))


def read(stored):
    """The bytes of a stored file. Raises FileNotFoundError if the storage lost it."""
    with default_storage.open(stored.path, "rb") as file:
        return file.read()


def respond(stored, *, name="", inline=True):
    """The file as a response: never sniffed, never scripted, shown in the browser or saved under `name`."""
    suffix = TYPES[stored.content_type]
    name = name or stored.original_name
    response = FileResponse(
        default_storage.open(stored.path, "rb"),
        content_type=stored.content_type,
        as_attachment=not inline,
        filename=name if name.lower().endswith(suffix) else name + suffix,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
