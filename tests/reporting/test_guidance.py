"""The TKSK guides monitoring, evaluation and reporting of each FCU; the FCU answers; the report carries both."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fcu_project import pdf, registry
from fcu_project.models import AuditEvent
from fcu_project.workflow import TransitionRefused
from reporting.actions import guidance as actions
from reporting.documents.report import TEMPLATE, report_facts
from reporting.models import ReportGuidance, Section
from reporting.quarterly import guided
from reporting.quarterly.content import content_of
from reporting.tasks.guidance import guidance_tasks
from tests import factories
from tests.factories import TODAY
from tests.filling import new_key, typed_date
from tests.reporting import make
from tests.reporting.fill_guidance import NOTE, note

LIST = "reporting:guidance-list"


def page(client, address, **asked):
    return client.get(address, asked).content.decode()


@pytest.mark.clause("REP-14")
def test_the_tksk_guides_an_fcu_and_the_fcu_answers(people, regions, sign_in):
    """From the list of FCUs to the note, its answer, and what everybody reads of it."""
    unit = make.unit_of(regions.village)
    make.unit(regions.sibling, name="Anggrek")
    client = sign_in(people.tksk)
    asked = {"triwulan": guided.key_of(make.QUARTER)}
    assert page(client, reverse(LIST), **asked).count("Beri bimbingan<") == 2
    told = {"village": regions.village.code, "period": guided.key_of(make.QUARTER), "aspect": "evaluation",
            "note": NOTE, "given_on": typed_date(TODAY), "_key": new_key()}  # fmt: skip
    made = client.post(reverse("reporting:guidance-create"), told)
    row = ReportGuidance.objects.get()
    assert made["Location"] == row.get_absolute_url()
    assert (row.unit, row.period, row.aspect, row.given_on) == (unit, make.QUARTER, "evaluation", TODAY)
    shown = page(client, reverse(LIST), **asked)
    assert shown.index("Desa Sukamaju") < shown.index("Desa Sidomekar")  # who has no guidance yet comes first
    report = make.draft(people.secretary)
    client = sign_in(people.secretary)
    address = reverse("reporting:guidance-answer", args=[row.uid])
    panel = panels("report", client, report, people.secretary)
    assert NOTE in panel and address in panel and "Menunggu jawaban" in panel
    answer = "Daftar hadir kami lampirkan."
    assert client.post(address, {"answer": answer, "_key": new_key()}).status_code == 302
    again = client.post(address, {"answer": "Lain lagi.", "_key": new_key()})
    assert again.status_code == 409 and "sudah dijawab" in again.content.decode()
    for reader in (people.tksk, people.regency_reports, people.village_head, people.treasurer):
        assert answer in page(sign_in(reader), row.get_absolute_url()), reader.role


def panels(name, client, report, by):
    """The panels of a page, as this reader sees them."""
    request = client.get("/").wsgi_request
    request.assignment = by
    return "".join(registry.panels_for(name, request, report))


@pytest.mark.clause("REP-14")
def test_what_was_said_is_frozen_with_the_report_and_printed(people, regions, sign_in):
    """The version sent keeps notes and answers as they stood; a later answer does not change it."""
    row = note(people)
    report = make.sent(people.secretary)
    frozen = report.latest_version().content["guidance"]
    assert frozen == [
        {"aspect": "Pelaporan", "note": NOTE, "by": people.tksk.signature, "on": TODAY.isoformat(), "answer": "",
         "answered_on": ""}
    ]  # fmt: skip
    actions.answer_guidance(row, answer="Sudah dilampirkan.", by=people.secretary, on=TODAY)
    assert report.latest_version().content["guidance"] == frozen
    assert content_of(report)["guidance"][0]["answer"] == "Sudah dilampirkan."
    review = panels("report-review", sign_in(people.regency_reports), report, people.regency_reports)
    assert NOTE in review and "Sudah dilampirkan." in review and "Beri bimbingan" not in review
    assert "Beri bimbingan" in panels("report", sign_in(people.tksk), report, people.tksk)


def test_the_paper_prints_it_after_the_last_chapter(people):
    note(people)
    report = make.sent(people.secretary)
    paper = pdf.compose(TEMPLATE, report_facts(report, report.latest_version()))
    assert paper.index("VI. PENUTUP") < paper.index("Bimbingan TKSK") < paper.index("Demikian laporan")
    assert NOTE in paper and "Belum dijawab" in paper


def test_nobody_else_guides_answers_or_withdraws(people, regions):
    unit_row = note(people)
    stranger = factories.AssignmentFactory(role="tksk", region=regions.other_subdistrict)
    colleague = factories.AssignmentFactory(role="tksk", region=regions.subdistrict)
    for by in (people.secretary, people.regency_reports, stranger):
        with pytest.raises(PermissionDenied):
            note(people, by=by)
    for by in (people.tksk, people.treasurer, people.village_head):
        with pytest.raises(PermissionDenied):
            actions.answer_guidance(unit_row, answer="Ya.", by=by, on=TODAY)
    for by in (colleague, stranger, people.secretary):
        with pytest.raises(PermissionDenied):
            actions.withdraw_guidance(unit_row, by=by, on=TODAY)


@pytest.mark.parametrize(
    ("on", "words"), [(TODAY + timedelta(days=1), "setelah hari ini"), (make.QUARTER.previous.end, "sejak hari itu")]
)
def test_the_day_is_neither_to_come_nor_before_the_quarter(on, words, people):
    with pytest.raises(ValidationError, match=words):
        note(people, on=on)
    assert not ReportGuidance.objects.exists()


def test_a_quarter_that_the_fcu_does_not_owe_is_not_guided(people, regions):
    with pytest.raises(ValidationError, match="tidak wajib melapor"):
        note(people, quarter=make.QUARTER.previous)
    with pytest.raises(ValidationError, match="belum mulai"):
        note(people, quarter=make.QUARTER.next.next)


def test_a_withdrawn_note_stays_readable_and_leaves_report_and_tasks(people, sign_in):
    row = note(people, on=TODAY - timedelta(days=8) if TODAY - timedelta(days=8) > make.QUARTER.start else TODAY)
    actions.withdraw_guidance(row, by=people.tksk, on=TODAY)
    assert guided.guidance_told(make.draft(people.secretary)) == []
    assert "Ditarik" in page(sign_in(people.secretary), reverse(LIST))
    assert NOTE in page(sign_in(people.secretary), row.get_absolute_url())
    assert not list(guidance_tasks(people.secretary, TODAY))
    assert AuditEvent.objects.filter(verb="guidance:withdraw", object_uid=row.uid).count() == 1
    with pytest.raises(TransitionRefused, match="sudah ditarik"):
        actions.answer_guidance(row, answer="Ya.", by=people.secretary, on=TODAY)


def test_an_answered_note_is_not_withdrawn(people):
    row = note(people)
    actions.answer_guidance(row, answer="Ya.", by=people.coordinator, on=TODAY)
    with pytest.raises(TransitionRefused, match="sudah dijawab"):
        actions.withdraw_guidance(row, by=people.tksk, on=TODAY)


@pytest.mark.clause("REP-14")
def test_home_asks_the_tksk_to_guide_who_is_late_or_was_given_back(people, regions):
    report = make.returned(people, mend=(Section.RESULTS,))
    make.unit(regions.sibling, name="Anggrek")
    late_on = make.QUARTER.due_on(regions.village) + timedelta(days=1)
    year = make.QUARTER.year
    assert {unit.region for unit, _ in guided.unguided(regions.subdistrict, year, late_on)} == {
        regions.village, regions.sibling
    }  # fmt: skip
    note(people)
    assert [unit.region for unit, _ in guided.unguided(regions.subdistrict, year, late_on)] == [regions.sibling]
    assert guided.unguided(regions.subdistrict, year, make.QUARTER.due_on(regions.village)) == []
    row = ReportGuidance.objects.get(region=report.region)
    ReportGuidance.objects.filter(pk=row.pk).update(withdrawn_at=row.created_at)
    assert len(guided.unguided(regions.subdistrict, year, late_on)) == 2


def test_home_asks_for_an_answer_after_seven_days(people):
    row = note(people)
    before, after = (TODAY + timedelta(days=days) for days in (6, 7))
    assert not list(guidance_tasks(people.secretary, before))
    (task,) = guidance_tasks(people.secretary, after)
    assert task.url == row.get_absolute_url() and NOTE not in task.why
    assert not list(guidance_tasks(people.treasurer, after))  # who cannot answer is not asked to
    actions.answer_guidance(row, answer="Ya.", by=people.coordinator, on=TODAY)
    assert not list(guidance_tasks(people.secretary, after))


def test_the_message_to_share_tells_nothing_of_the_note(people, sign_in):
    row = note(people, note="Saldo kas belum cocok.")
    address = guided.share_url(row)
    assert address.startswith("https://wa.me/") and "Saldo" not in address
    assert "wa.me" in page(sign_in(people.tksk), row.get_absolute_url())
    assert "wa.me" not in page(sign_in(people.secretary), row.get_absolute_url())


def test_the_list_is_searched_filtered_taken_away_and_never_reaches_beyond(people, regions, sign_in):
    note(people)
    note(people, regions.sibling, note="Evaluasi bersama pionir.")
    client = sign_in(people.tksk)
    shown = page(client, reverse(LIST), tampil="catatan", cari="pionir")
    assert "Desa Sukamaju" in shown and NOTE not in shown
    assert NOTE not in page(client, reverse(LIST), tampil="catatan", triwulan=guided.key_of(make.QUARTER.next))
    for asked in ({"tampil": "catatan"}, {"tampil": "fcu"}):
        assert client.get(reverse(LIST), {**asked, "unduh": "xlsx"}).status_code == 200
        assert client.get(reverse(LIST), {**asked, "cetak": "pdf"})["Content-Type"] == "application/pdf"
    village = page(sign_in(people.secretary), reverse(LIST), tampil="fcu", desa=regions.sibling.code)
    assert NOTE in village and "Desa Sukamaju" not in village
    stranger = factories.AssignmentFactory(role="tksk", region=regions.other_subdistrict)
    assert NOTE not in page(sign_in(stranger), reverse(LIST), tampil="catatan", desa=regions.village.code)


def test_the_list_costs_the_same_for_one_fcu_and_for_several(people, regions, sign_in):
    client, asked = sign_in(people.tksk), {"triwulan": guided.key_of(make.QUARTER)}
    note(people)
    client.get(reverse(LIST), asked)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(LIST), asked)
    for region in (regions.sibling, regions.kelurahan):
        make.unit(region, name="Anggrek")
        note(people, region)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(LIST), asked)
    assert len(many) == len(few)
