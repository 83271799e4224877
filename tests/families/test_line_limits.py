"""Limits of the families' line: what an unfinished round, a wrong day or an office still held may not pass."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from families.actions.pairing import without_companion
from families.models import Answer, Assessment, Pairing
from families.tasks import family_tasks
from families.workflow import participation as line
from families.workflow.meeting import _names_head
from fcu_project import workflow
from fcu_project.dates import long_date
from fcu_project.workflow import TransitionRefused
from institutions.models import Attendance, Meeting, OfficerTerm
from tests.factories import TODAY
from tests.families import make
from tests.filling import new_key, typed_date

DAY = timedelta(days=1)


@pytest.fixture
def group(people):
    return make.selection_group(people)


def step(client, obj, name, *, on=TODAY, note="Keadaannya berubah."):
    url = reverse("transition", args=[obj._meta.label_lower, obj.uid, name])
    return client.post(url, {"_key": new_key(), "on": typed_date(on), "note": note})


def fresh(life):
    return life.family.participations.get(pk=life.pk)


def titles(by):
    return [task.title for task in family_tasks(by, TODAY)]


# --- reasons for what is not met --------------------------------------------------------------------------------------
def test_a_newer_round_saved_empty_explains_nothing(people, group):
    """FAM-10: "Simpan dahulu" without an answer does not do away with the reasons."""
    ((family,), _) = make.willing(people, group, plasma=())
    life = family.participation()
    assert line.criteria_met(life, TODAY) == ""
    first = family.assessments.get()
    empty = Assessment(family=family, set="pioneer", assessed_on=TODAY, interviewer=first.interviewer)
    make.assessment_actions.save_assessment(empty, [], by=people.secretary, on=TODAY)
    assert "putaran 2 belum lengkap" in line.criteria_met(life, TODAY)
    with pytest.raises(TransitionRefused, match="belum lengkap"):
        make.designated("pioneer_designation", [family], people.secretary)
    assert family.participation().stage == "willing"


# --- a wrong role is decided again ------------------------------------------------------------------------------------
@pytest.fixture
def proposed(people, group):
    """A family that the FGD proposed as pioneer, and that was assessed for both roles."""
    by, family = people.secretary, make.candidate(people.secretary)
    for which in ("pioneer", "plasma"):
        make.assessed(family, which, by)
    make.fgd(people, group, lines=[(family, "pioneer")], hold=True)
    return family


def test_a_wrong_role_is_decided_again_in_another_fgd(people, group, proposed, sign_in):
    client, life = sign_in(people.secretary), proposed.participation()
    assert "Kembalikan ke calon" in client.get(proposed.get_absolute_url()).content.decode()
    assert step(client, life, "reconsider", note=" ").status_code == 422
    assert step(client, life, "reconsider", note="Perannya tertukar.").status_code == 302
    life = fresh(life)
    assert (life.stage, life.role, life.proposed_on) == ("candidate", "candidate", None)
    assert workflow.reasons_of(life) == {"reconsider": "Perannya tertukar."}
    # the line of the first FGD does not count a second time
    assert step(client, life, "propose").status_code == 409
    assert fresh(life).stage == "candidate"
    make.fgd(people, group, lines=[(proposed, "plasma")], hold=True)
    life = fresh(life)
    assert (life.stage, life.role, life.proposed_on) == ("proposed", "plasma", make.FGD_ON)


def test_who_may_put_a_family_back(people, proposed, sign_in):
    life = proposed.participation()
    for role in ("village_head", "working_group", "tksk", "lk3"):
        assert step(sign_in(getattr(people, role)), life, "reconsider").status_code in (403, 404), role
    assert fresh(life).stage == "proposed"


# --- the end of a way -------------------------------------------------------------------------------------------------
def test_nobody_ends_before_the_last_step(people, sign_in):
    pairing, client = make.paired(people), sign_in(people.secretary)
    for life in (pairing.pioneer, pairing.plasma):
        early = step(client, life, "withdraw", on=make.PAIRED_ON - DAY)
        assert early.status_code == 409
        assert f"tidak boleh mendahului {long_date(make.PAIRED_ON)}" in early.content.decode()
        assert fresh(life).ended_on is None
    Pairing.objects.update(paired_from=make.PAIRED_ON + 3 * DAY)  # a later companion
    early = step(client, pairing.plasma, "withdraw", on=make.PAIRED_ON + DAY)
    assert early.status_code == 409 and long_date(make.PAIRED_ON + 3 * DAY) in early.content.decode()
    assert step(client, pairing.plasma, "withdraw", on=make.PAIRED_ON + 3 * DAY).status_code == 302
    assert Pairing.objects.get().paired_until == make.PAIRED_ON + 3 * DAY


@pytest.mark.parametrize("stage, day", [("willing", "ANSWERED_ON"), ("consolidated", "BRIEFED_ON")])
def test_nor_before_an_answer_or_a_briefing(stage, day, people, group, sign_in):
    family = make.short.life(people.secretary, "Hadi Suwito", "pioneer", stage, days=make.DAYS)
    last, life = getattr(make, day), family.participation()
    refused = step(sign_in(people.secretary), life, "withdraw", on=last - DAY)
    assert refused.status_code == 409 and long_date(last) in refused.content.decode()
    assert step(sign_in(people.secretary), life, "withdraw", on=last).status_code == 302


def test_an_officer_does_not_withdraw(people, sign_in):
    life = make.paired(people).pioneer
    meeting = make.short.held("formation", life.family.region, make.PAIRED_ON)
    term = OfficerTerm.objects.create(
        unit=life.membership.unit, membership=life.membership, post="treasurer", elected_in=meeting,
        elected_on=meeting.held_on,
    )  # fmt: skip
    client = sign_in(people.secretary)
    refused = step(client, life, "withdraw")
    assert refused.status_code == 409 and "masih pengurus" in refused.content.decode()
    life.membership.refresh_from_db()
    assert (fresh(life).stage, life.membership.left_on) == ("on_duty", None)
    OfficerTerm.objects.filter(pk=term.pk).update(
        acting=True, valid_from=make.PAIRED_ON, valid_until=TODAY + 30 * DAY
    )  # acts for another month
    refused = step(client, life, "withdraw")
    assert refused.status_code == 409 and "masih pengurus" in refused.content.decode()
    term.refresh_from_db()
    term.valid_until = TODAY
    term.save()
    assert step(client, life, "withdraw").status_code == 302


# --- the FGD and its day ----------------------------------------------------------------------------------------------
def test_what_came_after_the_fgd_was_not_known_to_it(people, group):
    by, family = people.secretary, make.candidate(people.secretary)
    round_ = make.assessed(family, "plasma", by, on=make.FGD_ON + DAY)
    meeting = make.fgd(people, group, lines=[(family, "plasma")])
    with pytest.raises(TransitionRefused, match="Baru dinilai sesudah FGD ini: Ibu Sumiyati"):
        make.declare_held(meeting, by)
    Assessment.objects.filter(pk=round_.pk).update(assessed_on=make.FGD_ON)
    family.participations.update(started_on=make.FGD_ON + DAY)
    with pytest.raises(TransitionRefused, match="Baru didata sesudah FGD ini: Ibu Sumiyati"):
        make.declare_held(meeting, by)
    family.recorded_on = make.FGD_ON  # a wrong day is put right in the short record
    make.family_actions.save_family(family, by=by, on=TODAY, fields=["recorded_on"])
    make.declare_held(meeting, by)
    assert family.participation().stage == "proposed"


def test_an_unfinished_round_before_the_fgd_is_not_mended_by_a_later_one(people, group):
    by, family = people.secretary, make.candidate(people.secretary)
    early = make.assessed(family, "plasma", by)
    Answer.objects.filter(assessment=early).first().delete()
    make.assessed(family, "plasma", by, on=TODAY)
    with pytest.raises(TransitionRefused, match="Penilaian belum lengkap: Ibu Sumiyati"):
        make.declare_held(make.fgd(people, group, lines=[(family, "plasma")]), by)


@pytest.mark.parametrize("position, is_head", [
    ("Kepala Desa", True), ("kepala desa Sidomekar", True), ("Pj. Kepala Desa Sidomekar", True),
    ("Plt. Kepala Desa", True), ("Pj Kepala Desa", True), ("Penjabat Kepala Desa", True),
    ("Staf Kepala Desa", False), ("Istri Kepala Desa", False), ("Kepala Desain", False), ("Sekretaris Desa", False),
    ("Mantan Kepala Desa", False), ("", False),
])  # fmt: skip
def test_whose_position_is_the_heads(position, is_head):
    assert _names_head(position, "Kepala Desa") is is_head
    assert not _names_head(position, "")


def test_the_heads_staff_does_not_stand_for_the_head(people, group):
    meeting = make.planned("focus_group", people.secretary, on=make.FGD_ON)
    row = Attendance.objects.create(
        meeting=meeting, person=make.make.PersonFactory(region=meeting.region, position="Staf Kepala Desa"),
        element="government", present=True,
    )  # fmt: skip
    gate = next(gate for gate in workflow.gates_of(meeting, _hold().gates, TODAY) if gate.name == "village_head")
    assert "belum tercatat hadir" in gate.detail
    row.position = "Plt. Kepala Desa"
    row.save()
    gate = next(gate for gate in workflow.gates_of(meeting, _hold().gates, TODAY) if gate.name == "village_head")
    assert gate.state == "open"


def _hold():
    return next(move for move in workflow.transitions_of(Meeting) if move.name == "hold")


# --- who is left without a companion ----------------------------------------------------------------------------------
def test_a_family_left_behind_is_on_the_list_and_a_task(people, sign_in):
    pairing, client = make.paired(people), sign_in(people.secretary)
    task, by = "1 keluarga dampingan belum punya pendamping", people.secretary
    assert task not in titles(by) and not without_companion(by.region)
    response = step(client, pairing.pioneer, "withdraw")
    assert (response.status_code, response["Location"]) == (302, reverse("families:pairing-list"))
    page = client.get(response["Location"]).content.decode()
    create = f"{reverse('families:pairing-create')}?keluarga={pairing.plasma.family.uid}"
    assert "Belum punya pendamping" in page and create in page
    assert task in titles(by)
    assert client.get(create).context["form"].initial["plasma"] == pairing.plasma


def test_who_leaves_nobody_behind_stays_on_the_family(people, group, sign_in):
    family = make.short.life(people.secretary, "Hadi Suwito", "pioneer", "consolidated", days=make.DAYS)
    response = step(sign_in(people.secretary), family.participation(), "withdraw")
    assert response["Location"] == family.get_absolute_url()


def test_the_pairing_form_looks_up_the_one_family(people, group, sign_in):
    """It reads no other life to find the one that is asked for."""
    client = sign_in(people.secretary)
    family = make.short.life(people.secretary, "Sumiyati", "plasma", "designated", days=make.DAYS)
    url = f"{reverse('families:pairing-create')}?keluarga={family.uid}"
    with CaptureQueriesContext(connection) as asked:
        page = client.get(url)
    assert page.context["form"].initial["plasma"] == family.participation()
    sql = "\n".join(query["sql"] for query in asked)  # each database writes a uid in its own way
    assert family.uid.hex in sql.replace("-", "")
    for wrong in ("", "abc", "00000000-0000-0000-0000-000000000000"):
        page = client.get(reverse("families:pairing-create"), {"keluarga": wrong})
        assert page.status_code == 200 and set(page.context["form"].initial) == {"paired_from"}


# --- sessions and declarations ----------------------------------------------------------------------------------------
def test_a_session_planned_by_lk3_is_not_planned_again(people, regions, group, sign_in):
    make.short.life(people.secretary, "Hadi Suwito", "pioneer", "designated", days=make.DAYS)
    assert "Rencanakan pemantapan keluarga pionir" in titles(people.secretary)
    sign_in(people.lk3).post("/rapat/tambah/consolidation/", {
        "region": regions.village.pk, "held_on": typed_date(TODAY), "place": "Balai Desa", "agenda": "Tugas dan peran",
        "_key": new_key(),
    })  # fmt: skip
    assert Meeting.objects.get(kind="consolidation", stage="planned").keeper == people.lk3.region
    assert "Rencanakan pemantapan keluarga pionir" not in titles(people.secretary)


def test_who_has_all_briefings_is_to_be_declared_not_briefed_again(people, group):
    family = make.short.life(people.secretary, "Hadi Suwito", "pioneer", "designated", days=make.DAYS)
    make.consolidation([family], people.secretary, topics=(1, 2, 3, 4))
    offices = (people.secretary, people.lk3, people.tksk)
    declare = "1 keluarga pionir siap dinyatakan sudah dibekali"
    assert not any(declare in titles(by) for by in offices)
    assert "Rencanakan pemantapan keluarga pionir" in titles(people.secretary)
    assert "1 keluarga pionir menunggu pemantapan" in titles(people.lk3)
    make.plan_item(family.participation(), people.secretary)
    make.told_story(family.participation(), people.secretary)
    make.consolidation([family], people.secretary, topics=(5,))
    for by in offices:
        told = {task.title: task.url for task in family_tasks(by, TODAY)}
        assert told == {declare: reverse("families:briefing-card", args=[family.uid])}, by.role
