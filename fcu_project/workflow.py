"""Stages, gates and transitions. `perform` is the only writer of a stage.

A workflow is a tuple of `Transition` rows that a social worker can read; a gate is a small named function that
returns "" or the reason, in plain Indonesian, why the step is closed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db import transaction as database
from django.urls import reverse

from fcu_project import audit
from fcu_project.models import GateReason, StaleVersion, take


@dataclass(frozen=True)
class Gate:
    """A condition before a step. `check(obj, on)` returns "" when met, otherwise the reason.

    A gate that `warns` may be passed with a written reason, which is printed in the record.
    `evidence(obj)` tells what meets it; `fix(obj)` gives (label, url) of the screen that opens it.
    Where it does not apply to an object it is not asked of it at all: neither shown nor in the way.
    `about(obj)` may work out once what the three need beside the object; they are then given its answer instead.
    """

    name: str
    label: str
    check: Callable[[object, date], str]
    warns: bool = False
    evidence: Callable[[object], str] = lambda obj: ""
    fix: Callable[[object], tuple[str, str]] | None = None
    applies: Callable[[object], bool] = lambda obj: True
    about: Callable[[object], object] = lambda obj: obj
    printed: str = "di berita acara"  # where a written reason is printed


@dataclass(frozen=True)
class GateState:
    """One gate as it stands for one object, ready for a screen."""

    name: str
    label: str
    state: str  # open | warn | shut
    detail: str
    fix_label: str = ""
    fix_url: str = ""
    reason: str = ""
    allows_reason: bool = False
    reason_url: str = ""
    printed: str = ""

    @property
    def blocks(self):
        return self.state == "shut" or (self.state == "warn" and not self.reason)

    def __str__(self):
        return self.detail or self.label


@dataclass(frozen=True)
class Transition:
    """One permitted move between stages.

    `permission` says which roles may do it at all, `relation(obj, by)` whether this actor is the party that acts here.
    `four_eyes` names the field with the uid of the proposer, who may not decide on their own proposal.
    `effect(obj, by=, on=, note=)` writes what becomes true with the move, in the same transaction.
    `prepare(obj, by=, on=, note=)` runs in that transaction before the row is taken: it holds what must be held first,
    and writes what the new stage can't be without.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: str
    relation: Callable[[object, object], bool] = lambda obj, by: True
    gates: tuple[Gate, ...] = ()
    effect: Callable | None = None
    prepare: Callable | None = None
    needs_note: bool = False
    four_eyes: str = ""
    is_danger: bool = False
    asks_date: bool = True
    url: Callable[[object], str] | None = None  # a screen of its own, where the step needs more than a date
    lands: Callable[[object], str] | None = None  # where the actor goes on, if not to the row's own page
    tells: Callable[[object, date], list[str]] | None = None  # what to weigh beside the conditions; never in the way
    done: str | Callable = ""  # what the actor is told afterwards, of the row, where its stage does not tell it


@dataclass(frozen=True)
class Button:
    """A transition as offered to one actor: open, or closed with its reasons."""

    transition: Transition
    url: str
    gates: list[GateState] = field(default_factory=list)

    @property
    def open(self):
        return not self.reasons

    @property
    def reasons(self):
        return [gate for gate in self.gates if gate.blocks]

    def __getattr__(self, name):
        if name in ("name", "label", "needs_note", "asks_date", "is_danger"):
            return getattr(self.transition, name)
        raise AttributeError(name)


class TransitionRefused(Exception):
    """The step was refused; `reasons` are plain sentences. Nothing was saved."""

    def __init__(self, reasons):
        self.reasons = [str(reason) for reason in reasons]
        super().__init__("; ".join(self.reasons))


_workflows = {}


def register(model, transitions):
    """Give `model` its table of transitions (called once, where the table is written)."""
    _workflows[model] = tuple(transitions)


def add_steps(model, transitions):
    """Further steps of a table that another module registers; they come after its own."""
    _workflows[model] = (*transitions_of(model), *transitions)


def extend(model, name, *, gates=(), effect=None):
    """What an upper floor adds to a step of a lower floor's row: further gates, and what else becomes true with it.

    The added effect runs after the step's own, in the same transaction. Raises LookupError for an unknown step.
    """
    steps = transitions_of(model)
    if not any(step.name == name for step in steps):
        raise LookupError(f"{model.__name__} has no transition {name}")
    _workflows[model] = tuple(
        replace(step, gates=(*step.gates, *gates), effect=_after(step.effect, effect)) if step.name == name else step
        for step in steps
    )


def _after(first, then):
    """Both effects, one after the other."""
    if first is None or then is None:
        return first or then

    def both(obj, *, by, on, note):
        first(obj, by=by, on=on, note=note)
        then(obj, by=by, on=on, note=note)

    return both


def transitions_of(model):
    return _workflows.get(model, ())


def staged_models():
    """Every model that has a workflow, by its label in lower case."""
    return {model._meta.label_lower: model for model in _workflows}


def find_transition(obj, name):
    """The transition `name` from the stage `obj` is at.

    Raises LookupError where there is none of that name, TransitionRefused where the stage does not allow it.
    """
    for transition in transitions_of(type(obj)):
        if transition.name == name and obj.stage in transition.sources:
            return transition
    known = [t for t in transitions_of(type(obj)) if t.name == name]
    if not known:
        raise LookupError(f"{type(obj).__name__} has no transition {name}")
    raise TransitionRefused([f"“{known[0].label}” tidak bisa dilakukan: tahapnya sekarang {obj.get_stage_display()}."])


def state_of(gate, obj, on, reasons=None):
    """How `gate` stands for `obj` on the day `on`."""
    subject = gate.about(obj)
    problem = gate.check(subject, on)
    fix_label, fix_url = gate.fix(subject) if gate.fix else ("", "")
    if not problem:
        return GateState(gate.name, gate.label, "open", gate.evidence(subject), fix_label and "Lihat", fix_url)
    if not gate.warns:
        return GateState(gate.name, gate.label, "shut", problem, fix_label, fix_url)
    written = (reasons if reasons is not None else reasons_of(obj)).get(gate.name, "")
    url = reverse("gate-reason", args=[obj._meta.label_lower, obj.uid, gate.name])
    return GateState(gate.name, gate.label, "warn", problem, fix_label, fix_url, written, True, url, gate.printed)


def reasons_of(obj):
    """Written reasons for warning gates of `obj`, by gate name."""
    return dict(GateReason.objects.filter(object_uid=obj.uid).values_list("gate", "reason"))


def gates_of(obj, gates, on, reasons=None):
    """How those of `gates` that apply to `obj` stand on the day `on`; `reasons` are those written, if read before."""
    reasons = reasons_of(obj) if reasons is None else reasons
    return [state_of(gate, obj, on, reasons) for gate in gates if gate.applies(obj)]


def find_gate(model, name):
    """The warning gate called `name` in any transition of `model`, or None."""
    for transition in transitions_of(model):
        for gate in transition.gates:
            if gate.name == name:
                return gate
    return None


def give_reason(obj, gate, reason, *, by):
    """Record why the actor goes on although `gate` warns. Replaces an earlier reason; both are in the trail."""
    with database.atomic():
        row, _ = GateReason.objects.update_or_create(
            object_uid=obj.uid,
            gate=gate.name,
            defaults={"reason": reason, "actor": by.actor_uid, "recorded_by": by.signature},
        )
        audit.record(f"reason:{gate.name}", by=by, obj=obj, fields=["reason"])
    return row


def _may(transition, obj, by):
    if not by.has_perm(transition.permission) or not transition.relation(obj, by):
        return False
    return not (transition.four_eyes and getattr(obj, transition.four_eyes) == by.actor_uid)


def available(obj, by, on):
    """The buttons for `by` on `obj`: every transition this actor may do from here, closed ones with their reasons."""
    offered = [one for one in transitions_of(type(obj)) if obj.stage in one.sources and _may(one, obj, by)]
    reasons = reasons_of(obj) if any(one.gates for one in offered) else {}
    buttons = []
    for transition in offered:
        url = (
            transition.url(obj)
            if transition.url
            else reverse("transition", args=[obj._meta.label_lower, obj.uid, transition.name])
        )
        buttons.append(Button(transition, url, gates_of(obj, transition.gates, on, reasons)))
    return buttons


def perform(obj, name, *, by, on, note=""):
    """Move `obj` along the transition `name`, effective on the date `on`. Returns the row at its new stage.

    One transaction: what the step prepares, then take the row by compare-and-set on (id, stage, version), then gates,
    effect and audit row.
    Raises PermissionDenied (wrong role or party), TransitionRefused (a gate is closed, a note is missing, someone
    else was faster). A refusal rolls everything back.
    """
    transition = find_transition(obj, name)
    if not _may(transition, obj, by):
        if by.has_perm(transition.permission) and _moved(obj):  # what allowed it may be what the faster one took
            raise TransitionRefused([_told(obj)])
        raise PermissionDenied
    if transition.needs_note and not note.strip():
        raise TransitionRefused(["Tuliskan alasannya dahulu."])
    before = obj.stage
    try:
        with database.atomic():
            if transition.prepare:
                transition.prepare(obj, by=by, on=on, note=note)
            take(obj, stage=transition.target)
            obj.stage_read = obj.stage
            closed = [state for state in gates_of(obj, transition.gates, on) if state.blocks]
            if closed:
                raise TransitionRefused(closed)
            if transition.effect:
                transition.effect(obj, by=by, on=on, note=note)
            audit.record(f"transition:{name}", by=by, obj=obj, stages=(before, obj.stage), on=on)
    except StaleVersion as stale:
        _restore(obj)
        raise TransitionRefused([_told(stale.row)]) from stale
    except IntegrityError as broken:  # the new stage asks for facts that are not there: the gates say which
        _restore(obj)
        closed = [state for state in gates_of(obj, transition.gates, on) if state.blocks]
        raise TransitionRefused(closed or ["Data untuk langkah ini belum lengkap."]) from broken
    except BaseException:
        _restore(obj)
        raise
    return obj


def _restore(obj):
    """After a rollback the object in memory must say what the database says."""
    obj.refresh_from_db()


def _moved(row):
    """Whether someone else changed the row after it was read."""
    return not type(row)._base_manager.filter(pk=row.pk, version=row.version).exists()


def _told(row):
    fresh = type(row)._base_manager.filter(pk=row.pk).first()
    if fresh is None:
        return "Data ini sudah tidak ada."
    stage = f" Tahapnya sekarang: {fresh.get_stage_display()}." if hasattr(fresh, "get_stage_display") else ""
    return f"Data ini baru saja diubah orang lain.{stage} Periksa dahulu, lalu ulangi bila masih perlu."
