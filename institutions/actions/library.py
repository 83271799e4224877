"""The guidance library: an office publishes a document to all below, mends it, takes it back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, files
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.models import LibraryDocument


def may_change(document, by):
    """Its own office, while the document stands in the library."""
    own = document.region_id == by.region_id and by.has_perm("institutions.change_librarydocument")
    return own and document.withdrawn_on is None


@transaction.atomic
def save_document(document, *, by, on, scan=None):
    """Publish a document of the own office or change it; without a file there is nothing to read (II.D.1.1).

    Raises PermissionDenied for another office, TransitionRefused once it was taken back, ValidationError for a missing
    file or a date that has not come.
    """
    if not by.has_perm("institutions.add_librarydocument") or document.region_id != by.region_id:
        raise PermissionDenied
    if document.pk and LibraryDocument.objects.filter(pk=document.pk).exclude(withdrawn_on=None).exists():
        raise TransitionRefused(["Dokumen ini sudah ditarik dari pustaka."])
    if scan is not None:
        document.file = files.store_scan(scan, by=by)
    if document.file_id is None:
        raise ValidationError({"scan": "Berkas belum dipilih."})
    if document.dated_on and document.dated_on > on:
        raise ValidationError({"dated_on": "Tanggal tidak boleh setelah hari ini."})
    verb = "library:change" if document.pk else "library:publish"
    document.full_clean()
    document.save()
    audit.record(verb, by=by, obj=document, on=on)
    return document


@transaction.atomic
def withdraw_document(document, *, by, on):
    """Take a document back: it stays readable to those who hold its address, and says that it no longer holds."""
    if document.region_id != by.region_id or not by.has_perm("institutions.change_librarydocument"):
        raise PermissionDenied
    if document.withdrawn_on:
        raise TransitionRefused(["Dokumen ini sudah ditarik dari pustaka."])
    take(document, withdrawn_on=on)
    audit.record("library:withdraw", by=by, obj=document, on=on)
    return document
