"""The book of letters: what was cancelled, whose drafts are listed, numbers given once, finding a letter, answers."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from institutions.actions import document as document_actions
from institutions.actions import letter as actions
from institutions.actions.document import NumberTaken
from institutions.books import expected_number
from institutions.documents import may_read
from institutions.models import IncomingLetter, IssuedDocument, NumberPattern
from institutions.rendering import render_document
from tests import factories as make
from tests.factories import TODAY
from tests.filling import new_key, typed_date
from tests.institutions.fill_letters import WORDS, incoming, letter
from tests.letters import page_texts, qr_codes, text_of

pytestmark = pytest.mark.django_db
LIST = "/surat/"


def issued(document, by, number=""):
    document = IssuedDocument.objects.get(pk=document.pk)
    if document.stage == "draft":
        workflow.perform(document, "prepare", by=by, on=TODAY)
    return document_actions.issue_document(document, number=number, dated_on=TODAY, by=by)


def cancelled(document, by, why="Salah tujuan."):
    return workflow.perform(IssuedDocument.objects.get(pk=document.pk), "cancel", by=by, on=TODAY, note=why)


def page_of(client, document):
    return client.get(document.get_absolute_url()).content.decode()


# --- cancelled and replaced -------------------------------------------------------------------------------------------
def test_a_cancelled_letter_prints_as_one_and_says_why(people, sign_in):
    by, client = people.secretary, sign_in(people.secretary)
    document = issued(letter(by), by)
    url = reverse("institutions:document-pdf", args=[document.uid])
    assert "BATAL" not in text_of(client.get(url).content)
    document = cancelled(document, by)
    content = client.get(url).content
    assert all("BATAL" in page for page in page_texts(content)) and qr_codes(content)
    page = page_of(client, document)
    assert "Surat ini dibatalkan" in page and by.signature in page and "Alasan: Salah tujuan." in page
    book = text_of(client.get(LIST, {"cetak": "pdf"}).content)
    assert "Batal: Salah tujuan." in book
    assert "Ditandatangani oleh" in page


def test_a_replaced_decree_prints_as_one(people):
    decree = make.decreed_unit(people.village_operator).decree_in_force()
    IssuedDocument.objects.filter(pk=decree.document_id).update(stage="replaced")
    document = IssuedDocument.objects.get(pk=decree.document_id)
    assert all("DIGANTI" in page for page in page_texts(render_document(document)))
    assert "DIGANTI" not in text_of(render_document(document, mark=""))  # the kept file stays the issued one


def test_a_letter_cancelled_as_a_draft_stays_closed_and_prints(people, sign_in):
    document = cancelled(letter(people.secretary), people.secretary)
    assert not may_read(document, people.tksk) and may_read(document, people.secretary)
    assert document.subject not in sign_in(people.tksk).get(LIST).content.decode()
    text = text_of(render_document(document))
    assert "BATAL" in text and WORDS["opening"] in text


# --- whose drafts are listed ------------------------------------------------------------------------------------------
def test_a_list_holds_own_drafts_and_what_others_put_before_a_signer(people, sign_in):
    by = people.secretary
    letter(by, subject="Rancangan kursi")
    issued(letter(by, subject="Permohonan kursi"), by)
    for role, sees in (("coordinator", True), ("village_operator", False), ("village_head", False), ("tksk", False),
                       ("regency_reports", False), ("member", False)):  # fmt: skip
        for asked in ({}, {"cari": "kursi"}):
            page = sign_in(getattr(people, role)).get(LIST, asked).content.decode()
            assert ("Rancangan kursi" in page) == sees, role
            assert "Permohonan kursi" in page, role
    operator = people.village_operator
    meeting = make.held_meeting("coordination_village", operator, on=TODAY, hold=False)
    invitation = document_actions.open_letter(meeting, "invitation", by=operator, on=TODAY)
    assert invitation.subject in sign_in(people.village_head).get(LIST).content.decode()
    assert invitation.subject not in sign_in(people.secretary).get(LIST).content.decode()


# --- finding ----------------------------------------------------------------------------------------------------------
def test_a_letter_is_found_by_its_addressee_by_those_who_may_know(people, sign_in):
    by = people.secretary
    issued(letter(by, addressee="Puskesmas Melati"), by)
    issued(letter(by, addressee="Puskesmas Mawar", nature="confidential", subject="Rahasia dapur"), by)
    own = sign_in(by).get(LIST, {"cari": "puskesmas"}).content.decode()
    assert "kepada Puskesmas Melati" in own and "Rahasia dapur" in own
    above = sign_in(people.tksk).get(LIST, {"cari": "puskesmas"}).content.decode()
    assert "Puskesmas Melati" in above and f"FCU {by.region}" in above and "Rahasia dapur" not in above


def test_drafts_come_first_then_the_latest_letter_and_pages_go_on(people, sign_in, monkeypatch):
    from institutions.views.document_list import DocumentListView

    by = people.secretary
    first = letter(by, subject="Surat A")
    for subject, days in (("Surat B", 1), ("Surat C", 3), ("Surat D", 2)):
        document = issued(letter(by, subject=subject), by)
        IssuedDocument.objects.filter(pk=document.pk).update(dated_on=TODAY.replace(day=days))
    monkeypatch.setattr(DocumentListView, "page_size", 2)
    client, seen, url = sign_in(by), [], LIST
    while url:
        page = client.get(url)
        seen += [row.subject for row in page.context["rows"]]
        url = page.context["next_url"] and LIST + page.context["next_url"]
    assert seen == ["Surat A", "Surat C", "Surat D", "Surat B"] and first.dated_on is None
    assert client.get(LIST, {"setelah": "kemarin~x"}).status_code == 200


# --- numbers ----------------------------------------------------------------------------------------------------------
def test_a_number_is_given_once_in_a_book_whatever_the_kind(people, sign_in):
    by = people.village_operator
    issued(letter(by, subject="Permohonan tenda"), by, number="005/12/2026")
    cover = letter(by, kind="cover", subject="Pengantar berkas")
    with pytest.raises(NumberTaken, match="Nomor ini sudah dipakai: Surat biasa Permohonan tenda"):
        issued(cover, by, number=" 005/12/2026 ")
    url = reverse("institutions:document-issue", args=[cover.uid])
    body = {"number": "005/12/2026", "dated_on": typed_date(TODAY), "_key": new_key()}
    answer = sign_in(by).post(url, body)
    assert answer.status_code == 422
    assert "Surat biasa Permohonan tenda" in answer.context["form"].errors["number"][0]
    assert IssuedDocument.objects.get(pk=cover.pk).number == ""


def test_records_keep_numbers_of_their_own(people):
    by = people.village_operator
    issued(letter(by), by, number="400/1")
    meeting = make.held_meeting("coordination_village", by, on=TODAY)
    record = document_actions.open_letter(meeting, "record", by=by, on=TODAY)
    assert issued(record, by, number="400/1").stage == "issued"


def test_a_typed_number_of_a_counted_book_is_refused_too(people):
    by = people.secretary
    number = issued(letter(by), by).number
    with pytest.raises(TransitionRefused, match="sudah dipakai"):
        issued(letter(by, kind="cover"), by, number=number)


def one_series(by, **more):
    return {"pattern": NumberPattern.USUAL, "digits": "3", "one_series": "on", "_key": new_key(), **more}


def test_one_series_for_all_kinds_goes_on_after_the_highest_number(people, sign_in):
    by, client = people.secretary, sign_in(people.secretary)
    issued(letter(by), by)
    issued(letter(by), by)
    issued(letter(by, kind="cover"), by)
    issued(letter(by), by, number=f"041/SRT/FCU/V/{TODAY.year}")  # as the usual pattern writes it
    issued(letter(by), by, number="lepas 99")
    url = reverse("institutions:number-pattern")
    assert re.search(r"Contoh: 001/PBT/FCU/[IVX]+/\d{4}", client.get(url).content.decode())
    assert client.post(url, one_series(by)).status_code == 302
    assert expected_number(letter(by), TODAY).startswith("042/")
    assert re.search(r"Contoh: 042/PBT/FCU/", client.get(url).content.decode())


@pytest.mark.parametrize(("typed", "told"), [
    ({"following": "2"}, "Nomor 2 sudah dipakai"), ({"following": "3"}, ""), ({"following": "24"}, ""),
    ({"following": "24", "one_series": ""}, "Centang satu urutan"), ({"following": "dua"}, "angka"),
])  # fmt: skip
def test_a_book_on_paper_says_with_which_number_it_goes_on(typed, told, people, sign_in):
    by, client = people.secretary, sign_in(people.secretary)
    issued(letter(by), by)
    issued(letter(by), by)
    page = reverse("institutions:number-pattern")
    row = client.get(page).context["form"]
    answer = client.post(page, one_series(by, **typed, _version=row.initial.get("version", "")))
    assert answer.status_code == (422 if told else 302)
    if told:
        assert told in str(answer.context["form"].errors["following"])
    else:
        assert expected_number(letter(by), TODAY).startswith(f"{int(typed['following']):03d}/")


def test_the_page_foretells_the_number_and_the_paper_does_not(people, sign_in):
    by, client = people.secretary, sign_in(people.secretary)
    document = workflow.perform(letter(by), "prepare", by=by, on=TODAY)
    expected = expected_number(document, TODAY)
    assert f"perkiraan {expected}" in page_of(client, document)
    assert expected not in text_of(render_document(document))
    issue = client.get(reverse("institutions:document-issue", args=[document.uid])).content.decode()
    assert "Nomornya diberikan menurut urutan" in issue and "Salin nomor" not in issue
    operator = people.village_operator
    typed = workflow.perform(letter(operator), "prepare", by=operator, on=TODAY)
    assert "perkiraan" not in page_of(sign_in(operator), typed)


# --- answers ----------------------------------------------------------------------------------------------------------
def test_an_answer_begins_from_the_letter_that_came_in_and_is_freed_when_cancelled(people, sign_in):
    by, client = people.secretary, sign_in(people.secretary)
    row = incoming(by, number="005/7", dated_on=TODAY.replace(year=TODAY.year - 1))
    page = client.get(row.get_absolute_url()).content.decode()
    url = re.search(r'href="(/surat/tulis/letter/\?menjawab=[^"]+)"', page)
    form = client.get(url[1]).context["form"]
    assert form["addressee"].value() == row.sender and form["subject"].value() == f"Jawaban: {row.subject}"
    assert "Nomor 005/7 tanggal" in form["opening"].value()
    body = {**WORDS, "subject": "Jawaban: Undangan", "_key": new_key()}
    assert client.post(url[1], body).status_code == 302
    row.refresh_from_db()
    assert row.answered_by.subject == "Jawaban: Undangan"
    assert "Tulis jawaban" not in client.get(row.get_absolute_url()).content.decode()
    again = client.post(url[1], {**body, "_key": new_key()})
    assert again.status_code == 409 and "sudah dijawab" in again.content.decode()
    assert IssuedDocument.objects.count() == 1
    cancelled(row.answered_by, by)
    assert IncomingLetter.objects.get(pk=row.pk).answered_by is None


def test_only_the_own_post_is_answered(people, sign_in):
    row = incoming(people.village_operator)
    url = reverse("institutions:letter-create", args=["letter"]) + f"?menjawab={row.uid}"
    assert sign_in(people.secretary).get(url).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.answer_letter(None, row, subject="x", by=people.secretary, on=TODAY)
