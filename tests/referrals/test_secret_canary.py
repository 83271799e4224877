"""Unguessable words are planted in every text of a secret case by the true screens; without a grant nobody meets one.

Every page, list, search, Excel file, book, admin page, stored row, session, file, mail and log line is looked through,
and the same words are found by who was let in, so that the search itself is known to work.
"""

import io
import logging
import re
import secrets
import string
import zipfile

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.urls import reverse

from fcu_project import pdf
from fcu_project.access import POLICY
from institutions.admin import site
from institutions.roles import ROLES
from referrals.models import CaseGrant, SecretCase, SecretEvent
from tests.factories import TODAY, AssignmentFactory, date
from tests.filling import new_key, typed_date
from tests.referrals.fill_secret import REPORT, REPORTED
from tests.remembered import every_row
from tests.test_access import named_routes

pytestmark = pytest.mark.django_db


def word():
    return "kanari" + "".join(secrets.choice(string.ascii_lowercase) for _ in range(14))


IN_REPORT = {name: word() for name in (*REPORTED, "reporter_contact")}
STEP = {name: word() for name in ("with_whom", "what", "result", "next")}
LETTER = {name: word() for name in ("place", "address", "what", "told", "consent")}
TASK, REASON, OTHER_REASON, ANSWER, CLOSING, REOPENED = (word() for _ in range(6))
CANARIES = {*IN_REPORT.values(), *STEP.values(), *LETTER.values(), TASK, REASON, OTHER_REASON, ANSWER, CLOSING,
            REOPENED}  # fmt: skip
OFFERED = re.compile(r'href="(\?[^"]*(?:unduh=xlsx|cetak=pdf)[^"]*)"')


@pytest.fixture(autouse=True)
def papers_as_text(monkeypatch):
    """A paper is the text it is set from: the same words, without the setting."""
    monkeypatch.setattr(pdf, "render", lambda name, facts, **how: pdf.compose(name, facts).encode())


@pytest.fixture
def planted(people, regions, sign_in, remember):
    """The case after every screen was filled in: reported by a pioneer, in the hand of LK3, a task with the TKSK."""
    return remember("canaries", lambda: plant(people, regions, sign_in))


def plant(people, regions, sign_in):
    reporter, lk3 = sign_in(people.pioneer), sign_in(people.lk3)

    def send(client, route, body, *args):
        url = reverse(route, args=args)
        response = client.post(url, {**body, "_key": new_key()})
        assert response.status_code == 302, response.content.decode()[-3000:]

    send(reporter, "referrals:secret-report", {**REPORT, **IN_REPORT})
    assert reporter.get(reverse("referrals:secret-report-done")).status_code == 200
    uid = SecretCase.objects.get().uid
    send(lk3, "referrals:secret-case-take", {"declared": "on"}, uid)
    send(lk3, "referrals:secret-case-event", {"kind": "counsel", "day": typed_date(TODAY), **STEP}, uid)
    send(lk3, "referrals:secret-case-refer", {"place_kind": "UPTD PPA", **LETTER}, uid)
    closing = {"ending": "safe", "closed_on": typed_date(TODAY), "closing": CLOSING}
    send(lk3, "referrals:secret-case-close", closing, uid)
    send(lk3, "transition", {"note": REOPENED}, "referrals.secretcase", uid, "reopen")
    for by, scope, more in (
        (people.tksk, "stub", {"task": TASK, "reason": REASON}), (people.secretary, "full", {"reason": OTHER_REASON}),
    ):  # fmt: skip
        send(lk3, "referrals:secret-case-grant", {"assignment": str(by.uid), "scope": scope, "sure": "on", **more}, uid)
    send(sign_in(people.tksk), "referrals:secret-case-task", {"result": ANSWER}, uid)
    let_in = CaseGrant.objects.get(assignment_uid=people.secretary.uid)
    send(lk3, "referrals:secret-case-revoke", {}, uid, let_in.uid)
    return uid


def text_of(response):
    """All that an answer carries: headers, content, and what lies in the parts of a workbook."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    parts = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = [book.read(name) for name in book.namelist()]
    return str(response.headers) + "".join(part.decode("utf-8", "replace") for part in parts)


def met(text):
    return {canary for canary in CANARIES if canary in text}


def walk(client, uid):
    """(address, text) of everything that opens without a row, in all its forms, of the case, and of the admin."""
    event = SecretEvent.objects.exclude(letter=None).get()
    own = [reverse(f"referrals:secret-case{part}", args=[uid]) for part in (
        "", "-take", "-event", "-refer", "-paper", "-grant", "-conflict", "-task", "-close")]  # fmt: skip
    own.append(reverse("referrals:secret-case-letter", args=[uid, event.uid]))
    own += [reverse("transition", args=["referrals.secretcase", uid, step]) for step in ("close", "take", "release")]
    letter = event.letter
    own += [reverse(f"institutions:document-{part}", args=[letter.uid]) for part in ("detail", "pdf", "scan-file")
            if f"institutions:document-{part}" in POLICY]  # fmt: skip
    own.append(reverse("document-check", args=[letter.token]))
    for url in own:
        yield url, text_of(client.get(url))
    for name in sorted(set(named_routes())):
        rule = POLICY.get(name)
        if rule is None or "GET" not in rule.methods or rule.reach == "rows":
            continue
        try:
            url = reverse(name)
        except Exception:  # noqa: S112  asks for a row or a word
            continue
        text = text_of(client.get(url))
        yield url, text
        for more in OFFERED.findall(text):
            yield url + more, text_of(client.get(url + more.replace("&amp;", "&")))
        if 'name="cari"' in text:
            sought = STEP["what"]  # stands again in the field it was typed into
            yield f"{url}?cari", text_of(client.get(url, {"cari": sought})).replace(sought, "")
    yield "admin", text_of(client.get(reverse("admin:index")))
    for model in site._registry:
        meta = model._meta
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        yield url, text_of(client.get(url))


@pytest.mark.clause("VAL-09")
@pytest.mark.parametrize("role", sorted(set(ROLES) - {"lk3", "tksk"}))
def test_no_role_without_a_grant_meets_a_word(role, planted, people, sign_in):
    """Among them the reporter (pioneer), the village, the secretary whose grant was ended, the administrator."""
    found = {url: met(text) for url, text in walk(sign_in(getattr(people, role)), planted)}
    assert len(found) > 20
    assert {url: words for url, words in found.items() if words} == {}


@pytest.mark.clause("VAL-09")
def test_neither_does_a_colleague_nor_who_held_the_office_before(planted, people, regions, sign_in):
    """A grant is a person's in one office: not LK3's, and not that of an assignment that ended."""
    colleague = AssignmentFactory(role="lk3", region=regions.regency)
    elsewhere = AssignmentFactory(role="lk3", region=regions.city)
    for by in (colleague, elsewhere):
        assert {url for url, text in walk(sign_in(by), planted) if met(text)} == set()
    handler = people.lk3
    client = sign_in(handler)
    handler.valid_until = date(2021, 1, 1)
    handler.save()
    again = AssignmentFactory(role="lk3", region=regions.regency, person=handler.person)
    for answer in (client, sign_in(again)):
        assert not met(text_of(answer.get(reverse("referrals:secret-case", args=[planted]))))


def test_who_was_let_in_finds_every_word_and_a_task_holder_the_task(planted, people, sign_in):
    """The search can find: what no role met stands on the page of the handler."""
    page = reverse("referrals:secret-case", args=[planted])
    without_reason = {OTHER_REASON}  # of a grant that has ended
    response = sign_in(people.lk3).get(page)
    assert met(text_of(response)) == CANARIES - without_reason
    assert "no-store" in response.headers["Cache-Control"]
    title = response.content.decode().partition("<title>")[2].partition("</title>")[0]
    assert title.startswith("KR-") and not met(title)
    tksk = sign_in(people.tksk)
    assert tksk.get(page).status_code == 404
    seen = {url: met(text) for url, text in walk(tksk, planted)}
    task = reverse("referrals:secret-case-task", args=[planted])
    assert {url: words for url, words in seen.items() if words} == {task: {TASK}}


def test_the_letter_and_the_report_are_printed_for_the_handler_and_mask_the_name(planted, people, sign_in):
    client, event = sign_in(people.lk3), SecretEvent.objects.exclude(letter=None).get()
    letter = text_of(client.get(reverse("referrals:secret-case-letter", args=[planted, event.uid])))
    assert set(LETTER.values()) <= met(letter)
    report = text_of(client.get(reverse("referrals:secret-case-paper", args=[planted])))
    assert IN_REPORT["what"] in report and STEP["result"] in report
    assert not {IN_REPORT[name] for name in ("client_name", "reach", "keep_from", "reporter_contact")} & met(report)


@pytest.mark.clause("VAL-09")
def test_no_word_is_stored_open_anywhere(people, regions, sign_in, tmp_path, caplog):
    """Rows of every table as the database holds them, sessions read out, files, mails, and all that was logged."""
    with caplog.at_level(logging.DEBUG):
        plant(people, regions, sign_in)
    rows = {model._meta.label: met(repr(list(table.values()))) for model, table in every_row().items()}
    assert {label: words for label, words in rows.items() if words} == {}
    assert met(repr([session.get_decoded() for session in Session.objects.all()])) == set()
    files = [path.read_bytes() for path in (tmp_path / "media").rglob("*") if path.is_file()]
    assert met(repr(files)) == set()
    assert met(repr([(letter.subject, letter.body) for letter in mail.outbox])) == set()
    assert met(caplog.text) == set()
