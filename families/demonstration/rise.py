"""A plasma family of the story that became a pioneer: asked again, decided in an FGD, willing, designated (MEN-05)."""

from families.actions import consent, selection
from families.demonstration.assessed import assess
from families.models import Designation, SelectionDecision
from fcu_project import workflow
from institutions.meetings import Kind


def rise(told, family, by, cast, calendar, place, meet):
    """Play one rise. `told` carries the rows of its two meetings beside the days between them."""
    on, witness = calendar.ago(told["days_ago"]), cast.person(told["witness"], place)
    assess(family, {"set": "pioneer", "days_ago": told["days_ago"], "unmet": []}, by.person, by, calendar)
    workflow.perform(family.participation(), "rise", by=by, on=on, note=told["reason"])
    life = family.participation()
    meet(told["meetings"][Kind.FOCUS_GROUP], before_holding=lambda meeting: selection.save_ranking(
        meeting, [SelectionDecision(participation=life, rank=1, choice="pioneer", reason=told["reason"])],
        by=by, on=meeting.held_on,
    ))  # fmt: skip
    answered_on = calendar.ago(told["answered_days_ago"])
    signed = {
        "answered_on": answered_on, "head_signed": True, "spouse_signed": not told["missing"],
        "missing_reason": told["missing"], "witness": witness, "interviewer": by.person,
    }  # fmt: skip
    life = family.participation()
    consent.record_answer(life, willing=True, data_use=True, scan=None, by=by, on=answered_on, signed=signed)
    life = family.participation()
    meet(told["meetings"][Kind.PIONEER_DESIGNATION], before_holding=lambda meeting: selection.save_designations(
        meeting, [Designation(participation=life)], by=by, on=meeting.held_on
    ))  # fmt: skip
