"""The FCU's pages of its quarterly report: the list, the page, its sections, the rows behind its figures."""

import re
from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fcu_project.models import AuditEvent
from institutions.demonstration.calendar import Calendar
from institutions.models import FamilyCareUnit
from reporting import demonstration, indicators
from reporting.models import Report, Section
from reporting.periods import Quarter, quarter_of, units_of
from reporting.tasks.report import report_tasks
from reporting.views.figures import FigureView
from reporting.views.report_list import lines_of, most_urgent
from tests import factories
from tests.filling import new_key
from tests.reporting import make
from tests.reporting.fill_reports import section_url
from tests.reporting.make import QUARTER
from tests.reporting.village import rich

LIST = "/laporan/"
BUDGET = 12


def text_of(response):
    """What the main part of a page says, tags and double spaces left out."""
    main = unescape(response.content.decode()).split("<main", 1)[-1]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def save(client, report, section, **data):
    fresh = make.fresh(report)
    body = {"_key": new_key(), "_version": fresh.version, "done": "no", **data}
    return client.post(section_url(report, section), body)


@pytest.fixture
def busy(people, remember):
    """Desa Sidomekar with records in the quarter, and an FCU that owes a report on it."""

    def build():
        rich(people)
        FamilyCareUnit.objects.update(decreed_on=make.DECREED_ON)

    remember("a busy quarter", build)
    return people


# --- the list ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-02")
def test_owed_quarters_stand_from_the_first_duty_to_the_running_one(people, sign_in):
    by = people.secretary
    first = QUARTER.previous.previous
    unit = make.unit(by.region, decreed_on=first.start - timedelta(days=5))
    make.accepted(people, quarter=first)
    make.draft(by, first.next)
    page = sign_in(by).get(LIST)
    assert [line.quarter for line in page.context["lines"]] == [QUARTER.next, QUARTER, first.next, first]
    assert page.context["lines"][-1].words.startswith("Diterima, terlambat ")  # it was sent today
    late = page.context["lines"][-2]
    assert late.words == f"Terlambat {(by.today - late.due_on).days} hari, draf"
    assert page.context["urgent"] == late
    html = page.content.decode()
    assert html.split("<main")[1].count("btn-primary") == 1
    assert first.words in html and quarter_of(by.today).words in html
    assert unit.reports.count() == 2


def test_a_late_one_goes_before_one_that_came_back(people):
    by = people.secretary
    make.unit(by.region, decreed_on=QUARTER.previous.start - timedelta(days=5))
    make.returned(people)
    lines = lines_of(units_of(by.region), by)
    assert most_urgent(lines).quarter == QUARTER.previous
    make.accepted(people, quarter=QUARTER.previous)
    assert most_urgent(lines_of(units_of(by.region), by)).status == "returned"


@pytest.mark.clause("REP-02")
def test_an_fcu_that_ended_can_still_send_what_it_owes(people, sign_in):
    """It counts as late above, so its village must be able to mend it; also once another FCU was begun."""
    by = people.secretary
    old = make.unit(by.region, decreed_on=QUARTER.previous.start - timedelta(days=5))
    ended = {"stage": "inactive", "deactivated_on": QUARTER.previous.start + timedelta(days=10)}
    FamilyCareUnit.objects.filter(pk=old.pk).update(**ended)
    assert [task.title for task in report_tasks(by, by.today)] == [f"Kirim laporan {QUARTER.previous.words}"]
    new = FamilyCareUnit.objects.create(region=by.region, name="Baru")
    client, quarter = sign_in(by), QUARTER.previous
    page = text_of(client.get(LIST))
    assert quarter.words in page and QUARTER.words not in page
    data = {"year": quarter.year, "quarter": quarter.number, "_key": new_key()}
    assert client.post("/laporan/buka/", data).status_code == 302
    report = Report.objects.get()
    assert (report.unit, report.period) == (old, quarter) and new.reports.count() == 0


def test_before_the_decree_the_page_explains(people, sign_in):
    client = sign_in(people.secretary)
    assert "Belum perlu melapor" in text_of(client.get(LIST))
    make.unit(people.secretary.region, decreed_on=people.secretary.today)
    told = text_of(client.get(LIST))
    assert quarter_of(people.secretary.today).next.words in told and "Mulai" not in told


def test_begun_from_the_list_and_only_once(people, sign_in):
    make.unit_of(people.secretary.region)
    client = sign_in(people.secretary)
    body = {"year": QUARTER.year, "quarter": QUARTER.number}
    first = client.post("/laporan/buka/", {**body, "_key": new_key()})
    again = client.post("/laporan/buka/", {**body, "_key": new_key()})
    report = Report.objects.get()
    assert first["Location"] == again["Location"] == report.get_absolute_url()
    early = {"year": QUARTER.previous.year, "quarter": QUARTER.previous.number}
    refused = client.post("/laporan/buka/", {**early, "_key": new_key()})
    assert refused.status_code == 409 and "Laporan pertama FCU ini" in text_of(refused)


def test_readers_have_no_button_to_begin(people, sign_in):
    make.unit_of(people.secretary.region)
    for by in (people.treasurer, people.village_head):
        page = sign_in(by).get(LIST)
        assert "Mulai" not in text_of(page) and page.context["urgent"] is None


def test_the_tksk_reads_what_was_sent_in_the_kecamatan(people, sign_in):
    client = sign_in(people.tksk)
    report = make.draft(people.secretary)
    assert "Belum ada laporan" in text_of(client.get(LIST))
    assert client.get(report.get_absolute_url()).status_code == 404
    sent = make.sent(people.secretary)
    assert sent.period.words in text_of(client.get(LIST))
    told = text_of(client.get(sent.get_absolute_url()))
    assert "Dua keluarga mulai menabung." in told and "Kirim laporan" not in told


def test_lists_stay_within_their_budget(people, sign_in, regions):
    by = people.secretary
    make.unit(by.region, decreed_on=date(2021, 1, 5))
    client, above = sign_in(by), sign_in(people.tksk)
    for one in (client, above):
        one.get(LIST)
    counts = []
    quarters = [Quarter(2023, 1), Quarter(2023, 2), Quarter(2023, 3)]
    for some in (quarters[:1], quarters[1:]):
        for quarter in some:
            make.sent(by, quarter)
        counts.append([_queries(client), _queries(above)])
    assert counts[0] == counts[1]
    assert max(counts[1]) <= BUDGET


def _queries(client):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(LIST).status_code == 200
    return len(captured)


# --- the page ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("REP-05")
def test_the_sections_as_a_task_list(people, sign_in):
    report = make.filled(people.secretary, leave_out=(Section.RESULTS, Section.FINANCE))
    client = sign_in(people.secretary)
    save(client, report, "activities", activities_text="Mulai ditulis.")
    page = client.get(report.get_absolute_url())
    told = {part.section: part.word for part in page.context["parts"]}
    assert told == {
        "activities": "Sedang diisi", "results": "Belum diisi", "obstacles": "Selesai", "next_plan": "Selesai",
        "finance": "Belum diisi",
    }  # fmt: skip
    assert [part.letter for part in page.context["parts"]] == ["II", "III", "IV", "VI", "L1"]
    assert not page.context["send"].open
    assert page.context["sections_left"] == 3
    assert "3 bagian di atas belum selesai." in text_of(page)


def test_a_returned_report_shows_the_note_at_its_section(people, sign_in):
    report = make.returned(people)
    client = sign_in(people.secretary)
    page = client.get(report.get_absolute_url())
    html = page.content.decode()
    assert 'id="bagian-results"' in html and 'href="#bagian-results"' in html
    part = next(part for part in page.context["parts"] if part.section == Section.RESULTS)
    assert (part.word, part.note) == ("Perlu diperbaiki", "Tambahkan jumlah peserta.")
    assert "Tambahkan jumlah peserta." in text_of(client.get(section_url(report, "results")))
    assert f"{report.get_absolute_url()}#bagian-results" in client.get(LIST).content.decode()
    save(client, report, "results", results_text="Dua belas keluarga mulai menabung.", done="yes")
    page = client.get(report.get_absolute_url())
    part = next(part for part in page.context["parts"] if part.section == Section.RESULTS)
    assert (part.word, page.context["send"].open) == ("Selesai", False)
    assert [gate.name for gate in page.context["send"].reasons] == ["approved"]  # what was mended is approved anew
    make.approved(report)
    assert client.get(report.get_absolute_url()).context["send"].open


@pytest.mark.clause("REP-11")
def test_what_is_not_recorded_is_listed_with_its_link(busy, sign_in):
    report = make.filled(busy.secretary)
    page = sign_in(busy.secretary).get(report.get_absolute_url())
    assert page.context["missing"]
    html = unescape(page.content.decode())
    for sentence, url in page.context["missing"]:
        assert sentence in html and f'href="{url}"' in html
    assert "kegiatan belum lengkap catatannya" in text_of(page)
    assert not page.context["send"].open
    make.approved(make.reasoned(report, busy.secretary))
    assert sign_in(busy.secretary).get(report.get_absolute_url()).context["send"].open


@pytest.mark.clause("REP-12")
def test_a_later_record_shows_while_the_frozen_number_stays(busy, sign_in):
    report = make.sent(busy.secretary)
    frozen = report.figures.meetings_held
    factories.held_meeting("routine", busy.secretary, on=make.day(QUARTER, 50))
    page = sign_in(busy.secretary).get(report.get_absolute_url())
    assert ("Pertemuan terlaksana", frozen, frozen + 1) in page.context["later"]
    assert "Perubahan setelah dikirim" in text_of(page)
    shown = {line.label: line.all.value for _, lines in page.context["groups"] for line in lines}
    assert shown["Pertemuan terlaksana"] == frozen


def test_what_changed_against_the_version_before(people, sign_in):
    report = make.returned(people)
    client = sign_in(people.secretary)
    save(client, report, "results", results_text="Dua belas keluarga.", done="yes")
    make.step(report, "send", people.secretary)
    page = client.get(report.get_absolute_url())
    told = text_of(page)
    assert "Baru: Dua belas keluarga." in told and "Dihapus: Dua keluarga mulai menabung." in told
    titles = [event["title"] for event in page.context["events"]]
    assert titles == [
        "Dikirim, versi 2", "Disetujui Koordinator", "Diperbaiki", "Dikembalikan", "Dikirim, versi 1",
        "Disetujui Koordinator",
    ]  # fmt: skip
    assert all(version.receipt_number in told for version in report.versions.all())
    links = [event["url"] for event in page.context["events"] if event["url"]]
    assert [client.get(url).status_code for url in links] == [200, 200]


def test_sent_twice_by_two_is_refused_the_second_time(people, sign_in):
    report = make.approved(make.reasoned(make.filled(people.secretary), people.secretary))
    url = reverse("transition", args=["reporting.report", report.uid, "send"])
    first = sign_in(people.secretary).post(url, {"_key": new_key(), "note": ""})
    assert (first.status_code, first["Location"]) == (302, report.get_absolute_url())
    second = sign_in(people.coordinator).post(url, {"_key": new_key(), "note": ""})
    assert second.status_code == 409 and "tahapnya sekarang Terkirim" in text_of(second)
    assert report.versions.count() == 1


# --- the rows behind a number -----------------------------------------------------------------------------------
@pytest.mark.clause("SUC-05")
def test_every_number_leads_to_as_many_rows(busy, sign_in):
    report = make.filled(busy.secretary)
    client = sign_in(busy.secretary)
    groups = client.get(report.get_absolute_url()).context["groups"]
    numbers = [number for _, lines in groups for line in lines for number in (line.all, line.women, line.men) if number]
    assert sum(bool(number.value) for number in numbers) > 20
    for number in numbers:
        assert bool(number.url) == bool(number.value)
        if number.url:
            page = client.get(number.url)
            rows = page.context["behind"] if page.context["figure"].adds else number.value
            assert (page.context["number"], len(page.context["lines"])) == (number.value, rows), number.url
            assert "terlihat bagi Anda" not in text_of(page)


def test_the_dinas_opens_no_rows_that_name_families(busy, sign_in):
    report = make.sent(busy.secretary)
    client = sign_in(busy.regency_reports)
    for code, figure in indicators.FIGURES.items():
        status = client.get(reverse("reporting:figure", args=[report.uid, code])).status_code
        named = figure.permission.startswith(("families.", "referrals.")) and figure.permission != indicators.SEE_RECORD
        assert status == (403 if named else 200), code


def test_rows_are_traced_and_paged(busy, sign_in, monkeypatch):
    report = make.sent(busy.secretary)
    client = sign_in(busy.secretary)
    monkeypatch.setattr(FigureView, "page_size", 2)
    url = reverse("reporting:figure", args=[report.uid, "attendances"])
    seen, page = [], url
    while page:
        response = client.get(page)
        seen += [text for text, _ in response.context["lines"]]
        page = f"{url}{response.context['next_url']}" if response.context["next_url"] else ""
    assert len(seen) == response.context["number"] == report.figures.attendances
    trace = AuditEvent.objects.filter(verb="figure:rows").latest("id")
    assert (trace.object_uid, trace.fields, trace.role) == (report.uid, ["attendances"], "secretary")
    assert client.get(reverse("reporting:figure", args=[report.uid, "tidak_ada"])).status_code == 404


def test_a_reader_with_a_shorter_reach_is_told_so(busy, sign_in, monkeypatch):
    report = make.sent(busy.secretary)
    monkeypatch.setattr(indicators, "rows_seen_by", lambda code, region, quarter, by: indicators.rows_of(
        code, region, quarter).none())  # fmt: skip
    page = sign_in(busy.secretary).get(reverse("reporting:figure", args=[report.uid, "meetings_held"]))
    assert f"{report.figures.meetings_held} baris" in text_of(page) and "0 terlihat bagi Anda" in text_of(page)


# --- the signed page --------------------------------------------------------------------------------------------
def test_the_scan_is_kept_once_the_report_is_accepted(people, sign_in):
    client = sign_in(people.secretary)
    report = make.sent(people.secretary)
    early = client.get(reverse("reporting:signed-scan", args=[report.uid]))
    assert early.status_code == 409 and "setelah diterima" in text_of(early)
    make.step(make.review(report, people.regency_reports), "accept", people.regency_reports)
    assert client.get(reverse("reporting:signed-scan-file", args=[report.uid])).status_code == 404
    body = {"_key": new_key(), "scan": factories.scan()}
    assert client.post(reverse("reporting:signed-scan", args=[report.uid]), body).status_code == 302
    for by in (people.secretary, people.village_head, people.tksk, people.regency_reports):
        assert sign_in(by).get(reverse("reporting:signed-scan-file", args=[report.uid])).status_code == 200


# --- the demonstration ------------------------------------------------------------------------------------------
def test_the_demonstration_tells_of_every_stage(people, monkeypatch):
    """Older quarters accepted, the last one that is over returned with a note, the running one begun."""
    for part in ("tell_incidents", "tell_offices"):  # of other parts of the story
        monkeypatch.setattr(demonstration, part, lambda *told: None)
    played = {"sekretaris": people.secretary, "ipsm": people.coordinator, "kube": people.treasurer,
              "dinas": people.regency_reports}  # fmt: skip
    cast = SimpleNamespace(acting=lambda key, place="": played[key])
    first = QUARTER.previous.previous
    make.unit(people.secretary.region, decreed_on=first.start - timedelta(days=5))
    demonstration.tell(cast, Calendar(people.secretary.today))
    stages = {report.period: report.stage for report in Report.objects.all()}
    assert stages == {first: "accepted", QUARTER.previous: "accepted", QUARTER: "returned", QUARTER.next: "draft"}
    assert all(report.period.end < report.sent_on <= people.secretary.today
               for report in Report.objects.exclude(sent_on=None))  # fmt: skip
