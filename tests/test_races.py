"""Several people at once, on real connections and committed transactions, on both databases."""

import threading
import uuid

import pytest
from django.db import connection, connections
from django.urls import reverse

from fcu_project import workflow
from fcu_project.models import AuditEvent, FormReceipt, StaleVersion, StoredFile
from fcu_project.workflow import TransitionRefused
from institutions.actions import document as document_actions
from institutions.actions import meeting as meeting_actions
from institutions.models import (
    Attendance,
    Decision,
    FamilyCareUnit,
    Institution,
    InstitutionType,
    IssuedDocument,
    Meeting,
    OfficerTerm,
    Person,
)
from tests import factories as make
from tests.factories import TODAY, AssignmentFactory
from tests.form_pages import form_with
from tests.test_files import on_disk
from tests.test_writing import ENGLISH

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CROWD = 8


@pytest.fixture(autouse=True)
def file_database(transactional_db, tmp_path):
    """SQLite in memory locks whole tables and knows no queue of writers: for these tests it moves into a file."""
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    in_memory, settings = connections["default"], connections.settings["default"]
    name, path = settings["NAME"], str(tmp_path / "race.sqlite3")
    with in_memory.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [path])
    settings["NAME"] = path
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    settings["NAME"] = name
    connections["default"] = in_memory


def at_once(*acts):
    """Run all acts at the same moment, each in its own thread and on its own connection.

    Returns what each returned or raised, in order.
    """
    gate, answers = threading.Barrier(len(acts), timeout=30), [None] * len(acts)

    def run(number, act):
        try:
            gate.wait()
            answers[number] = act()
        except BaseException as error:  # told to the test, which decides
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return answers


def posting(client, url, data):
    """An act: send this form. Server errors come back as exceptions."""
    return lambda: client.post(url, {name: value for name, value in data.items() if value is not None})


def signed_in(sign_in, assignment, count):
    """`count` browsers of one person, each with a session that has begun."""
    clients = [sign_in(assignment) for _ in range(count)]
    for client in clients:
        assert client.get("/akun/").status_code == 200
    return clients


def statuses(answers):
    assert [a for a in answers if isinstance(a, BaseException)] == []
    return sorted(answer.status_code for answer in answers)


def losers(answers, status):
    return [answer for answer in answers if answer.status_code != status]


@pytest.fixture
def operators(people, regions):
    """Two people of the same office."""
    return people.village_operator, AssignmentFactory(role="village_operator", region=regions.village)


# --- the same form again and again ----------------------------------------------------------------------------------
BODY = {"name": "Karang Taruna Tunas", "legal_status": "informal", "leader": "Jaya"}


def test_eight_clicks_are_one_institution_and_every_click_is_led_to_it(people, sign_in):
    data = {**BODY, "element": InstitutionType.objects.get(code="karang-taruna").pk, "_key": str(uuid.uuid4())}
    clients = signed_in(sign_in, people.village_operator, CROWD)
    url = reverse("institutions:institution-create")
    answers = at_once(*(posting(client, url, data) for client in clients))
    assert Institution.objects.filter(name=BODY["name"]).count() == 1
    assert FormReceipt.objects.filter(key=data["_key"]).count() == 1
    assert AuditEvent.objects.filter(verb="institution:add").count() == 1
    assert statuses(answers) == [302] * CROWD
    assert {answer["Location"] for answer in answers} == {Institution.objects.get().get_absolute_url()}


def test_eight_clicks_open_one_file_of_the_village(people, sign_in):
    """The village may have one FCU only: that rule must not turn the clicker's own twin into an error."""
    data = {"name": "Melati", "_key": str(uuid.uuid4())}
    clients = signed_in(sign_in, people.village_operator, CROWD)
    answers = at_once(*(posting(client, reverse("institutions:unit-create"), data) for client in clients))
    assert FamilyCareUnit.objects.count() == 1
    assert statuses(answers) == [302] * CROWD


def test_eight_clicks_on_a_step_are_one_step(people, sign_in):
    meeting = make.held_meeting("formation", people.village_operator, on=TODAY, hold=False)
    make.give_all_reasons(meeting, "hold", people.village_operator)
    clients = signed_in(sign_in, people.village_operator, CROWD)
    url, data = f"/tahap/institutions.meeting/{meeting.uid}/hold/", {"_key": str(uuid.uuid4())}
    answers = at_once(*(posting(client, url, data) for client in clients))
    assert AuditEvent.objects.filter(object_uid=meeting.uid, verb="transition:hold").count() == 1
    assert statuses(answers) == [302] * CROWD


# --- one step, many hands -------------------------------------------------------------------------------------------
def all_perform(model, pk, name, by):
    """Eight people who read the row at the same stage take the same step at once; what became of each."""
    rows = [model.objects.get(pk=pk) for _ in range(CROWD)]
    return at_once(*(lambda row=row: workflow.perform(row, name, by=by, on=TODAY) for row in rows))


def test_a_meeting_is_held_once(people):
    by = people.village_operator
    meeting = make.held_meeting("formation", by, on=TODAY, hold=False)
    make.give_all_reasons(meeting, "hold", by)
    answers = all_perform(Meeting, meeting.pk, "hold", by)
    refused = [answer for answer in answers if isinstance(answer, TransitionRefused)]
    assert len(refused) == CROWD - 1 and sum(isinstance(answer, Meeting) for answer in answers) == 1
    assert all("diubah orang lain" in str(refusal) for refusal in refused)
    assert AuditEvent.objects.filter(object_uid=meeting.uid, verb="transition:hold").count() == 1
    assert Meeting.objects.get(pk=meeting.pk).version == meeting.version + 1


def test_an_fcu_is_formed_once(people):
    by = people.village_operator
    on = TODAY
    unit = make.started_unit(by)
    meeting = make.held_meeting("formation", by, on=on, also=["coordination_village"])
    make.elect(unit, meeting, make.with_members(unit, by, on=on), by)
    make.issued_record(meeting, by)
    unit.refresh_from_db()
    make.give_all_reasons(unit, "form", by)
    answers = all_perform(FamilyCareUnit, unit.pk, "form", by)
    assert sum(isinstance(answer, FamilyCareUnit) for answer in answers) == 1
    assert sum(isinstance(answer, TransitionRefused) for answer in answers) == CROWD - 1
    assert AuditEvent.objects.filter(object_uid=unit.uid, verb="transition:form").count() == 1
    unit.refresh_from_db()
    assert (unit.stage, unit.formed_on, unit.formation_meeting) == ("formed", on, meeting)


def test_of_two_opposite_steps_one_wins(people):
    """One declares the meeting held while the other cancels it: never both, never neither."""
    by = people.village_operator
    meeting = make.held_meeting("routine", by, on=TODAY, hold=False)
    mine, theirs = Meeting.objects.get(pk=meeting.pk), Meeting.objects.get(pk=meeting.pk)
    answers = at_once(
        lambda: workflow.perform(mine, "hold", by=by, on=TODAY),
        lambda: workflow.perform(theirs, "cancel", by=by, on=TODAY, note="Hujan deras."),
    )
    done = [answer for answer in answers if isinstance(answer, Meeting)]
    assert len(done) == 1
    assert Meeting.objects.get(pk=meeting.pk).stage == done[0].stage
    assert AuditEvent.objects.filter(object_uid=meeting.uid, verb__startswith="transition:").count() == 1


# --- two operators --------------------------------------------------------------------------------------------------
def test_one_post_has_one_officer(operators, sign_in):
    unit = make.started_unit(operators[0])
    make.held_meeting("formation", operators[0], on=TODAY)
    members = make.with_members(unit, operators[0], on=TODAY)
    clients = [signed_in(sign_in, operator, 1)[0] for operator in operators]
    url = reverse("institutions:election", args=[unit.uid])
    ticks = {"post": "coordinator", "willing": "on", "able": "on", "social_spirit": "on", "elected": "on"}
    answers = at_once(*(
        posting(client, url, {**ticks, "membership": member.pk, "_key": str(uuid.uuid4())})
        for client, member in zip(clients, members, strict=False)
    ))  # fmt: skip
    assert OfficerTerm.objects.filter(unit=unit, post="coordinator").count() == 1
    assert unit.candidacies.filter(elected=True).count() == 1
    assert statuses(answers) == [302, 409]
    assert not ENGLISH.search(" ".join(str(e) for e in losers(answers, 302)[0].context["form"].errors.values()))


def test_one_village_has_one_fcu(operators, sign_in):
    clients = [signed_in(sign_in, operator, 1)[0] for operator in operators]
    url = reverse("institutions:unit-create")
    answers = at_once(*(
        posting(client, url, {"name": name, "_key": str(uuid.uuid4())})
        for client, name in zip(clients, ("Melati", "Mawar"), strict=True)
    ))  # fmt: skip
    unit = FamilyCareUnit.objects.get()
    assert unit.name in ("Melati", "Mawar")
    assert statuses(answers) in ([302, 409], [302, 422])
    lost = losers(answers, 302)[0]
    assert "sudah punya FCU" in lost.content.decode()
    assert form_with(lost, "name").get("name") in {"Melati", "Mawar"} - {unit.name}


def test_decisions_are_numbered_without_gap_or_twin(operators, sign_in):
    """Whoever was too late is told so, with the text; sent again it takes the next number."""
    meeting = make.held_meeting("formation", operators[0], on=TODAY, hold=False)
    clients = [client for operator in operators for client in signed_in(sign_in, operator, 2)]
    url = reverse("institutions:decision-create", args=[meeting.uid])
    answers = at_once(*(
        posting(client, url, {"text": f"Keputusan {n}", "_key": str(uuid.uuid4())}) for n, client in enumerate(clients)
    ))  # fmt: skip
    assert set(statuses(answers)) <= {302, 409}
    for client, answer in zip(clients, answers, strict=True):
        if answer.status_code == 409:
            again = form_with(answer, "text")
            assert client.post(url, {**again.data, "_key": str(uuid.uuid4())}).status_code == 302
    numbers = list(Decision.objects.filter(meeting=meeting).order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2, 3, 4, 5]  # the first stood there before
    texts = set(Decision.objects.filter(meeting=meeting).values_list("text", flat=True))
    assert {f"Keputusan {n}" for n in range(4)} <= texts


def test_one_person_stands_on_the_list_once(operators, sign_in):
    meeting = make.held_meeting("formation", operators[0], on=TODAY, hold=False)
    guest = make.PersonFactory(region=operators[0].region, name="Siti Aminah")
    clients = [signed_in(sign_in, operator, 1)[0] for operator in operators]
    url = reverse("institutions:attendance", args=[meeting.uid])
    answers = at_once(*(
        posting(client, url, {"person": guest.pk, "element": "psks", "present": "on", "_key": str(uuid.uuid4())})
        for client in clients
    ))  # fmt: skip
    assert Attendance.objects.filter(meeting=meeting, person=guest).count() == 1
    assert statuses(answers) in ([302, 409], [302, 422])


def ready_records(by, count):
    records = []
    for _ in range(count):
        meeting = make.held_meeting("routine", by, on=TODAY)
        record = document_actions.open_letter(meeting, "record", by=by, on=TODAY)
        workflow.perform(record, "prepare", by=by, on=TODAY)
        records.append(record)
    return records


def test_one_number_belongs_to_one_letter(operators, sign_in):
    records = ready_records(operators[0], 2)
    clients = [signed_in(sign_in, operator, 1)[0] for operator in operators]
    answers = at_once(*(
        posting(client, reverse("institutions:document-issue", args=[record.uid]),
                {"number": "400/7/BA/2025", "dated_on": TODAY.strftime("%d-%m-%Y"), "_key": str(uuid.uuid4())})
        for client, record in zip(clients, records, strict=True)
    ))  # fmt: skip
    assert IssuedDocument.objects.filter(number="400/7/BA/2025").count() == 1
    assert statuses(answers) == [302, 409]
    lost = losers(answers, 302)[0]
    assert "sudah dipakai" in lost.content.decode()
    assert form_with(lost, "number").get("number") == "400/7/BA/2025"


def test_one_letter_is_opened_once(operators):
    meeting = make.held_meeting("routine", operators[0], on=TODAY)
    answers = at_once(*(
        lambda by=by: document_actions.open_letter(meeting, "record", by=by, on=TODAY) for by in operators * 2
    ))  # fmt: skip
    assert IssuedDocument.objects.filter(meeting=meeting, kind="record").count() == 1
    assert not [a for a in answers if isinstance(a, Exception) and not isinstance(a, StaleVersion | TransitionRefused)]


def test_one_decree_is_opened_once(operators):
    unit = make.formed_unit(operators[0])
    answers = at_once(*(
        lambda by=by: document_actions.open_decree(unit, by=by, on=TODAY) for by in operators * 2
    ))  # fmt: skip
    assert unit.decrees.count() == 1
    assert IssuedDocument.objects.filter(kind="decree").count() == 1
    assert not [a for a in answers if isinstance(a, Exception) and not isinstance(a, StaleVersion | TransitionRefused)]


def test_two_renderers_leave_one_file(people, monkeypatch):
    """Both have rendered before either attaches: one file is the letter's, the other leaves no trace."""
    record = ready_records(people.village_operator, 1)[0]
    IssuedDocument.objects.filter(pk=record.pk).update(file=None)
    kept_before, meet = set(on_disk()), threading.Barrier(2, timeout=20)
    StoredFile.objects.all().delete()

    def render(document, *args, **kwargs):
        meet.wait()
        return b"%PDF-1.7 " + threading.current_thread().name.encode()

    monkeypatch.setattr(document_actions, "render_document", render)
    rows = [IssuedDocument.objects.get(pk=record.pk) for _ in range(2)]
    first, second = at_once(*(lambda row=row: document_actions.document_file(row) for row in rows))
    assert first == second == IssuedDocument.objects.get(pk=record.pk).file
    assert list(StoredFile.objects.all()) == [first]
    assert set(on_disk()) - kept_before == {first.path}


def test_the_minutes_of_two_writers_are_never_mixed(operators):
    meeting = make.held_meeting("formation", operators[0], on=TODAY, hold=False)
    rows = [Meeting.objects.get(pk=meeting.pk) for _ in operators]

    def write(row, by):
        row.minutes, row.objections = f"Notulen {by.pk}", f"Keberatan {by.pk}"
        return meeting_actions.save_minutes(row, by=by, on=TODAY)

    answers = at_once(*(lambda row=row, by=by: write(row, by) for row, by in zip(rows, operators, strict=True)))
    assert sum(isinstance(answer, StaleVersion) for answer in answers) == 1
    row = Meeting.objects.get(pk=meeting.pk)
    assert row.minutes.split()[-1] == row.objections.split()[-1]


def test_the_same_new_name_typed_twice_is_one_person(operators, sign_in):
    meeting = make.held_meeting("formation", operators[0], on=TODAY, hold=False)
    clients = [signed_in(sign_in, operator, 1)[0] for operator in operators]
    data = {"name": "Siti Aminah", "sex": "female", "element": "psks", "present": "on"}
    answers = at_once(*(
        posting(client, reverse("institutions:attendance", args=[meeting.uid]), {**data, "_key": str(uuid.uuid4())})
        for client in clients
    ))  # fmt: skip
    assert set(statuses(answers)) <= {302, 409, 422}
    assert Person.objects.filter(name="Siti Aminah").count() == 1
    assert Attendance.objects.filter(meeting=meeting, person__name="Siti Aminah").count() == 1
