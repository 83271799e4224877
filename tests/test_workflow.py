"""Stages: `perform` is the only writer, gates close, a refusal leaves nothing behind, versions are compared."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from fcu_project import workflow
from fcu_project.models import AuditEvent, GateReason, StageWrittenDirectly, StaleVersion, take
from fcu_project.workflow import Gate, Transition, TransitionRefused
from institutions.models import Decision, Institution, Meeting
from tests.factories import TODAY, AssignmentFactory, InstitutionFactory

RIGHT = "institutions.hold_meeting"


@pytest.fixture
def meeting(people, regions):
    return Meeting.objects.create(
        kind="routine", region=regions.village, keeper=regions.village, held_on=TODAY, place="Balai Desa", agenda="A"
    )


@pytest.fixture
def table(monkeypatch):
    """table(Transition(...), ...) → the workflow of Meeting for this test."""

    def use(*transitions):
        monkeypatch.setitem(workflow._workflows, Meeting, transitions)

    return use


def step(name="hold", sources=("planned",), target="held", permission=RIGHT, **more):
    return Transition(name, f"Langkah {name}", sources, target, permission, **more)


def open_gate(obj, on):
    return ""


def shut(reason="Belum lengkap."):
    return lambda obj, on: reason


def stored(meeting):
    return Meeting.objects.get(pk=meeting.pk)


def traces(meeting):
    return AuditEvent.objects.filter(object_uid=meeting.uid).count()


def state(meeting):
    """What the database says of the row, and how many traces there are."""
    row = stored(meeting)
    return row.stage, row.version, row.place, row.updated_at, AuditEvent.objects.count(), Decision.objects.count()


# --- the move ---------------------------------------------------------------------------------------------------
def test_perform_moves_raises_the_version_and_leaves_a_trace(meeting, table, people):
    table(step(needs_note=True))
    by, day = people.village_operator, TODAY - timedelta(days=3)
    assert workflow.perform(meeting, "hold", by=by, on=day, note="Karena sudah.") is meeting
    assert (meeting.stage, meeting.version) == (stored(meeting).stage, stored(meeting).version) == ("held", 2)
    event = AuditEvent.objects.get(object_uid=meeting.uid)
    assert (event.verb, event.stage_from, event.stage_to) == ("transition:hold", "planned", "held")
    assert (event.actor, event.assignment, event.role) == (by.person.uid, by.uid, "village_operator")
    assert (event.territory, event.effective_on, event.result) == (by.region.code, day, "ok")


def test_the_row_is_taken_before_gates_are_asked_and_gates_before_the_effect(meeting, table, people):
    told = []

    def look(word):
        return lambda *args, **kwargs: told.append((word, stored(meeting).stage, traces(meeting))) or ""

    table(step(gates=(Gate("a", "A", look("gate")),), effect=look("effect")))
    workflow.perform(meeting, "hold", by=people.village_operator, on=TODAY)
    assert told == [("gate", "held", 0), ("effect", "held", 0)]
    assert traces(meeting) == 1


def test_effect_receives_actor_date_and_note_and_may_save_the_row(meeting, table, people):
    def effect(obj, *, by, on, note):
        obj.place = f"{by.role} {on.isoformat()} {note}"
        obj.save()

    table(step(effect=effect))
    workflow.perform(meeting, "hold", by=people.village_operator, on=TODAY, note="catatan")
    assert stored(meeting).place == f"village_operator {TODAY.isoformat()} catatan"
    assert (stored(meeting).stage, stored(meeting).version, meeting.version) == ("held", 3, 3)


# --- refusals leave nothing behind ------------------------------------------------------------------------------
def test_closed_gates_are_all_told_and_nothing_is_kept(meeting, table, people):
    effects = []
    table(step(
        gates=(Gate("a", "A", open_gate), Gate("b", "B", shut("Notulen kosong.")), Gate("c", "C", shut("Tanpa SK."))),
        effect=lambda *args, **kwargs: effects.append(1),
    ))  # fmt: skip
    before = state(meeting)
    meeting.place = "belum disimpan"
    with pytest.raises(TransitionRefused) as refusal:
        workflow.perform(meeting, "hold", by=people.village_operator, on=TODAY)
    assert refusal.value.reasons == ["Notulen kosong.", "Tanpa SK."]
    assert effects == []
    assert state(meeting) == before
    assert (meeting.stage, meeting.version, meeting.stage_read) == ("planned", 1, "planned")


@pytest.mark.parametrize("error", [TransitionRefused(["Tidak bisa."]), PermissionDenied(), RuntimeError("boom")])
def test_an_effect_that_fails_takes_everything_back(error, meeting, table, people):
    def effect(obj, *, by, on, note):
        obj.place = "Balai Lain"
        obj.save()
        Decision.objects.create(meeting=obj, number=1, text="Setengah jalan.")
        raise error

    table(step(effect=effect))
    before = state(meeting)
    with pytest.raises(type(error)):
        workflow.perform(meeting, "hold", by=people.village_operator, on=TODAY)
    assert state(meeting) == before
    assert (meeting.stage, meeting.version, meeting.place) == ("planned", 1, "Balai Desa")


def test_without_its_trace_no_move(meeting, table, people, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("disk full")

    table(step())
    before = state(meeting)
    monkeypatch.setattr("fcu_project.audit.record", broken)
    with pytest.raises(RuntimeError):
        workflow.perform(meeting, "hold", by=people.village_operator, on=TODAY)
    assert state(meeting) == before
    assert (meeting.stage, meeting.version) == ("planned", 1)


def test_after_a_refusal_the_same_object_can_go_on(meeting, table, people):
    lock = ["Belum."]
    table(step(gates=(Gate("a", "A", lambda obj, on: lock[0]),)))
    with transaction.atomic():  # a refusal inside a larger transaction does not spoil it
        with pytest.raises(TransitionRefused):
            workflow.perform(meeting, "hold", by=people.village_operator, on=TODAY)
        meeting.place = "Balai Baru"
        meeting.save()
    lock[0] = ""
    workflow.perform(meeting, "hold", by=people.village_operator, on=TODAY)
    assert (stored(meeting).stage, stored(meeting).place) == ("held", "Balai Baru")


# --- who ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["treasurer", "pioneer", "regency_funds", "administrator"])
def test_wrong_role_is_denied_and_sees_no_button(role, meeting, table, people):
    table(step())
    before = state(meeting)
    with pytest.raises(PermissionDenied):
        workflow.perform(meeting, "hold", by=getattr(people, role), on=TODAY)
    assert state(meeting) == before
    assert workflow.available(meeting, getattr(people, role), TODAY) == []


def test_the_right_role_of_another_party_is_denied(meeting, table, people, regions):
    table(step(relation=lambda obj, by: obj.keeper_id == by.region_id))
    stranger = AssignmentFactory(role="village_operator", region=regions.sibling)
    before = state(meeting)
    with pytest.raises(PermissionDenied):
        workflow.perform(meeting, "hold", by=stranger, on=TODAY)
    assert state(meeting) == before
    assert workflow.available(meeting, stranger, TODAY) == []
    assert [b.name for b in workflow.available(meeting, people.village_operator, TODAY)] == ["hold"]


def test_nobody_decides_on_their_own_proposal(meeting, table, people, regions):
    """Four eyes look at the person, whatever hat they wear."""
    table(step(four_eyes="proposed_by"))
    proposer = people.village_operator
    meeting.proposed_by = proposer.actor_uid
    other_hat = AssignmentFactory(role="psm_facilitator", region=regions.village, person=proposer.person)
    for by in (proposer, other_hat):
        with pytest.raises(PermissionDenied):
            workflow.perform(meeting, "hold", by=by, on=TODAY)
        assert workflow.available(meeting, by, TODAY) == []
    workflow.perform(meeting, "hold", by=people.village_head, on=TODAY)
    assert stored(meeting).stage == "held"


# --- notes, stages, names -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("note", ["", "   ", "\n\t "])
def test_a_step_that_asks_a_reason_takes_no_blank_one(note, meeting, table, people):
    table(step(needs_note=True))
    before = state(meeting)
    with pytest.raises(TransitionRefused, match="alasannya"):
        workflow.perform(meeting, "hold", by=people.village_operator, on=TODAY, note=note)
    assert state(meeting) == before


def test_a_step_from_another_stage_is_refused_with_the_stage_in_words(meeting, table, people):
    table(step(), step("reopen", ("held",), "planned"))
    with pytest.raises(TransitionRefused, match="Langkah reopen.*Direncanakan"):
        workflow.perform(meeting, "reopen", by=people.village_operator, on=TODAY)
    with pytest.raises(LookupError):
        workflow.perform(meeting, "no-such-step", by=people.village_operator, on=TODAY)


def test_someone_faster_is_told_with_the_stage_as_it_is_now(meeting, table, people):
    asked = []
    table(step(gates=(Gate("a", "A", lambda obj, on: asked.append(1) or ""),)))
    mine = stored(meeting)
    workflow.perform(meeting, "hold", by=people.village_operator, on=TODAY)
    with pytest.raises(TransitionRefused, match="baru saja diubah orang lain.*Terlaksana"):
        workflow.perform(mine, "hold", by=people.village_head, on=TODAY)
    assert asked == [1]  # the loser never reached the gates
    assert (mine.stage, mine.version) == ("held", 2)
    assert traces(meeting) == 1


def test_a_stale_neighbour_in_the_effect_is_a_refusal_too(meeting, table, people, regions):
    body = InstitutionFactory(region=regions.village)
    stale = Institution.objects.get(pk=body.pk)
    body.save()
    table(step(effect=lambda obj, **kwargs: stale.save()))
    before = state(meeting)
    with pytest.raises(TransitionRefused, match="diubah orang lain"):
        workflow.perform(meeting, "hold", by=people.village_operator, on=TODAY)
    assert state(meeting) == before


# --- buttons --------------------------------------------------------------------------------------------------------
def test_closed_buttons_are_shown_with_their_reasons_and_the_way_to_open_them(meeting, table, people):
    table(
        step(gates=(
            Gate("ok", "Sudah", open_gate, evidence=lambda obj: "14 orang"),
            Gate("shut", "Notulen", shut("Notulen belum diisi."), fix=lambda obj: ("Isi notulen", "/isi/")),
        )),
        step("cancel", target="cancelled", is_danger=True, needs_note=True, asks_date=False),
        step("reopen", ("held",), "planned"),
    )  # fmt: skip
    hold, cancel = workflow.available(meeting, people.village_operator, TODAY)
    assert (hold.name, hold.label, hold.open) == ("hold", "Langkah hold", False)
    assert [(g.name, g.state, g.detail, g.fix_label, g.fix_url) for g in hold.reasons] == [
        ("shut", "shut", "Notulen belum diisi.", "Isi notulen", "/isi/")
    ]
    assert hold.gates[0].detail == "14 orang"
    assert (cancel.open, cancel.is_danger, cancel.needs_note, cancel.asks_date) == (True, True, True, False)
    assert str(meeting.uid) in hold.url and hold.url.endswith("/hold/")


# --- warnings and their reasons -----------------------------------------------------------------------------------
def test_a_warning_blocks_until_a_reason_is_written(meeting, table, people):
    gate = Gate("tksk", "TKSK hadir", shut("TKSK belum hadir."), warns=True)
    table(step(gates=(gate,)))
    by = people.village_operator
    button = workflow.available(meeting, by, TODAY)[0]
    assert (button.open, button.reasons[0].state, button.reasons[0].allows_reason) == (False, "warn", True)
    with pytest.raises(TransitionRefused, match="TKSK belum hadir"):
        workflow.perform(meeting, "hold", by=by, on=TODAY)
    workflow.give_reason(meeting, gate, "Sakit.", by=by)
    workflow.give_reason(meeting, gate, "Sakit, ada surat dokter.", by=people.village_head)
    button = workflow.available(meeting, by, TODAY)[0]
    assert (button.open, button.gates[0].state, button.gates[0].reason) == (True, "warn", "Sakit, ada surat dokter.")
    workflow.perform(meeting, "hold", by=by, on=TODAY)
    assert stored(meeting).stage == "held"
    kept = GateReason.objects.get(object_uid=meeting.uid)
    assert (kept.reason, kept.actor) == ("Sakit, ada surat dokter.", people.village_head.person.uid)
    assert people.village_head.person.name in kept.recorded_by
    trail = AuditEvent.objects.filter(object_uid=meeting.uid, verb="reason:tksk").order_by("id")
    assert [event.actor for event in trail] == [by.person.uid, people.village_head.person.uid]
    assert all("Sakit" not in str(event.__dict__) for event in trail)


def test_a_reason_opens_its_own_gate_and_row_only_and_no_hard_gate(meeting, table, people):
    soft, hard = Gate("soft", "S", shut("Lunak."), warns=True), Gate("hard", "H", shut("Keras."))
    table(step(gates=(soft, hard)))
    by = people.village_operator
    other = Meeting.objects.create(
        kind="routine", region=by.region, keeper=by.region, held_on=TODAY, place="Lain", agenda="A"
    )
    workflow.give_reason(other, soft, "Alasan rapat lain.", by=by)
    workflow.give_reason(meeting, hard, "Alasan untuk syarat keras.", by=by)
    with pytest.raises(TransitionRefused) as refusal:
        workflow.perform(meeting, "hold", by=by, on=TODAY)
    assert refusal.value.reasons == ["Lunak.", "Keras."]


# --- base rows -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("fields", [None, ["stage"], ["place", "stage"]])
def test_a_stage_is_never_written_by_saving(fields, meeting):
    meeting.stage, meeting.place = "held", "Lain"
    with pytest.raises(StageWrittenDirectly):
        meeting.save(update_fields=fields)
    assert (stored(meeting).stage, stored(meeting).place, stored(meeting).version) == ("planned", "Balai Desa", 1)


def test_a_partly_loaded_row_can_still_be_saved(meeting):
    row = Meeting.objects.only("id", "version", "place").get(pk=meeting.pk)
    row.place = "Aula"
    row.save(update_fields=["place"])
    assert (stored(meeting).place, stored(meeting).stage) == ("Aula", "planned")


def test_a_stale_save_fails_and_overwrites_nothing(meeting):
    mine, theirs = stored(meeting), stored(meeting)
    theirs.place = "Punya dia"
    theirs.save()
    mine.place = "Punya saya"
    with pytest.raises(StaleVersion) as stale:
        mine.save()
    assert stale.value.row is mine
    assert (stored(meeting).place, stored(meeting).version, mine.version) == ("Punya dia", 2, 1)


def test_update_fields_writes_those_and_the_version(meeting):
    meeting.place, meeting.agenda = "Aula", "tidak ikut"
    before = meeting.updated_at
    meeting.save(update_fields=["place"])
    row = stored(meeting)
    assert (row.place, row.agenda, row.version, meeting.version) == ("Aula", "A", 2, 2)
    assert row.updated_at > before
    meeting.agenda = "kini ikut"
    meeting.save()
    assert (stored(meeting).agenda, stored(meeting).version) == ("kini ikut", 3)


def test_taking_a_row_locks_out_whoever_read_it_before(meeting):
    mine, theirs = stored(meeting), stored(meeting)
    take(theirs, place="Aula")
    assert (theirs.place, theirs.version, stored(meeting).place) == ("Aula", 2, "Aula")
    with pytest.raises(StaleVersion):
        take(mine)


def test_a_save_that_failed_can_be_mended_and_saved_again(regions, reference):
    """The version in memory follows the database: after a rolled-back save the row is not taken for stale."""
    InstitutionFactory(region=regions.village, name="PKK")
    second = InstitutionFactory(region=regions.village, name="PKK RW 2")
    second.name = "PKK"
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
    second.name = "PKK RW 02"
    second.save()
    assert Institution.objects.get(pk=second.pk).name == "PKK RW 02"
