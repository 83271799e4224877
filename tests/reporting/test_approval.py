"""The coordinator approves what the FCU reports, before the secretary sends it (III.B.2.3(1))."""

import pytest
from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from reporting.actions import report as actions
from reporting.documents.report import report_facts
from reporting.models import Report, Section
from reporting.tasks.report import report_tasks
from tests.factories import TODAY
from tests.filling import new_key
from tests.reporting import make

pytestmark = pytest.mark.django_db


def approval(report):
    name = "approve" if report.stage == "draft" else "approve-mended"
    return reverse("transition", args=["reporting.report", report.uid, name])


@pytest.mark.clause("MEM-07")
def test_the_coordinator_reads_and_approves_what_the_secretary_sends(people, sign_in):
    """What is approved is told on the page, on the paper and to the Dinas; nobody else may approve (III.B.2.3(1))."""
    report = make.reasoned(make.filled(people.secretary), people.secretary)
    assert sign_in(people.secretary).post(approval(report), {"_key": new_key(), "note": ""}).status_code == 403
    client = sign_in(people.coordinator)
    task = next(task for task in report_tasks(people.coordinator, TODAY) if task.title.startswith("Setujui laporan"))
    page = client.get(task.url)
    assert approval(report) in page.content.decode()
    assert client.post(approval(report), {"_key": new_key(), "note": ""}).status_code == 302
    report = make.fresh(report)
    assert (report.approved_on, report.approved_by_words) == (TODAY, people.coordinator.signature)
    assert not [task for task in report_tasks(people.coordinator, TODAY) if task.title.startswith("Setujui")]
    sent = make.step(report, "send", people.secretary)
    told = sent.latest_version()
    assert told.content["approved"] == {"by": people.coordinator.signature, "on": TODAY.isoformat()}
    assert f"Disetujui {people.coordinator.signature}" in " ".join(report_facts(sent, told)["receipt"])


@pytest.mark.parametrize("change", ["text", "obstacle", "finance"])
def test_a_change_takes_the_approval_back(change, people):
    report = make.approved(make.filled(people.secretary))
    assert report.approved_on
    by = people.secretary
    if change == "text":
        actions.save_section(report, Section.RESULTS, text="Tiga keluarga.", done=True, by=by, on=TODAY)
    elif change == "obstacle":
        make.obstacle(report, by)
    else:
        actions.save_finance(report, kind="nihil", by=people.treasurer, on=TODAY)
    assert make.fresh(report).approved_on is None


def test_approved_on_paper_is_written_as_the_reason_and_printed(people):
    """A coordinator without an account holds nobody up; the reason holds for this sending only."""
    report = make.filled(people.secretary)
    for gate in ("recorded", "approved"):
        workflow.give_reason(report, workflow.find_gate(Report, gate), f"Alasan {gate}.", by=people.secretary)
    sent = workflow.perform(make.fresh(report), "send", by=people.secretary, on=TODAY)
    assert sent.latest_version().content["reasons"]["approved"] == "Alasan approved."
    back = make.step(make.review(sent, people.regency_reports, mend=(Section.RESULTS,)), "return",
                     people.regency_reports)  # fmt: skip
    assert "approved" not in workflow.reasons_of(back)


def test_what_is_not_finished_is_not_approved(people):
    report = make.filled(people.secretary, leave_out=(Section.RESULTS,))
    with pytest.raises(TransitionRefused):
        workflow.perform(report, "approve", by=people.coordinator, on=TODAY)
