"""One road per village: where the founding stands and what is missing. A view over the gates, no table of its own.

The user sees one road (design decision), not the guide's lists of eight stages, five steps and seven meetings.
"""

from dataclasses import dataclass, field, replace

from django.db.models import Count
from django.urls import resolve, reverse

from fcu_project import dates, workflow
from fcu_project.access import may_open
from institutions.meetings import ABOVE_THE_VILLAGE, KINDS, Kind, may_keep
from institutions.models import FamilyCareUnit, Meeting
from institutions.workflow import unit as founding


@dataclass
class Step:
    """A stretch of the road, ready for a screen."""

    number: int
    label: str
    state: str  # done | now | todo | shut
    summary: str = ""
    evidence: list = field(default_factory=list)
    gates: list = field(default_factory=list)
    actions: list = field(default_factory=list)
    waiting: str = ""
    url: str = ""
    detail: str = ""  # one short line for the home page


# The steps in their order: number, label, gates of the step, and the stage of the FCU after which it is behind us.
STEPS = (
    ("Sosialisasi", founding.ABOVE[:3], "formed"),
    ("Koordinasi", (*founding.ABOVE[3:], founding.COORDINATED), "formed"),
    ("Identifikasi lembaga", (founding.IDENTIFIED,), "formed"),
    ("Pembentukan", founding.FORMATION, "formed"),
    ("Penetapan (SK)", founding.DECREED, "decreed"),
    ("Pengukuhan", founding.INAUGURATED, "active"),
)
ORDER = ("preparation", "formed", "decreed", "active")


def unit_of(region):
    """The village's FCU, or an unsaved one that stands for "nothing yet"."""
    return FamilyCareUnit.of(region) or FamilyCareUnit(region=region)


def road_of(unit, *, by, on):
    """The six steps for `unit` (perhaps not saved yet), with gates, and buttons for `by`."""
    with founding.looked_up_once(unit):
        buttons = workflow.available(unit, by, on) if unit.pk else []
        answered = {state.name: state for button in buttons for state in button.gates}
        gates = [gate for _, gates, _ in STEPS for gate in gates if gate.name not in answered]
        answered |= {state.name: state for state in workflow.gates_of(unit, gates, on)}
    reached = ORDER.index(unit.stage) if unit.pk and unit.stage in ORDER else 0
    found = {name: _for_reader(state, unit, by) for name, state in answered.items()}
    steps, current_found = [], False
    for number, (label, gates, stage_after) in enumerate(STEPS, 1):
        states = [found[gate.name] for gate in gates if gate.name in found]
        passed = reached >= ORDER.index(stage_after)
        complete = passed or not any(state.blocks for state in states)
        if passed or (complete and not current_found and number < 4):
            step = Step(number, label, "done", _summary(states), gates=states, detail=_when(unit, number, states))
        elif not current_found:
            current_found = True
            met = sum(1 for state in states if not state.blocks)
            step = Step(
                number, label, "now", gates=states, actions=_actions(buttons, number),
                detail=f"{met} dari {len(states)} syarat terpenuhi",
            )  # fmt: skip
        else:
            step = Step(number, label, "todo" if number <= 4 else "shut", gates=states if number <= 4 else [])
            if number > 4:
                step.waiting = f"Terbuka setelah langkah {number - 1} selesai."
        step.url = reverse("institutions:road-village", args=[unit.region.code])
        steps.append(step)
    return steps


def own_road(by, on):
    """(unit, steps) of the assignment's own village, worked out once per request: home and its tasks both read it."""
    if not hasattr(by, "_own_road"):
        unit = unit_of(by.region)
        by._own_road = unit, road_of(unit, by=by, on=on)
    return by._own_road


def _for_reader(state, unit, by):
    """Someone from above reads the road; only the village itself mends it. No link leads to a refusal."""
    own = unit.region_id == by.region_id
    if not own or not unit.pk or not by.has_perm("institutions.form_familycareunit"):
        state = replace(state, allows_reason=False)
    dead = state.fix_url and not may_follow(by, state.fix_url)
    if dead or (not own and (state.state != "open" or not state.fix_url.startswith("/rapat/"))):
        state = replace(state, fix_label="", fix_url="")
    return state


def may_follow(by, url):
    """Whether the policy opens `url` to this role, and, for a new meeting, whether the role may enter its kind."""
    match = resolve(url.split("?")[0])
    if match.view_name == "institutions:meeting-create" and not may_keep(by.role, match.kwargs["kind"]):
        return False
    return may_open(by, url)


# Short names of the events in a summary.
PLACES = {
    "socialisation_province": "provinsi", "socialisation_regency": "kabupaten/kota",
    "socialisation_subdistrict": "kecamatan", "coordination_province": "provinsi",
    "coordination_regency": "kabupaten/kota", "coordination_village": "desa/kelurahan",
}  # fmt: skip


def _summary(states):
    """One sentence on what a finished step rests on; events by place and date, those without by their reason."""
    parts, excused = [], []
    for state in states:
        place = PLACES.get(state.name)
        if state.state == "open" and state.detail:
            parts.append(f"{place} {state.detail.split(',')[0]}" if place else state.detail)
        elif state.state == "warn":
            excused.append(place or state.label)
    if excused:
        parts.append(f"{' dan '.join(excused)} dengan alasan tertulis")
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _when(unit, number, states):
    """The date (or count) of a finished step, for the short road."""
    day = {4: unit.formed_on, 5: unit.decreed_on, 6: unit.inaugurated_on}.get(number)
    if day:
        return dates.long_date(day)
    details = [state.detail.split(",")[0].split(":")[0] for state in states if state.state == "open" and state.detail]
    return details[-1] if details else "Dengan alasan tertulis"


def _actions(buttons, number):
    """The transitions that end a step: forming ends 4, the decree 5, the inauguration 6."""
    wanted = {4: "form", 5: "decree", 6: "inaugurate"}.get(number)
    return [{"label": b.label, "url": b.url, "primary": True} for b in buttons if b.name == wanted and b.open]


def current_step(steps):
    """The step under way, or None when the FCU is active."""
    return next((step for step in steps if step.state == "now"), None)


# --- levels above the village -----------------------------------------------------------------------------------
OWN_KINDS = {
    level: tuple(kind for kind in ABOVE_THE_VILLAGE if KINDS[kind].level == level)
    for level in ("province", "regency", "subdistrict")
}


@dataclass
class EventLine:
    """One event of a level's own road: its kind, whether it was held, and the link that records it."""

    kind: Kind
    meeting: Meeting | None
    may_record: bool

    @property
    def label(self):
        return Kind(self.kind).label

    @property
    def host(self):
        return KINDS[self.kind].host


def events_of(region, by):
    """The events held at the level of `region`: socialisation and coordination."""
    lines = []
    for kind in OWN_KINDS.get(region.level, ()):
        meeting = (
            Meeting.objects.visible_to(by).filter(region=region, purposes__kind=kind).exclude(stage="cancelled")
        ).order_by("stage", "-held_on").first()  # fmt: skip
        lines.append(EventLine(kind, meeting, may_keep(by.role, kind) and region.code.startswith(by.territory)))
    return lines


def standing(region):
    """How many villages of a territory stand at which stage: [(label, count)] in the order of the road."""
    rows = FamilyCareUnit.objects.within(region).exclude(stage="inactive").values_list("stage").annotate(n=Count("id"))
    counts = dict(rows.order_by())
    return [(label, counts.get(stage, 0)) for stage, label in FamilyCareUnit.Stage.choices if stage != "inactive"]


def words_of(unit):
    """One line on where a village stands, for lists of the levels above."""
    stage = FamilyCareUnit.Stage(unit.stage)
    day = {"formed": unit.formed_on, "decreed": unit.decreed_on, "active": unit.inaugurated_on}.get(unit.stage)
    return f"{stage.label}, {dates.long_date(day)}" if day else stage.label
