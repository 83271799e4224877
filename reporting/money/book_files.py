"""What an uploaded paper already is in a cash book, so that one picture never proves two things (FUN-08, MEM-09)."""

import hashlib

from django.core.exceptions import ValidationError

from fcu_project import files
from reporting.models import CashEntry, MonthClosing

PDF = b"%PDF-"


def prints_of(upload):
    """The prints under which these bytes may have been kept before: as they are, as a scan, as a small photo."""
    raw = upload.read()
    upload.seek(0)
    kept = [raw, files.check_scan(upload)[0]]
    if not raw.startswith(PDF):
        kept.append(files.check_photo(upload))
    return {hashlib.sha256(content).hexdigest() for content in kept}


def use_of(book, prints):
    """What a file with one of these prints is in the book: "bukti BKK-004/2026"; "" for a file of its own."""
    entries = CashEntry.objects.filter(book=book).exclude(stage=CashEntry.Stage.REFUSED)
    if proof := entries.filter(receipt__sha256__in=prints).first():
        return f"bukti {proof.evidence or proof.text}"
    if approved := entries.filter(paper_scan__sha256__in=prints).first():
        return f"kertas persetujuan {approved.evidence or approved.text}"
    page = MonthClosing.objects.filter(book=book, scan__sha256__in=prints).first()
    return f"lembar buku kas {page}" if page else ""


def refuse_used(book, upload, *, wanted):
    """Raise ValidationError at `scan` where the upload is already something else in the book; `wanted` is what it
    should be."""
    if used := use_of(book, prints_of(upload)):
        raise ValidationError({"scan": f"Berkas ini sudah menjadi {used}. Unggah {wanted}."})
