"""Photos and papers that go with a report: taken in, frozen, opened, printed (III.C.2.6, REP-04)."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fcu_project import files
from fcu_project.models import AuditEvent
from fcu_project.workflow import TransitionRefused
from reporting.actions import annex
from reporting.documents.report import report_facts
from reporting.models import ReportAttachment, Section
from tests.factories import TODAY, scan
from tests.filling import new_key, typed_date
from tests.letters import page_texts
from tests.reporting import make
from tests.reporting.fill_annex import attached, paper, photo, recorded_photo, team_report

COLOURS = ("red", "green", "blue", "yellow", "black", "white", "gray")


def at(name, report, *more):
    return reverse(f"reporting:{name}", args=[report.uid, *more])


def post(client, url, **data):
    return client.post(url, {"_key": new_key(), **data})


@pytest.fixture
def report(people):
    return make.filled(people.secretary)


# --- taken in ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-04")
def test_a_photo_is_kept_small_and_without_the_place_where_it_was_taken(people, report, sign_in):
    exif = Image.Exif()
    exif[0x010F] = "Camera of Siti"
    exif.get_ifd(0x8825)[1] = "S"  # GPS
    big = photo(size=(4000, 3000), exif=exif)
    answer = post(sign_in(people.secretary), at("attachment-create", report), photo=big, people="agreed",
                  caption="Kelas pengasuhan di Balai Dusun", taken_on="")  # fmt: skip
    assert answer.status_code == 302
    row = ReportAttachment.objects.get()
    stored = files.read(row.file)
    assert len(stored) <= 300_000 and b"Siti" not in stored
    assert not Image.open(io.BytesIO(stored)).getexif()
    assert (row.kind, row.shows_people, row.removed_at) == ("photo", True, None)


def test_a_photo_that_is_none_or_of_another_time_is_refused_in_words_on_photos(people, report, sign_in):
    client, at_form = sign_in(people.secretary), at("attachment-create", report)
    fake = SimpleUploadedFile("foto.jpg", b"MZ no picture at all", content_type="image/jpeg")
    html = post(client, at_form, photo=fake, people="nobody", caption="Rapat").content.decode()
    assert "Pilih foto lain (JPG atau PNG)" in html and "Pindai atau foto" not in html
    early = report.period.start - timedelta(days=1)
    answer = post(client, at_form, photo=photo(), people="nobody", caption="Rapat", taken_on=typed_date(early))
    assert answer.status_code == 422 and "di luar masa laporan" in answer.content.decode()
    assert not ReportAttachment.objects.exists()


def test_consent_of_people_on_the_photo_is_asked(people, report, sign_in):
    answer = post(sign_in(people.secretary), at("attachment-create", report), photo=photo(), caption="Rapat")
    assert answer.status_code == 422 and "people" in answer.context["form"].errors
    assert not ReportAttachment.objects.exists()


def test_a_paper_is_no_photo(people, report, sign_in):
    client, url = sign_in(people.secretary), at("attachment-create", report)
    assert post(client, url, photo=scan("foto.jpg"), caption="Rapat", people="nobody").status_code == 422
    assert post(client, f"{url}?jenis=berkas", scan=scan(), caption="Daftar hadir").status_code == 302
    assert ReportAttachment.objects.get().kind == "paper"


@pytest.mark.clause("REP-04")
def test_at_most_six_photos(people, report):
    by = people.secretary
    for colour in COLOURS[:6]:
        annex.add_photo(report, photo(colour), caption=f"Foto {colour}", by=by, on=TODAY)
    with pytest.raises(ValidationError, match="Sudah ada 6 foto, paling banyak 6"):
        annex.add_photo(report, photo("gray"), caption="Ketujuh", by=by, on=TODAY)
    annex.remove_attachment(report.attachments.first(), by=by, on=TODAY)
    annex.add_photo(report, photo("gray"), caption="Ketujuh", by=by, on=TODAY)
    assert report.attachments.filter(removed_at=None).count() == 6


def test_at_most_ten_papers(people, report, monkeypatch):
    monkeypatch.setitem(annex.MOST, "paper", 1)
    paper(report, people.secretary)
    with pytest.raises(ValidationError, match="Sudah ada 1 berkas"):
        annex.add_paper(report, photo(), caption="Pindaian lain", by=people.secretary, on=TODAY)


def test_the_same_file_twice_is_refused_and_leaves_no_bytes(people, report):
    attached(report, people.secretary)
    with pytest.raises(ValidationError, match="sudah dilampirkan: Kelas pengasuhan"):
        attached(report, people.secretary, caption="Nama lain")
    assert ReportAttachment.objects.count() == 1


@pytest.mark.clause("REP-04")
def test_a_photo_of_the_records_is_chosen_instead_of_uploaded_again(people, report, sign_in):
    client, url = sign_in(people.secretary), at("attachment-create", report)
    row = recorded_photo(people.secretary, topic="Kelas pengasuhan")
    recorded_photo(people.secretary, make.QUARTER.previous, "navy", topic="Triwulan lalu")
    offered = list(client.get(url).context["form"].fields["records"].queryset)
    assert offered == [row]
    assert post(client, url, records=row.pk, people="agreed").status_code == 302
    kept = ReportAttachment.objects.get()
    assert (kept.caption, kept.taken_on) == ("Kelas pengasuhan", row.held_on)
    assert kept.file_id != row.photo_id and kept.file.sha256 == row.photo.sha256  # each owner has its own
    assert "records" not in client.get(url).context["form"].fields  # offered once


def test_who_may_add_and_when(people, report):
    for by in (people.treasurer, people.village_head, people.regency_reports):
        with pytest.raises(PermissionDenied):
            attached(report, by)
    make.approved(report)
    attached(make.fresh(report), people.secretary)
    assert make.fresh(report).approved_on is None  # approved without it
    sent = make.step(make.reasoned(make.fresh(report), people.secretary), "send", people.secretary)
    with pytest.raises(TransitionRefused):
        attached(sent, people.secretary)
    with pytest.raises(TransitionRefused):
        annex.remove_attachment(sent.attachments.first(), by=people.secretary, on=TODAY)


# --- sent and read ------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-04")
def test_above_they_read_what_was_sent_and_nothing_else(people, sign_in):
    """A photo taken off later stays in the version that had it; one added later is not seen before it is sent."""
    by, dinas = people.secretary, sign_in(people.regency_reports)
    report = make.reasoned(make.filled(by), by)
    first = attached(report, by)
    assert dinas.get(at("attachment-file", report, first.uid)).status_code == 404
    make.step(report, "send", by)
    told = make.fresh(report).latest_version().content["attachments"]
    assert told == [{"uid": str(first.uid), "kind": "photo", "caption": first.caption,
                     "taken_on": first.taken_on.isoformat(), "sha256": first.file.sha256}]  # fmt: skip
    assert dinas.get(at("attachment-file", report, first.uid)).status_code == 200
    make.step(make.review(make.fresh(report), people.regency_reports, mend=(Section.RESULTS,)), "return",
              people.regency_reports)  # fmt: skip
    report = make.fresh(report)
    annex.remove_attachment(report.attachments.get(), by=by, on=TODAY)
    second = annex.add_photo(report, photo("navy"), caption="Foto baru", by=by, on=TODAY)
    assert dinas.get(at("attachment-file", report, first.uid)).status_code == 200
    assert dinas.get(at("attachment-file", report, second.uid)).status_code == 404
    page = dinas.get(reverse("reporting:review", args=[report.uid])).content.decode()
    assert first.caption in page and "Foto baru" not in page
    assert sign_in(by).get(at("attachment-file", report, second.uid)).status_code == 200


def test_a_photo_is_served_through_its_own_report_and_leaves_a_trace(people, regions, report, sign_in):
    row, client = attached(report, people.secretary), sign_in(people.secretary)
    answer = client.get(at("attachment-file", report, row.uid))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert AuditEvent.objects.filter(verb="attachment:view").count() == 1
    other = make.draft(people.secretary, make.QUARTER.next)
    assert client.get(at("attachment-file", other, row.uid)).status_code == 404


def test_an_office_has_annexes_of_its_own(people, sign_in):
    team, client = team_report(people.psks_team), sign_in(people.psks_team)
    url = at("office-attachment-create", team)
    assert post(client, url, photo=photo(), people="nobody", caption="Pertemuan berkala").status_code == 302
    row = team.attachments.get()
    assert client.get(at("office-attachment-file", team, row.uid)).status_code == 200
    assert sign_in(people.coordinator).get(at("office-attachment-file", team, row.uid)).status_code == 404
    assert post(client, at("office-attachment-remove", team, row.uid)).status_code == 302
    assert client.get(at("office-attachment-file", team, row.uid)).status_code == 404


# --- on paper -------------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-04")
def test_the_paper_carries_the_photos_with_their_captions_and_names_the_papers(people, sign_in):
    by = people.secretary
    report = make.reasoned(make.filled(by), by)
    attached(report, by)
    paper(report, by)
    make.step(report, "send", by)
    content = sign_in(people.regency_reports).get(reverse("reporting:report-paper", args=[report.uid])).content
    text = " ".join(" ".join(page_texts(content)).split())
    for words in ("KELENGKAPAN CATATAN", "Kas dan keuangan FCU", "FOTO KEGIATAN", "1. Kelas pengasuhan di balai dusun",
                  "DAFTAR BERKAS", "Daftar hadir kelas pengasuhan"):  # fmt: skip
        assert words in text
    facts = report_facts(make.fresh(report), make.fresh(report).latest_version())
    assert facts["annex"]["photos"][0]["picture"].startswith("data:image/jpeg;base64,")


def test_a_photo_that_is_not_the_one_sent_is_not_printed_as_it(people):
    by = people.secretary
    report = make.reasoned(make.filled(by), by)
    row = attached(report, by)
    make.step(report, "send", by)
    other = files.store_photo(photo("navy"), by=by)
    ReportAttachment.objects.filter(pk=row.pk).update(file=other)
    facts = report_facts(make.fresh(report), make.fresh(report).latest_version())
    assert facts["annex"]["photos"][0]["picture"] == ""


@pytest.mark.one_database
@pytest.mark.clause("REP-04")
@pytest.mark.parametrize("paper_size", ["F4", "A4"])
def test_six_photos_stand_on_one_page_beneath_their_heading(paper_size, people, report, sign_in):
    """Upright ones too; the heading is never left alone on the page before."""
    for number, colour in enumerate(COLOURS[:6]):
        annex.add_photo(report, photo(colour, size=(300, 400 if number % 2 else 225)), caption=f"Gambar {number}",
                        by=people.secretary, on=TODAY, taken_on=report.period.start)  # fmt: skip
    pages = page_texts(sign_in(people.secretary).get(f"{at('report-paper', report)}?kertas={paper_size}").content)
    assert [f"Gambar {number}" in pages[-1] for number in range(6)] == [True] * 6
    assert "FOTO KEGIATAN" in pages[-1]
