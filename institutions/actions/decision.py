"""Following up what a meeting decided: closed with its outcome, opened again if it was not done after all."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates
from fcu_project.workflow import TransitionRefused
from institutions.meetings import may_keep, may_read_results
from institutions.models import Meeting


def may_follow_up(by, meeting):
    """The office that keeps the meeting, in a role that keeps the kind and may read what it decided."""
    own = meeting.keeper_id == by.region_id and may_keep(by.role, meeting.kind)
    return own and by.has_perm("institutions.change_decision") and may_read_results(by, meeting)


@transaction.atomic
def close_decision(decision, *, done_on, outcome, by, on):
    """Record that a decision was carried out on `done_on`, and what came of it.

    Raises PermissionDenied for any other office, TransitionRefused for a decision that is closed already or whose
    meeting was not held, ValidationError for a day before the meeting or still to come, or without an outcome.
    """
    meeting = _followed_up(decision, by)
    if decision.closed_on:
        raise TransitionRefused([f"Keputusan ini sudah selesai {dates.long_date(decision.closed_on)}."])
    if done_on < meeting.held_on:
        raise ValidationError({"done_on": f"Rapatnya baru {dates.long_date(meeting.held_on)}. Isi tanggal sesudahnya."})
    if done_on > dates.today_in(meeting.region.zone):
        raise ValidationError({"done_on": "Tanggal selesai belum tiba."})
    if not outcome.strip():
        raise ValidationError({"outcome": "Hasil tindak lanjut belum diisi."})
    decision.closed_on, decision.outcome, decision.closed_by = done_on, outcome, by.signature
    decision.save()
    audit.record("decision:close", by=by, obj=decision, on=on)
    return decision


@transaction.atomic
def reopen_decision(decision, *, by, on):
    """Open a closed decision again; its outcome stays as the beginning of the next one. Raises as closing does."""
    _followed_up(decision, by)
    if not decision.closed_on:
        raise TransitionRefused(["Keputusan ini masih terbuka."])
    decision.closed_on, decision.closed_by = None, ""
    decision.save()
    audit.record("decision:reopen", by=by, obj=decision, on=on)
    return decision


def _followed_up(decision, by):
    meeting = decision.meeting
    if not may_follow_up(by, meeting):
        raise PermissionDenied
    if meeting.stage != Meeting.Stage.HELD:
        raise TransitionRefused(["Pertemuannya belum dinyatakan terlaksana."])
    return meeting
