"""Help came first; now the call is written down, LK3 is told, and the paper follows within a day (III.B.5.7)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from families.actions.family import not_archived
from families.actions.pairing import save_need
from fcu_project import audit, dates
from fcu_project.workflow import TransitionRefused
from institutions.roles import REGENCY, VILLAGE
from referrals.actions import referral as referral_actions
from referrals.models import Emergency, Referral

RUNS_ALREADY = "Kebutuhan ini sudah punya rujukan yang berjalan. Tautkan ke rujukan itu, atau pilih kebutuhan lain."
SUMMARY_LEFT = "Keadaan darurat: "


def may_keep(emergency, by):
    """Who changes what was written of the call: the office that wrote it."""
    return emergency.keeper_id == by.region_id


def may_follow_up(emergency, by):
    """Who tells LK3 and starts the paper: whoever wrote it down, the FCU of the place, its TKSK."""
    near = by.level != REGENCY and emergency.region.code.startswith(by.territory)
    return may_keep(emergency, by) or near


@transaction.atomic
def save_emergency(emergency, *, by, on, fields=()):
    """Write down a call, or correct it. Nothing stands before it (REF-15). Raises ValidationError, PermissionDenied."""
    is_new = emergency.pk is None
    if is_new:
        emergency.keeper, emergency.recorded_by = by.region, by.signature
        if by.level == VILLAGE:
            emergency.region = by.region
        if by.level == REGENCY:  # LK3 itself helped
            emergency.lk3_told_at, emergency.lk3_told_whom = emergency.called_at, by.person.name
    if not may_keep(emergency, by) or not emergency.region.code.startswith(by.territory):
        raise PermissionDenied
    _check_family(emergency)
    _check_moments(emergency)
    emergency.save()
    audit.record("emergency:add" if is_new else "emergency:change", by=by, obj=emergency, fields=fields, on=on)
    return emergency


def _check_family(emergency):
    family = emergency.family
    if family is not None and family.region_id != emergency.region_id:
        raise ValidationError({"family": "Pilih keluarga dari desa/kelurahan tempat kejadian."})
    if emergency.referral_id and emergency.referral.family_id != emergency.family_id:
        raise ValidationError({"family": "Surat rujukannya menyebut keluarga lain. Tarik kembali suratnya dahulu."})


def _check_moments(emergency):
    if emergency.called_at > timezone.now():
        raise ValidationError({"called_time": "Waktu menghubungi tidak boleh setelah sekarang."})
    if emergency.lk3_told_at and emergency.lk3_told_at < emergency.called_at:
        raise ValidationError({"called_time": f"LK3 sudah diberi tahu sebelum waktu ini ({_when(emergency)})."})


def _when(emergency):
    told = timezone.localtime(emergency.lk3_told_at)
    return f"{dates.long_date(told)} pukul {dates.clock(told)}"


@transaction.atomic
def tell_lk3(emergency, *, told_at, whom, by, on):
    """LK3 was told, when and whom: from now on it sees the call. Raises ValidationError for a moment before it."""
    if not may_follow_up(emergency, by):
        raise PermissionDenied
    if told_at < emergency.called_at:
        raise ValidationError({"told_time": "Waktu ini tidak boleh mendahului waktu menghubungi pertolongan."})
    if told_at > timezone.now():
        raise ValidationError({"told_time": "Waktu memberi tahu tidak boleh setelah sekarang."})
    emergency.lk3_told_at, emergency.lk3_told_whom = told_at, whom
    emergency.save()
    audit.record("emergency:told", by=by, obj=emergency, on=timezone.localdate(told_at))
    return emergency


def paper_closed(emergency):
    """Why no paper is begun or waived now, "" if it may be. One that was taken back leaves the way open."""
    referral = emergency.referral
    if referral is None or referral.stage == Referral.Stage.RECALLED:
        return ""
    return "Surat rujukannya sudah dibuat. Lanjutkan dari rujukan itu."


@transaction.atomic
def refer(emergency, need, *, protection_reason="", links=False, by, on):
    """The paper follows: an urgent referral for `need` (kept with the family's file where it is new), linked here.

    A need whose referral runs already is refused, unless that one shall be linked (`links`). It goes the way of every
    referral; consent may be given later, or `protection_reason` stands in its place (REF-11).
    """
    family = emergency.family_id or need.family_id
    if not may_follow_up(emergency, by) or need.family.region_id != emergency.region_id or family != need.family_id:
        raise PermissionDenied
    if reason := paper_closed(emergency):
        raise TransitionRefused([reason])
    not_archived(need.family)
    if need.pk is None:
        save_need(need, by=by, on=on, family=need.family)
    elif referral_actions.live_referral(need) and not links:
        raise TransitionRefused([RUNS_ALREADY])
    referral = referral_actions.start_referral(need, by=by, on=on)
    if Emergency.objects.filter(referral=referral).exclude(pk=emergency.pk).exists():
        raise TransitionRefused(["Kebutuhan ini sudah dirujuk untuk kejadian darurat lain."])
    if referral.stage == Referral.Stage.DRAFT:
        _write_draft(referral, emergency, protection_reason, by=by, on=on)
    emergency.family, emergency.need, emergency.referral = need.family, need, referral
    emergency.no_paper_reason = ""
    emergency.save()
    audit.record("emergency:refer", by=by, obj=emergency, on=on)
    return referral


def _write_draft(referral, emergency, protection_reason, *, by, on):
    """What is known already: how urgent it is, what happened, who was called."""
    referral.urgency = Referral.Urgency.URGENT
    referral.summary = referral.summary or f"{SUMMARY_LEFT}{emergency.happened}"
    referral.tried = referral.tried or told_of_call(emergency)
    referral.protection_reason = protection_reason or referral.protection_reason
    fields = ["urgency", "summary", "tried", "protection_reason"]
    referral_actions.save_referral(referral, by=by, on=on, fields=fields)


def told_of_call(emergency):
    """The call in one sentence, as the letter tells what was done already."""
    called = timezone.localtime(emergency.called_at)
    place = emergency.place_name or emergency.get_place_kind_display()
    return f"Menghubungi {place} pada {dates.long_date(called)} pukul {dates.clock(called)}. {emergency.result}"


@transaction.atomic
def go_without_paper(emergency, *, reason, by, on):
    """There will be no referral, and why. Raises TransitionRefused where one was begun."""
    if not may_follow_up(emergency, by):
        raise PermissionDenied
    if closed := paper_closed(emergency):
        raise TransitionRefused([closed])
    emergency.no_paper_reason = reason
    emergency.save()
    audit.record("emergency:no-paper", by=by, obj=emergency, on=on)
    return emergency
