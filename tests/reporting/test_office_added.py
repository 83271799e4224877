"""What goes with a report of an office beside its chapters: completeness, attachments, a signed scan, long papers; and
what came back is mended before it goes again (REP-01, REP-12)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from fcu_project import workflow
from fcu_project.workflow import TransitionRefused
from reporting import printing
from reporting.above.office_kinds import TABLE, Kind
from reporting.actions import annex
from reporting.actions import office as actions
from reporting.documents.office import annexes_of
from reporting.models import PrintBundle
from reporting.quarterly import aspects
from tests.factories import TODAY, scan
from tests.letters import page_texts
from tests.reporting import make, offices
from tests.reporting.fill_annex import photo
from tests.reporting.test_office_screens import words


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.value) for kind in TABLE])
def test_it_is_not_sent_before_every_aspect_is_recorded_or_explained(kind, people):
    by = getattr(people, offices.WRITERS[kind])
    report = offices.reasoned(offices.filled(people, kind), by)
    code = next(iter(report.aspects))
    lacks = next(aspect for aspect in aspects.aspects_of(report) if aspect.code == code)
    report = annex.save_words(report, {code: ""}, by=by, on=TODAY)
    send = next(one for one in workflow.available(report, by, TODAY) if one.name == "send")
    gate = next(gate for gate in send.gates if gate.name == "aspects")
    assert lacks.label in gate.detail and gate.fix_url == reverse("reporting:office-aspects", args=[report.uid])
    with pytest.raises(TransitionRefused, match=lacks.label):
        workflow.perform(report, "send", by=by, on=TODAY)


@pytest.mark.one_database
def test_completeness_and_photos_are_frozen_numbered_and_printed(people, sign_in):
    report = offices.reasoned(offices.filled(people), people.regency_reports)
    annex.add_photo(report, photo(), caption="Rapat kabupaten", by=people.regency_reports, on=TODAY)
    report = workflow.perform(offices.fresh(report), "send", by=people.regency_reports, on=TODAY)
    told = report.latest_version().content
    assert [row["caption"] for row in told["attachments"]] == ["Rapat kabupaten"]
    assert {line["word"] for line in told["aspects"] if not line["number"]} == {"Belum waktunya menurut rencana."}
    titles = [(row["number"], row["title"]) for row in annexes_of(told)]
    assert titles == [(1, "Tabel menurut catatan"), (2, "Kelengkapan catatan"), (3, "Foto kegiatan")]
    client = sign_in(people.province)
    pages = page_texts(client.get(reverse("reporting:office-paper", args=[report.uid])).content)
    for number, title in titles:
        assert any(f"LAMPIRAN {number} {title.upper()}" in page for page in pages)
    page = words(client, report.get_absolute_url())
    assert "Lampiran 2. Kelengkapan catatan" in page and "Rapat kabupaten" in page


def test_what_came_back_is_mended_before_it_goes_again(people):
    by = people.regency_reports
    report = offices.reasoned(offices.fresh(offices.returned(people)), by)
    with pytest.raises(TransitionRefused, match="masih sama"):
        workflow.perform(report, "send", by=by, on=TODAY)
    actions.save_chapter(offices.fresh(report), "proposals", text="Usulan: pelatihan.", by=by, on=TODAY)
    report = workflow.perform(offices.fresh(report), "send", by=by, on=TODAY)
    assert report.stage == "sent" and report.latest_version().number == 2


def test_a_signed_scan_is_kept_once_it_was_taken_in_and_read_by_its_readers(people, sign_in):
    report = offices.sent(people)
    with pytest.raises(TransitionRefused, match="setelah semua"):
        actions.attach_signed_scan(report, scan(), by=people.regency_reports, on=TODAY)
    report = actions.decide(offices.fresh(report), "received", by=people.province, on=TODAY)
    address = reverse("reporting:office-signed-scan-file", args=[report.uid])
    assert sign_in(people.province).get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.attach_signed_scan(report, scan(), by=people.province, on=TODAY)
    assert "Unggah pindaian" in words(sign_in(people.regency_reports), report.get_absolute_url())
    actions.attach_signed_scan(offices.fresh(report), scan(), by=people.regency_reports, on=TODAY)
    assert sign_in(people.province).get(address).status_code == 200
    assert "Lihat pindaian" in words(sign_in(people.province), report.get_absolute_url())


# --- long papers ----------------------------------------------------------------------------------------------------
def made(client, route, report, execute):
    form = {"version": 1, "paper": "A4", "_key": "0b0e7a4e-7a56-4a7c-8c7c-3e2f7d1d9a01"}
    with execute(execute=True):
        answer = client.post(reverse(f"reporting:{route}", args=[report.uid]), form)
    bundle = PrintBundle.objects.get()
    assert answer.status_code == 302 and answer.url == bundle.get_absolute_url()
    assert (bundle.stage, bundle.total) == ("ready", 1) and bundle.file_id
    return bundle


@pytest.mark.one_database
def test_a_long_paper_of_an_office_is_made_by_the_worker(
    people, sign_in, monkeypatch, django_capture_on_commit_callbacks
):
    report = offices.sent(people, Kind.SUBDISTRICT)
    client = sign_in(people.regency_reports)
    assert "Buat berkas cetak" not in words(client, report.get_absolute_url())
    monkeypatch.setattr(printing, "LONG", 1)
    assert "Buat berkas cetak A4" in words(client, report.get_absolute_url())
    assert "Laporan ini panjang" in words(client, reverse("reporting:office-paper", args=[report.uid]))
    bundle = made(client, "office-bundle", report, django_capture_on_commit_callbacks)
    assert bundle.kind == "office" and "Kecamatan" in bundle.title
    assert client.get(reverse("reporting:bundle-file", args=[bundle.uid])).status_code == 200
    assert sign_in(people.subdistrict_operator).get(bundle.get_absolute_url()).status_code == 404


@pytest.mark.one_database
def test_a_long_report_of_an_fcu_is_made_by_the_worker(
    people, sign_in, monkeypatch, django_capture_on_commit_callbacks
):
    report = make.sent(people.secretary)
    monkeypatch.setattr(printing, "LONG", 1)
    client = sign_in(people.secretary)
    assert "Laporan ini panjang" in words(client, reverse("reporting:report-paper", args=[report.uid]))
    assert made(client, "report-bundle", report, django_capture_on_commit_callbacks).kind == "report"
