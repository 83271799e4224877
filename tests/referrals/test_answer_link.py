"""The one-time link: a place without an account reads one referral, answers it, and is heard of no more (REF-09)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from families.models import Pairing
from fcu_project import strangers
from fcu_project.models import AuditEvent, FormReceipt
from referrals.documents import letter_facts
from referrals.models import AnswerLink, Referral, ReferralReply
from referrals.views import answer_link
from tests.factories import TODAY
from tests.filling import new_key, typed_date
from tests.form_pages import values_of
from tests.referrals import make

pytestmark = pytest.mark.django_db
DONE = "/jawab/terkirim/"
SERVED = {
    "kind": "served", "replied_on": typed_date(TODAY), "officer": "Rina Wati", "service": "Pinjaman Rp2.000.000",
    "result": "Cair, mulai berjualan.", "follow_up": "Dampingi pembukuan.",
}  # fmt: skip
ACCEPTED = {"kind": "accepted", "replied_on": typed_date(TODAY), "officer": "Rina Wati"}
REFUSED = {**ACCEPTED, "kind": "refused", "reason": "Kuota tahun ini habis."}


def link_for(referral, by):
    """The address of a new link for this referral."""
    token = make.referral_actions.make_link(make.fresh(referral), by=by, on=TODAY)
    return reverse("referrals:answer-link", args=[token])


def send(client, url, data=SERVED, **changes):
    return client.post(url, {**data, "_key": new_key(), **changes})


def words(response):
    """The words of the page, without what is new in each: keys and marks of the form."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


@pytest.fixture
def sent(people):
    return make.sent(people)


@pytest.fixture
def url(people, sent):
    return link_for(sent, people.secretary)


def assert_closed(response):
    assert response.status_code == 404
    html = response.content.decode()
    assert "Tautan ini tidak berlaku (lagi)" in html
    assert not re.search("Sumiyati|Koperasi|Sidomekar|RJK|kue", html)


# --- from opening to the end of the wait ----------------------------------------------------------------------------
@pytest.mark.clause("REF-09")
def test_an_answer_by_link_closes_the_wait(client, sent, url):
    page = client.get(url)
    assert page.status_code == 200
    response = send(client, url)
    assert (response.status_code, response["Location"]) == (302, DONE)
    referral, reply = make.fresh(sent), ReferralReply.objects.get()
    assert (referral.stage, referral.answered_on) == ("served", TODAY)
    assert (reply.way, reply.kind, reply.place_name, reply.officer) == (
        "link", "served", "Koperasi Mitra Warga", "Rina Wati",
    )  # fmt: skip
    assert reply.recorded_by == "Koperasi Mitra Warga, lewat tautan sekali pakai"
    link = AnswerLink.objects.get()
    assert link.used_on == TODAY
    told = AuditEvent.objects.get(verb="referral:reply")
    assert (told.actor, told.role) == (link.uid, "service_place")
    thanks = client.get(DONE)
    assert sent.number in thanks.content.decode() and "menutup rujukan" in thanks.content.decode()
    again = client.get(DONE)
    assert again.status_code == 200 and sent.number not in again.content.decode()


@pytest.mark.clause("REF-09")
@pytest.mark.parametrize(("kind", "more"), [
    ("refused", {"reason": "Kuota tahun ini habis."}),
    ("redirected", {"reason": "Bukan bidang kami.", "redirected_to": "Dinas Koperasi"}),
])  # fmt: skip
def test_a_place_that_cannot_help_sends_it_back(client, sent, url, kind, more):
    assert send(client, url, {**ACCEPTED, "kind": kind, **more}).status_code == 302
    assert make.fresh(sent).stage == "declined"
    assert "Kuota" in make.fresh(sent).end_reason or "Dinas Koperasi" in make.fresh(sent).end_reason
    assert_closed(client.get(url))


@pytest.mark.clause("REF-09")
def test_acceptance_first_and_then_what_was_done_with_the_same_link(client, sent, url):
    assert send(client, url, ACCEPTED).status_code == 302
    assert make.fresh(sent).stage == "accepted" and AnswerLink.objects.get().used_on is None
    page = client.get(url)
    assert page.status_code == 200 and 'value="accepted"' not in page.content.decode()
    assert send(client, url, ACCEPTED).status_code == 422
    assert send(client, url).status_code == 302
    assert make.fresh(sent).stage == "served"
    assert [reply.kind for reply in ReferralReply.objects.order_by("id")] == ["accepted", "served"]


@pytest.mark.clause("REF-09")
def test_the_place_that_lk3_chose_hands_it_back_and_lk3_chooses_again(client, people):
    referral = make.forwarded(people)
    number = referral.forwarding_letter.number
    url = link_for(referral, people.lk3)
    assert number in client.get(url).content.decode()
    assert send(client, url, REFUSED).status_code == 302
    assert number in client.get(DONE).content.decode()
    back = make.fresh(referral)
    assert (back.stage, back.place) == ("accepted", "LK3")
    assert_closed(client.get(url))
    make.forward(back, people.lk3, on=TODAY, place_name="Sentra Paramita")
    assert_closed(client.get(url))
    assert send(client, link_for(referral, people.lk3)).status_code == 302
    assert make.fresh(referral).stage == "served"


def test_at_lk3_a_place_accepts_once(client, people):
    url = link_for(make.forwarded(people), people.lk3)
    assert send(client, url, ACCEPTED).status_code == 302
    again = client.get(url).content.decode()
    assert 'value="accepted"' not in again and "Yang sudah dijawab" in again
    assert Referral.objects.get().stage == "forwarded"


def test_the_place_reads_why_lk3_chose_it_and_how_to_reach_lk3(client, people):
    type(people.lk3.person).objects.filter(pk=people.lk3.person.pk).update(phone="6281200000001")
    referral = make.forwarded(people)
    assert letter_facts(referral.forwarding_letter)["return_to"]["phone"] == "081200000001"
    html = client.get(link_for(referral, people.lk3)).content.decode()
    assert make.WHY in html and "081200000001" in html
    assert "untuk satu jawaban akhir; sesudah menjawab Diterima, buka lagi untuk hasilnya" in html


# --- what the page shows --------------------------------------------------------------------------------------------
@pytest.mark.clause("REF-11")
def test_the_page_shows_the_snapshot_and_nothing_else_of_the_family(client, people):
    referral = make.sent(people, shares_name=False, shares_contact=False)
    nik = referral.family.head().nik
    page = client.get(link_for(referral, people.secretary))
    html = page.content.decode()
    assert "S." in html and "Sumiyati" not in html and nik not in html and nik[4:] not in html
    assert referral.request in html and referral.summary in html and referral.number in html
    assert str(referral.family.uid) not in html and f"/keluarga/{referral.family.pk}" not in html
    family = referral.family
    family.head_name, referral.need.title = "Nama Baru", "Baru"
    family.save()
    assert "Nama Baru" not in client.get(page.request["PATH_INFO"]).content.decode()


def test_opening_uses_nothing_up_and_is_traced(client, url):
    assert client.head(url).status_code == 200
    assert AnswerLink.objects.get().opened_at is None and not AuditEvent.objects.filter(verb="link:open").exists()
    for _ in range(3):
        assert client.get(url).status_code == 200
    link = AnswerLink.objects.get()
    assert link.opened_at and link.used_on is None
    events = AuditEvent.objects.filter(verb="link:open")
    assert {event.actor for event in events} == {link.uid}
    first = link.opened_at
    client.get(url)
    assert AnswerLink.objects.get().opened_at == first


@pytest.mark.parametrize("path", ["open", "closed", "done"])
def test_no_cache_and_no_search_engine_keeps_a_page(client, url, path):
    address = {"open": url, "closed": "/jawab/salah/", "done": DONE}[path]
    headers = client.get(address).headers
    assert "no-store" in headers["Cache-Control"] and "noindex" in headers["X-Robots-Tag"]
    assert headers["Referrer-Policy"] == "same-origin" and "default-src 'none'" in headers["Content-Security-Policy"]


# --- links that lead nowhere ----------------------------------------------------------------------------------------
def test_used_guessed_expired_and_revoked_are_one_and_the_same_page(client, people, sent, url):
    guessed = client.get("/jawab/ini-bukan-tautan/")
    assert_closed(guessed)
    assert send(client, url).status_code == 302
    used = client.get(url)
    row = make.need(people, pairing=Pairing.objects.get(), title="Akta")
    other = make.sent(people, row=row, service=make.service(people.secretary.region, institution="KUA"))
    revoked_url = link_for(other, people.secretary)
    expired_url = link_for(other, people.secretary)  # and so the first one is revoked
    AnswerLink.objects.filter(revoked_on=None, used_on=None).update(expires_on=TODAY - timedelta(days=3))
    pages = [guessed, used, client.get(revoked_url), client.get(expired_url)]
    for page in pages:
        assert_closed(page)
    assert len({words(page) for page in pages}) == 1
    assert len({tuple(sorted((k, v) for k, v in page.headers.items() if k != "Content-Security-Policy"))
                for page in pages}) == 1  # fmt: skip


def test_recall_ends_the_link_at_once(client, people, sent, url):
    assert client.get(url).status_code == 200
    make.step(sent, "recall", people.secretary, on=TODAY, note="Keluarga pindah.")
    assert_closed(client.get(url))
    assert_closed(send(client, url))
    assert not ReferralReply.objects.exists()


def test_a_newer_link_revokes_the_earlier_one(client, people, sent, url):
    newer = link_for(sent, people.secretary)
    assert_closed(client.get(url))
    assert_closed(send(client, url))
    assert client.get(newer).status_code == 200


def test_a_link_is_in_force_on_its_last_day_and_not_on_the_next(client, url):
    last = timezone.localdate()
    AnswerLink.objects.update(expires_on=last + timedelta(days=1))  # whatever the zone, not over yet
    assert client.get(url).status_code == 200
    AnswerLink.objects.update(expires_on=last - timedelta(days=2))
    assert_closed(client.get(url))
    assert_closed(send(client, url))


def test_an_answer_that_came_on_paper_ends_the_link(client, people, sent, url):
    make.replied(sent, people.secretary)
    assert_closed(client.get(url))
    assert_closed(send(client, url))
    assert ReferralReply.objects.count() == 1


@pytest.mark.parametrize("token", ["x", "%00", "..%2F", "' OR 1=1 --", "é" * 200, "a" * 3000])
def test_no_token_is_an_error(client, token):
    assert client.get(f"/jawab/{token}/").status_code == 404


# --- sent once ------------------------------------------------------------------------------------------------------
def test_the_same_form_twice_is_one_answer(client, url):
    body = {**SERVED, "_key": new_key()}
    first, second = client.post(url, body), client.post(url, body)
    assert (first.status_code, second.status_code, second["Location"]) == (302, 302, DONE)
    assert ReferralReply.objects.count() == FormReceipt.objects.count() == 1


def test_a_second_answer_finds_the_link_used(client, url):
    assert send(client, url).status_code == 302
    assert_closed(send(client, url, REFUSED))
    assert ReferralReply.objects.count() == 1


def test_of_two_who_send_at_once_the_second_sees_the_closed_page(client, sent, url, monkeypatch):
    """Both opened the form; while the second is being saved, the first has answered."""
    get_form, others = answer_link.AnswerLinkView.get_form, []

    def overtaken(view, *args):
        if not others:
            others.append(None)
            others[0] = send(client, url)
        return get_form(view, *args)

    monkeypatch.setattr(answer_link.AnswerLinkView, "get_form", overtaken)
    response = send(client, url, REFUSED)
    assert others[0].status_code == 302
    assert_closed(response)
    assert ReferralReply.objects.get().kind == "served" and make.fresh(sent).stage == "served"


def test_a_key_that_comes_back_with_other_words_writes_nothing(client, url):
    key = new_key()
    assert send(client, url, _key=key).status_code == 302
    assert_closed(send(client, url, _key=key, result="Lain."))
    assert ReferralReply.objects.get().result == "Cair, mulai berjualan."


# --- what is typed --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("change", "sentence"), [
    ({"officer": ""}, "Nama petugas yang menjawab belum diisi."),
    ({"kind": ""}, "belum dipilih"),
    ({"result": ""}, "Tuliskan hasilnya"),
    ({"kind": "refused"}, "Tuliskan alasan"),
    ({"kind": "redirected"}, "Tuliskan lembaga"),
    ({"replied_on": "1-1-2999"}, "setelah hari ini"),
    ({"replied_on": typed_date(make.SENT_ON - timedelta(days=1))}, "mendahului"),
    ({"result": "NIK 5208 0101 0190 0001 sudah dicek."}, "Jangan menulis NIK"),
])  # fmt: skip
def test_bad_input_is_told_in_words_and_keeps_what_was_typed(client, url, change, sentence):
    response = send(client, url, **change)
    assert response.status_code == 422 and sentence in response.content.decode()
    assert "Dampingi pembukuan." in values_of(response)
    assert not ReferralReply.objects.exists() and AnswerLink.objects.get().used_on is None
    assert send(client, url).status_code == 302


# --- who is signed in does not count --------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["secretary", "lk3", "village_operator", "administrator"])
def test_whoever_is_signed_in_answers_as_the_place(people, url, sign_in, role):
    by = getattr(people, role)
    client = sign_in(by)
    html = client.get(url).content.decode()
    assert by.person.name not in html.partition("<dt>Perujuk")[0] and "Keluar" not in html
    assert send(client, url).status_code == 302
    told = AuditEvent.objects.get(verb="referral:reply")
    assert told.role == "service_place" and told.actor == AnswerLink.objects.get().uid
    assert client.get("/akun/").status_code == 200  # and stays signed in


# --- guessing -------------------------------------------------------------------------------------------------------
def guess(client, times):
    return [client.get(f"/jawab/tebakan-{number}/").status_code for number in range(times)]


def test_guessing_is_slowed_down_by_address(client, url):
    assert guess(client, strangers.MOST_WRONG) == [404] * strangers.MOST_WRONG
    assert guess(client, 3) == [429] * 3
    assert AuditEvent.objects.filter(verb="link:wrong").count() == strangers.MOST_WRONG  # no trace grows for ever
    assert client.get(url).status_code == 200  # who holds a link is not shut out by a neighbour on the same network
    assert client.get("/jawab/lagi/", REMOTE_ADDR="10.1.2.3").status_code == 404


def test_after_a_quarter_of_an_hour_it_is_forgotten(client, monkeypatch):
    guess(client, strangers.MOST_WRONG)
    assert guess(client, 1) == [429]
    later = timezone.now() + strangers.WITHIN + timedelta(seconds=1)
    monkeypatch.setattr(strangers.timezone, "now", lambda: later)
    assert guess(client, 1) == [404]


def test_the_trail_keeps_no_token(client, url):
    client.get("/jawab/rahasia-sekali/")
    client.get(url)
    token = url.split("/")[-2]
    for event in AuditEvent.objects.all():
        assert "rahasia-sekali" not in str(event.__dict__) and token not in str(event.__dict__)
    assert token not in str(AnswerLink.objects.values())
