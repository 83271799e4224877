"""Several writers at once, on committed transactions: one wins, the others are told, nothing is there twice.

Threads with connections of their own, on SQLite (a database in a file) and on PostgreSQL alike.
"""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from fcu_project import workflow
from fcu_project.models import AuditEvent, FormReceipt, StaleVersion, StoredFile
from fcu_project.workflow import TransitionRefused
from institutions import rendering
from institutions.actions import document as document_actions
from institutions.actions import meeting as meeting_actions
from institutions.actions import unit as unit_actions
from institutions.models import (
    Attendance,
    Candidacy,
    Decision,
    FamilyCareUnit,
    Institution,
    InstitutionType,
    IssuedDocument,
    Meeting,
    OfficerTerm,
)
from tests import factories as make
from tests.factories import TODAY

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

WAIT_SECONDS = 60


@pytest.fixture(autouse=True)
def quick_letters(monkeypatch):
    """Letters are rendered as soon as they are committed; here only that they are, not how they look."""
    monkeypatch.setattr("institutions.rendering.render_document", lambda document, **how: b"%PDF-1.7 quick")


@pytest.fixture
def operator(people):
    return people.village_operator


def at_once(works):
    """Run every function of `works` in a thread of its own, all let go together. Their answers, errors included."""
    start = Barrier(len(works))

    def run(work):
        try:
            connection.ensure_connection()
            start.wait(WAIT_SECONDS)
            return work()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def won(answers):
    return [answer for answer in answers if not isinstance(answer, Exception)]


def lost(answers, *kinds):
    """The errors; all of the `kinds` that the pages tell in words."""
    errors = [answer for answer in answers if isinstance(answer, Exception)]
    assert all(isinstance(error, kinds) for error in errors), errors
    return errors


def copies(row, count):
    """The row as `count` writers have read it."""
    return [type(row).objects.get(pk=row.pk) for _ in range(count)]


def posts(client, url, bodies):
    """One request per body, each from a browser of the same session."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    def post(body):
        def send():
            own = Client(HTTP_HOST="testserver", raise_request_exception=False)
            own.cookies.load(cookies)
            return own.post(url, body)

        return send

    return at_once([post(body) for body in bodies])


def signed_in(sign_in, by):
    client = sign_in(by)
    client.get("/akun/")  # the session has begun
    return client


def test_these_threads_have_a_real_database_between_them():
    """In SQLite's shared memory the threads would meet other locks than in use."""
    assert connection.vendor == "postgresql" or "mode=memory" not in str(connection.settings_dict["NAME"])


# --- forms ----------------------------------------------------------------------------------------------------------
def test_a_double_click_eight_times_over_writes_one_row(operator, sign_in):
    key = str(uuid.uuid4())
    body = {
        "_key": key, "name": "Karang Taruna Tunas Muda", "leader": "Jaya Kusuma", "legal_status": "informal",
        "element": InstitutionType.objects.get(code="karang-taruna").pk,
    }  # fmt: skip
    client = signed_in(sign_in, operator)
    answers = posts(client, reverse("institutions:institution-create"), [body] * 8)
    row = Institution.objects.get()
    assert [(a.status_code, a.headers.get("Location")) for a in answers] == [(302, row.get_absolute_url())] * 8
    assert FormReceipt.objects.filter(key=key).count() == 1
    assert AuditEvent.objects.filter(object_uid=row.uid, verb="institution:add").count() == 1


@pytest.mark.clause("FCU-01")
def test_two_who_start_an_fcu_in_one_village_open_one(operator, sign_in):
    """By the button: the slower one keeps the text and reads that the village has its FCU."""
    client = signed_in(sign_in, operator)
    seat = {"address": "Balai Desa", "seated_in_village": "on", "phone": ""}
    bodies = [{**seat, "name": name, "_key": str(uuid.uuid4())} for name in ("Melati", "Mawar", "Kenanga", "Dahlia")]
    answers = posts(client, reverse("institutions:unit-create"), bodies)
    assert FamilyCareUnit.objects.count() == 1
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] == 302 and set(statuses[1:]) <= {409, 422}, statuses
    for answer in answers:
        assert answer.status_code == 302 or "sudah punya FCU" in answer.content.decode()


@pytest.mark.clause("MEM-13")
def test_one_person_put_on_the_list_by_two_at_once_stands_there_once(operator, sign_in):
    meeting = make.held_meeting("formation", operator, on=TODAY, elements=(), hold=False)
    person = make.PersonFactory(region=operator.region)
    client = signed_in(sign_in, operator)
    bodies = [
        {"_key": str(uuid.uuid4()), "person": person.pk, "element": element, "present": "on"}
        for element in ("psks", "government", "individual", "pioneer")
    ]
    answers = posts(client, reverse("institutions:attendance", args=[meeting.uid]), bodies)
    assert Attendance.objects.filter(meeting=meeting).count() == 1
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] == 302 and set(statuses[1:]) <= {409, 422}, statuses


# --- stages ---------------------------------------------------------------------------------------------------------
def test_eight_who_take_the_same_step_take_it_once(operator):
    meeting = make.held_meeting("formation", operator, on=TODAY, hold=False)
    make.give_all_reasons(meeting, "hold", operator)
    works = [lambda row=row: workflow.perform(row, "hold", by=operator, on=TODAY) for row in copies(meeting, 8)]
    answers = at_once(works)
    assert len(won(answers)) == 1
    told = lost(answers, TransitionRefused)
    assert len(told) == 7
    assert all("diubah orang lain" in str(error) and "Terlaksana" in str(error) for error in told)
    meeting.refresh_from_db()
    assert meeting.stage == "held"
    assert AuditEvent.objects.filter(object_uid=meeting.uid, verb="transition:hold").count() == 1


def test_of_two_opposite_steps_one_is_taken(operator):
    meeting = make.held_meeting("formation", operator, on=TODAY, hold=False)
    make.give_all_reasons(meeting, "hold", operator)
    one, two = copies(meeting, 2)
    answers = at_once([
        lambda: workflow.perform(one, "hold", by=operator, on=TODAY),
        lambda: workflow.perform(two, "cancel", by=operator, on=TODAY, note="Hujan deras."),
    ])  # fmt: skip
    assert len(won(answers)) == len(lost(answers, TransitionRefused)) == 1
    meeting.refresh_from_db()
    assert meeting.stage == won(answers)[0].stage


# --- one of each ----------------------------------------------------------------------------------------------------
@pytest.mark.clause("MEM-06")
def test_two_elected_to_one_post_at_once_leave_one_officer(operator):
    unit = make.started_unit(operator)
    meeting = make.held_meeting("formation", operator, on=TODAY)
    members = make.with_members(unit, operator, on=TODAY)

    def elect(read, member):
        row = Candidacy(
            unit=read, meeting=meeting, membership=member, post="coordinator", willing=True, able=True,
            social_spirit=True, non_partisan=True, elected=True,
        )  # fmt: skip
        return lambda: unit_actions.save_candidacy(row, by=operator, on=TODAY)

    answers = at_once([elect(read, member) for read, member in zip(copies(unit, 4), members, strict=True)])
    assert len(won(answers)) == 1
    lost(answers, TransitionRefused, StaleVersion)
    assert OfficerTerm.objects.get().membership == Candidacy.objects.get().membership == won(answers)[0].membership


@pytest.mark.clause("MEM-13")
def test_decisions_written_at_once_bear_numbers_of_their_own(operator):
    """Who was too slow reads the meeting again and goes on; no number is given twice, none is left out."""
    meeting = make.held_meeting("formation", operator, on=TODAY, hold=False)  # has decision 1

    def decide(text):
        def write():
            for _ in range(40):
                row = Decision(meeting=Meeting.objects.get(pk=meeting.pk), text=text)
                try:
                    return meeting_actions.add_decision(row, by=operator, on=TODAY).number
                except StaleVersion:
                    continue
            raise TimeoutError(text)

        return write

    numbers = at_once([decide(f"Keputusan {n}") for n in range(6)])
    assert sorted(numbers) == [2, 3, 4, 5, 6, 7]
    assert list(meeting.decisions.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def letter_to_issue(operator, place):
    """A record that is ready for its number."""
    meeting = make.held_meeting("coordination_village", operator, on=TODAY)
    Meeting.objects.filter(pk=meeting.pk).update(place=place, starts_at=time(8))
    record = document_actions.open_letter(meeting, "record", by=operator, on=TODAY)
    return workflow.perform(record, "prepare", by=operator, on=TODAY)


def test_one_number_for_two_letters_is_given_to_one(operator):
    letters = [letter_to_issue(operator, place) for place in ("Balai Desa", "Posyandu", "Sekolah")]
    read = [IssuedDocument.objects.get(pk=letter.pk) for letter in letters]
    works = [
        lambda row=row: document_actions.issue_document(row, number="400/7/2025", dated_on=TODAY, by=operator)
        for row in read
    ]
    answers = at_once(works)
    assert len(won(answers)) == 1
    assert all("sudah dipakai" in str(error) for error in lost(answers, TransitionRefused))
    assert list(IssuedDocument.objects.filter(number="400/7/2025").values_list("stage")) == [("issued",)]
    assert sorted(IssuedDocument.objects.values_list("stage", flat=True)) == ["issued", "ready", "ready"]


def test_one_letter_issued_by_two_has_one_number(operator):
    letter = letter_to_issue(operator, "Balai Desa")

    def issue(row, number):
        return lambda: document_actions.issue_document(row, number=f"400/{number}/2025", dated_on=TODAY, by=operator)

    answers = at_once([issue(row, number) for number, row in enumerate(copies(letter, 4), 1)])
    assert len(won(answers)) == 1
    lost(answers, TransitionRefused, StaleVersion)
    letter.refresh_from_db()
    assert (letter.stage, letter.number, letter.facts["number"]) == ("issued", *[won(answers)[0].number] * 2)


def test_two_renderers_attach_one_file(operator):
    letter = letter_to_issue(operator, "Balai Desa")
    IssuedDocument.objects.filter(pk=letter.pk).update(file=None)
    StoredFile.objects.all().delete()
    answers = at_once([lambda row=row: rendering.document_file(row) for row in copies(letter, 4)])
    letter.refresh_from_db()
    assert letter.file is not None
    assert {answer.pk for answer in answers} == {letter.file_id}
    assert StoredFile.objects.count() == 1  # what the slower ones rendered is not left lying about
