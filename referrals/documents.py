"""What the papers of a referral say: the letter with its slip for the answer, and the answer itself (III.B.5.7).

Every function returns plain text, numbers, lists and mappings, ready to be frozen and printed.
"""

from institutions.documents import Letter
from institutions.documents.letterhead import document_id, iso_day, letterhead, signature
from institutions.models import FamilyCareUnit
from referrals.parties import may_read_snapshot


def referral_of(document):
    """The referral a letter carries, as its sender's letter or as that of LK3 that forwards it; None for neither."""
    return getattr(document, "referral", None) or getattr(document, "forwarded_referral", None)


def may_read(document, by):
    """A letter names a family: for those who see the referral, LK3 while it is under way."""
    referral = referral_of(document)
    if referral is None or not by.has_perm("referrals.view_referral"):
        return False
    seen = type(referral).objects.visible_to(by).filter(pk=referral.pk).exists()
    return seen and may_read_snapshot(referral, by)


def letter_facts(document):
    referral = referral_of(document)
    unit = FamilyCareUnit.of(document.region) if document.region.level == "village" else None
    return {
        "title": "Surat rujukan",
        "document_id": document_id("referral", document),
        "letterhead": letterhead(document.region, unit),
        "number": document.number,
        "dated_on": iso_day(document.dated_on),
        "place": document.region.name,
        "addressee": referral.place,
        "snapshot": referral.snapshot,
        "signature": signature([document.issuer]),
    }


REFERRAL_LETTER = Letter(
    letter_facts, "referrals/documents/letter.html", "Surat-rujukan", readable=may_read, right="referrals.issue_letter"
)
