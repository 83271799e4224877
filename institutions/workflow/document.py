"""Draf → Siap ditandatangani → Terbit → Diganti | Batal. A decree that is issued moves its FCU in the same step."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse

from fcu_project import audit, dates, workflow
from fcu_project.models import GateReason, take
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.background import render_soon
from institutions.books import book_of
from institutions.documents import LETTERS, facts_of
from institutions.documents.letter_kinds import LETTER_KINDS
from institutions.documents.letterhead import coordinator_of
from institutions.meetings import kinds_for, may_keep
from institutions.models import Book, FamilyCareUnit, IssuedDocument, OfficerTerm
from institutions.workflow import unit as founding

Kind = IssuedDocument.Kind


def in_own_office(document, by):
    """The issuer's own office acts on its letter: in a village, its government or its FCU, never one for the other."""
    if document.region_id != by.region_id:
        return False
    if right := LETTERS[document.kind].right:
        return by.has_perm(right)
    if is_own_words(document):
        return document.book == book_of(by.role)
    if by.level != "village":
        return document.meeting is None or may_keep(by.role, document.meeting.kind)
    return by.has_perm("institutions.act_for_fcu" if is_fcu_letter(document) else "institutions.act_for_village")


def listed_for(rows, by):
    """Of the letters `rows` those that `by` finds in a list: every one that was put before a signer, of drafts (and
    what was cancelled as a draft) only those of the own office, as `in_own_office` has it."""
    unsent = Q(stage="draft") | Q(stage="cancelled", number="")
    if not by.has_perm("institutions.change_issueddocument"):
        return rows.exclude(unsent)
    of_right = [kind for kind, letter in LETTERS.items() if letter.right]
    own = Q(kind__in=[kind for kind in of_right if by.has_perm(LETTERS[kind].right)])
    own |= Q(kind__in=LETTER_KINDS, book=book_of(by.role))
    others = ~Q(kind__in=[*LETTER_KINDS, *of_right])
    if by.level != "village":
        own |= others & (Q(meeting=None) | Q(meeting__kind__in=kinds_for(by.role)))
    if by.level == "village" and by.has_perm("institutions.act_for_fcu"):
        own |= others & Q(book=Book.FCU)
    if by.level == "village" and by.has_perm("institutions.act_for_village"):
        own |= others & ~Q(book=Book.FCU)
    return rows.filter(~unsent | Q(region=by.region_id) & own)


def is_fcu_letter(document):
    return document.book == Book.FCU


def is_own_words(document):
    return document.kind in LETTER_KINDS


def may_issue(document, by):
    """Letters are numbered by the office; a decree only by whom the village head's right was given."""
    right = "institutions.issue_decree" if document.kind == Kind.DECREE else "institutions.number_document"
    return in_own_office(document, by) and by.has_perm(right)


def is_decree(document):
    return document.kind == Kind.DECREE


def is_record(document):
    return document.kind == Kind.RECORD


def may_be_signed_for(document):
    """Whether somebody may sign in the head's name: no decree, no record, no letter that two offices sign."""
    return is_own_words(document) or document.kind == Kind.INVITATION


# --- gates ------------------------------------------------------------------------------------------------------
def unit_is_formed(document, on):
    return "FCU belum dinyatakan dibentuk." if document.decree.unit.stage == "preparation" else ""


def officers_complete(document, on):
    """Three officers, all of them members; a change also sets somebody anew (MEM-12)."""
    unit = document.decree.unit
    if document.decree.is_change and not unit.elected_officers():
        return "Belum ada pengurus pengganti yang dipilih."
    return founding.has_three_officers(unit, on)


def bases_chosen(document, on):
    """FCU-08: a decree cites laws that are in force on its date; before it has one, on any date it may bear."""
    first = document.dated_on or document.decree.earliest_date() or on
    cited = document.decree.legal_bases.all()
    if not cited.exists():
        return "Dasar hukum (Mengingat) belum dipilih."
    old = cited.exclude(pk__in=cited.model.objects.in_force_between(first, document.dated_on or on))
    if old.exists():
        return f"Tidak berlaku lagi: {old.first().title}. Pilih penggantinya."
    return ""


def signer_named(document, on):
    """A decree says who signs it before it is printed for signing."""
    return "" if document.decree.signer_name.strip() else "Nama penanda tangan belum diisi."


def meeting_held(document, on):
    """A record tells of a meeting that took place."""
    return "" if document.meeting.stage == "held" else "Pertemuan belum dinyatakan terlaksana."


def words_written(document, on):
    """A letter says something, and an ordinary one to somebody."""
    text = document.text
    if not (text.opening.strip() or text.body.strip()):
        return "Isi surat belum ditulis."
    if not LETTER_KINDS[document.kind].titled and not text.addressee.strip():
        return "Kepada siapa surat ini belum ditulis."
    return ""


def numbered_and_dated(document, on):
    if document.number and document.dated_on:
        return ""
    return "Nomor dan tanggal dari buku surat belum diisi."


def date_in_order(document, on):
    """The date is not in the future; a decree or record never precedes its meeting, an invitation never follows it."""
    day = document.dated_on
    if day is None:
        return ""
    if day > dates.today_in(document.region.zone):
        return "Tanggal surat tidak boleh setelah hari ini."
    meeting = document.meeting
    if is_decree(document) and document.decree.is_change:
        first = document.decree.earliest_date()
        if day < first:
            return (
                f"SK perubahan tidak boleh bertanggal sebelum {dates.long_date(first)}: sesudah SK yang diubah, "
                "dan tidak mendahului rapat pemilihan penggantinya."
            )
    elif is_decree(document):
        meeting = document.decree.unit.formation_meeting
        if meeting and day < meeting.held_on:
            return (
                f"Tanggal SK ({dates.long_date(day)}) tidak boleh mendahului musyawarah pembentukan "
                f"({dates.long_date(meeting.held_on)})."
            )
    elif is_record(document) and day < meeting.held_on:
        return f"Berita acara tidak boleh mendahului pertemuannya ({dates.long_date(meeting.held_on)})."
    elif document.kind == Kind.INVITATION and day > meeting.held_on:
        return f"Undangan tidak boleh setelah pertemuannya ({dates.long_date(meeting.held_on)})."
    return ""


def paper_seen(document, on):
    """An act of the village head recorded by the operator shows the signed paper."""
    if document.from_paper and not document.signed_scan_id:
        return "Unggah pindaian atau foto surat yang sudah ditandatangani."
    return ""


def nothing_rests_on_it(document, on):
    """An issued decree is replaced, never cancelled; a record on which an FCU was formed stays."""
    if is_decree(document) and document.number:
        return "SK yang sudah terbit tidak dibatalkan; ganti dengan SK perubahan."
    if is_record(document) and document.meeting.formed_units.exists():
        return "Pembentukan FCU sudah didasarkan pada berita acara ini."
    return ""


def _edit(document):
    return "Ubah isi SK", reverse("institutions:decree-update", args=[document.uid])


def _write(document):
    return "Tulis isinya", reverse("institutions:letter-update", args=[document.uid])


def _elect(document):
    route = "institutions:officers" if document.decree.is_change else "institutions:election"
    return "Pilih pengurus", reverse(route, args=[document.decree.unit.uid])


def _number(document):
    return "Isi nomor dan tanggal", reverse("institutions:document-issue", args=[document.uid])


CONTENT = (
    Gate("formed", "FCU sudah dibentuk", unit_is_formed, applies=is_decree,
         fix=lambda d: ("Buka jalan pendirian", reverse("institutions:road"))),
    Gate("officers", "Tiga pengurus terpilih", officers_complete, applies=is_decree,
         fix=_elect),
    Gate("bases", "Dasar hukum berlaku", bases_chosen, applies=is_decree, fix=_edit),
    Gate("signer", "Penanda tangan tertulis", signer_named, applies=is_decree, fix=_edit),
    Gate("words", "Isi surat tertulis", words_written, applies=is_own_words, fix=_write),
    Gate("meeting", "Pertemuan sudah terlaksana", meeting_held, applies=is_record,
         fix=lambda d: ("Buka pertemuan", d.meeting.get_absolute_url())),
)  # fmt: skip
ISSUE = (
    Gate("number", "Nomor dan tanggal", numbered_and_dated, fix=_number),
    Gate("order", "Urutan tanggal benar", date_in_order, fix=_number),
    Gate("signed", "Pindaian bertanda tangan", paper_seen, fix=_number),
)
CANCEL = (Gate("unused", "Belum menjadi dasar langkah lain", nothing_rests_on_it),)


# --- effects ----------------------------------------------------------------------------------------------------
def freeze(document, *, by, on, note):
    """Take the facts as they are now: from here on the letter says what was signed."""
    document.facts = facts_of(document)
    document.file = None
    document.save()
    render_soon(document)


def thaw(document, *, by, on, note):
    document.facts, document.file = {}, None
    document.approved_by, document.approved_on = "", None  # what was approved is no longer what will be signed
    document.save()


def enter_into_force(document, *, by, on, note):
    """The letter now carries its number and date; a decree also sets the officers and moves the FCU (FCU-07)."""
    document.facts = {**document.facts, "number": document.number, "dated_on": document.dated_on.isoformat()}
    document.file = None
    if is_fcu_letter(document) and not document.approved_on:
        document.approved_by, document.approved_on = approval_on_paper(document, by), document.dated_on
    document.save()
    render_soon(document)
    if not is_decree(document):
        return
    decree, unit = document.decree, document.decree.unit
    decree.effective_on = decree.effective_on or document.dated_on
    if decree.effective_on < document.dated_on:
        raise TransitionRefused(["Tanggal mulai berlaku tidak boleh mendahului tanggal SK."])
    decree.save()
    if decree.is_change:
        change_officers(decree, by=by)
        return
    for term in OfficerTerm.objects.filter(unit=unit, valid_until=None, decree=None):
        term.decree, term.valid_from = decree, decree.effective_on
        term.save()
    unit.decreed_on = document.dated_on
    unit.save()
    workflow.perform(unit, "decree", by=by, on=document.dated_on)


CANCELLED = "cancel"  # under which name the written reason is kept


def keep_why(document, *, by, on, note):
    """A cancelled letter says by whom and why; what it answered waits for an answer again."""
    facts = {"reason": note, "actor": by.actor_uid, "recorded_by": by.signature}
    GateReason.objects.update_or_create(object_uid=document.uid, gate=CANCELLED, defaults=facts)
    for row in document.answers.all():
        take(row, answered_by=None)
        audit.record("incoming:unanswered", by=by, obj=row, fields=["answered_by"], on=on)


def cancellation_of(document):
    """Who cancelled the letter, when and why; None for one that stands, or of which nothing was kept."""
    if document.stage != IssuedDocument.Stage.CANCELLED:
        return None
    return GateReason.objects.filter(object_uid=document.uid, gate=CANCELLED).first()


def awaits_coordinator(document, by):
    """A letter of the FCU is put before its coordinator, who has not approved it yet (III.B.2.3(1))."""
    is_coordinator = by.role == "coordinator" and in_own_office(document, by)
    return is_coordinator and is_fcu_letter(document) and not document.approved_on


def approve(document, *, by, on, note):
    """The coordinator finds the letter good: it says by whom and since when."""
    document.approved_by, document.approved_on = by.signature, on
    document.save()


def approval_on_paper(document, by):
    """Whose approval an issued letter of the FCU carries: of the coordinator here, else of the signature on paper."""
    if by.role == "coordinator":
        return by.signature
    title, name = coordinator_of(FamilyCareUnit.of(document.region), document.dated_on)
    return f"{f'{title} {name}'.strip()}, menurut surat bertanda tangan yang dicatat {by.signature}"[:240]


def change_officers(decree, *, by):
    """A change takes force: whoever is replaced, or acted until now, stays the day before; the earlier decree is
    replaced in the same act and keeps what it said (MEM-12). The FCU's own stage and date stay."""
    unit, first_day = decree.unit, decree.effective_on
    take(unit)
    elected = unit.elected_officers()
    posts, people = [term.post for term in elected], [term.membership_id for term in elected]
    theirs = OfficerTerm.objects.filter(unit=unit).filter(Q(post__in=posts) | Q(membership__in=people))
    leaving = theirs.filter(Q(valid_until=None, decree__isnull=False) | Q(acting=True, valid_until__gte=first_day))
    for term in leaving.select_related("membership__person"):
        if term.valid_from >= first_day:
            raise TransitionRefused([
                f"{term.title} {term.membership.person.name} baru menjabat sejak {dates.long_date(term.valid_from)}. "
                "SK perubahan berlaku sesudah tanggal itu."
            ])  # fmt: skip
        term.valid_until = first_day - timedelta(days=1)
        term.ended_reason = term.ended_reason or f"Diganti dengan SK Nomor {decree.document.number}"
        term.save()
    for term in elected:
        term.decree, term.valid_from = decree, first_day
        try:
            term.clean()
        except ValidationError as error:
            raise TransitionRefused([f"{term.get_post_display()}: {error.messages[0]}"]) from error
        term.save()
    workflow.perform(decree.replaces.document, "replace", by=by, on=decree.document.dated_on)


def is_replaced(document, by):
    """Only the decree that changes it replaces a decree, in the act of its own issue; there is no button for it."""
    changes = is_decree(document) and document.decree.replaced_by.filter(document__stage="issued")
    return bool(changes) and may_issue(document, by)


STAGE = IssuedDocument.Stage
workflow.register(
    IssuedDocument,
    (
        Transition(
            "prepare", "Siapkan untuk ditandatangani", (STAGE.DRAFT,), STAGE.READY,
            "institutions.change_issueddocument", relation=in_own_office, gates=CONTENT, effect=freeze, asks_date=False,
        ),
        Transition(
            "revise", "Kembalikan ke draf", (STAGE.READY,), STAGE.DRAFT, "institutions.change_issueddocument",
            relation=in_own_office, effect=thaw, asks_date=False,
        ),
        Transition(
            "approve", "Setujui surat ini", (STAGE.READY,), STAGE.READY, "institutions.change_issueddocument",
            relation=awaits_coordinator, effect=approve, asks_date=False,
        ),
        Transition(
            "issue", "Catat nomor dan tanggal (terbit)", (STAGE.READY,), STAGE.ISSUED, "institutions.number_document",
            relation=may_issue, gates=(*CONTENT, *ISSUE), effect=enter_into_force, asks_date=False,
            url=lambda d: reverse("institutions:document-issue", args=[d.uid]),
        ),
        Transition(
            "replace", "Ganti dengan SK perubahan", (STAGE.ISSUED,), STAGE.REPLACED, "institutions.number_document",
            relation=is_replaced, asks_date=False,
        ),
        Transition(
            "cancel", "Batalkan surat", (STAGE.DRAFT, STAGE.READY, STAGE.ISSUED), STAGE.CANCELLED,
            "institutions.change_issueddocument", relation=in_own_office, gates=CANCEL, effect=keep_why,
            needs_note=True, is_danger=True, asks_date=False,
        ),
    ),
)  # fmt: skip
