"""The board of the eight stages: of one village with its evidence, and of all villages of a territory (STG-01).

A view over the records, meetings and bodies that are there; no table of its own.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse

from fcu_project import dates, workflow
from institutions.meetings import FOUNDING
from institutions.models import (
    Awareness,
    FamilyCareUnit,
    Meeting,
    MeetingPurpose,
    PsksTeam,
    Region,
    RegionSetting,
    StageRecord,
)
from institutions.models.region import DEFAULTS, ancestor_codes, within
from institutions.road import may_follow, words_of
from institutions.stage_facts import StageFacts
from institutions.trial_stages import STAGES, StageRule, TrialStage
from institutions.workflow.stage import GATES, first_lack, keeps_stage

STALL = "stage_stall_days"
STEPS = list(TrialStage)
RUNNING, CLOSED = StageRecord.Stage.RUNNING, StageRecord.Stage.CLOSED


# --- one village ------------------------------------------------------------------------------------------------
@dataclass
class StageLine:
    """One stage of one village, ready for a screen. Without a record it was not begun."""

    step: TrialStage
    number: int
    record: StageRecord | None
    stalled: bool = False
    evidence: list = field(default_factory=list)
    gates: list = field(default_factory=list)
    buttons: list = field(default_factory=list)
    start_url: str = ""
    statement: Awareness | None = None

    @property
    def rule(self) -> StageRule:
        return STAGES[self.step]

    @property
    def state(self):
        """done, now or todo: how the line looks."""
        if self.record is None:
            return "todo"
        return "done" if self.record.stage == CLOSED else "now"

    @property
    def lacks(self):
        return [gate for gate in self.gates if gate.state != "open"]


def board_of(region, by, today):
    """The eight lines of one village, for the reader `by`."""
    records = {record.step: record for record in StageRecord.objects.filter(region=region).select_related("region")}
    meetings, statement = _meetings_by_step(region, by), _statement(region, by)
    may_start = by.has_perm("institutions.add_stagerecord") and region.code.startswith(by.territory)
    stalled = set(stalled_in(region.code, today).values_list("pk", flat=True))
    lines = []
    for number, step in enumerate(STEPS, 1):
        record = records.get(step)
        seen = record or StageRecord(region=region, step=step)
        line = StageLine(step, number, record, stalled=bool(record) and record.pk in stalled)
        line.evidence = [*meetings.get(step, ()), *_bodies(step, region, by)]
        line.statement = statement if step == TrialStage.AWARENESS else None
        line.gates = [_for_reader(gate, seen, by) for gate in workflow.gates_of(seen, GATES, today)]
        if record:
            line.buttons = workflow.available(record, by, today)
        elif may_start:
            line.start_url = reverse("institutions:stage-start", args=[region.code, step])
        lines.append(line)
    return lines


def unfinished_before(region, step):
    """Labels of the earlier stages of this village that are not closed: told, never in the way."""
    closed = StageRecord.objects.filter(region=region, stage=CLOSED).values_list("step", flat=True)
    return [before.label for before in STEPS[: STEPS.index(step)] if before not in set(closed)]


def _meetings_by_step(region, by):
    """{step: evidence} of the held meetings that count for this village; linked where the reader may open them."""
    purposes = MeetingPurpose.objects.filter(
        meeting__stage=Meeting.Stage.HELD, counts_in__code__in=ancestor_codes(region.code)
    )
    rows = list(purposes.select_related("meeting__region").order_by("meeting__held_on", "meeting_id"))
    open_to = set(
        Meeting.objects.visible_to(by).filter(pk__in={row.meeting_id for row in rows}).values_list("pk", flat=True)
    )
    found = {}
    for step, rule in STAGES.items():
        for row in rows:
            if row.kind in rule.kinds:
                url = row.meeting.get_absolute_url() if row.meeting_id in open_to else ""
                note = f"{dates.long_date(row.meeting.held_on)}, {row.meeting.region}"
                found.setdefault(step, []).append({"label": row.get_kind_display(), "url": url, "note": note})
    return found


def _statement(region, by):
    """What PSKS stated last, if the reader may read it."""
    if not by.has_perm("institutions.view_awareness"):
        return None
    codes = ancestor_codes(region.code)
    held = Q(meeting__stage=Meeting.Stage.HELD, meeting__purposes__counts_in__code__in=codes)
    return Awareness.objects.visible_to(by).filter(held).order_by("-meeting__held_on", "-id").first()


def _bodies(step, region, by):
    """Evidence that is no meeting: the team and who has which post."""
    if step != TrialStage.ORGANISING:
        return []
    team = PsksTeam.objects.visible_to(by).filter(region=region).exclude(stage=PsksTeam.Stage.ENDED).first()
    if team is None:
        return []
    posts = [f"{m.get_post_display()} {m.person.name}" for m in team.current_members() if m.post != m.Post.MEMBER]
    url = team.get_absolute_url()
    return [{"label": team.name, "url": url if may_follow(by, url) else "", "note": ", ".join(posts)}]


def _for_reader(gate, record, by):
    """No link leads to a refusal, and a reason is written by who may close the stage."""
    if not (record.pk and by.has_perm("institutions.change_stagerecord") and keeps_stage(record, by)):
        gate = replace(gate, allows_reason=False)
    if gate.fix_url and not may_follow(by, gate.fix_url):
        gate = replace(gate, fix_label="", fix_url="")
    return gate


def board_after(meeting, by):
    """Where one goes on once a meeting of the trial was held: to the board on which its stage runs or is to begin.

    "" for other meetings, for a stage that is closed, and where nobody begins the trial: an event that makes the FCU
    known is held outside it too.
    """
    steps = [step for step, rule in STAGES.items() if meeting.kind in rule.kinds]
    if not steps or meeting.stage != Meeting.Stage.HELD or not by.has_perm("institutions.view_stagerecord"):
        return ""
    village = next((place for place in (by.region, meeting.region) if place.level == Region.Level.VILLAGE), None)
    stages = StageRecord.objects.filter(region=village) if village else StageRecord.objects.visible_to(by)
    if meeting.kind in FOUNDING and not stages.exists():
        return ""
    if village is None:
        return reverse("institutions:stages")
    closed = stages.filter(step__in=steps, stage=CLOSED).exists()
    return "" if closed else reverse("institutions:stages-village", args=[village.code])


# --- a territory ------------------------------------------------------------------------------------------------
@dataclass
class VillageLine:
    """Where one village stands: the first stage that runs, since when, what it lacks; and its road of founding."""

    region: Region
    record: StageRecord | None
    also: list
    closed: int
    days: int | None
    stalled: bool
    lacks: str
    founding: str

    @property
    def current(self):
        """The stage under way in words."""
        if self.record:
            return self.record.get_step_display()
        return "Semua selesai" if self.closed == len(STEPS) else "Belum ada yang berjalan"


def villages_of(by):
    """Villages of the territory that have begun the trial or the founding of an FCU."""
    begun = StageRecord.objects.visible_to(by).values("region")
    founding = FamilyCareUnit.objects.visible_to(by).exclude(stage=FamilyCareUnit.Stage.INACTIVE).values("region")
    return Region.objects.filter(Q(pk__in=begun) | Q(pk__in=founding))


def stalled_in(code, today):
    """Running stages of the territory `code` that are older than the days set there ("stage_stall_days")."""
    settings = dict(RegionSetting.objects.filter(key=STALL).values_list("region__code", "value"))
    too_old = Q(started_on__lt=today - timedelta(days=int(DEFAULTS[STALL])))
    for place in sorted(settings, key=len):  # a lower region's own setting stands in place of the one above
        if place.startswith(code) or code.startswith(place):
            here = Q(started_on__lt=today - timedelta(days=int(settings[place])))
            too_old = here if not place else (within(place) & here) | (~within(place) & too_old)
    return StageRecord.objects.filter(within(code), too_old, stage=RUNNING)


def village_lines(regions, by, today):
    """A line per village, in the same number of queries for one and for many."""
    regions = list(regions)
    records = {}
    by_key = {region.pk: region for region in regions}
    for record in StageRecord.objects.filter(region__in=regions):
        record.region = by_key[record.region_id]
        records.setdefault(record.region_id, []).append(record)
    stalled = set(stalled_in(by.territory, today).filter(region__in=regions).values_list("pk", flat=True))
    units = FamilyCareUnit.objects.filter(region__in=regions).exclude(stage=FamilyCareUnit.Stage.INACTIVE)
    founding = {unit.region_id: words_of(unit) for unit in units}
    facts = StageFacts(regions)
    lines = []
    for region in regions:
        own = sorted(records.get(region.pk, ()), key=lambda record: STEPS.index(record.step))
        running = [record for record in own if record.stage == RUNNING]
        record = running[0] if running else None
        lines.append(
            VillageLine(
                region, record, [other.get_step_display() for other in running[1:]], len(own) - len(running),
                (today - record.started_on).days if record else None,
                any(other.pk in stalled for other in running),
                first_lack(record, facts, today) if record else "",
                founding.get(region.pk, "Belum dimulai"),
            )
        )  # fmt: skip
    return lines
