"""What shows that a party did its duties in a year: its notes, the meetings it held or facilitated, the papers it gave
on a proposal (III.B.6, II.D.1)."""

from dataclasses import dataclass, field
from datetime import date

from institutions.duties import TELLS, Actor
from institutions.guidance import Provider, teaches
from institutions.meetings import Element
from institutions.models import Activity, Book, Duty, IssuedDocument, Meeting, SiteStep

Step = SiteStep.Step

# Where several offices may hold a kind of meeting, who taught or came says whose duty it was.
PROVIDER = {
    Actor.LK3: Provider.LK3, Actor.TKSK: Provider.TKSK, Actor.REGENCY: Provider.REGENCY,
    Actor.PROVINCE: Provider.PROVINCE, Actor.MINISTRY: Provider.MINISTRY,
}  # fmt: skip
# The steps of a proposed trial place that are duties of their party by themselves: nothing is written twice.
STEP_DUTIES = {
    Step.STATEMENT: "village-head-general-iid15-1",
    Step.COVER_LETTER: "village-head-general-iid15-3",
    Step.ENDORSEMENT: "subdistrict-fcu-iid14-2",
    Step.REGENCY_CHECK: "regency-general-iid13-2",
    Step.PROPOSAL: "regency-general-iid13-1",
}
ELEMENT = {Actor.LK3: Element.LK3, Actor.TKSK: Element.TKSK}


@dataclass
class DutyLine:
    """One duty with what shows it: notes, meetings, steps of proposals, letters, each in the order of their days."""

    duty: Duty
    notes: list = field(default_factory=list)
    meetings: list = field(default_factory=list)
    steps: list = field(default_factory=list)
    letters: list = field(default_factory=list)

    @property
    def done(self):
        return bool(self.notes or self.meetings or self.steps or self.letters)


def issued_notices():
    """Letters that told of a meeting, once they are out."""
    rows = IssuedDocument.objects.filter(kind=IssuedDocument.Kind.NOTICE, stage=IssuedDocument.Stage.ISSUED)
    return rows.exclude(meeting=None)


def duty_lines(actor, region, year, by):
    """The duties of `actor` for `region` in `year`, in the guide's order, each with its evidence (REG-12).

    Notes are those that the reader may see; a meeting counts where the party held or facilitated it, in its own place
    or below; that a TKSK told of a meeting is shown by the letter it issued (III.B.6.5(1)).
    """
    lines = {duty.pk: DutyLine(duty) for duty in Duty.objects.filter(actor=actor, is_active=True).order_by("order")}
    notes = Activity.objects.visible_to(by).within(region).filter(duty__in=lines, done_on__year=year, withdrawn_on=None)
    for note in notes.select_related("region").order_by("done_on", "id"):
        lines[note.duty_id].notes.append(note)
    kinds = {kind for line in lines.values() for kind in line.duty.meeting_kinds}
    for meeting in meetings_by(actor, kinds, region, date(year, 1, 1), date(year, 12, 31)):
        for line in lines.values():
            if meeting.kind in line.duty.meeting_kinds:
                line.meetings.append(meeting)
    for step in _steps(lines.values(), region, year, by):
        code = STEP_DUTIES[step.step]
        next(line for line in lines.values() if line.duty.code == code).steps.append(step)
    for line in lines.values():
        if line.duty.code == TELLS:
            told = issued_notices().within(region).filter(book=Book.TKSK, year=year)
            line.letters = list(told.select_related("meeting__region").order_by("dated_on", "id"))
    return list(lines.values())


def _steps(lines, region, year, by):
    """Papers of proposals in the place that show one of these duties, as far as the reader may see them."""
    codes = {line.duty.code for line in lines}
    asked = [step for step, code in STEP_DUTIES.items() if code in codes]
    if not asked:
        return []
    rows = SiteStep.objects.visible_to(by).within(region).filter(step__in=asked, done_on__year=year)
    return rows.select_related("site__region").order_by("done_on", "id")


def meetings_by(actor, kinds, region, start, end):
    """Meetings of these kinds that the party itself held, taught at or facilitated between the two days."""
    rows = Meeting.objects.within(region).filter(kind__in=kinds, stage=Meeting.Stage.HELD)
    rows = rows.filter(held_on__range=(start, end))
    rows = rows.select_related("region", "guidance").order_by("held_on", "id")
    came = set()
    if actor in ELEMENT:
        present = rows.filter(attendances__present=True, attendances__element=ELEMENT[actor])
        came = set(present.order_by().values_list("pk", flat=True))
    return [meeting for meeting in rows if _is_by(actor, meeting, came)]


def _is_by(actor, meeting, came):
    """Whether the party itself held, taught at or facilitated the meeting."""
    if teaches(meeting.kind) and actor in PROVIDER:
        guidance = getattr(meeting, "guidance", None)
        return guidance is not None and guidance.provider == PROVIDER[actor]
    return actor not in ELEMENT or meeting.pk in came
