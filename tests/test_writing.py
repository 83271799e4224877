"""Every form of the application: saved once, never over somebody else's work, and no typed word is lost."""

import re
import uuid
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F

from fcu_project.access import POLICY
from fcu_project.models import FormReceipt
from fcu_project.views import WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models import Institution, Meeting
from tests.form_pages import form_with, values_of
from tests.form_routes import CASES, OTHERS, UPDATES, WITH_TEXT, filler, new_key, picture

# Who signs need not be told: then it is the head of the office.
WITH_REQUIRED = sorted({*WITH_TEXT, "institutions:document-scan-upload"} - {"institutions:document-signer"})
PLAIN = re.compile(
    r"belum diisi|belum dipilih|Pilih|Tuliskan|Tulis |Unggah|harus|Isi|Centang|Pastikan|tidak|bukan|Contoh"
)
ENGLISH = re.compile(r"\b(field|required|Enter a|Select|Ensure|this|value|choice|please|the)\b", re.I)


def test_every_route_that_writes_is_tried_here():
    writing = {name for name, rule in POLICY.items() if "POST" in rule.methods}
    assert writing - OTHERS == {name.split("#")[0] for name in CASES}


@pytest.fixture
def filled(people, regions, sign_in, remember):
    """filled(name) → (client, filling): the form of that route, ready to be sent."""
    return filler(people, regions, sign_in, remember)


def words_kept(response, filling, data=None):
    """The typed words that do not stand in any form of the page."""
    there = [" ".join(value.split()) for value in values_of(response)]
    data = data or filling.data
    return [data[name] for name in filling.text if " ".join(str(data[name]).split()) not in there]


# --- once ---------------------------------------------------------------------------------------------------------
# Steps that are taken once: what they were told is written, and the page on which they are told is closed.
ONCE = (
    "transition", "institutions:member-end", "institutions:activity-withdraw", "institutions:site-step",
    "institutions:lesson-answer", "institutions:incoming-strike", "institutions:guest-strike",
    "families:member-back",
)  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_form_is_saved_once_and_only_as_it_was_first_sent(name, filled):
    """A filling that failed is not remembered. Mended it is saved, sent twice it is one result, and its key brought
    back with other words changes nothing."""
    client, filling = filled(name)
    key = new_key()
    if name in WITH_TEXT:
        fails_and_is_not_remembered(client, filling, key)
    first = client.post(filling.url, filling.body(key))
    assert first.status_code == 302, first.content.decode()[:3000]
    after = picture()
    assert after["receipts"] == 1 and FormReceipt.objects.get().key == uuid.UUID(key)
    again = client.post(filling.url, filling.body(key))
    assert (again.status_code, again.headers.get("Location")) == (302, first["Location"])
    assert picture() == after
    page = client.get(first["Location"], follow=True)
    assert "sebelumnya" in page.content.decode()
    if name in WITH_TEXT:
        is_refused_with_other_words(client, filling, key, may_be_closed=name in ONCE)


def fails_and_is_not_remembered(client, filling, key):
    wrong = client.post(filling.url, filling.body(key, **filling.wrong))
    assert wrong.status_code == 422
    assert not FormReceipt.objects.filter(key=key).exists()
    assert form_with(wrong, filling.text[0]).get("_key") == key


def is_refused_with_other_words(client, filling, key, *, may_be_closed):
    """Someone went back in the browser, changed a line and saved again: the line must not be gone."""
    field, before = filling.text[-1], picture()
    other = {**filling.data, field: "77" if field == "votes" else f"{filling.data[field]} lagi"}
    response = client.post(filling.url, filling.body(key, **other))
    assert response.status_code == 409
    assert picture() == before
    assert may_be_closed or words_kept(response, filling, other) == []


@pytest.mark.parametrize("name", CASES)
def test_a_twin_that_overtakes_is_no_error(name, filled, monkeypatch):
    """A double click whose second request is answered while the first is still on its way: both lead to the result."""
    client, filling = filled(name)
    key, look_up, twins = new_key(), WriteMixin._look_up, []

    def overtaken(view, *args):
        look_up(view, *args)
        if not twins:
            twins.append(None)
            twins[0] = client.post(filling.url, filling.body(key))

    monkeypatch.setattr(WriteMixin, "_look_up", overtaken)
    response = client.post(filling.url, filling.body(key))
    assert twins[0].status_code == 302
    assert (response.status_code, response.headers.get("Location")) == (302, twins[0]["Location"])
    assert FormReceipt.objects.filter(key=key).count() == 1


@pytest.mark.parametrize("key", ["", "0", "'; DROP TABLE x; --", "x" * 5000])
def test_a_broken_key_loses_no_word(key, filled):
    client, filling = filled("institutions:person-create")
    before = picture()
    fresh = comes_back_with_a_fresh_key(client, filling, key)
    assert picture() == before
    assert client.post(filling.url, filling.body(fresh)).status_code == 302


def comes_back_with_a_fresh_key(client, filling, key):
    response = client.post(filling.url, filling.body(key))
    assert response.status_code == 422
    assert words_kept(response, filling) == []
    fresh = form_with(response, filling.text[0]).get("_key")
    assert uuid.UUID(fresh)
    return fresh


def test_a_broken_key_does_not_smuggle_a_stale_form_past_the_version(filled):
    """The page that comes back still carries the version the form was opened at."""
    client, filling = filled("institutions:institution-update")
    stale = filling.row.version
    Institution.objects.get(pk=filling.row.pk).save()
    response = client.post(filling.url, filling.body("abc", _version=stale))
    assert form_with(response, "_version").get("_version") == str(stale)


def test_a_key_of_somebody_else_opens_nothing(filled, people, sign_in):
    client, filling = filled("institutions:person-create")
    key = new_key()
    assert client.post(filling.url, filling.body(key)).status_code == 302
    after = picture()
    thief = sign_in(people.psm_facilitator)
    same = thief.post(filling.url, filling.body(key))
    other = thief.post(filling.url, filling.body(key, name="Orang Lain", position="Tamu"))
    assert (same.status_code, other.status_code) == (409, 409)
    assert picture() == after


def test_one_key_serves_one_form_only(filled):
    """A key that saved a person does not save, or seem to save, an institution."""
    client, filling = filled("institutions:person-create")
    key = new_key()
    client.post(filling.url, filling.body(key))
    _, other = filled("institutions:institution-create")
    response = client.post(other.url, other.body(key))
    assert response.status_code == 409
    assert not Institution.objects.exists()


# --- nobody's work is overwritten -----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", UPDATES)
def test_a_stale_form_meets_both_texts_and_can_be_saved_after_all(name, filled):
    client, filling = filled(name)
    page = client.get(filling.url)
    sent = {**form_with(page, filling.text[0]).data, **filling.data}
    row = type(filling.row).objects.get(pk=filling.row.pk)
    field = next((f for f in filling.text if f not in ("name", "title")), filling.text[0])
    theirs = "Tulisan orang lain"[: row._meta.get_field(field).max_length]
    setattr(row, field, theirs)
    row.save()
    before = picture()
    response = client.post(filling.url, {k: v for k, v in sent.items() if v is not None})
    assert response.status_code == 409
    assert picture() == before
    html = unescape(response.content.decode())
    assert theirs in html
    for line in str(filling.data[field]).splitlines():
        assert line in html
    assert words_kept(response, filling) == []
    retry = form_with(response, "_key")
    assert retry.get("_version") == str(row.version)
    assert retry.get("_key") != sent["_key"]
    assert client.post(filling.url, retry.data).status_code == 302
    row.refresh_from_db()
    assert "".join(getattr(row, field).split()) == "".join(filling.data[field].split())


@pytest.mark.parametrize("version", ["", "0", "-1", "abc", "99999999999999999999", None])
def test_a_form_without_its_version_is_stale(version, filled):
    client, filling = filled("institutions:person-update")
    body = filling.body(new_key(), _version=version)
    before = picture()
    assert client.post(filling.url, body).status_code == 409
    assert picture() == before


@pytest.mark.parametrize("name", [n for n in CASES if n.split("#")[0] not in {
    "institutions:institution-create", "institutions:person-create", "institutions:meeting-create",
    "institutions:unit-create", "institutions:letter-open", "institutions:decree-create", "gate-reason",
    "institutions:attendance", "institutions:attendance-remove", "institutions:member-create",
    "institutions:member-many", "families:candidate-create", "families:note-create", "families:need-create",
    "referrals:service-create", "referrals:partnership-create", "reporting:report-open", "institutions:facility-create",
    "families:candidate-sheet", "institutions:musrenbang-create", "institutions:activity-create",
    "institutions:stage-start", "institutions:human-resource-create", "institutions:problem-create",
    "institutions:team-create", "institutions:stakeholder-create", "institutions:library-create",
    "institutions:lesson-create", "institutions:site-create", "institutions:appointment-create",
    "institutions:incoming-create", "institutions:guest-create", "institutions:letterhead",
    "institutions:number-pattern", "institutions:letter-create", "institutions:neighbourhood-create",
    "institutions:plan-start", "institutions:pra-create", "families:batch-upload", "families:coaching-create",
    "families:consultation-create", "families:visit-create", "referrals:emergency-create", "referrals:record-create",
    "referrals:secret-report", "referrals:counselling-create", "referrals:case-create",
    "reporting:cash-open", "reporting:cash-in", "reporting:cash-out", "reporting:cash-reverse",
    "reporting:cash-month-close", "reporting:cash-count-create", "reporting:cash-handover-create",
    "reporting:allocation-create",
    "reporting:aid-create", "reporting:aid-paper-create", "reporting:budget-create",
    "reporting:account-create", "reporting:disbursement-create",
    "reporting:receipt-create",
    "reporting:stimulus-check-create",
    "reporting:bundle-create", "reporting:bundle-again", "reporting:report-bundle", "reporting:office-bundle",
    "reporting:report-remind",
    "reporting:guidance-create",
    "reporting:visit-create", "reporting:note-create",
    "reporting:attachment-create", "reporting:office-attachment-create",
    "reporting:incident-create",
    "reporting:office-open",
    "reporting:edition-draft", "reporting:indicator-create",
    "reporting:verdict-create",
    "reporting:verdict-answer",
    "reporting:finding-create", "reporting:question-create", "reporting:instrument-draft",
    "reporting:instrument-discard",
}])  # fmt: skip
def test_losing_a_race_is_told_in_words_and_loses_no_text(name, filled, monkeypatch):
    """Between reading the row and writing it, someone else saves it. Never a server error, never overwritten."""
    client, filling = filled(name)
    receive = WriteMixin._receive
    rows = {(type(row), row.pk) for row in filling.contested}

    def too_late(view, *args):
        for model, pk in rows:
            model.objects.filter(pk=pk).update(version=F("version") + 1)
        return receive(view, *args)

    before = picture()
    monkeypatch.setattr(WriteMixin, "_receive", too_late)
    response = client.post(filling.url, filling.body(new_key()))
    assert response.status_code == 409 or (not filling.text and response.status_code == 303)
    assert picture() == before
    assert words_kept(response, filling) == []
    assert not ENGLISH.search(re.sub(r"<[^>]*>", " ", response.content.decode().split("<main", 1)[-1]))


@pytest.mark.parametrize("name", [
    "institutions:meeting-update", "institutions:meeting-minutes", "institutions:decision-create",
    "institutions:attendance", "institutions:attendance-many", "institutions:attendance-present",
    "institutions:attendance-remove",
])  # fmt: skip
def test_nothing_is_added_to_a_meeting_that_was_closed_meanwhile(name, filled, monkeypatch):
    """A colleague declares it held between reading and writing: the record stays as it was declared."""
    client, filling = filled(name)
    receive = WriteMixin._receive

    def too_late(view, *args):
        Meeting.objects.filter(pk=filling.contested[0].pk).update(stage="held", version=F("version") + 1)
        return receive(view, *args)

    before = picture()
    monkeypatch.setattr(WriteMixin, "_receive", too_late)
    response = client.post(filling.url, filling.body(new_key()))
    assert response.status_code == 409 or (not filling.text and response.status_code == 303)
    assert picture() == before
    assert words_kept(response, filling) == []


# --- errors keep the text -------------------------------------------------------------------------------------------
REFUSALS = (
    TransitionRefused(["Aturan menutup langkah ini."]),
    ValidationError({"no_such_field": "Aturan menutup langkah ini."}),
    ValidationError("Aturan menutup langkah ini."),
)


@pytest.mark.one_database  # what the view answers once a rule or the key has refused
@pytest.mark.parametrize("name", WITH_TEXT)
def test_a_rule_that_refuses_or_a_missing_key_brings_everything_back(name, filled, monkeypatch):
    client, filling = filled(name)
    before = picture()
    for refusal in REFUSALS:
        with monkeypatch.context() as patch:
            patch.setattr(WriteMixin, "_receive", lambda view, *args, refusal=refusal: refuse(refusal))
            response = client.post(filling.url, filling.body(new_key()))
        assert response.status_code in (409, 422), refusal
        assert "Aturan menutup langkah ini." in response.content.decode(), refusal
        assert words_kept(response, filling) == [], refusal
    for key in (None, "abc"):
        fresh = comes_back_with_a_fresh_key(client, filling, key)
    assert picture() == before
    assert client.post(filling.url, filling.body(fresh)).status_code == 302


def refuse(refusal):
    raise refusal


@pytest.mark.parametrize("name", sorted({*WITH_TEXT, *WITH_REQUIRED}))
def test_wrong_and_missing_fields_are_named_in_plain_words_and_bring_everything_back(name, filled):
    client, filling = filled(name)
    before = picture()
    if name in WITH_TEXT:
        names_what_is_wrong(client, filling)
    if name in WITH_REQUIRED:
        names_all_that_is_missing(client, filling)
    assert picture() == before


def names_what_is_wrong(client, filling):
    response = client.post(filling.url, filling.body(new_key(), **filling.wrong))
    assert response.status_code == 422
    kept = [f for f in filling.text if f not in filling.wrong]
    there = [" ".join(value.split()) for value in values_of(response)]
    assert [f for f in kept if " ".join(filling.data[f].split()) not in there] == []
    errors = response.context["form"].errors
    assert errors, "nothing was wrong"
    for message in (m for messages in errors.values() for m in messages):
        assert PLAIN.search(message) and not ENGLISH.search(message), message


def names_all_that_is_missing(client, filling):
    """All at once, each with a link to its field."""
    data = {"_key": new_key()} | ({"_version": filling.row.version} if filling.row is not None else {})
    response = client.post(filling.url, data)
    assert response.status_code == 422
    errors, html = response.context["form"].errors, response.content.decode()
    assert set(filling.required) <= set(errors)
    ids = set(re.findall(r'id="([^"]+)"', html))
    for field, messages in errors.items():
        bound = response.context["form"][field] if field != "__all__" else None
        for message in messages:
            assert PLAIN.search(message) and not ENGLISH.search(message), message
            assert message in unescape(html)
        if bound is not None:
            links = re.findall(rf'href="#({bound.auto_id}[^"]*|div_{bound.auto_id})"', html)
            assert links and set(links) <= ids, field
