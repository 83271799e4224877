"""Findings of visits become follow-ups with an owner and a day, closed by evidence and checked by another (SME-11)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from reporting.actions import finding as actions
from reporting.models import Finding, Visit
from reporting.tasks.finding import finding_tasks
from reporting.visits import findings
from reporting.visits.finding_panels import earlier_panel, visit_panel
from tests import factories
from tests.factories import TODAY
from tests.filling import new_key, typed_date
from tests.reporting.fill_finding import (
    ADVICE,
    DUE,
    EVIDENCE,
    FOUND,
    HELD_ON,
    TOLD,
    closed,
    found,
    fresh,
    handed,
    handed_over,
    next_visit,
    visit_of,
)

LIST = "reporting:finding-list"


def page(client, address, **asked):
    return client.get(address, asked).content.decode()


def url(name, row):
    return reverse(f"reporting:finding-{name}", args=[row.uid])


def request_of(rf, by):
    request = rf.get("/")
    request.assignment = by
    return request


@pytest.mark.clause("SME-11")
def test_a_finding_goes_from_the_visit_to_the_check_at_the_next(people, regions, sign_in):
    """Found by the TKSK with an owner and a day, closed by the FCU with evidence, checked by the Dinas on its visit."""
    visit = visit_of(people.tksk, regions.village)
    client = sign_in(people.tksk)
    blank = page(client, reverse("reporting:finding-create", args=[visit.uid]))
    assert typed_date(HELD_ON + timedelta(days=30)) in blank  # the day that is offered
    told = {**TOLD, "due_on": typed_date(DUE), "_key": new_key()}
    made = client.post(reverse("reporting:finding-create", args=[visit.uid]), told)
    row = Finding.objects.get()
    assert made["Location"] == f"{visit.get_absolute_url()}#temuan"
    assert (row.visit, row.region, row.found_on, row.owner, row.due_on) == (
        visit, regions.village, HELD_ON, "Sekretaris", DUE,
    )  # fmt: skip
    row = handed(row)
    client = sign_in(people.secretary)
    assert FOUND in page(client, reverse(LIST)) and "Catat penyelesaian" in page(client, row.get_absolute_url())
    answer = {"on": typed_date(TODAY), "evidence": EVIDENCE, "scan": factories.scan(), "_version": row.version,
              "_key": new_key()}  # fmt: skip
    assert client.post(url("close", row), answer).status_code == 302
    row = fresh(row)
    assert (row.stage, row.closed_on, row.evidence) == ("closed", TODAY, EVIDENCE)
    assert client.get(url("evidence", row)).status_code == 200
    later = next_visit(people.regency_reports, regions.village)
    client = sign_in(people.regency_reports)
    checked = {"visit": later.pk, "verdict": "fine", "_version": row.version, "_key": new_key()}
    address = f"{url('check', row)}?kunjungan={later.uid}"
    assert client.post(address, checked)["Location"] == f"{later.get_absolute_url()}#temuan-lama"
    row = fresh(row)
    assert (row.stage, row.checked_in, row.checked_on) == ("checked", later, TODAY)
    assert [line["step"] for line in row.history] == ["close", "confirm"]
    shown = page(sign_in(people.secretary), row.get_absolute_url())
    assert EVIDENCE in shown and people.regency_reports.person.name in shown


@pytest.mark.clause("SME-11")
def test_nothing_is_closed_without_evidence_nor_checked_by_who_closed_it(people, regions):
    row = handed_over(people)
    with pytest.raises(ValidationError):
        actions.close_finding(row, evidence=" ", by=people.secretary, on=TODAY)
    with pytest.raises(ValidationError):  # the visiting office says from whom it knows
        actions.close_finding(fresh(row), evidence=EVIDENCE, by=people.tksk, on=TODAY)
    for outsider in (people.lk3, people.treasurer):
        with pytest.raises(PermissionDenied):
            actions.close_finding(fresh(row), evidence=EVIDENCE, told_by="Ketua", by=outsider, on=TODAY)
    row = actions.close_finding(fresh(row), evidence=EVIDENCE, told_by="Sekretaris, telepon", by=people.tksk, on=TODAY)
    assert row.closed_by_words.startswith("Sekretaris, telepon; dicatat oleh")
    own, other = (next_visit(by, regions.village) for by in (people.tksk, people.regency_reports))
    with pytest.raises(PermissionDenied):  # four eyes
        actions.check_finding(fresh(row), own, is_fine=True, by=people.tksk, on=TODAY)
    with pytest.raises(ValidationError):  # not a visit of the own office
        actions.check_finding(fresh(row), own, is_fine=True, by=people.regency_reports, on=TODAY)
    with pytest.raises(ValidationError):  # nor the one at which it was found
        actions.check_finding(fresh(row), row.visit, is_fine=True, by=people.regency_reports, on=TODAY)
    row = actions.check_finding(fresh(row), other, is_fine=True, by=people.regency_reports, on=TODAY)
    assert row.stage == "checked"


def test_found_wanting_it_is_open_again_and_keeps_what_was_told(people, regions):
    row = closed(people, due_on=TODAY)
    visit = next_visit(people.tksk, regions.village)
    with pytest.raises(TransitionRefused):
        actions.check_finding(row, visit, is_fine=False, note=" ", by=people.tksk, on=TODAY)
    row = fresh(row)
    told = {"is_fine": False, "note": "Kosong lagi.", "due_on": DUE, "by": people.tksk, "on": TODAY}
    row = fresh(actions.check_finding(row, visit, **told))
    assert (row.stage, row.closed_on, row.evidence, row.due_on) == ("open", None, "", DUE)
    assert row.history[0]["note"] == EVIDENCE and row.history[1]["note"] == "Kosong lagi."


def test_the_visited_side_reads_nothing_of_a_visit_that_is_being_written(people, regions, sign_in):
    row = found(people.tksk, regions.village)
    client = sign_in(people.secretary)
    assert client.get(row.get_absolute_url()).status_code == 404 and FOUND not in page(client, reverse(LIST))
    assert FOUND not in page(sign_in(people.regency_reports), reverse(LIST))
    assert FOUND in page(sign_in(people.tksk), reverse(LIST))
    handed(row)
    assert FOUND in page(sign_in(people.secretary), reverse(LIST))
    stranger = factories.AssignmentFactory(role="secretary", region=regions.sibling)
    assert sign_in(stranger).get(row.get_absolute_url()).status_code == 404


def test_once_handed_over_it_is_changed_or_withdrawn_only_with_a_reason(people, regions):
    row = handed_over(people)
    row.found = "Buku tamu hilang."
    with pytest.raises(ValidationError):
        actions.change_finding(row, by=people.tksk, on=TODAY)
    actions.change_finding(row, reason="Keterangan baru.", by=people.tksk, on=TODAY)
    assert fresh(row).history[0]["note"] == "Keterangan baru."
    with pytest.raises(PermissionDenied):
        actions.change_finding(fresh(row), reason="x", by=people.regency_reports, on=TODAY)
    with pytest.raises(TransitionRefused):
        actions.add_finding(Finding(**TOLD, due_on=DUE), row.visit, by=people.tksk, on=TODAY)
    with pytest.raises(TransitionRefused):
        workflow.perform(fresh(row), "withdraw", by=people.tksk, on=TODAY)
    row = workflow.perform(fresh(row), "withdraw", by=people.tksk, on=TODAY, note="Keliru.")
    assert (row.stage, row.withdrawn_on) == ("withdrawn", TODAY)
    with pytest.raises(TransitionRefused):
        actions.change_finding(row, reason="x", by=people.tksk, on=TODAY)


def test_overdue_comes_first_and_is_counted(people, regions, sign_in):
    visit = visit_of(people.tksk, regions.village)
    for words, days in (("Nanti sekali", 40), ("Sudah lewat", -1), ("Segera", 3)):
        row = found(people.tksk, regions.village, visit=visit, found=words, due_on=TODAY + timedelta(days=days))
    handed(row)
    client = sign_in(people.tksk)
    shown = page(client, reverse(LIST))
    assert shown.index("Sudah lewat") < shown.index("Segera") < shown.index("Nanti sekali")
    late = page(client, reverse(LIST), saring="terlambat")
    assert "Sudah lewat" in late and "Segera" not in late and "Lewat batas waktu <b>1</b>" in late
    assert "Segera" not in page(client, reverse(LIST), pj="Bendahara")
    assert "Segera" not in page(client, reverse(LIST), cari="nanti")
    assert client.get(reverse(LIST), {"unduh": "xlsx"}).status_code == 200
    assert client.get(reverse(LIST), {"cetak": "pdf"})["Content-Type"] == "application/pdf"
    titles = [task.title for task in finding_tasks(people.secretary, TODAY)]
    assert titles == ["Selesaikan temuan: Sudah lewat", "Selesaikan temuan: Segera"]
    assert not list(finding_tasks(people.tksk, TODAY))


def test_what_was_closed_waits_for_the_office_that_found_it(people, regions):
    closed(people)
    assert [task.title for task in finding_tasks(people.tksk, TODAY)] == ["1 temuan selesai menunggu diperiksa"]
    assert not list(finding_tasks(people.secretary, TODAY))


def test_the_check_is_offered_only_during_a_visit(people, regions, sign_in):
    """Before, its page says that it waits for the next visit; nobody is led to a refusal."""
    row = closed(people)
    client = sign_in(people.tksk)
    before = page(client, row.get_absolute_url())
    assert url("check", row) not in before and "pada kunjungan berikutnya" in before
    next_visit(people.tksk, regions.village)
    assert url("check", row) in page(client, row.get_absolute_url())


@pytest.mark.clause("SME-03")
def test_a_supervision_sees_what_earlier_ones_left_and_carries_it_on(people, regions, rf):
    """Advice with a day to follow it up; the next visit to the same FCU shows what is open and what to check."""
    first = visit_of(people.regency_reports, regions.village, aim="supervision", advice_text="Samakan pengertian.")
    row = handed(found(people.regency_reports, regions.village, visit=first))
    assert (row.advice, row.due_on) == (ADVICE, DUE)
    visit = next_visit(people.tksk, regions.village, aim="supervision")
    shown = earlier_panel(request_of(rf, people.tksk), visit)
    assert FOUND in shown and "Periksa<" not in shown
    actions.close_finding(row, evidence=EVIDENCE, by=people.secretary, on=TODAY)
    shown = earlier_panel(request_of(rf, people.tksk), visit)
    assert EVIDENCE in shown and f"{url('check', row)}?kunjungan={visit.uid}" in shown
    assert earlier_panel(request_of(rf, people.secretary), visit) == ""
    other = next_visit(people.tksk, regions.sibling, aim="supervision")
    assert earlier_panel(request_of(rf, people.tksk), other) == ""
    own = visit_panel(request_of(rf, people.tksk), visit)
    assert reverse("reporting:finding-create", args=[visit.uid]) in own
    Visit.objects.filter(pk=visit.pk).update(stage="signed")
    assert "Tambah temuan" not in visit_panel(request_of(rf, people.tksk), fresh_visit(visit))


def fresh_visit(visit):
    return Visit.objects.with_facts().get(pk=visit.pk)


def test_an_office_that_was_visited_closes_its_own_findings(people, regions):
    """The ministry supervises a Dinas: the Dinas closes, no village sees it."""
    visit = visit_of(
        people.ministry, regions.village, aim="supervision", target="regency", unit=None, region=regions.regency
    )  # fmt: skip
    row = handed(found(people.ministry, regions.regency, visit=visit))
    assert not Finding.objects.visible_to(people.secretary).exists()
    row = fresh(actions.close_finding(row, evidence=EVIDENCE, by=people.regency_reports, on=TODAY))
    assert row.stage == "closed" and not findings.is_checker(row, people.regency_reports)
    assert findings.is_checker(row, people.ministry)
