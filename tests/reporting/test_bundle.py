"""Many reports in one file: who may ask, that it is whole, how far it is, what ends; and reminders."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from fcu_project.models import AuditEvent, StoredFile
from fcu_project.workflow import TransitionRefused
from reporting import bundles, printing
from reporting.actions import bundle as actions
from reporting.actions.reminder import record_reminder
from reporting.models import PrintBundle, ReportVersion
from reporting.quarterly import reminders
from tests.factories import TODAY, AssignmentFactory
from tests.reporting import make
from tests.reporting.fill_bundle import bundle as row_of

QUARTER = make.QUARTER


def two_reports(people, regions):
    """Accepted reports of two villages."""
    sibling = AssignmentFactory(role="secretary", region=regions.sibling)
    make.accepted(people)
    make.accepted(people, by=sibling)
    return ReportVersion.objects.order_by("report__region__code")


def asked(versions, by):
    return actions.ask(versions, title="Laporan FCU", kind="reports", paper="A4", by=by, on=TODAY)


def texts(stored):
    with default_storage.open(stored.path, "rb") as file:
        return [page.extract_text() for page in PdfReader(io.BytesIO(file.read())).pages]


@pytest.mark.django_db
@pytest.mark.one_database
def test_all_reports_of_a_quarter_come_in_one_file(people, regions, sign_in, django_capture_on_commit_callbacks):
    two_reports(people, regions)
    client = sign_in(people.regency_reports)
    page = client.get(reverse("reporting:bundle-create"), {"tahun": QUARTER.year, "triwulan": QUARTER.number})
    form = page.context["form"]
    wanted = {"quarter": f"{QUARTER.year}-{QUARTER.number}", "which": "diterima", "paper": "A4", "subdistrict": ""}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("reporting:bundle-create"), {**wanted, "_key": form.idempotency_key})
    made = PrintBundle.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.stage, made.done, made.total) == ("ready", 2, 2)
    whole = "\n".join(texts(made.file))
    assert whole.index(str(regions.village)) < whole.index(str(regions.sibling))
    assert client.get(reverse("reporting:bundle-file", args=[made.uid])).status_code == 200
    assert "Unduh PDF" in client.get(made.get_absolute_url()).content.decode()
    other = sign_in(AssignmentFactory(role="regency_reports", region=regions.regency))
    for route in ("bundle", "bundle-file"):  # of the same office, but not who asked
        assert other.get(reverse(f"reporting:{route}", args=[made.uid])).status_code == 404


@pytest.mark.django_db
def test_the_page_tells_how_far_it_is(people, sign_in):
    row = row_of(people.regency_reports, stage="working", total=5, done=2)
    client = sign_in(people.regency_reports)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "2 dari 5 laporan" in page and 'http-equiv="refresh"' in page
    PrintBundle.objects.filter(pk=row.pk).update(updated_at=timezone.now() - timedelta(hours=1))
    page = client.get(row.get_absolute_url()).content.decode()
    assert "berhenti pada laporan ke-2" in page and 'http-equiv="refresh"' not in page and "Buat lagi" in page


@pytest.mark.django_db
def test_nothing_to_print_and_too_much_are_refused(people, monkeypatch):
    with pytest.raises(TransitionRefused, match="Tidak ada laporan"):
        asked([], people.regency_reports)
    make.accepted(people)
    monkeypatch.setattr(actions, "MOST_PAPERS", 0)
    with pytest.raises(TransitionRefused, match="Pilih satu kecamatan"):
        asked(ReportVersion.objects.all(), people.regency_reports)
    with pytest.raises(PermissionDenied):
        asked(ReportVersion.objects.all(), people.treasurer)
    assert not PrintBundle.objects.exists()


@pytest.mark.django_db
def test_rights_are_asked_again_when_it_is_made(people, regions):
    """Who lost the office meanwhile gets nothing; a version that is out of reach is not in the file."""
    make.accepted(people)
    version = ReportVersion.objects.get()
    ended = row_of(people.regency_reports, stage="waiting", papers=[str(version.uid)])
    type(people.regency_reports).objects.filter(pk=people.regency_reports.pk).update(
        valid_until=TODAY - timedelta(days=1)
    )
    bundles.make(ended)
    ended.refresh_from_db()
    assert (ended.stage, ended.problem) == ("failed", bundles.ENDED)
    elsewhere = AssignmentFactory(role="regency_reports", region=regions.city)
    foreign = row_of(elsewhere, stage="waiting", papers=[str(version.uid)])
    bundles.make(foreign)
    foreign.refresh_from_db()
    assert (foreign.stage, foreign.problem, foreign.file) == ("failed", bundles.GONE, None)


@pytest.mark.django_db
def test_a_paper_that_breaks_is_told_and_can_be_asked_for_again(people, monkeypatch):
    make.accepted(people)
    row = row_of(people.regency_reports, stage="waiting", papers=[str(ReportVersion.objects.get().uid)])
    monkeypatch.setattr(bundles, "report_paper", lambda *args, **kwargs: 1 / 0)
    bundles.make(row)
    row.refresh_from_db()
    assert (row.stage, row.problem) == ("failed", bundles.STOPPED)
    again = actions.ask_again(row, by=people.regency_reports, on=TODAY)
    assert again.pk != row.pk and again.papers == row.papers


@pytest.mark.django_db
def test_files_go_after_a_week(people, django_capture_on_commit_callbacks):
    make.accepted(people)
    row = row_of(people.regency_reports, stage="waiting", papers=[str(ReportVersion.objects.get().uid)])
    bundles.make(row)
    row.refresh_from_db()
    path = row.file.path
    assert default_storage.exists(path)
    PrintBundle.objects.update(finished_at=timezone.now() - timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        bundles.throw_away_old()
    row.refresh_from_db()
    assert (row.stage, row.file) == ("expired", None)
    assert not default_storage.exists(path) and not StoredFile.objects.filter(path=path).exists()


def test_what_makes_a_long_paper():
    assert not printing.is_long({"activities": [{"rows": [1, 2]}]})
    assert printing.is_long({"cash": [{"rows": list(range(printing.LONG))}]})


# --- reminding --------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-15")
@pytest.mark.django_db
def test_an_fcu_is_reminded_of_what_is_awaited(people, sign_in):
    unit = make.unit_of(people.secretary.region)
    client = sign_in(people.regency_reports)
    address = reverse("reporting:report-remind", args=[unit.uid, QUARTER.year, QUARTER.number])
    matrix = f"{reverse('reporting:matrix')}?tahun={QUARTER.year}"
    assert address in client.get(matrix).content.decode()
    page = client.get(address)
    assert QUARTER.words in page.context["nudge"].text and "https://wa.me/" in page.content.decode()
    client.post(address, {"_key": page.context["form"].idempotency_key})
    event = AuditEvent.objects.get(verb=reminders.verb_of(QUARTER))
    assert event.object_uid == unit.uid
    assert "Terakhir diingatkan" in client.get(address).content.decode()
    assert "Diingatkan" in client.get(matrix).content.decode()  # so that a colleague does not do it again


@pytest.mark.django_db
def test_a_report_that_came_back_names_how_many_sections(people):
    report = make.returned(people)
    text = reminders.reminder(report.unit, QUARTER, people.regency_reports).text
    assert "perlu diperbaiki pada 1 bagian" in text


@pytest.mark.django_db
def test_nobody_is_reminded_of_what_was_sent_or_is_not_owed(people):
    report = make.sent(people.secretary)
    with pytest.raises(TransitionRefused, match="sudah terkirim"):
        record_reminder(report.unit, QUARTER, by=people.regency_reports, on=TODAY)
    early = QUARTER.previous.previous.previous
    with pytest.raises(TransitionRefused, match="tidak wajib melapor"):
        record_reminder(report.unit, early, by=people.regency_reports, on=TODAY)
    with pytest.raises(PermissionDenied):
        record_reminder(report.unit, QUARTER, by=people.secretary, on=TODAY)
