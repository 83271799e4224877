"""An expense approved on paper, recorded by the office that holds the paper (MEM-09)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from fcu_project import dates, files, workflow
from institutions.models.fcu import Post
from reporting.models import CashEntry
from reporting.money import ledger
from reporting.money.book_files import refuse_used
from reporting.money.treasurers import holder_on


@transaction.atomic
def approve_on_paper(entry, *, by, on, scan, signed_by, number=""):
    """Record that the coordinator signed for an expense on paper. It reads so ever after.

    `on` is the day of the signature, `signed_by` the name of who signed: the coordinator, or who acted, of that day.
    Raises TransitionRefused while a condition is not met, as where the coordinator has an account; ValidationError for
    a wrong name or day, an unreadable scan, one that is another paper of the book; PermissionDenied.
    """
    ledger.held_book(entry.book)
    title = _title_of_signer(entry, signed_by, on, by)
    refuse_used(entry.book, scan, wanted="pindaian kuitansi yang ditandatangani Koordinator")
    entry.paper_number, entry.paper_scan = number, files.store_scan(scan, by=by)
    entry.approved_by = paper_words(f"{signed_by}, {title} {entry.book.unit}", by)
    return workflow.perform(entry, "approve_on_paper", by=by, on=on)


def _title_of_signer(entry, name, on, by):
    """As what the one who signed held office on that day; nobody approves what they entered or record themselves."""
    title, person = holder_on(entry.book.unit, Post.COORDINATOR, on)
    day = dates.long_date(on)
    if person is None:
        raise ValidationError({"on": f"Pada {day} tidak ada Koordinator yang menjabat. Lengkapi data pengurus dahulu."})
    if person.name != name:
        raise ValidationError({"signed_by": f"Pada {day} {title} adalah {person.name}. Pilih namanya, atau perbaiki "
                                            "tanggalnya."})  # fmt: skip
    if person.uid in (entry.entered_by, by.actor_uid):
        raise ValidationError({"signed_by": f"{name} sendiri yang mencatat. Yang mencatat tidak menyetujui."})
    return title


def paper_words(signed_by, by):
    """Who approved it, and that this was read from a paper."""
    most = CashEntry._meta.get_field("approved_by").max_length
    return f"{signed_by}, dicatat dari kertas oleh {by.signature}"[:most]
