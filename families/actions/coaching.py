"""Coaching sessions and consultations: what builds the capacity of pioneers and plasma (III.A.4.1.5, III.A.7.2)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from families.actions.family import not_archived, own
from families.models import CoachingAttendance, Participation, Role
from fcu_project import audit, dates
from fcu_project.workflow import TransitionRefused

ROLE_OF = {"pioneers": Role.PIONEER, "plasma": Role.PLASMA}


def families_for(region, group):
    """Families of the village that a session for `group` may ask: designated and under way, by name."""
    rows = Participation.objects.filter(family__region=region, family__archived_on=None)
    rows = rows.pioneers() if group == "pioneers" else rows.plasma()
    return rows.select_related("family").order_by("family__search_name", "id")


def coaches_of(region):
    """Pioneers who may coach plasma families: fully briefed, or on duty already."""
    rows = Participation.objects.filter(family__region=region).pioneers().exclude(consolidated_on=None)
    return rows.select_related("family").order_by("family__search_name", "id")


def attendance_problem(participation, coaching):
    """Why this family can't have been at the session, or ""."""
    called = participation.family.called
    if participation.role != ROLE_OF[coaching.group]:
        return f"{called} tidak termasuk sasaran pembinaan ini."
    if participation.designated_on is None or coaching.held_on < participation.designated_on:
        return f"{called} belum ditetapkan pada tanggal pembinaan ini."
    return ""


def is_planned(coaching, today):
    """Whether the day of the session is still to come."""
    return coaching.held_on > today


@transaction.atomic
def save_coaching(coaching, asked, *, by, on):
    """Keep a session with the families asked: `asked` is {participation: (present, women, men)}.

    A pioneer coaches plasma families only after the five briefings (FAM-15). A session may be planned: nobody has come
    to it before its day. Raises ValidationError, TransitionRefused.
    """
    if coaching.pk is None:
        coaching.region = by.region
    own(coaching, by)
    is_new = coaching.pk is None
    coach = coaching.coach
    if coach is not None and (coach.consolidated_on is None or coaching.held_on < coach.consolidated_on):
        day = f" ({dates.long_date(coach.consolidated_on)})" if coach.consolidated_on else ""
        raise ValidationError({"coach": f"{coach.family.called} belum selesai dibekali pada tanggal itu{day}."})
    if is_planned(coaching, on) and (coaching.result or any(present for present, *_ in asked.values())):
        raise TransitionRefused(["Kehadiran dan hasil diisi setelah hari pembinaan."])
    for participation in asked:
        own(participation.family, by)
        problem = attendance_problem(participation, coaching)
        if problem:
            raise TransitionRefused([problem])
    coaching.recorded_by = by.signature
    coaching.full_clean()
    coaching.save()
    coaching.attendances.exclude(participation__in=asked).delete()
    known = {row.participation_id: row for row in coaching.attendances.all()}
    for participation, (present, women, men) in asked.items():
        row = known.get(participation.pk) or CoachingAttendance(coaching=coaching, participation=participation)
        row.present, row.women, row.men = (present, women, men) if present else (False, 0, 0)
        row.save()
    day = min(coaching.held_on, on)
    audit.record("coaching:add" if is_new else "coaching:change", by=by, obj=coaching, on=day)
    return coaching


@transaction.atomic
def save_consultation(consultation, *, by, on):
    """Keep that a family asked for advice: of its companion, or of a PSKS body or somebody named."""
    family, pairing = consultation.family, consultation.pairing
    own(family, by)
    not_archived(family)
    if pairing is not None and pairing.plasma.family_id != family.pk:
        raise TransitionRefused(["Pendamping ini bukan pendamping keluarga tersebut."])
    if pairing is not None and consultation.held_on < pairing.paired_from:
        since = dates.long_date(pairing.paired_from)
        raise ValidationError({"held_on": f"Konsultasi dengan pendamping tidak boleh mendahului {since}."})
    is_new = consultation.pk is None
    consultation.recorded_by = by.signature
    consultation.full_clean()
    consultation.save()
    audit.record("consultation:add" if is_new else "consultation:change", by=by, obj=consultation,
                 on=consultation.held_on)  # fmt: skip
    return consultation
