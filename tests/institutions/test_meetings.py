"""Meetings: who sees whom, what closes them, how they decide, what is counted."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from fcu_project import workflow
from fcu_project.models import StoredFile
from fcu_project.workflow import TransitionRefused
from institutions.actions import meeting as actions
from institutions.documents import record_facts
from institutions.meetings import Element
from institutions.models import Attendance, Decision, Meeting
from institutions.workflow.meeting import HOLD, gates_for
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.form_routes import new_key

mark = pytest.mark


# --- who sees whom --------------------------------------------------------------------------------------------------
@mark.clause("REG-01", "STG-13")
@pytest.mark.parametrize("secret", ["Tamu Rahasia", "Jabatan Rahasia", "Putusan Rahasia", "Ucapan Rahasia"])
def test_villages_below_see_the_event_but_not_who_came(secret, people, regions, sign_in):
    """Head data yes; attendees, decisions and the account of who said what no: on every page, also in the admin."""
    by = people.regency_reports
    meeting = make.held_meeting("socialisation_subdistrict", by, on=TODAY, region=regions.subdistrict, hold=False)
    guest = make.PersonFactory(region=regions.regency, name="Tamu Rahasia", position="Jabatan Rahasia")
    actions.save_attendance(Attendance(meeting=meeting, person=guest, element="lk3", present=True), by=by, on=TODAY)
    meeting.minutes = "Ucapan Rahasia: menolak."
    actions.save_minutes(meeting, by=by, on=TODAY)
    actions.add_decision(Decision(meeting=meeting, text="Putusan Rahasia"), by=by, on=TODAY)
    make.give_all_reasons(meeting, "hold", by)
    workflow.perform(meeting, "hold", by=by, on=TODAY)
    village, outside = people.village_operator, AssignmentFactory(role="village_operator", region=regions.elsewhere)
    client = sign_in(village)
    page = client.get(meeting.get_absolute_url())
    assert page.status_code == 200
    html = page.content.decode()
    assert "Balai Desa" in html and "Sosialisasi FCU tingkat kecamatan" in html
    pages = {url: client.get(url, follow=True).content.decode() for url in (
        meeting.get_absolute_url(), "/rapat/", "/orang/", f"/admin/institutions/meeting/{meeting.pk}/change/",
    )}  # fmt: skip
    assert {url for url, text in pages.items() if secret in text} == set()
    assert client.get(reverse("institutions:attendance-pdf", args=[meeting.uid])).status_code == 403
    assert client.get(reverse("institutions:attendance", args=[meeting.uid])).status_code == 403
    assert secret in sign_in(by).get(meeting.get_absolute_url()).content.decode()
    assert sign_in(outside).get(meeting.get_absolute_url()).status_code == 404


# --- the gates of "terlaksana" --------------------------------------------------------------------------------------
@pytest.fixture
def complete(people):
    """A formation meeting that only needs to be declared held, with everybody there."""
    elements = ("government", "psks", "individual", "social_office", "lk3", "tksk")
    return make.held_meeting("formation", people.village_operator, on=TODAY, elements=elements, hold=False)


def change(**values):
    return lambda meeting: Meeting.objects.filter(pk=meeting.pk).update(**values)


def nobody_came(meeting):
    meeting.attendances.update(present=False)


def gone(element):
    return lambda meeting: meeting.attendances.filter(element=element).update(present=False)


CLOSED = [
    ("date", change(held_on=TODAY + timedelta(days=2))),
    pytest.param("attendance", nobody_came, marks=mark.clause("MEM-13")),
    pytest.param("minutes", change(minutes=" \n "), marks=mark.clause("MEM-13")),
    pytest.param("method", change(method=""), marks=mark.clause("MEM-14", "VAL-01", "FCU-06")),
    ("paper", change(from_paper=True, paper_number="")),
    *(pytest.param(f"present_{e}", gone(e), marks=mark.clause("FCU-05"))
      for e in ("government", "psks", "individual", "social_office", "lk3", "tksk")),
]  # fmt: skip


def test_every_gate_is_tried_here():
    tried = {getattr(case, "values", case)[0] for case in CLOSED}
    elsewhere = {f"present_{e}" for e in Element} - tried | {"order", "decree"}  # tried with their own kinds
    real = {gate.name for gate in HOLD}  # those of the floors above are tried there
    assert tried | elsewhere == real


@pytest.mark.parametrize(("name", "close"), CLOSED)
def test_a_closed_gate_keeps_a_meeting_planned(name, close, complete, people, sign_in):
    by = people.village_operator
    assert [b.open for b in workflow.available(complete, by, TODAY) if b.name == "hold"] == [True]
    close(complete)
    meeting = Meeting.objects.get(pk=complete.pk)
    gate = next(g for g in gates_for(meeting, TODAY) if g.name == name)
    assert gate.blocks and gate.detail and gate.fix_url
    assert gate.allows_reason == name.startswith("present_")
    with pytest.raises(TransitionRefused) as refusal:
        workflow.perform(meeting, "hold", by=by, on=TODAY)
    assert gate.detail in refusal.value.reasons
    skipped = sign_in(by).post(f"/tahap/institutions.meeting/{meeting.uid}/hold/", {"_key": new_key()})
    assert skipped.status_code == 409 and gate.detail in skipped.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).stage == "planned"


@pytest.mark.parametrize("paper", [{"paper_number": "005/7"}, {"paper_scan": True}])
def test_a_number_or_a_scan_is_paper_enough(paper, complete):
    if "paper_scan" in paper:
        paper = {"paper_number": "", "paper_scan": StoredFile.objects.create(path="a/b", size=1, sha256="0" * 64)}
    Meeting.objects.filter(pk=complete.pk).update(from_paper=True, **paper)
    gate = next(g for g in gates_for(Meeting.objects.get(pk=complete.pk), TODAY) if g.name == "paper")
    assert gate.state == "open"


@pytest.mark.parametrize(("role", "place"), [
    ("village_operator", "sibling"), ("tksk", "subdistrict"), ("coordinator", "village"), ("secretary", "village"),
    ("treasurer", "village")])  # fmt: skip
def test_another_office_or_role_neither_holds_nor_changes_it(role, place, complete, regions, sign_in):
    """Within a place the FCU does not act for the village government, nor LK3 for the Dinas."""
    by = AssignmentFactory(role=role, region=getattr(regions, place))
    for step in ("hold", "cancel"):
        with pytest.raises(PermissionDenied):
            workflow.perform(Meeting.objects.get(pk=complete.pk), step, by=by, on=TODAY, note="x")
    client = sign_in(by)
    for url in (f"/rapat/{complete.uid}/notulen/", f"/rapat/{complete.uid}/ubah/", f"/rapat/{complete.uid}/hadir/"):
        assert client.get(url).status_code in (403, 404)
    assert Meeting.objects.get(pk=complete.pk).stage == "planned"


def test_lk3_does_not_act_for_the_dinas_of_the_same_kabupaten(people, regions):
    meeting = make.held_meeting("coordination_regency", people.regency_reports, on=TODAY, hold=False)
    for role in ("lk3", "regency_funds", "regency_cases"):
        with pytest.raises(PermissionDenied):
            workflow.perform(meeting, "cancel", by=getattr(people, role), on=TODAY, note="x")


def test_a_held_meeting_is_changed_only_after_it_was_reopened_with_a_reason(complete, people):
    by = people.village_operator
    workflow.perform(complete, "hold", by=by, on=TODAY)
    row = complete.attendances.first()
    for change_it in (
        lambda: actions.save_minutes(complete, by=by, on=TODAY),
        lambda: actions.save_meeting(complete, by=by, on=TODAY),
        lambda: actions.mark_present(complete, [], by=by, on=TODAY),
        lambda: actions.remove_attendance(row, by=by, on=TODAY),
        lambda: actions.add_decision(Decision(meeting=complete, text="Terlambat"), by=by, on=TODAY),
    ):
        with pytest.raises(TransitionRefused, match="Buka kembali"):
            change_it()
    with pytest.raises(TransitionRefused):
        workflow.perform(complete, "reopen", by=by, on=TODAY)
    workflow.perform(complete, "reopen", by=by, on=TODAY, note="Satu nama keliru.")
    actions.save_minutes(complete, by=by, on=TODAY)


@pytest.mark.parametrize("kind", ["formation", "inauguration"])
def test_a_meeting_on_which_an_fcu_rests_stays_as_it_is(kind, people):
    make.active_unit(people.village_operator)
    meeting = Meeting.objects.get(kind=kind)
    with pytest.raises(TransitionRefused, match="sudah didasarkan"):
        workflow.perform(meeting, "reopen", by=people.village_operator, on=TODAY, note="x")
    assert Meeting.objects.get(pk=meeting.pk).stage == "held"


# --- who came, what was decided -------------------------------------------------------------------------------------
@mark.clause("MEM-13")
def test_people_are_counted_once_by_element_and_sex(people, sign_in):
    """A person with several hats is one person: in the list, in the sums, in the database."""
    by = people.village_operator
    meeting = make.held_meeting("routine", people.secretary, on=TODAY, elements=(), hold=False)
    guests = [("psks", "female"), ("psks", "male"), ("psks", "female"), ("pioneer", "female"), ("government", "male")]
    for number, (element, sex) in enumerate(guests):
        person = make.PersonFactory(region=by.region, sex=sex, name=f"Tamu {'ABCDE'[number]}")
        row = Attendance(meeting=meeting, person=person, element=element, present=True)
        actions.save_attendance(row, by=people.secretary, on=TODAY)
    actions.save_attendance(
        Attendance(meeting=meeting, person=make.PersonFactory(region=by.region), element="psks"), by=people.secretary,
        on=TODAY,
    )  # fmt: skip
    assert meeting.present_counts() == {None: (3, 2), "psks": (2, 1), "pioneer": (1, 0), "government": (0, 1)}
    twice = sign_in(people.secretary).post(
        reverse("institutions:attendance", args=[meeting.uid]),
        {"_key": new_key(), "person": person.pk, "element": "pioneer", "present": "on"},
    )
    assert twice.status_code == 422
    assert "sudah ada di daftar peserta" in twice.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(meeting=meeting, person=person, element="pioneer", present=True)
    html = sign_in(people.secretary).get(meeting.get_absolute_url()).content.decode()
    assert "5 hadir (P 3, L 2)" in html
    assert record_facts(meeting)["attendance"]["total"] == 5


@mark.clause("MEM-14", "VAL-01")
@pytest.mark.parametrize(("kind", "role", "decides"), [
    ("formation", "village_operator", True), ("routine", "secretary", True),
    ("inauguration", "village_operator", False), ("coordination_village", "village_operator", False)])  # fmt: skip
def test_how_a_deciding_meeting_decided_is_asked_and_objections_stay(kind, role, decides, people, sign_in):
    by = getattr(people, role)
    meeting = make.held_meeting(kind, by, on=TODAY, hold=False)
    client, url = sign_in(by), f"/rapat/{meeting.uid}/notulen/"
    data = {"minutes": "Dibahas.", "objections": "Bu Sri keberatan.", "_version": meeting.version}
    response = client.post(url, {**data, "_key": new_key()})
    assert response.status_code == (422 if decides else 302)
    if decides:
        assert response.context["form"].errors["method"] == ["Cara mengambil keputusan belum dipilih."]
        vote = {**data, "method": "vote"}
        assert "votes_for" in client.post(url, {**vote, "_key": new_key()}).context["form"].errors
        vote |= {"votes_for": "12", "votes_against": "3", "_key": new_key()}
        assert client.post(url, vote).status_code == 302
    meeting.refresh_from_db()
    html = client.get(meeting.get_absolute_url()).content.decode()
    assert "Bu Sri keberatan." in html
    if decides:
        assert (meeting.method, meeting.votes_for, meeting.votes_against) == ("vote", 12, 3)
        assert "Suara terbanyak, setuju 12, tidak setuju 3" in html
    assert "Bu Sri keberatan." in str(record_facts(meeting))


@mark.clause("MEM-13")
def test_decisions_carry_owner_and_due_date(people, sign_in):
    meeting = make.held_meeting("routine", people.secretary, on=TODAY, hold=False)
    response = sign_in(people.secretary).post(
        f"/rapat/{meeting.uid}/keputusan/tambah/",
        {"_key": new_key(), "text": "Mendata keluarga.", "owner": "Pokja", "due_on": "31-12-2026"},
    )
    assert response.status_code == 302
    last = meeting.decisions.last()
    assert (last.number, last.text, last.owner) == (2, "Mendata keluarga.", "Pokja")
    assert last.due_on.isoformat() == "2026-12-31"


def test_a_meeting_does_not_end_before_it_begins(people):
    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        meeting = Meeting(kind="routine", held_on=TODAY, place="A", agenda="A", starts_at=time(11), ends_at=time(9))
        actions.save_meeting(meeting, by=people.secretary, on=TODAY)
