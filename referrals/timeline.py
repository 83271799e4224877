"""The way of a referral: what happened to it on which day, also at places that could not help (REF-04)."""

from datetime import timedelta

from fcu_project import dates
from fcu_project.models import AuditEvent
from referrals.models import Referral, ReferralReply
from referrals.nudges import nudged
from referrals.parties import is_lk3
from referrals.reading import reads_content

STAGE = Referral.Stage
Kind = ReferralReply.Kind
TAKEN = "transition:"
# Of two that happened on one day the one written down later stands above; each by the steps that may lead to it.
CLOSED, RECALLED, DECLINED = ("close",), ("recall", "discard"), ("decline", "refused")
SERVED, FORWARDED, ACCEPTED, SENT = ("served",), ("forward",), ("accept", "taken_up"), ("send",)


def events_of(referral, by, today, limit):
    """The way of a referral, the newest first; reasons and notes only for who may read the content."""
    reads = reads_content(referral, by)
    told = [*_steps(referral), *_answers(referral, reads), *_offers(referral, by, reads)]
    told += [(day, at, title, "") for day, at, title in nudged(referral)]
    told.reverse()  # what comes later in the way stands above where even the moments are the same
    told.sort(key=lambda step: step[:2], reverse=True)
    events = [
        {"when": dates.long_date(day), "title": title, "text": text if reads else ""} for day, _, title, text in told
    ]
    if referral.is_waiting:
        due = referral.held_since + timedelta(days=limit)
        whom = "LK3" if referral.is_through_lk3 and referral.stage != STAGE.FORWARDED else referral.place
        events.insert(0, {"when": f"Ditunggu sampai {dates.long_date(due)}", "title": f"Jawaban {whom}", "next": True})
    if referral.proposed_by and by.has_perm("referrals.view_referralreply") and not is_lk3(referral, by):
        day = dates.long_date(referral.need.found_on)
        events.append({"when": day, "title": "Kebutuhan ditemukan", "text": f"Diusulkan {referral.proposed_by}"})
    return events


def _steps(referral):
    """(day, moment it was written down, title, text) of what stands on the referral itself."""
    at_lk3 = referral.is_through_lk3
    steps = (
        (SENT, referral.sent_on, f"Dikirim {referral.sent_by}", _letter(referral.letter)),
        (ACCEPTED, referral.accepted_on, "Diterima LK3" if at_lk3 else "Diterima lembaga", ""),
        (
            FORWARDED, referral.forwarded_on, f"Diteruskan LK3 ke {referral.place}",
            _forwarding(referral.forward_reason, referral.forwarding_letter),
        ),
        (SERVED, referral.answered_on, "Dilayani", ""),
        (DECLINED, referral.declined_on, "Dikembalikan LK3" if at_lk3 else "Ditolak lembaga", referral.end_reason),
        (
            RECALLED, referral.recalled_on, "Ditarik kembali" if referral.sent_on else "Draf dibatalkan",
            referral.end_reason,
        ),
        (CLOSED, referral.closed_on, f"Selesai: {referral.get_outcome_display().lower()}", referral.outcome_note),
    )  # fmt: skip
    written, moment = _moments(referral), referral.created_at
    for verbs, day, title, text in steps:
        if day:
            moment = max((written[verb] for verb in verbs if verb in written), default=moment)
            yield day, moment, title, text


def _moments(referral):
    """{step: when it was written down last}, read off the trail."""
    rows = AuditEvent.objects.filter(object_uid=referral.uid, verb__startswith=TAKEN).order_by("id")
    return {verb.removeprefix(TAKEN): at for verb, at in rows.values_list("verb", "at")}


def _answers(referral, reads):
    """What places that LK3 chose answered; of one that could not help also the forwarding, which left the referral."""
    if not referral.is_through_lk3:
        return
    for row in referral.replies.select_related("letter"):
        if row.is_refusal and row.letter:
            reason = (row.letter.facts or {}).get("forwards", {}).get("reason", "")
            title = f"Diteruskan LK3 ke {row.place_name}"
            yield row.letter.dated_on, row.letter.created_at, title, _forwarding(reason, row.letter)
        if row.kind == Kind.REDIRECTED and reads:
            yield row.replied_on, row.created_at, f"{row.place_name} mengalihkan ke {row.redirected_to}", row.reason
        elif row.is_refusal:
            yield row.replied_on, row.created_at, f"{row.place_name} tidak bisa melayani", row.reason
        elif row.kind == Kind.ACCEPTED:
            yield row.replied_on, row.created_at, f"{row.place_name} menerima, akan melayani", ""


def _offers(referral, by, reads):
    """Each way that LK3 offered; LK3 itself knows its own words also when the referral is over."""
    if not referral.is_through_lk3:
        return
    for row in referral.alternatives.select_related("service__institution"):
        told = f": {row}" if reads or is_lk3(referral, by) else ""
        yield row.offered_on, row.created_at, f"LK3 menawarkan pilihan lain{told}", ""


def _letter(letter):
    return f"Surat {letter.number}" if letter and letter.number else ""


def _forwarding(reason, letter):
    """Why there, and by which letter."""
    return ". ".join(part for part in (reason.strip().rstrip("."), _letter(letter)) if part)
