"""Pendamping dan dampingan: pairing, mentoring notes, needs."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from families.actions.family import not_archived, own
from families.models import Pairing, Participation
from families.nearness import FURTHEST, closeness_of, kin_sign, nearness_words
from fcu_project import audit, dates, registry, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused

USUAL_LOAD = 5  # families per pioneer; above it warns (setting "pairing_load" of the region)


def ready_pioneers(region):
    """Pioneers who are fully briefed or on duty."""
    rows = Participation.objects.filter(family__region=region, ended_on=None, role="pioneer")
    return rows.filter(stage__in=["consolidated", "on_duty"]).select_related("family").order_by("family__search_name")


def ready_plasma(region):
    """Designated plasma families, those without a companion first."""
    accompanied = Pairing.objects.filter(plasma=OuterRef("pk"), paired_until=None)
    rows = Participation.objects.filter(family__region=region).plasma().annotate(has_companion=Exists(accompanied))
    return rows.select_related("family").order_by("has_companion", "family__search_name")


def without_companion(region):
    """Designated plasma families whom nobody accompanies: not yet, or not any more."""
    return ready_plasma(region).filter(has_companion=False, family__archived_on=None)


def pairing_problem(pioneer, plasma, paired_from):
    """Why these two can't be paired on that day, or "" (MEN-01, FAM-15, FAM-18)."""
    if pioneer.stage not in ("consolidated", "on_duty"):
        return f"{pioneer.family.called} belum selesai dibekali (lima materi), jadi belum bisa mendampingi."
    if plasma.stage not in ("designated", "mentored") or plasma.role != "plasma":
        return f"{plasma.family.called} belum ditetapkan: pertemuan dan kesediaannya belum tercatat."
    if paired_from < pioneer.consolidated_on:
        day = dates.long_date(pioneer.consolidated_on)
        return f"Pendampingan tidak boleh mendahului selesainya pembekalan ({day})."
    if paired_from < plasma.designated_on:
        day = dates.long_date(plasma.designated_on)
        return f"Pendampingan tidak boleh mendahului penetapan dampingan ({day})."
    return ""


def usual_load(region):
    """How many families a pioneer accompanies at most without a reason (setting "pairing_load")."""
    text = str(region.setting("pairing_load", USUAL_LOAD))
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:5]) <= 999 else USUAL_LOAD


def nearer_pioneers(pioneer, plasma):
    """Other ready pioneers with room who live in the same RT, RW or hamlet as the family, the nearest first."""
    region = plasma.family.region
    rows = ready_pioneers(region).filter(family__archived_on=None).exclude(pk=pioneer.pk)
    rows = rows.annotate(load=Count("charges", filter=Q(charges__paired_until=None)))
    rows = rows.filter(load__lt=usual_load(region))
    found = [(nearness_words(row.family, plasma.family), row) for row in rows]
    return sorted(((near, row) for near, row in found if near[0] < FURTHEST), key=lambda line: line[0][0])


def _far_warning(pioneer, plasma, closeness):
    if (closeness or closeness_of(pioneer.family, plasma.family)) != Pairing.Closeness.FURTHER:
        return ""
    for (_, words), row in nearer_pioneers(pioneer, plasma):
        return f"{pioneer.family.called} tinggal lebih jauh, padahal {row.family.called} lebih dekat ({words})."
    return ""


def pairing_warnings(pioneer, plasma, *, closeness="", conflict=""):
    """Sentences on what is unusual; the pairing is kept with a reason.

    A second companion, a full load, a pioneer from afar while a nearer one has room, a declared conflict of interest.
    """
    found = []
    companions = plasma.companions.filter(paired_until=None).exclude(pioneer=pioneer)
    for row in companions.select_related("pioneer__family"):
        found.append(f"{plasma.family.called} sudah didampingi {row.pioneer.family.called}.")
    load, limit = pioneer.charges.filter(paired_until=None).count(), usual_load(pioneer.family.region)
    if load >= limit:
        found.append(f"{pioneer.family.called} sudah mendampingi {load} keluarga (biasanya paling banyak {limit}).")
    far = _far_warning(pioneer, plasma, closeness)
    if far:
        found.append(far)
    if conflict:
        found.append("Ada benturan kepentingan di antara kedua keluarga.")
    return found


def kin_question(pioneer, plasma):
    """The question to answer before two families that may be kin are paired, or ""."""
    sign = kin_sign(pioneer.family, plasma.family)
    if not sign:
        return ""
    return f"Menurut berkas, keduanya mungkin kerabat: {sign}. Pilih “Kerabat dekat”, atau “Tidak ada” bila keliru."


@transaction.atomic
def pair(pairing, *, by, on, asked=False):
    """A pioneer begins to accompany a plasma family. Locks both, so that two secretaries do not pair at once.

    `asked`: whoever pairs has answered whether something stands between the two. How near they live is taken from the
    file unless it was said. Raises TransitionRefused before the five briefings, before the plasma's meeting and
    consent, for a warning without a reason, or for kin of whom nobody was asked.
    """
    pioneer, plasma = pairing.pioneer, pairing.plasma
    own(pioneer.family, by)
    own(plasma.family, by)
    take(pioneer)
    take(plasma)
    problem = pairing_problem(pioneer, plasma, pairing.paired_from)
    if problem:
        raise TransitionRefused([problem])
    warnings = pairing_warnings(pioneer, plasma, closeness=pairing.closeness, conflict=pairing.conflict)
    if warnings and not pairing.reason:
        raise TransitionRefused(warnings)
    question = "" if asked or pairing.conflict else kin_question(pioneer, plasma)
    if question:
        raise TransitionRefused([question])
    pairing.closeness = pairing.closeness or closeness_of(pioneer.family, plasma.family)
    pairing.full_clean()
    pairing.save()
    audit.record("pairing:add", by=by, obj=pairing, on=pairing.paired_from)
    if pioneer.stage == "consolidated":
        workflow.perform(pioneer, "begin_duty", by=by, on=pairing.paired_from)
    if plasma.stage == "designated":
        workflow.perform(plasma, "begin_mentoring", by=by, on=pairing.paired_from)
    return pairing


@transaction.atomic
def save_terms(pairing, *, by, on):
    """How near the two families are, and what stands between them: both may be found out later."""
    own(pairing.plasma.family, by)
    pairing.full_clean()
    pairing.save()
    audit.record("pairing:change", by=by, obj=pairing, fields=("closeness", "conflict", "conflict_note"), on=on)
    return pairing


@transaction.atomic
def end_pairing(pairing, *, by, on, ended_on, reason):
    """The pioneer stops accompanying this family; both go on in their roles."""
    own(pairing.plasma.family, by)
    if pairing.paired_until is not None:
        raise TransitionRefused(["Pendampingan ini sudah berakhir."])
    if ended_on < pairing.paired_from:
        raise ValidationError({"ended_on": "Tanggal berakhir tidak boleh mendahului tanggal mulai."})
    pairing.paired_until, pairing.end_reason = ended_on, reason
    pairing.save()
    audit.record("pairing:end", by=by, obj=pairing, on=ended_on)
    return pairing


def may_write_for(pairing, by):
    """The pioneer of this pairing, or who serves families in the village."""
    if by.role == "pioneer":
        return pairing.pioneer.representative_id == by.person_id
    return pairing.plasma.family.region_id == by.region_id


@transaction.atomic
def add_note(note, need=None, *, by, on):
    """Keep a contact of the pioneer with the family, and the need it opened (MEN-02). FAM-15: never before the duty."""
    pairing = note.pairing
    if not may_write_for(pairing, by):
        raise PermissionDenied
    not_archived(pairing.plasma.family)
    _within(pairing, note.held_on)
    note.family = pairing.plasma.family
    note.author = pairing.pioneer.representative
    note.from_paper, note.recorded_by = by.role != "pioneer", by.signature
    note.save()
    audit.record("mentoring:add", by=by, obj=note, on=note.held_on)
    if need is not None:
        need.found_in, need.found_on = note, note.held_on
        save_need(need, by=by, on=note.held_on, family=note.family)
    return note


def _within(pairing, day):
    """Refuse a contact before the pairing began or after it ended."""
    if day < pairing.paired_from:
        since = dates.long_date(pairing.paired_from)
        raise ValidationError({"held_on": f"Tanggal kunjungan tidak boleh mendahului pendampingan ({since})."})
    if pairing.paired_until and day > pairing.paired_until:
        raise ValidationError({"held_on": "Pendampingan sudah berakhir sebelum tanggal ini."})


def may_mend(note, by):
    """Who wrote the note, or the FCU of the village; a pioneer not what somebody else typed in another's name."""
    if by.role == "pioneer":
        return note.author_id == by.person_id and not note.from_paper
    return note.family.region_id == by.region_id


@transaction.atomic
def change_note(note, *, fields, by, on):
    """Mend a note that was written down wrongly; it says who mended it last."""
    if not may_mend(note, by):
        raise PermissionDenied
    not_archived(note.family)
    _within(note.pairing, note.held_on)
    note.recorded_by = by.signature
    note.save()
    audit.record("mentoring:change", by=by, obj=note, fields=fields, on=on)
    return note


@transaction.atomic
def save_need(need, *, by, on, family):
    """Open or change a need of a family."""
    if family.region_id != by.region_id:
        raise PermissionDenied
    not_archived(family)
    is_new = need.pk is None
    need.family = family
    if is_new:
        need.recorded_by = by.signature
        need.found_on = need.found_on or on
    need.save()
    audit.record("need:add" if is_new else "need:change", by=by, obj=need, on=on)
    registry.follow("need:save", need, by=by, on=on)
    return need


@transaction.atomic
def close_need(need, *, by, on, state, outcome):
    """A need is met, or not pursued further; the outcome is told."""
    own(need.family, by)
    return settle_need(need, by=by, on=on, state=state, outcome=outcome)


def settle_need(need, *, by, on, state, outcome):
    """Write how a need ended, for whoever may say it: the own FCU, or who closes the referral that answered it."""
    if need.closed_on is not None:
        raise TransitionRefused(["Kebutuhan ini sudah selesai."])
    if on < need.found_on:
        raise ValidationError({"closed_on": "Tanggal selesai tidak boleh mendahului tanggal ditemukan."})
    need.state, need.outcome, need.closed_on = state, outcome, on
    need.save()
    audit.record("need:close", by=by, obj=need, on=on)
    registry.follow("need:close", need, by=by, on=on)
    return need
