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
@pytest.mark.parametrize("name", CASES)
def test_the_same_form_twice_is_one_result(name, filled):
    client, filling = filled(name)
    key = new_key()
    first = client.post(filling.url, filling.body(key))
    assert first.status_code == 302, first.content.decode()[:3000]
    after = picture()
    again = client.post(filling.url, filling.body(key))
    assert (again.status_code, again.headers.get("Location")) == (302, first["Location"])
    assert picture() == after
    page = client.get(first["Location"], follow=True)
    assert "sebelumnya" in page.content.decode()


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


def sent_again_with_other_words(filled, name):
    """(response, picture before it, filling, the other words): a saved form whose key comes back with another text."""
    client, filling = filled(name)
    key = new_key()
    assert client.post(filling.url, filling.body(key)).status_code == 302
    after = picture()
    field = filling.text[-1]
    other = {**filling.data, field: "77" if field == "votes" else f"{filling.data[field]} lagi"}
    return client.post(filling.url, filling.body(key, **other)), after, filling, other


@pytest.mark.parametrize("name", WITH_TEXT)
def test_the_same_key_with_other_content_is_refused(name, filled):
    response, after, _, _ = sent_again_with_other_words(filled, name)
    assert response.status_code == 409
    assert picture() == after


# Steps that are taken once: what they were told is written, and the page on which they are told is closed.
ONCE = (
    "transition", "institutions:member-end", "institutions:activity-withdraw", "institutions:site-step",
    "institutions:lesson-answer", "institutions:incoming-strike", "institutions:guest-strike",
    "families:member-back",
)  # fmt: skip


@pytest.mark.parametrize("name", [name for name in WITH_TEXT if name not in ONCE])
def test_the_same_key_with_other_content_loses_no_word(name, filled):
    """Someone went back in the browser, changed a line and saved again: the line must not be gone."""
    response, _, filling, other = sent_again_with_other_words(filled, name)
    assert words_kept(response, filling, other) == []


@pytest.mark.parametrize("name", WITH_TEXT)
def test_a_form_that_failed_is_not_remembered(name, filled):
    """Mended and sent again under the same key, it is saved."""
    client, filling = filled(name)
    key = new_key()
    wrong = client.post(filling.url, filling.body(key, **filling.wrong))
    assert wrong.status_code == 422
    assert not FormReceipt.objects.filter(key=key).exists()
    assert form_with(wrong, filling.text[0]).get("_key") == key
    assert client.post(filling.url, filling.body(key)).status_code == 302
    assert FormReceipt.objects.filter(key=key).count() == 1


@pytest.mark.parametrize(("name", "key"), [
    *((name, key) for name in WITH_TEXT for key in (None, "abc")),
    *(("institutions:person-create", key) for key in ("", "0", "'; DROP TABLE x; --", "x" * 5000)),
])  # fmt: skip
def test_a_missing_or_broken_key_loses_no_word(name, key, filled):
    client, filling = filled(name)
    before = picture()
    response = client.post(filling.url, filling.body(key))
    assert response.status_code == 422
    assert picture() == before
    assert words_kept(response, filling) == []
    fresh = form_with(response, filling.text[0]).get("_key")
    assert uuid.UUID(fresh)
    assert client.post(filling.url, filling.body(fresh)).status_code == 302


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
@pytest.mark.parametrize("name", WITH_TEXT)
def test_a_wrong_field_brings_everything_back(name, filled):
    client, filling = filled(name)
    before = picture()
    response = client.post(filling.url, filling.body(new_key(), **filling.wrong))
    assert response.status_code == 422
    assert picture() == before
    kept = [f for f in filling.text if f not in filling.wrong]
    there = [" ".join(value.split()) for value in values_of(response)]
    assert [f for f in kept if " ".join(filling.data[f].split()) not in there] == []
    errors = response.context["form"].errors
    assert errors, "nothing was wrong"
    for message in (m for messages in errors.values() for m in messages):
        assert PLAIN.search(message) and not ENGLISH.search(message), message


@pytest.mark.parametrize("refusal", [
    TransitionRefused(["Aturan menutup langkah ini."]),
    ValidationError({"no_such_field": "Aturan menutup langkah ini."}),
    ValidationError("Aturan menutup langkah ini."),
])  # fmt: skip
@pytest.mark.parametrize("name", WITH_TEXT)
def test_a_rule_that_refuses_brings_everything_back(name, refusal, filled, monkeypatch):
    client, filling = filled(name)

    def refuse(view, *args):
        raise refusal

    before = picture()
    monkeypatch.setattr(WriteMixin, "_receive", refuse)
    response = client.post(filling.url, filling.body(new_key()))
    assert response.status_code in (409, 422)
    assert "Aturan menutup langkah ini." in response.content.decode()
    assert words_kept(response, filling) == []
    assert picture() == before


@pytest.mark.parametrize("name", WITH_REQUIRED)
def test_every_missing_field_is_named_at_once_in_plain_words(name, filled):
    client, filling = filled(name)
    before = picture()
    data = {"_key": new_key()} | ({"_version": filling.row.version} if filling.row is not None else {})
    response = client.post(filling.url, data)
    assert response.status_code == 422
    assert picture() == before
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
