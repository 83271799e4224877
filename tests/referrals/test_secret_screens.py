"""Screens of secret cases: the report in danger, what is asked of a step, who is told what by home and by the trail."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fcu_project.registry import tasks_for
from fcu_project.workflow import TransitionRefused
from referrals.actions import secret as actions
from referrals.documents.secret import secret_letter_facts, secret_report_facts
from referrals.models import SecretCase, SecretEvent
from referrals.secret_words import phone_in
from tests.factories import TODAY
from tests.filling import new_key, typed_date
from tests.referrals import secret
from tests.referrals.fill_secret import LETTER, REPORT, url

STEP = {"kind": "visit", "day": typed_date(TODAY), "what": "Kunjungan."}


def titles(by):
    return [task.title for task in tasks_for(by, TODAY)]


def send(client, address, body):
    return client.post(address, {**body, "_key": new_key()})


# --- the report -----------------------------------------------------------------------------------------------------
def test_danger_is_asked_first_and_nothing_is_cut_off_unseen(people, sign_in):
    client = sign_in(people.pioneer)
    page = client.get("/lapor/").content.decode()
    fields = [page.index(f'name="{name}"') for name in ("is_emergency", "has_called", "called", "place", "what")]
    assert fields == sorted(fields) and 'class="calls"' in page and "if-called" in page
    assert "Paling banyak 2000 huruf." in page
    typed = (
        page.partition('name="what"')[2].partition(">")[0] + page.partition('name="client_name"')[2].partition(">")[0]
    )
    assert "maxlength" not in typed
    response = send(client, "/lapor/", {**REPORT, "what": "a" * 2013})
    assert response.status_code == 422
    assert "tidak boleh lebih dari 2000 huruf; yang ditulis 2013 huruf" in response.content.decode()


@pytest.mark.parametrize("day", ["", "31-12-2999x"])
def test_what_is_not_shown_of_a_call_does_not_block(day, people, sign_in):
    body = {**REPORT, "has_called": "no", "called_on": day, "is_child": "unknown"}
    assert send(sign_in(people.pioneer), "/lapor/", body).status_code == 302
    case = SecretCase.objects.get()
    assert case.is_child is None and not case.events.exists()
    page = sign_in(people.lk3)
    send(page, url("secret-case-take", case), {"declared": "on"})
    assert "umur belum diketahui" in page.get(case.get_absolute_url()).content.decode()


def test_a_call_without_a_day_was_today_or_last_night(people, sign_in):
    body = {**REPORT, "called_on": "", "called_at": ""}
    assert send(sign_in(people.pioneer), "/lapor/", body).status_code == 302
    call = SecretEvent.objects.get(kind="call")
    assert timezone.localtime(call.happened_at).date() == TODAY
    soon = timezone.localtime() + timedelta(minutes=1)
    body = {**REPORT, "called_on": "", "called_at": soon.strftime("%H.%M")}
    assert send(sign_in(people.pioneer), "/lapor/", body).status_code == 302
    assert SecretEvent.objects.filter(kind="call").order_by("-id").first().happened_at < timezone.now()


# --- steps and papers -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("more", "words"), [
    ({"day": "1-1-2999"}, "Tanggal tidak boleh setelah hari ini"),
    ({"day": typed_date(TODAY - timedelta(days=61))}, "Lebih dari 60 hari sebelum laporan"),
    ({"kind": "counsel"}, "Tuliskan hasilnya, atau tindak lanjut"),
    ({"kind": "conference"}, "Tuliskan hasilnya, atau tindak lanjut"),
])  # fmt: skip
def test_a_step_that_can_not_be_is_refused(more, words, people, sign_in):
    case = secret.taken(people)
    client = sign_in(people.lk3)
    response = send(client, url("secret-case-event", case), {**STEP, **more})
    assert response.status_code == 422 and words in response.content.decode()
    allowed = {**STEP, "kind": "counsel", "next": "Jenguk besok.", "day": typed_date(TODAY - timedelta(days=60))}
    assert send(client, url("secret-case-event", case), allowed).status_code == 302


def test_where_a_safe_house_lies_is_neither_kept_nor_printed(people, sign_in):
    case = secret.taken(people)
    body = {**LETTER, "place_kind": "Rumah aman", "place": "Rumah aman provinsi", "address": "Jalan Pemuda 3"}
    assert send(sign_in(people.lk3), url("secret-case-refer", case), body).status_code == 302
    event = case.events.get()
    assert "address" not in event.words
    event.words["address"] = "Jalan Pemuda 3"
    assert secret_letter_facts(event, "F4")["addressee"]["address"] == ""


def test_every_name_the_report_knows_is_masked_on_paper(people):
    words = {**secret.WORDS, "what": "Sumiyati dipukul Joko, kata Nurul.", "keep_from": "Mertua korban, Joko Susilo."}
    away = people.village_head.person
    case = secret.taken(people, words=words, avoid=[away])
    secret.step(case, people.lk3, what=f"Bicara dengan mertua; {away.name} dan Susilo tidak hadir.")
    facts = secret_report_facts(secret.fresh(case), "F4", by=people.lk3)
    done = facts["steps"][0]["done"]
    assert facts["story"] == "S. dipukul J., kata Nurul."
    assert away.name not in done and "Susilo" not in done and "mertua" in done


def test_the_page_warns_before_printing_and_calls_by_a_press(people, sign_in):
    words = {**secret.WORDS, "reporter_contact": "0812-3456-7890 sesudah magrib"}
    case = secret.taken(people, words=words)
    page = sign_in(people.lk3).get(case.get_absolute_url()).content.decode()
    assert "yang Anda ketik dalam langkah dan akhir kasus ikut tercetak" in page
    assert 'href="tel:+6281234567890"' in page
    assert phone_in("+62 812 3456 7890") == "081234567890" and phone_in("rumah nomor 12") == ""


# --- who was let in -------------------------------------------------------------------------------------------------
def test_a_task_is_told_at_home_and_its_answer_to_the_handler(people, sign_in):
    case = secret.taken(people)
    handler, helper = sign_in(people.lk3), sign_in(people.tksk)
    handler.get(case.get_absolute_url())
    secret.with_task(case, people.tksk, people.lk3)
    assert f"Tugas kasus rahasia {case.number}" in titles(people.tksk)
    assert not [title for title in titles(people.lk3) if case.number in title]
    send(helper, url("secret-case-task", case), {"result": "Sudah diantar."})
    assert not [title for title in titles(people.tksk) if case.number in title]
    assert "Hasil Anda sudah terkirim" in helper.get(url("secret-case-task", case)).content.decode()
    assert f"Ada hasil baru dalam {case.number}" in titles(people.lk3)
    assert "Ada hasil baru" in handler.get(reverse("referrals:secret-register")).content.decode()
    handler.get(case.get_absolute_url())
    assert not [title for title in titles(people.lk3) if case.number in title]


def test_who_was_let_in_is_told_until_the_case_was_opened(people, sign_in):
    case = secret.taken(people)
    secret.let_in(case, people.secretary, people.lk3)
    told = f"Anda diberi izin membuka {case.number}"
    assert told in titles(people.secretary) and told not in titles(people.coordinator)
    sign_in(people.secretary).get(case.get_absolute_url())
    assert told not in titles(people.secretary)


def test_a_task_in_the_village_is_opened_from_its_list(people, sign_in):
    case = secret.taken(people)
    secret.with_task(case, people.coordinator, people.lk3)
    assert url("secret-case-task", case) in sign_in(people.coordinator).get("/kasus-rahasia/").content.decode()


def test_all_of_a_case_is_opened_near_by_only_with_a_tick(people, sign_in):
    case = secret.taken(people)
    client, address = sign_in(people.lk3), url("secret-case-grant", case)
    page = client.get(address).content.decode()
    assert "checked" in page.partition('value="stub"')[2].partition(">")[0]
    body = {"assignment": str(people.secretary.uid), "scope": "full", "reason": "Mendampingi klien."}
    response = send(client, address, body)
    assert response.status_code == 422 and "Centang bila yakin" in response.content.decode()
    assert send(client, address, {**body, "sure": "on"}).status_code == 302
    body["assignment"] = str(people.regency_cases.uid)
    assert send(client, address, body).status_code == 302


def test_nobody_closes_a_case_to_who_opened_it_to_them(people, sign_in):
    case = secret.taken(people)
    secret.let_in(case, people.regency_cases, people.lk3)
    first = case.grants.get(assignment_uid=people.lk3.uid)
    address = url("secret-case-revoke", case, first)
    client = sign_in(people.regency_cases)
    assert address not in client.get(case.get_absolute_url()).content.decode()
    assert actions.NOT_YOURS_TO_END in client.get(address).content.decode()
    first.case = secret.fresh(case)
    with pytest.raises(TransitionRefused):
        actions.revoke_grant(first, by=people.regency_cases, on=TODAY)


def test_handlers_read_who_opened_the_case(people, sign_in):
    case = secret.taken(people)
    secret.let_in(case, people.secretary, people.lk3)
    page = sign_in(people.secretary).get(case.get_absolute_url()).content.decode()
    assert "Siapa yang membuka" not in page
    page = sign_in(people.lk3).get(case.get_absolute_url()).content.decode().partition("Siapa yang membuka")[2]
    assert people.secretary.person.name in page and people.lk3.person.name in page and "membuka kasus" in page
