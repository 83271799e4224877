"""How active the members of an FCU are: meetings they came to, support they gave, duties they did (III.A.5.2–5.3)."""

from dataclasses import dataclass, field
from datetime import date

from institutions.duties import Actor
from institutions.meetings import Kind
from institutions.models import Activity, Attendance, Duty, Meeting, Membership

SUPPORT_CLAUSE = "III.A.5.2"


@dataclass
class MemberLine:
    """One member in a period: `invited` and `came` to meetings of the FCU, contributions by duty, the last day."""

    member: Membership
    invited: int = 0
    came: int = 0
    by_duty: dict = field(default_factory=dict)
    last_on: date | None = None

    @property
    def percent(self):
        """Attendance in whole per cent; None where there was no meeting to come to."""
        return round(100 * self.came / self.invited) if self.invited else None

    @property
    def support(self):
        return sum(count for duty, count in self.by_duty.items() if duty.clause.startswith(SUPPORT_CLAUSE))

    @property
    def duties(self):
        return sum(count for duty, count in self.by_duty.items() if not duty.clause.startswith(SUPPORT_CLAUSE))


def member_duties():
    """The kinds of support and the six duties of a member, in the guide's order."""
    return list(Duty.objects.filter(actor=Actor.MEMBER, is_active=True).order_by("order"))


def lines_of(unit, since, until):
    """The present members of `unit`, by name. A meeting counts for those who were members on its day."""
    members = unit.current_members().order_by("person__name", "id")
    lines = {member.pk: MemberLine(member) for member in members}
    by_person = {member.person_id: lines[member.pk] for member in members}
    meetings = Meeting.objects.filter(
        region=unit.region, kind=Kind.ROUTINE, stage=Meeting.Stage.HELD, held_on__range=(since, until)
    )
    days = dict(meetings.values_list("pk", "held_on"))
    for line in lines.values():
        line.invited = sum(day >= line.member.joined_on for day in days.values())
    there = Attendance.objects.filter(meeting__in=days, present=True).values_list("person", "meeting")
    for person, meeting in there:
        line = by_person.get(person)
        if line and days[meeting] >= line.member.joined_on:
            line.came += 1
            _seen(line, days[meeting])
    notes = Activity.objects.filter(membership__in=lines, done_on__range=(since, until), withdrawn_on=None)
    for note in notes.select_related("duty"):
        line = lines[note.membership_id]
        line.by_duty[note.duty] = line.by_duty.get(note.duty, 0) + 1
        _seen(line, note.done_on)
    return list(lines.values())


def _seen(line, day):
    line.last_on = max(line.last_on or day, day)


def by_sex(lines):
    """{"female"|"male": (members, of them active)}: who came or did something in the period."""
    told = {"female": (0, 0), "male": (0, 0)}
    for line in lines:
        members, active = told[line.member.person.sex]
        told[line.member.person.sex] = (members + 1, active + (line.last_on is not None))
    return told
