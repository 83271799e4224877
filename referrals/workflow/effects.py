"""What becomes true when a referral moves."""

from families.actions.pairing import settle_need
from families.models import Need
from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.actions.document import issue_document
from institutions.books import office_name
from institutions.models import Book, IssuedDocument
from institutions.roles import VILLAGE
from referrals.models import AnswerLink, Outcome
from referrals.snapshot import snapshot_of

OUTSIDE_BY_TKSK = (
    "Lembaga ini di luar kecamatan. Mintalah TKSK mengirimnya, atau pilih tingkat kabupaten/kota lewat LK3."
)
# How an office is called in the number of its letters, by the level at which it works.
BOOKS = {"village": Book.FCU, "subdistrict": Book.TKSK, "regency": Book.LK3}


def send(referral, *, by, on, note):
    """Freeze what the family agreed to tell, number the letter, and take the need in hand (III.B.5.7)."""
    if referral.is_outside and by.level == VILLAGE:
        raise TransitionRefused([OUTSIDE_BY_TKSK])
    referral.office = by.region  # a TKSK who acts on a draft of the FCU is its sender from now on
    referral.sent_on, referral.sent_by = on, by.signature
    referral.letter = _draft_letter(by.region) if referral.has_letter else None
    referral.snapshot = snapshot_of(referral, by)
    referral.save()
    if referral.letter:
        _issue(referral.letter, by=by, on=on)
    _set_need(referral.need, Need.State.UNDER_WAY)


def forward(referral, *, by, on, note):
    """LK3 sends it on to the place it chose, with a letter of its own."""
    referral.forwarded_on = on
    referral.forwarding_letter = _draft_letter(by.region)
    referral.save()
    _issue(referral.forwarding_letter, by=by, on=on)


def _draft_letter(office):
    book = BOOKS[office.level]
    return IssuedDocument.objects.create(
        kind=IssuedDocument.Kind.REFERRAL, region=office, book=book, issuer=office_name(book, office),
        subject="Rujukan keluarga",
    )


def _issue(letter, *, by, on):
    """Give the letter the next number of its office's own series."""
    workflow.perform(letter, "prepare", by=by, on=on)
    issue_document(letter, number="", dated_on=on, by=by)


def accept(referral, *, by, on, note):
    referral.accepted_on = on
    referral.save()


def serve(referral, *, by, on, note):
    referral.answered_on = on
    referral.accepted_on = referral.accepted_on or on
    referral.save()


def decline(referral, *, by, on, note):
    """It goes back to the sender with the reason; the need is open again."""
    referral.declined_on, referral.end_reason = on, note
    referral.save()
    _end_links(referral, on)
    _set_need(referral.need, Need.State.OPEN)


def hand_back(referral, *, by, on, note):
    """The place LK3 had chosen can't help: LK3 chooses again."""
    referral.forwarded_on, referral.forwarding_letter = None, None
    referral.service, referral.place_name, referral.place_address = None, "", ""
    referral.forward_reason, referral.beyond = "", ""
    referral.save()
    _end_links(referral, on)


def recall(referral, *, by, on, note):
    """From this moment nobody reads the snapshot any more."""
    referral.recalled_on, referral.end_reason = on, note
    referral.save()
    _end_links(referral, on)
    if referral.letter_id:
        workflow.perform(referral.letter, "cancel", by=by, on=on, note=note)
    _set_need(referral.need, Need.State.OPEN)


def close(referral, *, by, on, note):
    """The outcome is told; a need that is met is closed with it."""
    referral.closed_on = on
    referral.save()
    _end_links(referral, on)
    if referral.outcome == Outcome.FULL and referral.need.closed_on is None:
        settle_need(referral.need, by=by, on=on, state=Need.State.MET, outcome=referral.outcome_note[:300])
    else:
        _set_need(referral.need, Need.State.OPEN)


def _set_need(need, state):
    """A need that is still open says whether somebody is at it."""
    if need.closed_on is None and need.state != state:
        need.state = state
        need.save()


def _end_links(referral, on):
    AnswerLink.objects.filter(referral=referral, used_on=None, revoked_on=None).update(revoked_on=on)
