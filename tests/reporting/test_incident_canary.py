"""Unguessable words are planted in an incidental report by the true screens: nowhere do they stand open, and nobody
meets one but on the pages of the report."""

import logging
import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.urls import reverse

from fcu_project import pdf
from fcu_project.access import POLICY
from institutions.admin import site
from reporting.models import IncidentReport, IncidentVersion
from tests.filling import new_key
from tests.referrals.test_secret_canary import text_of, word
from tests.remembered import every_row
from tests.reporting import fill_incident as make
from tests.reporting.fill_incident import FILLED, PARTS, url
from tests.test_access import named_routes

WORDS = {part: word() for part in PARTS}
NOTE, REASON = word(), word()
CANARIES = {*WORDS.values(), NOTE, REASON}
OFFERED = re.compile(r'href="(\?[^"]*(?:unduh=xlsx|cetak=pdf)[^"]*)"')
MODELS = [model._meta.label for model in (IncidentReport, IncidentVersion)]


@pytest.fixture(autouse=True)
def papers_as_text(monkeypatch):
    """A paper is the text it is set from: the same words, without the setting."""
    monkeypatch.setattr(pdf, "render", lambda name, facts, **how: pdf.compose(name, facts).encode())


def plant(people, sign_in):
    """Written, sent, given back with a note, mended, sent, taken up again with a reason."""
    by, report = people.secretary, make.draft(people.secretary)

    def send(client, path, body):
        answer = client.post(path, {**body, "_key": new_key()})
        assert answer.status_code == 302, answer.content.decode()[-2000:]

    def step(who, name, note=""):
        send(sign_in(who), reverse("transition", args=["reporting.incidentreport", report.uid, name]), {"note": note})

    send(sign_in(by), url("incident-update", report), {**FILLED, **WORDS, "_version": report.version})
    step(by, "send")
    step(people.regency_cases, "return", NOTE)
    changed = {**FILLED, **WORDS, "result": f"{WORDS['result']} lagi", "_version": make.fresh(report).version}
    send(sign_in(by), url("incident-update", report), changed)
    step(by, "send")
    step(people.regency_cases, "receive")
    step(by, "complete", REASON)
    return report


def met(text):
    return {canary for canary in CANARIES if canary in text}


@pytest.mark.clause("REP-03")
def test_no_word_is_stored_open_anywhere(people, sign_in, tmp_path, caplog):
    with caplog.at_level(logging.DEBUG):
        report = plant(people, sign_in)
        assert met(text_of(sign_in(people.regency_cases).get(url("incident", report)))) >= set(WORDS.values())
    rows = {model._meta.label: met(repr(list(table.values()))) for model, table in every_row().items()}
    assert set(MODELS) <= set(rows)
    assert {label: words for label, words in rows.items() if words} == {}
    assert met(repr([session.get_decoded() for session in Session.objects.all()])) == set()
    assert met(repr([path.read_bytes() for path in (tmp_path / "media").rglob("*") if path.is_file()])) == set()
    assert met(repr([(letter.subject, letter.body) for letter in mail.outbox])) == set()
    assert met(caplog.text) == set()


def walk(client):
    """(address, text) of every page that opens without a row, what it offers to take away, and the admin's lists."""
    for name in sorted(set(named_routes())):
        rule = POLICY.get(name)
        if rule is None or "GET" not in rule.methods or rule.reach == "rows":
            continue
        try:
            address = reverse(name)
        except Exception:  # noqa: S112  asks for a row or a word
            continue
        text = text_of(client.get(address))
        yield address, text
        for more in OFFERED.findall(text):
            yield address + more, text_of(client.get(address + more.replace("&amp;", "&")))
    for model in site._registry:
        meta = model._meta
        yield meta.label, text_of(client.get(reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")))


@pytest.mark.clause("REP-03")
@pytest.mark.parametrize("role", ["secretary", "regency_cases", "tksk"])
def test_no_list_book_or_admin_page_tells_a_word(role, people, sign_in):
    report = plant(people, sign_in)
    client = sign_in(getattr(people, role))
    found = {address: met(text) for address, text in walk(client)}
    assert len(found) > 15
    assert {address: words for address, words in found.items() if words} == {}
    for model in (IncidentReport, IncidentVersion):
        for row in model.objects.all():
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
            assert not met(text_of(client.get(address)))
    own = text_of(client.get(url("incident", report)))
    assert bool(met(own)) == (role != "tksk")
    assert not met(text_of(client.get(make.fresh(report).case.get_absolute_url())))
