"""Secret cases: who takes one, who is let in, who is kept away, how it ends, and what is counted (VAL-09)."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from fcu_project import workflow
from fcu_project.models import AuditEvent, FormReceipt
from fcu_project.registry import quiet_links_for, tasks_for
from fcu_project.workflow import TransitionRefused
from institutions.models import IssuedDocument
from institutions.roles import ROLES
from referrals.actions import secret as actions
from referrals.models import CaseConflict, SecretCase, SecretEvent
from referrals.secrecy import desk_of, secret_counts
from referrals.secret_words import masked
from tests.factories import TODAY, AssignmentFactory
from tests.filling import new_key
from tests.referrals import secret
from tests.referrals.fill_secret import REPORT, url

YESTERDAY = TODAY - timedelta(days=1)


def opens(by, case):
    return SecretCase.objects.opened_to(by).filter(pk=case.pk).exists()


def knows(by, case):
    return SecretCase.objects.register_of(by).filter(pk=case.pk).exists()


# --- the report -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["pioneer", "member", "working_group", "village_head", "tksk", "regency_reports"])
def test_everybody_finds_the_link_and_whom_to_call_stands_before_the_form(role, people, sign_in):
    by = getattr(people, role)
    assert "Lapor kasus rahasia" in [entry.label for entry in quiet_links_for(by)]
    client = sign_in(by)
    assert 'href="/lapor/"' in client.get("/").content.decode()
    page = client.get("/lapor/")
    html = page.content.decode()
    assert html.index("tel:110") < html.index("tel:129") < html.index('name="what"')
    assert 'autocomplete="off"' in html and "data-paper" not in html
    assert "no-store" in page.headers["Cache-Control"]


def test_who_may_report_stands_in_the_table_of_roles():
    without = {code for code, role in ROLES.items() if "referrals.report_secretcase" not in role.permissions}
    assert without == {"regency_funds", "province", "ministry", "administrator", "data_protection"}


@pytest.mark.clause("VAL-09")
def test_after_sending_the_number_is_told_once_and_nothing_else_is_readable(people, sign_in):
    client = sign_in(people.secretary)
    body = {**REPORT, "avoid": [people.village_head.person.pk], "_key": new_key()}
    done = client.post("/lapor/", body)
    assert done.headers["Location"] == "/lapor/terkirim/"
    page = client.get("/lapor/terkirim/").content.decode()
    case = SecretCase.objects.get()
    assert re.fullmatch(rf"KR-[2-9A-HJKMNP-Z]{{4}}/{TODAY.year}", case.number) and case.number in page
    assert "LK3" in page and REPORT["what"] not in page
    assert case.number not in client.get("/lapor/terkirim/").content.decode()
    assert client.get(case.get_absolute_url()).status_code == 404
    assert CaseConflict.objects.get().person == people.village_head.person
    call = SecretEvent.objects.get()
    assert (call.kind, call.words["with_whom"]) == ("call", REPORT["spoken_to"])
    assert not any(REPORT["what"] in str(value) for value in FormReceipt.objects.values_list())


def test_a_number_comes_by_chance_and_once_in_a_kabupaten(people, regions, monkeypatch):
    """Numbers that ran on would tell by a gap that a case is hidden."""
    signs = iter("AAAA" "AAAA" "BBBB" "AAAA")
    monkeypatch.setattr(actions.secrets, "choice", lambda among: next(signs))
    first, second = secret.reported(people), secret.reported(people)
    assert [case.number[:7] for case in (first, second)] == ["KR-AAAA", "KR-BBBB"]
    AssignmentFactory(role="lk3", region=regions.city)
    other = AssignmentFactory(role="secretary", region=regions.city_village)
    elsewhere = secret.reported(people, by=other, region=regions.city_village)
    assert elsewhere.number == first.number and elsewhere.regency == regions.city


def test_the_village_learns_of_a_case_once_it_was_taken(people):
    case = secret.reported(people)
    village = [people.secretary, people.coordinator, people.village_head]
    assert not any(knows(by, case) for by in village) and knows(people.lk3, case)
    workflow.perform(case, "take", by=people.lk3, on=TODAY)
    assert all(knows(by, case) for by in village)


def test_a_report_leaves_somebody_who_may_take_it(people, sign_in):
    takers = [people.lk3.person, people.regency_cases.person]
    with pytest.raises(TransitionRefused):
        secret.reported(people, avoid=takers)
    client = sign_in(people.secretary)
    body = {**REPORT, "avoid": [person.pk for person in takers], "_key": new_key()}
    refused = client.post("/lapor/", body)
    assert refused.status_code == 422 and "Sedikitnya satu petugas harus boleh menangani" in refused.content.decode()
    assert REPORT["what"] in refused.content.decode() and not SecretCase.objects.exists()
    body = {**REPORT, "avoid": [takers[0].pk], "_key": new_key()}
    assert client.post("/lapor/", body).status_code == 302
    told = client.get("/lapor/terkirim/").content.decode()
    assert "Petugas yang Anda tandai tidak menerima laporan ini" in told and "belum ada akun LK3" not in told
    assert told.index("tel:110") < told.index(SecretCase.objects.get().number)


def test_without_lk3_the_dinas_takes_it_and_without_both_the_page_says_whom_to_call(people, regions, sign_in):
    assert desk_of(regions.regency, TODAY).role == "lk3"
    assert desk_of(regions.regency, TODAY, without=[people.lk3.person_id]).role == "regency_cases"
    people.lk3.delete()
    assert "belum ada akun LK3" in desk_of(regions.regency, TODAY).next_step(regions.regency)
    people.regency_cases.delete()
    html = sign_in(people.pioneer).get("/lapor/").content.decode()
    assert "belum ada akun LK3 maupun petugas kasus" in html


# --- taking ---------------------------------------------------------------------------------------------------------
@pytest.mark.clause("VAL-09")
def test_taking_opens_it_to_one_person_by_name_and_every_look_is_traced(people, sign_in):
    case = secret.taken(people)
    assert opens(people.lk3, case)
    others = [getattr(people, role) for role in ROLES if role != "lk3"]
    assert [by.role for by in others if opens(by, case)] == []
    assert sign_in(people.lk3).get(case.get_absolute_url()).status_code == 200
    looks = AuditEvent.objects.filter(verb="secret:view", object_uid=case.uid)
    assert [look.assignment for look in looks] == [people.lk3.uid]
    assert sign_in(people.regency_cases).get(case.get_absolute_url()).status_code == 404
    assert sign_in(people.village_head).get(case.get_absolute_url()).status_code == 403


def test_it_is_not_taken_without_the_declaration(people, sign_in):
    case = secret.reported(people)
    response = sign_in(people.lk3).post(url("secret-case-take", case), {"_key": new_key()})
    assert response.status_code == 422 and secret.fresh(case).stage == "reported"


def test_the_slower_of_two_is_told(people):
    one, two = (SecretCase.objects.get(pk=secret.reported(people).pk) for _ in range(2))
    two = secret.fresh(one)
    workflow.perform(one, "take", by=people.lk3, on=TODAY)
    with pytest.raises((TransitionRefused, PermissionDenied)):
        workflow.perform(two, "take", by=people.regency_cases, on=TODAY)
    assert not opens(people.regency_cases, one)


def test_a_case_whose_handler_left_waits_again(people):
    case = secret.taken(people)
    waiting = SecretCase.objects.register_of(people.regency_cases).waiting(TODAY)
    assert not waiting.exists()
    people.lk3.valid_until = YESTERDAY
    people.lk3.save()
    assert waiting.get() == case and not opens(people.lk3, case)
    workflow.perform(case, "take", by=people.regency_cases, on=TODAY)
    assert opens(people.regency_cases, case)


@pytest.mark.clause("REF-15")
def test_a_report_that_waits_is_a_task_late_after_a_day(people):
    case = secret.reported(people)
    (task,) = [task for task in tasks_for(people.lk3, TODAY) if "rahasia" in task.title]
    assert (task.title, task.due_state) == ("1 laporan rahasia menunggu diambil", "soon")
    SecretCase.objects.filter(pk=case.pk).update(reported_at=timezone.now() - timedelta(hours=25))
    (task,) = [task for task in tasks_for(people.regency_cases, TODAY) if "rahasia" in task.title]
    assert task.due_state == "late"
    others = [role for role in ROLES if role not in ("lk3", "regency_cases")]
    assert not [t for role in others for t in tasks_for(getattr(people, role), TODAY) if "rahasia" in t.title]


@pytest.mark.clause("REF-15")
def test_an_emergency_nobody_took_stands_before_everything(people, sign_in):
    urgent = secret.reported(people, is_emergency=True)
    late = secret.reported(people)
    SecretCase.objects.filter(pk=late.pk).update(reported_at=timezone.now() - timedelta(days=3))
    first, *_ = tasks_for(people.lk3, TODAY)
    assert first.title == "1 laporan rahasia darurat: ambil sekarang" and first.due_state == "late"
    page = sign_in(people.lk3).get("/kasus-rahasia/").content.decode()
    assert page.index(urgent.number) < page.index(late.number) and "Darurat, ambil sekarang" in page
    workflow.perform(urgent, "take", by=people.lk3, on=TODAY)
    page = sign_in(people.lk3).get("/kasus-rahasia/").content.decode()
    assert page.index(late.number) < page.index(urgent.number) and "ambil sekarang" not in page


# --- who is kept away -----------------------------------------------------------------------------------------------
@pytest.mark.clause("VAL-09")
def test_who_was_named_does_not_learn_that_there_is_a_case(people, sign_in):
    """A counsellor and a village head who are named: no line, no task, no way in, by page or by action."""
    case = secret.reported(people, avoid=[people.lk3.person, people.village_head.person])
    assert not knows(people.lk3, case) and not knows(people.village_head, case)
    assert knows(people.regency_cases, case)
    assert sign_in(people.lk3).get(url("secret-case-take", case)).status_code == 404
    assert not [task for task in tasks_for(people.lk3, TODAY) if "rahasia" in task.title]
    with pytest.raises(PermissionDenied):
        workflow.perform(case, "take", by=people.lk3, on=TODAY)
    workflow.perform(case, "take", by=people.regency_cases, on=TODAY)
    with pytest.raises(TransitionRefused):
        secret.let_in(case, people.lk3, people.regency_cases)


def test_the_last_who_could_handle_it_opens_it_to_somebody_before_leaving(people, sign_in):
    case = secret.taken(people, avoid=[people.regency_cases.person])
    response = sign_in(people.lk3).post(url("secret-case-conflict", case), {"declared": "on", "_key": new_key()})
    assert "Beri dahulu izin membaca dan menangani kepada orang lain" in response.content.decode()
    assert opens(people.lk3, case) and not CaseConflict.objects.filter(person=people.lk3.person).exists()
    secret.let_in(case, people.secretary, people.lk3)
    actions.declare_conflict(secret.fresh(case), by=people.lk3, on=TODAY)
    assert secret.fresh(case).stage == "taken" and opens(people.secretary, case) and not opens(people.lk3, case)


def test_own_ties_close_the_case_and_it_waits_again(people):
    case = secret.taken(people)
    actions.declare_conflict(case, by=people.lk3, on=TODAY)
    case = secret.fresh(case)
    assert case.stage == "reported" and not opens(people.lk3, case) and not knows(people.lk3, case)
    assert CaseConflict.objects.get().declared_by_self


def test_with_a_colleague_in_it_own_ties_leave_it_in_hand(people, regions):
    case = secret.taken(people)
    secret.let_in(case, people.regency_cases, people.lk3)
    actions.declare_conflict(secret.fresh(case), by=people.lk3, on=TODAY)
    assert secret.fresh(case).stage == "taken" and opens(people.regency_cases, case)


# --- who is let in --------------------------------------------------------------------------------------------------
def test_a_task_tells_the_place_and_the_task_and_takes_an_answer(people, sign_in):
    case = secret.taken(people)
    secret.with_task(case, people.tksk, people.lk3)
    client = sign_in(people.tksk)
    page = client.get(url("secret-case-task", case)).content.decode()
    assert "Antar klien ke Puskesmas." in page and "Sidomekar" in page and secret.WORDS["what"] not in page
    assert client.get(case.get_absolute_url()).status_code == 404
    body = {"result": "Sudah diantar.", "_key": new_key()}
    assert client.post(url("secret-case-task", case), body).status_code == 302
    assert "Sudah diantar." in sign_in(people.lk3).get(case.get_absolute_url()).content.decode()


@pytest.mark.parametrize("end", ["revoked", "run out", "another office"])
def test_what_was_opened_closes_again(end, people, regions):
    case = secret.taken(people)
    grant = secret.let_in(case, people.secretary, people.lk3, until=TODAY)
    assert opens(people.secretary, case)
    if end == "revoked":
        grant.case = secret.fresh(case)
        actions.revoke_grant(grant, by=people.lk3, on=TODAY)
    if end == "run out":
        type(grant).objects.filter(pk=grant.pk).update(since=YESTERDAY, until=YESTERDAY)
    now = people.secretary
    if end == "another office":
        now = AssignmentFactory(role="coordinator", region=regions.village, person=people.secretary.person)
    assert not opens(now, case)


def test_only_who_works_at_the_place_is_let_in_and_the_last_handler_stays(people, regions):
    case = secret.taken(people)
    for role, region in (("tksk", regions.other_subdistrict), ("secretary", regions.sibling), ("lk3", regions.city)):
        with pytest.raises(TransitionRefused):
            secret.let_in(case, AssignmentFactory(role=role, region=region), people.lk3)
    with pytest.raises(TransitionRefused):
        secret.let_in(case, people.village_head, people.lk3)
    own = case.grants.get()
    own.case = secret.fresh(case)
    with pytest.raises(TransitionRefused):
        actions.revoke_grant(own, by=people.lk3, on=TODAY)
    assert opens(people.lk3, case)


def test_a_village_officer_who_was_let_in_writes_steps_and_lets_nobody_in(people, sign_in):
    case = secret.taken(people)
    secret.let_in(case, people.secretary, people.lk3)
    secret.step(case, people.secretary)
    client = sign_in(people.secretary)
    assert client.get(case.get_absolute_url()).status_code == 200
    for route in ("secret-case-grant", "secret-case-close", "secret-case-refer"):
        assert client.get(url(route, case)).status_code == 403


# --- the end --------------------------------------------------------------------------------------------------------
def test_closing_ends_what_was_opened_to_others_and_reopening_keeps_how_it_had_ended(people):
    case = secret.taken(people)
    secret.with_task(case, people.tksk, people.lk3)
    case = secret.closed(case, people.lk3)
    assert (case.stage, case.closed_on, case.ending) == ("closed", TODAY, "safe")
    assert case.grants.get(revoked_on=None).person == people.lk3.person
    with pytest.raises(TransitionRefused):
        secret.step(case, people.lk3)
    case = workflow.perform(secret.fresh(case), "reopen", by=people.lk3, on=TODAY, note="Suami datang lagi.")
    assert (case.stage, case.closed_on, case.ending) == ("taken", None, "")
    words = case.events.get().words
    assert "Suami datang lagi." in words["what"] and "rumah kakaknya" in words["result"]


def test_it_is_not_closed_without_an_ending(people):
    with pytest.raises(TransitionRefused):
        workflow.perform(secret.taken(people), "close", by=people.lk3, on=TODAY)


# --- registers and letters ------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-08")
def test_the_register_tells_each_reader_as_much_as_is_theirs(people, sign_in):
    case = secret.taken(people)
    secret.with_task(case, people.tksk, people.lk3)
    pages = {role: sign_in(getattr(people, role)).get("/kasus-rahasia/").content.decode().partition("<main")[2]
             for role in ("lk3", "regency_cases", "secretary", "village_head", "tksk")}  # fmt: skip
    assert all(case.number in page for page in pages.values())
    holder = people.lk3.person.name
    assert holder in pages["lk3"] and holder in pages["regency_cases"] and "Tegalwangi" in pages["lk3"]
    assert not any("Kekerasan" in page or "Sidomekar" in page.partition("</header>")[2] for page in pages.values())
    for role in ("secretary", "village_head"):
        assert holder not in pages[role] and str(case.uid) not in pages[role]
    assert url("secret-case-task", case) in pages["tksk"]
    assert not knows(AssignmentFactory(role="secretary", region=case.region.parent.children.last()), case)


@pytest.mark.clause("REF-08")
def test_a_secret_letter_takes_a_number_and_is_opened_nowhere(people, sign_in):
    event = secret.letter(secret.taken(people), people.lk3)
    letter = event.letter
    assert (letter.subject, letter.facts, letter.file, letter.book) == ("Rahasia", {}, None, "lk3")
    for role in ("lk3", "regency_reports", "regency_cases", "province", "ministry", "village_head"):
        client = sign_in(getattr(people, role))
        book = client.get(reverse("institutions:document-list")).content.decode()
        assert (letter.number in book) == (role == "lk3") and letter.get_absolute_url() not in book
        for route in ("document-detail", "document-pdf"):
            assert client.get(reverse(f"institutions:{route}", args=[letter.uid])).status_code == 404
        cancel = reverse("transition", args=["institutions.issueddocument", letter.uid, "cancel"])
        assert client.get(cancel).status_code == 404
    assert client.get(reverse("document-check", args=[letter.token])).status_code == 404
    assert not IssuedDocument.objects.visible_to(people.ministry).filter(pk=letter.pk).exists()


def test_a_secret_letter_stands_in_no_list_of_who_must_not_know(people, regions):
    colleague = AssignmentFactory(role="lk3", region=regions.regency)
    event = secret.letter(secret.taken(people, avoid=[colleague.person]), people.lk3)
    books = [IssuedDocument.objects.registered_for(by, "lk3") for by in (people.lk3, colleague)]
    assert [book.filter(pk=event.letter_id).exists() for book in books] == [True, False]


def test_a_name_is_masked_whole_and_in_part():
    text = "SITI Wulandari dipukul; Siti lari ke rumah Bu Wulandari, bukan Sitirahayu."
    assert masked(text, "Siti Wulandari") == "S. W. dipukul; S. lari ke rumah Bu W., bukan Sitirahayu."
    assert masked("Ibu di kontrakan.", "") == "Ibu di kontrakan."


# --- counts ---------------------------------------------------------------------------------------------------------
@pytest.mark.clause("VAL-09")
def test_small_numbers_are_not_told_above_the_village_nor_worked_out(people, regions):
    for _ in range(6):
        secret.reported(people)
    for _ in range(2):
        secret.reported(people, kind="hiv", client_sex="male", is_child=True)
    told = secret_counts(regions.regency, YESTERDAY, TODAY + timedelta(days=1))
    assert told["total"] == "8"
    assert (told["kinds"]["HIV"], told["kinds"]["Kekerasan"], told["kinds"]["Perdagangan orang"]) == ("<5", "≥5", "0")
    assert (told["clients"]["Anak laki-laki"], told["clients"]["Perempuan dewasa"]) == ("<5", "≥5")
    assert secret_counts(regions.village, YESTERDAY, TODAY + timedelta(days=1)) == {
        "total": "8", "kinds": {}, "clients": {},
    }  # fmt: skip
    assert secret_counts(regions.city, YESTERDAY, TODAY)["total"] == "0"
