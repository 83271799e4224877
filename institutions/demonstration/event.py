"""A meeting of the story, from its plan to its record."""

from fcu_project import workflow
from institutions.actions import meeting as act
from institutions.demonstration import letter
from institutions.models import Attendance, Decision, Meeting, Region


def play(row, cast, calendar, place="", bodies=None, before_holding=None, after_holding=None):
    """Plan a meeting, invite, hold it and record it, as its row tells. Returns the meeting.

    bodies          the village's institutions by key, which participants represent
    before_holding  called with the meeting once its minutes are written: what it is to decide is put down
    after_holding   called with the meeting between holding and record: what it decided is carried out first
    """
    by, held_on = cast.acting(row["by"], place), calendar.day(row)
    is_past = "days_ago" in row
    planned_on = calendar.before(held_on, row.get("invitation_days_before", 7))
    meeting = Meeting(
        kind=row["kind"],
        held_on=held_on,
        starts_at=row["starts"],
        ends_at=row["ends"],
        place=row["place"],
        agenda="\n".join(row["agenda"]),
        leader=cast.person(row["leader"], place),
        note_taker=cast.person(row["note_taker"], place),
        paper_number=row.get("paper_number", ""),
    )
    if "region" in row:
        meeting.region = Region.objects.get(code=row["region"])
    act.save_meeting(meeting, by=by, on=planned_on, also=row.get("also", ()))
    invited = row.get("invited") or [*row["present"], *row.get("absent", ())]
    listed = {key: _invite(meeting, key, cast, place, bodies or {}, by, planned_on) for key in invited}
    if "invitation_days_before" in row:
        letter.issue(meeting, "invitation", by=by, on=planned_on)
    if row.get("invitation_ready"):
        letter.prepare(meeting, "invitation", by=by, on=planned_on)
    if not is_past:
        return meeting
    _hold(meeting, row, {listed[key].pk for key in row["present"]}, by, held_on, calendar, before_holding)
    if after_holding:
        after_holding(meeting)
    if "record_days_after" in row:
        letter.issue(meeting, "record", by=by, on=calendar.ago(row["days_ago"] - row["record_days_after"]))
    return meeting


def _invite(meeting, key, cast, place, bodies, by, on):
    row = cast.row(key, place)
    guest = Attendance(
        meeting=meeting,
        person=cast.person(key, place),
        element=row["element"],
        institution=bodies.get(row.get("body")),
    )
    return act.save_attendance(guest, by=by, on=on)


def _hold(meeting, row, present, by, on, calendar, before_holding):
    act.mark_present(meeting, present, by=by, on=on)
    meeting.minutes = row["minutes"].strip()
    meeting.method = row.get("method", "")
    meeting.votes_for, meeting.votes_against = row.get("votes_for"), row.get("votes_against")
    meeting.objections = row.get("objections", "").strip()
    meeting.full_clean()
    act.save_minutes(meeting, by=by, on=on)
    for told in row["decisions"]:
        due_on = calendar.ahead((on - calendar.today).days + told["in_days"]) if "in_days" in told else None
        decision = Decision(meeting=meeting, text=told["text"], owner=told.get("owner", ""), due_on=due_on)
        decision.full_clean(exclude=["number"])
        act.add_decision(decision, by=by, on=on)
    if before_holding:
        before_holding(meeting)
        meeting.refresh_from_db()
    for gate, reason in row.get("reasons", {}).items():
        workflow.give_reason(meeting, workflow.find_gate(Meeting, gate), reason, by=by)
    workflow.perform(meeting, "hold", by=by, on=on)
