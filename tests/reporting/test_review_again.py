"""A report that came again: what changed first, what did not is taken over, in the queue before the others."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.workflow import TransitionRefused
from reporting.actions import report as actions
from reporting.models import Report, Section, SectionReview
from reporting.tasks.report import report_tasks
from reporting.tasks.report_above import office_tasks
from tests.factories import TODAY, AssignmentFactory
from tests.reporting import make
from tests.reporting.test_review_screens import answers, judge, read, step, url_of

REST = [section for section in Section if section != Section.RESULTS]


def again(people, text="Dua keluarga menabung, 14 peserta."):
    """Returned for its results, mended and sent again."""
    report = make.returned(people)
    actions.save_section(make.fresh(report), "results", text=text, done=True, by=people.secretary, on=TODAY)
    return make.step(report, "send", people.secretary)


@pytest.fixture
def dinas(people, sign_in):
    return sign_in(people.regency_reports)


@pytest.mark.clause("REP-12")
def test_what_changed_stands_first_and_what_did_not_is_taken_over_by_name(people, dinas, regions):
    earlier = people.regency_reports.signature
    report = again(people)
    page = read(dinas, url_of(report))
    assert page.index("Yang berubah sejak versi 1") < page.index("II. Pelaksanaan kegiatan Sama dengan versi 1.")
    assert "Diminta: Tambahkan jumlah peserta. Berubah" in page and page.count("Tidak berubah") == 4
    assert "Terima 4 bagian itu" in page
    assert judge(dinas, report, {"tetap": "ya"}).status_code == 302
    version = report.latest_version()
    taken = SectionReview.objects.filter(report_version=version)
    assert sorted(taken.values_list("section", flat=True)) == sorted(REST)
    assert {review.note for review in taken} == {f"Tidak berubah sejak versi 1; dinilai baik oleh {earlier}."}
    page = read(dinas, url_of(report))
    assert "1 bagian belum diperiksa" in page and "Terima 4 bagian itu" not in page
    assert make.fresh(report).stage == "sent"  # taken over is not accepted
    judge(dinas, report, {"verdict_results": "fine"})
    step(dinas, report, "accept")
    assert make.fresh(report).stage == "accepted"


def test_what_the_reviewer_says_goes_before_what_is_taken_over(people, dinas):
    report = again(people)
    said = answers(mend=[Section.FINANCE], note="Kuitansi?", sections=[Section.FINANCE])
    judge(dinas, report, {**said, "tetap": "ya"})
    version = report.latest_version()
    assert version.reviews.get(section="finance").note == "Kuitansi?"
    assert version.reviews.filter(verdict="fine").count() == 3


def test_only_what_was_fine_and_did_not_change_is_offered(people, dinas):
    report = make.returned(people, mend=(Section.RESULTS, Section.FINANCE))
    by = people.secretary
    actions.save_section(make.fresh(report), "results", text="Baru.", done=True, by=by, on=TODAY)
    actions.save_finance(make.fresh(report), kind="nihil", by=by, on=TODAY)
    actions.save_section(make.fresh(report), "next_plan", text="Rencana lain.", done=True, by=by, on=TODAY)
    report = make.step(report, "send", by)
    page = read(dinas, url_of(report))
    assert "Terima 2 bagian itu" in page  # activities and obstacles
    first = make.fresh(report).versions.get(number=1)
    assert "Yang berubah" not in read(dinas, url_of(report, "version", first.number))


def test_the_note_stands_beside_the_section_with_who_wrote_it(people, dinas, sign_in):
    report = again(people)
    page = read(dinas, url_of(report))
    assert f"Versi 1 Perlu diperbaiki Tambahkan jumlah peserta. {people.regency_reports.signature}" in page


@pytest.mark.clause("REP-12")
def test_what_was_sent_again_stands_first_in_every_queue(people, regions, sign_in, dinas):
    other = make.sent(AssignmentFactory(role="secretary", region=regions.kelurahan), on=TODAY - timedelta(days=1))
    report = again(people)
    rows = dinas.get(f"{reverse('reporting:report-list')}?saring=menunggu").context["rows"]
    assert [row.pk for row in rows] == [report.pk, other.pk]
    page = read(dinas, f"{reverse('reporting:report-list')}?saring=menunggu")
    assert page.count("Kiriman ulang") == 2 and "periksa sampai" in page  # the filter, and one row
    rows = dinas.get(f"{reverse('reporting:report-list')}?saring=ulang").context["rows"]
    assert [row.pk for row in rows] == [report.pk]
    matrix = dinas.get(f"{reverse('reporting:matrix')}?tahun={make.QUARTER.year}&saring=terkirim")
    assert [row.unit.region for row in matrix.context["rows"]] == [report.region, other.region]
    page = read(dinas, f"{reverse('reporting:matrix')}?tahun={make.QUARTER.year}&saring=ulang")
    assert "Kiriman ulang 1" in page and str(other.region) not in page
    task = next(task for task in office_tasks(people.regency_reports, TODAY) if "menunggu diperiksa" in task.title)
    assert task.title.startswith("2 laporan") and task.why.startswith("1 kiriman ulang.")
    assert dinas.get(task.url).status_code == 200


def test_the_reviewer_is_told_by_when(people, dinas):
    report = make.sent(people.secretary)
    assert f"Periksa sampai {dates.long_date(TODAY + timedelta(days=14))}" in read(dinas, url_of(report))


@pytest.mark.clause("REP-12")
def test_reopened_with_its_reason_the_village_is_told_at_home_and_in_the_history(people, dinas, sign_in):
    report = make.accepted(people)
    step(dinas, report, "reopen", "Salah jumlah uang.")
    task = next(task for task in report_tasks(people.secretary, TODAY) if task.title.startswith("Perbaiki laporan"))
    assert "Dibuka kembali Dinas Sosial" in task.why and "Salah jumlah uang." in task.why
    page = read(sign_in(people.secretary), report.get_absolute_url())
    assert "Dibuka kembali Dinas Sosial" in page and page.count("Salah jumlah uang.") >= 2


@pytest.mark.clause("REP-12")
def test_what_was_opened_again_and_comes_back_as_it_was_says_why_and_is_read_anew(people, dinas):
    """Sending it unchanged needs a reason in writing; the reviewer reads both reasons first and takes nothing over."""
    report = make.accepted(people)
    step(dinas, report, "reopen", "Salah jumlah uang.")
    with pytest.raises(TransitionRefused, match="Belum ada yang diubah. Alasan dibuka kembali: Salah jumlah uang"):
        workflow.perform(make.fresh(report), "send", by=people.secretary, on=TODAY)
    gate = workflow.find_gate(Report, "changed")
    workflow.give_reason(make.fresh(report), gate, "Jumlahnya sudah cocok dengan buku kas.", by=people.secretary)
    make.approved(report)
    workflow.perform(make.fresh(report), "send", by=people.secretary, on=TODAY)
    page = read(dinas, url_of(report))
    assert "Salah jumlah uang." in page and "Jumlahnya sudah cocok dengan buku kas." in page
    assert page.index("Salah jumlah uang.") < page.index("II. Pelaksanaan kegiatan")
    assert "bagian itu" not in page


def test_a_report_without_the_coordinators_approval_says_so_to_the_reviewer(people, dinas):
    report = make.reasoned(make.filled(people.secretary), people.secretary)
    gate = workflow.find_gate(Report, "approved")
    workflow.give_reason(report, gate, "Koordinator menyetujui lewat telepon.", by=people.secretary)
    workflow.perform(make.fresh(report), "send", by=people.secretary, on=TODAY)
    assert "Koordinator menyetujui lewat telepon." in read(dinas, url_of(report))
