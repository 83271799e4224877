"""What a service place answered, and where that leads the referral (REF-09)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates, files, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from referrals.models import AnswerLink, ReferralReply
from referrals.parties import LinkHolder, may_answer

Kind = ReferralReply.Kind
# Where an answer leads: by its kind the step of the referral, of a place its sender named and of one LK3 chose. An
# acceptance of the latter changes nothing: LK3 goes on waiting for what is done.
OF_NAMED_PLACE = {
    Kind.ACCEPTED: "taken_up", Kind.SERVED: "served", Kind.REFUSED: "refused", Kind.REDIRECTED: "refused",
}  # fmt: skip
OF_PLACE_OF_LK3 = {Kind.SERVED: "served", Kind.REFUSED: "handed_back", Kind.REDIRECTED: "handed_back"}


def note_of(reply):
    """The reason of a refusal as the sender reads it."""
    if reply.kind == Kind.REDIRECTED:
        return f"Dialihkan ke {reply.redirected_to}. {reply.reason}".strip()
    return reply.reason


@transaction.atomic
def record_reply(reply, *, by, on, way, scan=None):
    """Keep an answer and take the step it leads to. Raises TransitionRefused for one that comes too late."""
    referral = reply.referral
    if not by.has_perm("referrals.answer_for_place") or not may_answer(referral, by):
        raise PermissionDenied
    if not referral.is_waiting:
        raise TransitionRefused([f"Rujukan ini tidak menunggu jawaban lagi: {referral.get_stage_display()}."])
    _check_day(reply, referral)
    take(referral)
    reply.way, reply.place_name, reply.recorded_by = way, referral.place, by.signature
    reply.letter = referral.forwarding_letter or referral.letter
    if scan is not None:
        reply.scan = files.store_scan(scan, by=by)
    reply.save()
    audit.record("referral:reply", by=by, obj=reply, on=reply.replied_on)
    step = (OF_PLACE_OF_LK3 if referral.is_through_lk3 else OF_NAMED_PLACE).get(reply.kind)
    if step and not (step == "taken_up" and referral.stage == "accepted"):
        workflow.perform(referral, step, by=by, on=reply.replied_on, note=note_of(reply))
    return reply


def _check_day(reply, referral):
    since = referral.forwarded_on or referral.accepted_on or referral.sent_on
    if reply.replied_on < since:
        day = dates.long_date(since)
        raise ValidationError({"replied_on": f"Jawaban tidak boleh mendahului langkah sebelumnya ({day})."})


@transaction.atomic
def answer_by_link(link, reply, *, on):
    """The answer of a place that holds the one-time link. A final answer uses the link up.

    Raises TransitionRefused for a link that was used, revoked, or is too old.
    """
    take(link)  # of two who send at once, the second finds the link used
    if not link.is_open(on):
        raise TransitionRefused(["Tautan ini sudah dipakai atau tidak berlaku lagi."])
    reply.referral = link.referral
    if reply.is_final:
        AnswerLink.objects.filter(pk=link.pk).update(used_on=on)
    return record_reply(reply, by=LinkHolder(link), on=on, way=ReferralReply.Way.LINK)
