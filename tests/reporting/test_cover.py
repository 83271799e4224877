"""The letter that goes with a report: written from it in one tap, numbered in the register, one per sending."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from fcu_project import workflow
from fcu_project.registry import panels_for
from institutions.actions import document as documents
from institutions.documents.letter import letter_facts
from institutions.models import IssuedDocument
from reporting.actions import report as writing
from reporting.actions.cover import cover_of, open_cover
from reporting.documents.annexes import annexes_of
from reporting.documents.cover import cover_text
from reporting.models import OfficeReport
from tests.factories import TODAY
from tests.reporting import make
from tests.reporting.fill_from_paper import office_report


def panel(rf, page, report, by):
    request = rf.get("/")
    request.assignment, request.resolver_match = by, SimpleNamespace(kwargs={})
    return " ".join(panels_for(page, request, report))


@pytest.mark.clause("REP-07")
def test_the_letter_says_what_is_sent_to_whom_and_brings_its_receipt(people):
    report = make.sent(people.secretary)
    letter = open_cover(report, by=people.secretary, on=TODAY)
    facts = letter_facts(letter)
    assert (letter.kind, letter.book, letter.stage) == ("cover", "fcu", "draft")
    assert letter.subject == f"Pengantar {report}"
    assert facts["addressee"]["lines"] == ["Kepala Dinas Sosial Kabupaten Sukaraya"]
    told = [row[0] for row in facts["rows"]]
    annexes = annexes_of(report.latest_version().content, {})
    assert told == [str(report), *(f"Lampiran {one['number']}: {one['title']}" for one in annexes)]
    assert len(annexes) > 3 and facts["attachment"].startswith(f"{len(told)} (") and facts["slip"]
    assert report.receipt_number in facts["opening"][0]
    assert "Kepala Desa Sidomekar" in facts["copies"]


@pytest.mark.clause("REP-07")
def test_one_letter_per_sending_numbered_like_every_letter_and_read_by_the_dinas(people, rf, sign_in):
    by, dinas = people.secretary, people.regency_reports
    report = make.review(make.sent(by), dinas, mend=("results",))
    client = sign_in(by)
    url = f"{report.get_absolute_url()}surat-pengantar/"
    assert "Buat surat pengantar" in panel(rf, "report", make.fresh(report), by)
    response = client.post(url, {"_key": "5f0d6d3e-7c0f-4a53-9c1f-0d7b9c2f0001"})
    letter = IssuedDocument.objects.get(kind="cover")
    assert response["Location"] == letter.get_absolute_url() and client.get(url).status_code == 405
    assert open_cover(make.fresh(report), by=people.coordinator, on=TODAY) == letter
    above = panel(rf, "report-review", make.fresh(report), dinas)
    assert "Surat pengantar" not in above  # a draft is nobody's business above
    workflow.perform(letter, "prepare", by=by, on=TODAY)
    letter.refresh_from_db()
    documents.issue_document(letter, number="", dated_on=TODAY, by=by)
    assert letter.number in panel(rf, "report-review", make.fresh(report), dinas)
    assert letter.get_absolute_url() in panel(rf, "report", make.fresh(report), by)

    report = make.step(report, "return", dinas)
    writing.save_section(make.fresh(report), "results", text="Lengkap.", done=True, by=by, on=TODAY)
    report = make.step(report, "send", by)
    assert cover_of(make.fresh(report)) is None  # the second sending has a letter of its own
    second = open_cover(make.fresh(report), by=by, on=TODAY)
    assert second != letter and second.subject.endswith("kiriman ke-2")
    workflow.perform(second, "cancel", by=by, on=TODAY, note="Salah alamat.")
    assert open_cover(make.fresh(report), by=by, on=TODAY) not in (letter, second)


def test_who_writes_it_and_when(people, rf, sign_in):
    draft = make.filled(people.secretary)
    assert panel(rf, "report", draft, people.secretary).count("Surat pengantar") == 0
    early = sign_in(people.secretary).post(
        f"{draft.get_absolute_url()}surat-pengantar/", {"_key": "5f0d6d3e-7c0f-4a53-9c1f-0d7b9c2f0002"}
    )
    assert early.status_code == 409 and "Kirim dahulu" in early.content.decode()
    report = make.step(make.reasoned(draft, people.secretary), "send", people.secretary)
    for role in ("treasurer", "village_head", "tksk", "regency_reports", "village_operator"):
        with pytest.raises(PermissionDenied):
            open_cover(make.fresh(report), by=getattr(people, role), on=TODAY)


@pytest.mark.parametrize(("role", "kind", "heads"), [
    ("village_operator", "team", ["Kepala Dinas Sosial Kabupaten Sukaraya"]),
    ("lk3", "lk3", ["Kepala Dinas Sosial Kabupaten Sukaraya", "Kepala Dinas Sosial Provinsi Nusa Rimba"]),
    ("regency_reports", "regency", ["Kepala Dinas Sosial Provinsi Nusa Rimba"]),
    ("province", "province", ["Direktur Pemberdayaan Keluarga dan Kelembagaan Sosial, Kementerian Sosial"]),
])  # fmt: skip
def test_every_office_writes_to_those_who_take_its_report_in(role, kind, heads, people, rf):
    by = getattr(people, role)
    report = OfficeReport.objects.with_facts().get(pk=office_report(by, kind).pk)
    assert "Buat surat pengantar" in panel(rf, "office-report", report, by)
    letter = open_cover(report, by=by, on=TODAY)
    assert letter_facts(letter)["addressee"]["lines"] == heads
    assert letter.region == by.region and letter.subject.startswith("Pengantar Laporan triwulan")


def test_an_office_names_the_tables_of_its_paper(people, monkeypatch):
    report = OfficeReport.objects.with_facts().get(pk=office_report(people.lk3, "lk3").pk)
    version = report.latest_version()
    version.content = {**version.content, "tables": [{"heading": "Konsultasi"}, {"heading": "Rujukan"}]}
    monkeypatch.setattr(OfficeReport, "latest_version", lambda self: version)
    text, _ = cover_text(report)
    assert [row["what"] for row in text.rows] == [str(report), "Lampiran 1: Konsultasi", "Lampiran 2: Rujukan"]


def test_a_letter_of_an_earlier_sending_that_never_went_out_is_named(people, rf):
    by = people.secretary
    report = make.review(make.sent(by), people.regency_reports, mend=("results",))
    old = open_cover(make.fresh(report), by=by, on=TODAY)
    workflow.perform(old, "prepare", by=by, on=TODAY)
    report = make.step(report, "return", people.regency_reports)
    writing.save_section(make.fresh(report), "results", text="Lengkap.", done=True, by=by, on=TODAY)
    report = make.fresh(make.step(report, "send", by))
    seen = panel(rf, "report", report, by)
    assert "kiriman ke-1 yang belum terbit" in seen and old.get_absolute_url() in seen
    open_cover(report, by=by, on=TODAY)
    assert old.get_absolute_url() in panel(rf, "report", make.fresh(report), by)  # until something is done about it
    assert old.get_absolute_url() not in panel(rf, "report-review", make.fresh(report), people.regency_reports)
    old.refresh_from_db()
    workflow.perform(old, "cancel", by=by, on=TODAY, note="Diganti.")
    assert "belum terbit" not in panel(rf, "report", make.fresh(report), by)
