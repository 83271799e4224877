"""How one plasma family is empowered: what is planned, done and next, gathered by the five ways (I.E.9).

Planned, directed, systematic, continuing: the lines of the action plan, the companion's notes, consultations and
coaching stand side by side, so that a way nobody goes is seen.
"""

from dataclasses import dataclass, field
from datetime import date

from families.models import ActionPlanItem, CoachingAttendance, Consultation, MentoringNote, Need, Way

UNMARKED = "Belum ditandai caranya"
# What each way means, in the words of the field.
MEANS = {
    Way.GUIDANCE: "membimbing, melatih, memberi contoh",
    Way.CONSULTATION: "memberi saran saat keluarga bertanya",
    Way.PROTECTION: "menjaga dari bahaya, kekerasan, dan penelantaran",
    Way.ADVOCACY: "membela hak dan menghubungkan dengan pelayanan",
    Way.INSTITUTION: "menguatkan peran dan fungsi keluarga, ikut kelompok",
}


@dataclass(frozen=True)
class Step:
    """One thing planned or done: `on` is None for what is planned without a day."""

    what: str
    source: str
    on: date | None = None
    when: str = ""
    result: str = ""
    url: str = ""

    @property
    def told(self):
        """What it is, to be followed by a day: without the full stop that somebody wrote."""
        return self.what.rstrip(". ")


@dataclass
class WayLine:
    """One of the five ways for one family."""

    label: str
    means: str = ""
    planned: list = field(default_factory=list)
    done: list = field(default_factory=list)
    ahead: list = field(default_factory=list)

    @property
    def is_empty(self):
        return not (self.planned or self.done or self.ahead)


def ways_of(family, by):
    """The five ways in the guide's order, then what was not marked with one; as far as `by` may read."""
    lines = {way.value: WayLine(way.label, MEANS[way]) for way in Way} | {"": WayLine(UNMARKED)}
    _plan(lines, family, by)
    _notes(lines, family, by)
    _consultations(lines, family, by)
    _coachings(lines, family, by)
    for line in lines.values():
        line.done.sort(key=lambda step: step.on, reverse=True)
    return [line for way, line in lines.items() if way or not line.is_empty]


def _plan(lines, family, by):
    for row in ActionPlanItem.objects.visible_to(by).filter(family=family).select_related("participation__family"):
        source = f"Rencana aksi {row.participation.family.called}"
        line = lines[row.way]
        if row.done_on:
            line.done.append(Step(row.activity, source, row.done_on, result=row.result))
        else:
            line.planned.append(Step(row.activity, source, when=row.period, result=row.result))


def _notes(lines, family, by):
    """A note that found a secret need is told nowhere but on the companion's card."""
    if not by.has_perm("families.view_mentoringnote"):
        return
    notes = MentoringNote.objects.visible_to(by).filter(family=family)
    secret = Need.objects.filter(family=family, problem__is_sensitive=True).exclude(found_in=None).values("found_in")
    for row in notes.exclude(pk__in=secret):
        lines[row.way].done.append(Step(row.topic, row.get_kind_display(), row.held_on, result=row.agreed))
        if row.next_on and row.next_on >= by.today:
            what = row.next_plan or "Kunjungan berikut"
            lines[row.way].ahead.append(Step(what, "Rencana pendamping", row.next_on))


def _consultations(lines, family, by):
    if not by.has_perm("families.view_consultation"):
        return
    rows = Consultation.objects.visible_to(by).filter(family=family)
    for row in rows.select_related("pairing__pioneer__family", "institution"):
        lines[Way.CONSULTATION.value].done.append(
            Step(row.topic, f"Konsultasi: {adviser_of(row)}", row.held_on, result=row.advice)
        )


def adviser_of(row):
    """With whom a family consulted, in words."""
    companion = row.pairing.pioneer.family.called if row.pairing else ""
    return ", ".join(part for part in (companion, row.institution.name if row.institution else "", row.adviser) if part)


def _coachings(lines, family, by):
    if not by.has_perm("families.view_coaching"):
        return
    rows = CoachingAttendance.objects.filter(participation__family=family, present=True, coaching__group="plasma")
    for row in rows.select_related("coaching__coach__family"):
        session = row.coaching
        source = f"Pembinaan oleh {session.coach.family.called}"
        lines[session.way].done.append(Step(session.topic, source, session.held_on, result=session.result))
