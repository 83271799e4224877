"""The screens of incidental reports: who reads the words, that each reading is traced, what lists and papers tell."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from fcu_project.models import AuditEvent
from institutions.roles import ROLES
from reporting.models import IncidentReport
from reporting.tasks.incident import incident_tasks
from tests import letters
from tests.factories import TODAY, AssignmentFactory
from tests.referrals import fill_case as cases
from tests.referrals.test_screens import page, post
from tests.reporting import fill_incident as make
from tests.reporting import make as reports
from tests.reporting.fill_incident import FILLED, url

LIST = "/laporan-insidental/"
READERS = {"coordinator", "secretary", "village_head", "regency_reports", "regency_cases"}
STORY = "Sejak Juli tidak menerima bantuan sekolah."


@pytest.mark.usefixtures("not_typeset")
@pytest.mark.clause("REP-03")
@pytest.mark.parametrize("role", sorted(ROLES))
def test_only_the_fcu_its_village_head_and_the_dinas_read_it(role, people, regions, sign_in):
    by = people.secretary
    report = make.step(make.written(make.draft(by), by, chronology=STORY), "send", by)
    client = sign_in(getattr(people, role))
    statuses = {client.get(url(name, report)).status_code for name in ("incident", "incident-paper")}
    assert statuses == ({200} if role in READERS else {403})
    assert client.get(LIST).status_code == (200 if role in READERS else 403)
    if role in READERS:
        assert STORY in page(client, url("incident", report))
        assert AuditEvent.objects.filter(verb="incident:read", object_uid=report.uid, role=role).exists()
    if role not in ("coordinator", "secretary"):
        assert client.get(url("incident-update", report)).status_code == 403


@pytest.mark.clause("REP-03")
def test_a_draft_is_the_villages_own_and_another_kabupaten_sees_nothing(people, regions, sign_in):
    by, report = people.secretary, make.draft(people.secretary)
    elsewhere = AssignmentFactory(role="regency_cases", region=regions.city)
    sibling = AssignmentFactory(role="secretary", region=regions.sibling)
    for who in (people.regency_cases, people.regency_reports, elsewhere, sibling):
        client = sign_in(who)
        assert client.get(url("incident", report)).status_code == 404
        assert report.number not in page(client, LIST)
    report = make.step(make.step(report, "send", by), "complete", by, note="Kurang lengkap.")
    make.written(report, by, result="Belum dikirim ke Dinas.")
    for who in (elsewhere, sibling):
        assert sign_in(who).get(url("incident", report)).status_code == 404
    html = page(sign_in(people.regency_cases), url("incident", report))
    assert "Belum dikirim ke Dinas." not in html and "Kurang lengkap." in html
    assert "Belum dikirim ke Dinas." in page(sign_in(by), url("incident", report))


@pytest.mark.usefixtures("not_typeset")
def test_from_the_case_to_the_receipt_by_the_screens(people, sign_in):
    case = make.case(people.secretary)
    client = sign_in(people.secretary)
    begin = f"{LIST}buat/?kasus={case.uid}"
    assert begin in page(client, case.get_absolute_url()) and begin in page(client, LIST)
    made = post(client, begin, {"case": case.pk})
    report = IncidentReport.objects.get()
    assert made["Location"] == url("incident-update", report)
    assert client.get(begin).status_code == 409  # there is one already
    form = client.get(made["Location"]).context["form"]
    assert "Marlina" not in str(form["actions"].value()) and "Menemui M." in form["actions"].value()
    refused = post(client, made["Location"], {**FILLED, "result": "Marlina sekolah lagi.", "_version": report.version})
    html = refused.content.decode()
    assert refused.status_code == 422 and "Nama “Marlina” tidak boleh ditulis" in html.replace("&quot;", '"')
    assert "Ganti dengan inisial" in html and "Marlina sekolah lagi." in html
    body = {**FILLED, "result": "Marlina sekolah lagi.", "use_initials": "on", "_version": report.version}
    assert post(client, made["Location"], body).status_code == 302
    assert make.fresh(report).words["result"] == "M. sekolah lagi."
    send = reverse("transition", args=["reporting.incidentreport", report.uid, "send"])
    assert send in page(client, url("incident", report)) and post(client, send).status_code == 302
    html = page(client, case.get_absolute_url())
    assert report.number in html and "Terkirim" in html and begin not in html
    dinas = sign_in(people.regency_cases)
    assert "Terima laporan" in page(dinas, url("incident", report))


def test_a_stale_form_shows_both_texts(people, sign_in):
    by, report = people.secretary, make.draft(people.secretary)
    stale = report.version
    make.written(report, by, result="Tulisan orang lain.")
    answer = post(sign_in(by), url("incident-update", report), {**FILLED, "result": "Tulisan saya.", "_version": stale})
    html = answer.content.decode()
    assert answer.status_code == 409 and "Tulisan orang lain." in html and "Tulisan saya." in html
    assert make.fresh(report).words["result"] == "Tulisan orang lain."


@pytest.mark.clause("REP-03")
def test_lists_books_and_excel_hold_no_word(people, sign_in):
    by = people.secretary
    report = make.step(make.written(make.draft(by), by, chronology=STORY), "send", by)
    for who in (by, people.regency_cases):
        client = sign_in(who)
        book = letters.text_of(client.get(f"{LIST}?cetak=pdf").content)
        sheet = load_workbook(BytesIO(client.get(f"{LIST}?unduh=xlsx").getvalue()))
        table = str([[cell.value for cell in row] for row in sheet.worksheets[0].iter_rows()])
        for told in (book, table, page(client, LIST)):
            assert "".join(report.number.split()) in "".join(told.split())
            assert STORY not in told and "Marlina" not in told
    client = sign_in(people.regency_cases)
    for asked, found in (("?cari=sidomekar", 1), ("?cari=LI-", 1), ("?cari=xyz", 0), ("?keadaan=diterima", 0),
                         ("?keadaan=terkirim", 1), (f"?tahun={TODAY.year - 3}", 0)):  # fmt: skip
        assert len(client.get(f"{LIST}{asked}").context["rows"]) == found, asked


@pytest.mark.clause("REP-03")
def test_the_paper_is_secret_on_every_page_and_signed_by_two(people, sign_in):
    by = people.secretary
    report = make.draft(by, make.case(by))
    client = sign_in(by)
    assert "DRAF" in letters.text_of(client.get(url("incident-paper", report)).content)
    report = make.step(make.written(report, by, chronology="\n".join([STORY] * 60)), "send", by)
    for paper in ("F4", "A4"):
        content = client.get(f"{url('incident-paper', report)}?kertas={paper}").content
        pages = letters.page_texts(content)
        assert len(pages) > 1 and all("RAHASIA" in text for text in pages)
        told = letters.text_of(content)
        for words in ("LAPORAN INSIDENTAL", report.number, "Kronologi", "Tindakan", "Pihak yang terlibat", "Hasil",
                      "Tindak lanjut", "Koordinator", "Mengetahui,", "Versi 1"):  # fmt: skip
            assert words in told, words
        assert "Marlina" not in told
    assert AuditEvent.objects.filter(verb__startswith="print:Laporan insidental", object_uid=report.uid).exists()


@pytest.mark.usefixtures("not_typeset")
def test_versions_and_what_changed_between_them(people, sign_in):
    by, report = people.secretary, make.returned(people)
    client = sign_in(by)
    html = page(client, url("incident", report))
    assert "Dikembalikan Dinas Sosial." in html and "Kapan bantuan mulai tidak turun?" in html
    report = make.step(make.written(report, by, chronology=STORY), "send", by)
    html = page(client, url("incident", report))
    assert "Beda dengan versi 1" in html and "Baru:" in html and "Dikembalikan" in html
    old = page(client, f"{url('incident', report)}?versi=1")
    assert STORY not in old and "Sudah diganti versi baru" in old
    for version in ("3", "0", "abc"):
        assert client.get(f"{url('incident', report)}?versi={version}").status_code == 404
    cases.actions.reopen_case(make.fresh(report).case, by=by, on=TODAY, reason="Lagi.")
    assert "Sejak dikirim ada 1 langkah baru." in page(client, url("incident", report))
    assert "langkah baru" not in page(sign_in(people.regency_cases), url("incident", report))


@pytest.mark.usefixtures("not_typeset")
def test_where_nobody_reads_the_village_hands_the_paper_over(people, sign_in):
    report = make.sent(people.secretary)
    client = sign_in(people.secretary)
    assert "belum punya akun" not in page(client, url("incident", report))
    assert client.get(url("incident-handed", report)).status_code == 409
    make.without_readers(people.secretary.region)
    html = page(client, url("incident", report))
    assert "belum punya akun" in html and url("incident-handed", report) in html
    answer = post(client, url("incident-handed", report), {"paper_number": "460/12", "on": TODAY.strftime("%d-%m-%Y")})
    assert answer.status_code == 302
    html = page(client, url("incident", report))
    assert "Diserahkan di atas kertas" in html and "460/12" in html


def test_home_asks_for_what_is_missing_and_tells_who_waits(people, sign_in):
    by = people.secretary
    case = make.case(by)
    (task,) = incident_tasks(by, TODAY)
    assert case.number in task.title and str(case.uid) in task.url and (task.due - TODAY).days == 30
    report = make.draft(by, case)
    (task,) = incident_tasks(by, TODAY)
    assert task.title == f"Kirim laporan insidental {report.number}"
    report = make.step(report, "send", by)
    assert list(incident_tasks(by, TODAY)) == [] == list(incident_tasks(people.village_head, TODAY))
    for who in (people.regency_cases, people.regency_reports):
        (task,) = incident_tasks(who, TODAY)
        assert task.title == "1 laporan insidental menunggu diterima" and task.url == report.get_absolute_url()
    make.step(report, "return", people.regency_cases, note="Kurang jelas.")
    (task,) = incident_tasks(by, TODAY)
    assert task.title.startswith("Perbaiki") and list(incident_tasks(people.regency_cases, TODAY)) == []
    assert list(incident_tasks(people.tksk, TODAY)) == list(incident_tasks(people.lk3, TODAY)) == []


@pytest.mark.clause("REP-03")
def test_the_quarterly_report_prints_numbers_and_no_word(people, sign_in):
    by, day = people.secretary, reports.day(reports.QUARTER, 9)
    report = make.draft(by)
    IncidentReport.objects.filter(pk=report.pk).update(happened_on=day)
    report = make.step(report, "send", by, on=day)
    quarterly = reports.sent(by)
    paper = letters.text_of(sign_in(by).get(f"/laporan/{quarterly.uid}/cetak/").content)
    assert "1 laporan insidental" in paper and report.number in paper and "Menemui M." not in paper
