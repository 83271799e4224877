"""Two who decide on a report of an office at once, on committed transactions: one decision, the other is told."""

import pytest
from django.urls import reverse

from fcu_project.models import AuditEvent
from fcu_project.workflow import TransitionRefused
from reporting.above.office_kinds import Kind
from reporting.actions import office as actions
from reporting.models import OfficeDecision, OfficeReport
from tests import factories
from tests.factories import TODAY
from tests.reporting import offices
from tests.test_races import at_once, copies, lost, won

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_taken_in_and_given_back_at_once_has_one_winner(people, regions):
    colleague = factories.AssignmentFactory(role="province", region=regions.province)
    report = offices.fresh(offices.sent(people))
    first, second = copies(report, 2)
    answers = at_once([
        lambda: actions.decide(first, "received", by=people.province, on=TODAY),
        lambda: actions.decide(second, "returned", note="Usulan?", by=colleague, on=TODAY),
    ])  # fmt: skip
    assert len(won(answers)) == 1 and len(lost(answers, TransitionRefused)) == 1
    report, row = OfficeReport.objects.get(), OfficeDecision.objects.get()
    assert report.stage == row.decision == won(answers)[0].stage
    verbs = ("transition:receive", "transition:return")
    assert AuditEvent.objects.filter(object_uid=report.uid, verb__in=verbs).count() == 1


def test_two_offices_that_take_it_in_at_once_are_never_both_the_first(people):
    """LK3 reports to two: whoever is slower is told, reads what the other said, and is the last."""
    report = offices.fresh(offices.sent(people, Kind.LK3))
    takers = (people.regency_reports, people.province)
    works = [
        lambda by=by, row=row: actions.decide(row, "received", by=by, on=TODAY)
        for by, row in zip(takers, copies(report, 2), strict=True)
    ]
    answers = at_once(works)
    assert len(won(answers)) == 1 and "baru saja diubah" in str(lost(answers, TransitionRefused)[0])
    assert OfficeReport.objects.get().stage == "sent"
    left = next(by for by in takers if OfficeReport.objects.awaiting(by).exists())
    assert actions.decide(offices.fresh(report), "received", by=left, on=TODAY).stage == "received"


def test_the_slower_page_is_told_who_decided_and_keeps_its_note(people, regions, sign_in):
    colleague = factories.AssignmentFactory(role="province", region=regions.province)
    report = offices.sent(people)
    url = reverse("reporting:office-review", args=[report.uid])
    works = []
    for by, note in ((people.province, "Usulan belum jelas."), (colleague, "Tabel belum lengkap.")):
        client = sign_in(by)
        form = client.get(url).context["form"]
        body = {"_key": form.idempotency_key, "_version": form.row_version, "decision": "returned", "note": note}
        works.append(lambda client=client, body=body: client.post(url, body))
    answers = at_once(works)
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    slower = next(answer for answer in answers if answer.status_code == 409).content.decode()
    kept = OfficeDecision.objects.get()
    assert kept.decided_by_words in slower and "Isian Anda belum tersimpan" in slower
    assert "Usulan belum jelas." in slower and "Tabel belum lengkap." in slower
