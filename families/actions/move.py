"""A family moves to another village: the old file is closed, the new village answers and begins its own."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from families import household
from families.actions.family import not_archived, number_file, own, selection_group
from families.actions.member import bring_back, lead, leaving_problem, note_clashes, same_nik, taken_message
from families.actions.split import continue_in
from families.models import Family, FamilyMember, FamilyMove, Participation
from families.workflow.participation import BEFORE_DESIGNATION, stage_reached
from fcu_project import audit, dates, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused

State = FamilyMove.State
# Asked of the family, not written on its card: it does not travel with the identity part.
NOT_ON_THE_CARD = ("disability", "insurance")


@transaction.atomic
def record_move(move, *, by, on):
    """A family of the own village moves away on `moved_on`: its way ends, its members leave, its file is put away.

    Raises ValidationError, TransitionRefused.
    """
    family = move.family
    own(family, by)
    not_archived(family)
    take(family)
    move.origin, move.recorded_by = family.region, by.signature
    members = list(family.members.filter(left_on=None))
    _can_leave(family, members, move)
    move.save()
    for life in list(family.participations.filter(ended_on=None).order_by("-id")):
        life.family = family
        step = "move_early" if life.stage in BEFORE_DESIGNATION else "move_away"
        workflow.perform(life, step, by=by, on=move.moved_on, note=move.reason)
    for member in members:
        member.left_on, member.left_reason, member.is_head = move.moved_on, FamilyMember.Left.MOVED, False
        member.save()
    family.archived_on, family.archived_reason = move.moved_on, f"Pindah ke {move.destination}"[:300]
    family.save()
    audit.record("family:move", by=by, obj=move, on=move.moved_on)
    return move


def _can_leave(family, members, move):
    if move.destination_id == family.region_id:
        raise ValidationError({"destination": "Tujuan sama dengan desa/kelurahan sekarang. Ubah alamatnya saja."})
    if move.moved_on < family.recorded_on:
        day = dates.long_date(family.recorded_on)
        raise ValidationError({"moved_on": f"Keluarga ini baru didata pada {day}. Periksa tanggalnya."})
    if told := next((told for row in members if (told := leaving_problem(row, move.moved_on))), ""):
        raise ValidationError({"moved_on": told})


def may_cancel(move):
    """A move may be taken back while no other village has recorded the family."""
    return move.state in (State.ANNOUNCED, State.NOT_FOUND)


@transaction.atomic
def cancel_move(move, *, reason, by, on):
    """The family did not move: its file, members, and way go on as before. Raises TransitionRefused."""
    family = move.family
    own(family, by)
    if not may_cancel(move):
        raise TransitionRefused([f"Kepindahan ini tidak bisa dibatalkan: {move.get_state_display().lower()}."])
    take(family)
    move.state, move.answered_on, move.answer = State.CANCELLED, on, reason
    move.save()
    family.archived_on, family.archived_reason = None, ""
    family.save()
    bring_back(family.members.filter(left_on=move.moved_on, left_reason=FamilyMember.Left.MOVED))
    ended = family.participations.filter(stage=Participation.Stage.MOVED, ended_on=move.moved_on)
    for life in list(ended.order_by("id")):
        life.family = family
        workflow.perform(life, f"back_to_{stage_reached(life)}", by=by, on=on)
    audit.record("family:move-cancel", by=by, obj=move, on=on)
    return move


def _answers(move, by):
    """Only the village the family moved to answers, and once."""
    if move.destination_id != by.region_id:
        raise PermissionDenied
    if move.state != State.ANNOUNCED:
        raise TransitionRefused([f"Kepindahan ini sudah dijawab: {move.get_state_display().lower()}."])


@transaction.atomic
def answer_not_found(move, *, answer, by, on):
    """The family did not turn up in the village it moved to; the old village reads so."""
    _answers(move, by)
    move.state, move.answered_on, move.answer = State.NOT_FOUND, on, answer
    move.save()
    audit.record("family:move-not-found", by=by, obj=move, on=on)
    return move


@transaction.atomic
def record_arrival(move, *, arrived_on, place, as_candidate, by, on):
    """The village it moved to begins its own file. Returns the new family.

    Only what stands on the family card is carried over, and only if the family agreed; otherwise the head's name. No
    problem, need, note, assessment or consent ever is. Raises ValidationError, TransitionRefused.
    """
    _answers(move, by)
    if arrived_on < move.moved_on:
        day = dates.long_date(move.moved_on)
        raise ValidationError({"arrived_on": f"Keluarga ini pindah pada {day}. Tanggal datang tidak mendahuluinya."})
    old, region = move.family, move.destination
    new = Family(
        region=region, head_name=old.head_name, head_sex=old.head_sex, recorded_on=arrived_on,
        group=selection_group(region) if as_candidate else None, **place,
    )  # fmt: skip
    number_file(new)
    if as_candidate:
        Participation.objects.create(family=new, started_on=arrived_on)
    if move.passes_on:
        _carry_over(move, new, arrived_on)
    move.state, move.answered_on, move.arrived_as = State.ARRIVED, arrived_on, new
    move.save()
    audit.record("family:arrive", by=by, obj=move, on=arrived_on)
    audit.record("family:add", by=by, obj=new, on=arrived_on)
    return new


def _carry_over(move, new, arrived_on):
    """New rows for those who moved together, each knowing the row it came from."""
    rows = move.family.members.filter(left_on=move.moved_on, left_reason=FamilyMember.Left.MOVED)
    taken = []
    for position, row in enumerate(rows.select_related("relation").order_by("position", "id"), 1):
        fresh = continue_in(
            row, new, position=position, joined_on=arrived_on, reason=FamilyMember.Joined.MOVED_IN,
            without=NOT_ON_THE_CARD,
        )  # fmt: skip
        fresh.is_head = row.relation.code == household.HEAD
        if twin := same_nik(fresh):
            taken.append(f"{fresh.name}: {taken_message(twin, fresh)}")
            continue
        fresh.save()
        note_clashes(fresh, arrived_on)
        if fresh.is_head:
            lead(new, fresh)
    if taken:
        raise TransitionRefused(taken)
