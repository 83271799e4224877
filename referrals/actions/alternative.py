"""Other ways that LK3 offers for a need, and the sender's next try along one of them (III.B.6.4(2))."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from referrals.actions.referral import live_referral, save_referral, start_referral
from referrals.bodies import is_members_body, service_is_gone
from referrals.models import Alternative, Level, Referral
from referrals.models.referral import SUBDISTRICT_WIDTH
from referrals.parties import is_lk3, is_near

STAGE = Referral.Stage
OFFERED_AT = (STAGE.SENT, STAGE.ACCEPTED)  # while it lies with LK3 and nowhere else


def may_offer(referral, by):
    return is_lk3(referral, by) and referral.stage in OFFERED_AT


@transaction.atomic
def offer(referral, *, services=(), advice=(), hands_back=False, by, on):
    """Keep several ways at once; with `hands_back` the referral returns to its sender with them.

    services  of the directory; advice  sentences. Raises TransitionRefused, ValidationError.
    """
    if not is_lk3(referral, by):
        raise PermissionDenied
    if referral.stage not in OFFERED_AT:
        told = referral.get_stage_display()
        raise TransitionRefused([f"Pilihan lain ditawarkan selagi rujukan ada di LK3. Tahapnya sekarang: {told}."])
    since = referral.accepted_on or referral.sent_on
    if on < since:
        raise ValidationError(
            {"offered_on": f"Tanggal tidak boleh mendahului langkah sebelumnya ({dates.long_date(since)})."}
        )
    take(referral)
    known = set(referral.alternatives.values_list("service", "advice"))
    wished = [(service, "") for service in services] + [(None, words) for words in dict.fromkeys(advice)]
    rows = [
        Alternative(referral=referral, service=service, advice=words, offered_on=on, offered_by=by.signature)
        for service, words in wished
        if (service.pk if service else None, words) not in known
    ]
    for row in rows:
        row.save()
    audit.record("referral:alternatives", by=by, obj=referral, on=on)
    if hands_back:
        names = "; ".join(str(row) for row in referral.alternatives.select_related("service__institution"))
        workflow.perform(referral, "decline", by=by, on=on, note=f"LK3 menawarkan pilihan lain: {names}"[:1000])
    return rows


def not_now(alternative, by):
    """Why this way can't be taken now, "" if it can."""
    need = alternative.referral.need
    if alternative.taken_on:
        return f"Pilihan ini sudah dipakai pada {dates.long_date(alternative.taken_on)}."
    if need.closed_on:
        return "Kebutuhan ini sudah dicatat selesai."
    if service_is_gone(alternative.service):
        return "Pelayanan ini tidak ada lagi."
    if need.family.archived_on:
        return "Berkas keluarga ini diarsipkan."
    live = live_referral(need)
    if live is None:
        return ""
    if live.stage == STAGE.DRAFT:
        return "Kebutuhan ini sudah punya draf rujukan. Batalkan drafnya dahulu bila ingin memakai pilihan ini."
    return "Rujukan yang sekarang masih berjalan. Tarik kembali dahulu bila ingin memakai pilihan ini."


@transaction.atomic
def use(alternative, *, by, on):
    """Begin the next draft along this way. Returns the draft. Raises PermissionDenied, TransitionRefused."""
    if not is_near(alternative.referral, by):
        raise PermissionDenied
    take(alternative)  # of two who take it at once, the second is told
    if reason := not_now(alternative, by):
        raise TransitionRefused([reason])
    draft = start_referral(alternative.referral.need, by=by, on=on)
    _lead_there(draft, alternative, by, on)
    save_referral(draft, by=by, on=on)
    alternative.taken_on = on
    alternative.save()
    audit.record("referral:alternative-use", by=by, obj=draft, on=on)
    return draft


def _lead_there(draft, alternative, by, on):
    """The tier and place of the draft: a member's own body, a service that is near, else LK3 again with the wish."""
    service = alternative.service
    if service is None:  # what is asked for stays as it was written; the form shows the advice beside it
        return
    near = service.region.code.startswith(draft.region.code[:SUBDISTRICT_WIDTH])
    if by.level == "village" and is_members_body(service.institution, draft.region, on):
        draft.level, draft.body = Level.VILLAGE, service.institution
    elif near or by.level == "subdistrict":
        draft.level, draft.service = Level.SUBDISTRICT, service
    else:  # what lies beyond the kecamatan an FCU asks of LK3
        draft.level, draft.request = Level.REGENCY, f"{draft.request} (pilihan LK3: {service})"[:300]
