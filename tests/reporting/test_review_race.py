"""Two reviewers at once, on committed transactions: one report is returned or accepted, never both, never twice."""

import pytest
from django.urls import reverse

from fcu_project import workflow
from fcu_project.models import AuditEvent, StaleVersion
from fcu_project.workflow import TransitionRefused
from reporting.actions import report as actions
from reporting.models import Report, Section, SectionReview
from tests import factories
from tests.factories import TODAY
from tests.reporting import make
from tests.test_races import at_once, copies, lost, won

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
STEPS = ("accept", "return")


@pytest.fixture
def colleagues(people, regions):
    return people.regency_reports, factories.AssignmentFactory(role="regency_reports", region=regions.regency)


def waiting(people, mend=()):
    """A report with every section judged."""
    return make.review(make.sent(people.secretary), people.regency_reports, mend=mend)


@pytest.mark.clause("REP-12")
@pytest.mark.parametrize("turn", range(6))
def test_return_against_accept_has_one_winner(turn, people, colleagues):
    """The one marks a section and returns it while the other accepts it: the report is at one stage, once."""
    report = waiting(people)
    first, second = copies(report, 2)
    one, other = colleagues

    def give_back():
        version = first.latest_version()
        version.report = first
        actions.review_section(version, Section.RESULTS, verdict="mend", note="Jumlah?", by=one, on=TODAY)
        return workflow.perform(first, "return", by=one, on=TODAY)

    answers = at_once([give_back, lambda: workflow.perform(second, "accept", by=other, on=TODAY)])
    assert len(won(answers)) == 1
    told = lost(answers, TransitionRefused, StaleVersion)
    assert len(told) == 1
    report = Report.objects.get(pk=report.pk)
    assert report.stage == won(answers)[0].stage in ("returned", "accepted")
    verbs = AuditEvent.objects.filter(object_uid=report.uid, verb__in=[f"transition:{step}" for step in STEPS])
    assert verbs.count() == 1
    assert (report.stage == "accepted") == (not SectionReview.objects.filter(verdict="mend").exists())


def test_eight_who_accept_accept_once(people, colleagues):
    report = waiting(people)
    works = [lambda row=row: workflow.perform(row, "accept", by=colleagues[0], on=TODAY) for row in copies(report, 8)]
    answers = at_once(works)
    assert len(won(answers)) == 1
    assert all("Diterima" in str(error) for error in lost(answers, TransitionRefused))
    assert AuditEvent.objects.filter(object_uid=report.uid, verb="transition:accept").count() == 1


def test_two_who_judge_by_their_pages_at_once_overwrite_nothing(people, colleagues, sign_in):
    report = make.sent(people.secretary)
    url = reverse("reporting:review", args=[report.uid])
    works = []
    for by, note in zip(colleagues, ("Tambahkan jumlah peserta.", "Tambahkan nama desa."), strict=True):
        client = sign_in(by)
        form = client.get(url).context["form"]
        body = {"_key": form.idempotency_key, "_version": form.row_version, "verdict_results": "mend",
                "note_results": note}  # fmt: skip
        works.append(lambda client=client, body=body: client.post(url, body))
    answers = at_once(works)
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    slower = next(answer for answer in answers if answer.status_code == 409).content.decode()
    kept = SectionReview.objects.get()
    assert kept.reviewed_by in slower and "baru saja disimpan" in slower
    assert "Tambahkan jumlah peserta." in slower and "Tambahkan nama desa." in slower
