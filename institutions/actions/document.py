"""Letters: opened as drafts, frozen, numbered, rendered outside the transaction."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from fcu_project import audit, dates, files, workflow
from fcu_project.models import StaleVersion, take
from fcu_project.workflow import TransitionRefused
from institutions import decree_text
from institutions.books import hold_numbers, is_counted, office_name, same_number, take_number
from institutions.documents import LETTERS
from institutions.meetings import hosted_by_fcu
from institutions.models import Assignment, Book, Decree, IssuedDocument, LegalBasis
from institutions.models.document import NUMBER_TAKEN


@transaction.atomic
def open_letter(meeting, kind, *, by, on):
    """The letter of `kind` for a meeting: the one that exists, or a new draft."""
    if meeting.keeper_id != by.region_id:
        raise PermissionDenied
    existing = _one_at_a_time(meeting, lambda: meeting.documents.filter(kind=kind).exclude(stage="cancelled").first())
    if existing:
        return existing
    document = IssuedDocument.objects.create(
        kind=kind, region=by.region, issuer=issuer_of(meeting), subject=subject_of(meeting, kind), meeting=meeting,
        book=Book.FCU if hosted_by_fcu(meeting.kind) else Book.OFFICE,
    )  # fmt: skip
    audit.record("document:open", by=by, obj=document, on=on)
    return document


def _one_at_a_time(parent, find):
    """What `find` finds, or None once `parent` is locked for making it; a twin who was slower finds what was made."""
    found = find()
    if found:
        return found
    try:
        take(parent)
    except StaleVersion:
        parent.refresh_from_db()
        found = find()
        if found is None:
            raise
    return found


def issuer_of(meeting):
    """Whose book the number comes from, as printed."""
    if meeting.rule.level == "village" and meeting.rule.host != "FCU":
        return f"Pemerintah {meeting.region}"
    return f"{meeting.rule.host} {meeting.region}"[:160]


def subject_of(meeting, kind):
    label = IssuedDocument.Kind(kind).label
    return f"{label} {meeting.get_kind_display()}"


@transaction.atomic
def open_decree(unit, *, by, on):
    """Open the draft of a decree with the starter text and the laws in force; or return the one there is.

    Where a decree is in force and officers were elected since, the draft changes it (MEM-12).
    """
    if unit.region_id != by.region_id:
        raise PermissionDenied
    existing = _one_at_a_time(unit, lambda: _decree_to_go_on_with(unit))
    if existing:
        return existing
    village, before = unit.region, unit.decree_in_force()
    document = IssuedDocument.objects.create(
        kind=IssuedDocument.Kind.DECREE,
        region=village,
        issuer=f"{village.head_title} {village.name}",
        subject=decree_text.subject(fcu_name=unit.name, village=str(village), change=before is not None),
    )
    decree = Decree.objects.create(
        unit=unit,
        document=document,
        signer_name=village_head_name(village),
        signer_title=village.head_title,
        replaces=before,
        **(starter_text(unit) if before is None else change_text(unit, before)),
    )
    decree.legal_bases.set(LegalBasis.objects.in_force(on).filter(suggested=True))
    audit.record("decree:open", by=by, obj=document, on=on)
    return decree


def _decree_to_go_on_with(unit):
    """The newest decree, unless it is in force and officers were elected since."""
    latest = unit.latest_decree()
    if latest and latest.document.stage == IssuedDocument.Stage.ISSUED and unit.elected_officers():
        return None
    return latest


def village_head_name(village):
    """Name of the head in office, if the village has one on record; else empty, to be filled by pen or on screen."""
    head = Assignment.objects.active_on(dates.today()).filter(region=village, role="village_head").first()
    return head.person.name if head else ""


def starter_text(unit):
    """The first text of a decree, as form fields: one point per line, sub-points behind a dash."""
    village = unit.region
    names = {"fcu_name": unit.name, "village": str(village)}
    considerations = decree_text.considerations(**names, meeting_on=unit.formed_on, issuer=village.head_title)
    return _as_fields(village, considerations, decree_text.dictums(**names))


def change_text(unit, before):
    """The first text of a decree that changes the officers set by `before`: which meeting, who leaves."""
    village, elected = unit.region, unit.elected_officers()
    names = {"fcu_name": unit.name, "village": str(village)}
    document = before.document
    number, day = document.number, dates.long_date(document.dated_on)
    amends = f"{village.setting('decree_title')} {village.name} Nomor {number} tanggal {day}"
    considerations = decree_text.considerations(
        **names, meeting_on=max(term.elected_on for term in elected), issuer=village.head_title, change=True,
        leavers=[f"{leaver.get_post_display()} {leaver.membership.person.name}"
                 for term in elected if (leaver := term.predecessor())],
    )  # fmt: skip
    return _as_fields(village, considerations, decree_text.dictums(**names, amends=amends))


def _as_fields(village, considerations, dictums):
    """Points and dictums as form fields, with the usual receivers of copies."""
    regency, subdistrict = village.ancestor("regency"), village.ancestor("subdistrict")
    copies = decree_text.copies(
        subdistrict_head=f"Camat {subdistrict.name}",
        social_office=f"Kepala {village.setting('social_office_name')} {regency}",
        counselling_body=f"Ketua LK3 {regency}",
        subdistrict_worker=f"TKSK Kecamatan {subdistrict.name}",
    )
    return {
        "considerations": "\n".join(considerations),
        "dictums": "\n".join(
            line for row in dictums for line in (row["text"], *(f"- {i}" for i in row["items"]))
        ),
        "copies_to": "\n".join(copies),
    }


@transaction.atomic
def save_decree(decree, *, by, on, legal_bases=None):
    """Change the text of a decree that is still a draft."""
    if decree.unit.region_id != by.region_id:
        raise PermissionDenied
    if decree.document.stage != IssuedDocument.Stage.DRAFT:
        raise TransitionRefused(["SK ini sudah siap ditandatangani. Kembalikan ke draf dahulu untuk mengubahnya."])
    decree.save()
    if legal_bases is not None:
        decree.legal_bases.set(legal_bases)
    audit.record("decree:change", by=by, obj=decree.document, on=on)
    return decree


class NumberTaken(TransitionRefused):
    """Another letter of the book has this number already; the one reason says which."""


def _number_of(document, number, on):
    """The number a letter is issued with: as typed, once no other letter has it; else the next of a counted book."""
    hold_numbers(document, on.year)
    number = number.strip()
    if not number:
        return take_number(document, on) if is_counted(document) else ""
    if other := same_number(document, number, on.year):
        day = dates.long_date(other.dated_on)
        raise NumberTaken([f"Nomor ini sudah dipakai: {other.get_kind_display()} {other.subject}, {day}."])
    return number


@transaction.atomic
def issue_document(document, *, number, dated_on, scan=None, by):
    """Give a letter its number and date from the office's book, with the signed scan, and put it into force.

    An FCU, TKSK or LK3 may leave the number to its series: "" takes the next one. Recorded by an operator for the
    village head, it is marked as such and needs the scan. Raises TransitionRefused, NumberTaken.
    """
    document.dated_on = dated_on
    document.number = _number_of(document, number, dated_on)
    if scan is not None:
        document.signed_scan = files.store_scan(scan, by=by)
    if document.kind == IssuedDocument.Kind.DECREE and by.role != "village_head":
        document.from_paper, document.recorded_by = True, by.signature
        document.paper_number, document.paper_date = document.number, dated_on
    try:
        document.validate_constraints()
        with transaction.atomic():  # a twin may have taken the number since
            document.save()
    except ValidationError as error:
        raise TransitionRefused(error.messages) from error
    except IntegrityError as error:
        raise TransitionRefused([NUMBER_TAKEN]) from error
    workflow.perform(document, "issue", by=by, on=dated_on)
    return document


@transaction.atomic
def number_sealed_letter(*, kind, book, number="", by, on):
    """Enter into the own book a letter whose words are kept elsewhere: number and day, "Rahasia", no facts, no file.

    A counted book gives the next number for "". Raises TransitionRefused, NumberTaken.
    """
    letter = IssuedDocument(
        kind=kind, region=by.region, book=book, issuer=office_name(book, by.region), subject="Rahasia", dated_on=on,
        stage=IssuedDocument.Stage.ISSUED,
    )  # fmt: skip
    letter.number = _number_of(letter, number, on)
    if not letter.number:
        raise TransitionRefused(["Tuliskan nomor dari buku surat kantor Anda."])
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError as error:
        raise TransitionRefused([NUMBER_TAKEN]) from error
    audit.record("document:number-sealed", by=by, obj=letter, on=on)
    return letter


def may_attach_scan(document, by):
    """The issuer's own place; of a kind of letter with a right of its own, whoever holds that right."""
    right = LETTERS[document.kind].right
    return document.region_id == by.region_id and (not right or by.has_perm(right))


@transaction.atomic
def attach_signed_scan(document, scan, *, by, on):
    """Add the scan of the signed paper to an issued letter."""
    if not may_attach_scan(document, by):
        raise PermissionDenied
    document.signed_scan = files.store_scan(scan, by=by)
    document.save()
    audit.record("document:scan", by=by, obj=document, on=on)
    return document
