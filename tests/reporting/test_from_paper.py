"""A village whose Dinas has no account: what it decided on paper is written down, with the same conditions."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from fcu_project import workflow
from fcu_project.registry import panels_for
from fcu_project.workflow import TransitionRefused
from institutions.models import IncomingLetter
from reporting.actions import from_paper as actions
from reporting.actions import report as writing
from reporting.actions.from_paper import ACCEPTED, REOPENED, RETURNED
from reporting.models import Section, SectionReview
from reporting.quarterly.history import events_of
from tests.factories import TODAY, scan
from tests.reporting import make
from tests.reporting.fill_from_paper import without_office

NOTES = {Section.RESULTS: "Tambahkan jumlah peserta."}


@pytest.fixture
def alone(people):
    """A report that was sent where nobody of the Dinas takes part."""
    report = make.sent(people.secretary)
    without_office(people)
    return report


def decide(report, step, by, **more):
    facts = {"on": TODAY, "number": "460/77/2026", **more}
    return actions.decide(make.fresh(report), step, by=by, **facts)


def panel(rf, report, by):
    request = rf.get("/")
    request.assignment = by
    return " ".join(panels_for("report", request, make.fresh(report)))


@pytest.mark.clause("REP-12")
def test_returned_from_paper_mended_sent_again_and_accepted_from_paper(alone, people):
    by = people.secretary
    report = decide(alone, RETURNED, by, notes=NOTES, reason="Lihat catatan.", scan=scan())
    assert (report.stage, report.return_note, report.paper_number) == ("returned", "Lihat catatan.", "460/77/2026")
    assert report.returned_by_words.startswith("Dinas Sosial Kabupaten Sukaraya, dicatat dari kertas oleh")
    review = SectionReview.objects.get()
    assert (review.section, review.verdict, review.note) == ("results", "mend", NOTES[Section.RESULTS])
    assert review.reviewed_by.startswith("Dinas Sosial Kabupaten Sukaraya, surat 460/77/2026")
    letter = IncomingLetter.objects.get()
    assert (letter.book, letter.number, letter.scan) == ("fcu", "460/77/2026", report.paper_scan)

    with pytest.raises(TransitionRefused, match="Belum diperbaiki"):
        make.step(report, "send", by)
    text = "Dua keluarga, 14 peserta."
    writing.save_section(make.fresh(report), Section.RESULTS, text=text, done=True, by=by, on=TODAY)
    report = make.step(report, "send", by)
    assert (report.from_paper, report.paper_number, report.paper_scan) == (False, "", None)
    report = decide(report, ACCEPTED, by, number="460/90/2026")
    assert report.stage == "accepted" and report.recorded_by == by.signature
    assert report.latest_version().reviews.filter(verdict="fine").count() == len(Section)
    with pytest.raises(TransitionRefused):
        writing.save_section(make.fresh(report), Section.RESULTS, text="Lain.", by=by, on=TODAY)
    events = events_of(make.fresh(report), list(report.versions.all()))
    assert [event["title"] for event in events if event["title"] != "Disetujui Koordinator"] == [
        "Diterima", "Dikirim, versi 2", "Diperbaiki", "Dikembalikan", "Dikirim, versi 1"
    ]  # fmt: skip
    assert "dicatat dari kertas" in events[0]["by"]


@pytest.mark.clause("REP-12")
def test_an_accepted_report_is_opened_again_only_with_a_reason_and_a_paper(alone, people):
    report = decide(alone, ACCEPTED, people.secretary)
    with pytest.raises(TransitionRefused, match="alasannya"):
        decide(report, REOPENED, people.secretary)
    with pytest.raises(ValidationError, match="nomor suratnya"):
        decide(report, REOPENED, people.secretary, number="", reason="Salah jumlah uang.")
    report = decide(report, REOPENED, people.secretary, reason="Salah jumlah uang.")
    assert (report.stage, report.accepted_on, report.return_note) == ("returned", None, "Salah jumlah uang.")


def test_a_paper_says_something(alone, people):
    with pytest.raises(ValidationError, match="nomor suratnya"):
        decide(alone, ACCEPTED, people.secretary, number="")
    assert decide(alone, RETURNED, people.secretary, number="", scan=scan(), notes=NOTES).stage == "returned"


def test_a_return_without_a_note_and_a_day_before_the_sending_change_nothing(alone, people):
    with pytest.raises(ValidationError):
        decide(alone, RETURNED, people.secretary)
    for on, words in ((TODAY - timedelta(days=1), "dikirim"), (TODAY + timedelta(days=1), "belum tiba")):
        with pytest.raises(TransitionRefused, match=words):
            decide(alone, ACCEPTED, people.secretary, on=on)
    assert make.fresh(alone).stage == "sent"
    assert not SectionReview.objects.exists() and not IncomingLetter.objects.exists()


def test_it_is_written_down_on_its_own_screen_only(alone, people):
    make.fresh(alone).latest_version().reviews.create(
        section="results", verdict="mend", note="Kurang.", reviewer=people.secretary.actor_uid, reviewed_by="Dinas",
        reviewed_at=alone.sent_at,
    )  # fmt: skip
    with pytest.raises(TransitionRefused, match="Catat dari kertas"):
        workflow.perform(make.fresh(alone), RETURNED, by=people.secretary, on=TODAY)


def test_where_the_dinas_reviews_here_nobody_decides_for_it(people, sign_in, rf):
    report = make.sent(people.secretary)
    with pytest.raises(TransitionRefused, match="memakai aplikasi ini"):
        decide(report, ACCEPTED, people.secretary)
    url = reverse("reporting:report-decision-paper", args=[report.uid])
    page = sign_in(people.secretary).get(url)
    assert page.status_code == 409 and "memakai aplikasi ini" in page.content.decode()
    assert "Catat dari kertas Dinas" not in panel(rf, report, people.secretary)


def test_who_may_write_it_down(alone, people, rf):
    assert "Catat dari kertas Dinas" in panel(rf, alone, people.coordinator)
    for role in ("treasurer", "village_head", "tksk"):
        by = getattr(people, role)
        with pytest.raises(PermissionDenied):
            decide(alone, ACCEPTED, by)
        assert "Catat dari kertas Dinas" not in panel(rf, alone, by)
    assert decide(alone, ACCEPTED, people.coordinator).stage == "accepted"


@pytest.mark.clause("REP-07")
def test_the_receipt_of_the_paper_report_is_kept_and_it_still_waits(alone, people, rf):
    report = actions.hand_over(
        make.fresh(alone), by=people.secretary, on=TODAY, to="Ibu Rini, staf Dinas", number="TT-5", scan=scan()
    )
    assert (report.stage, report.handed_on, report.handed_to) == ("sent", TODAY, "Ibu Rini, staf Dinas")
    told = panel(rf, report, people.secretary)
    assert "Ibu Rini, staf Dinas" in told and "Lihat pindaian" in told
    assert events_of(report, list(report.versions.all()))[0]["title"] == "Diserahkan ke Dinas Sosial"
    with pytest.raises(ValidationError):
        actions.hand_over(make.fresh(report), by=people.secretary, on=TODAY - timedelta(days=1), to="Ibu Rini")
    decide(report, ACCEPTED, people.secretary)
    with pytest.raises(TransitionRefused):
        actions.hand_over(make.fresh(report), by=people.secretary, on=TODAY, to="Ibu Rini")


def test_the_screen_asks_for_what_each_outcome_needs(alone, people, sign_in):
    client = sign_in(people.secretary)
    url = reverse("reporting:report-decision-paper", args=[alone.uid])
    form = client.get(url).context["form"]

    def answer(**data):
        body = {"_key": form.idempotency_key, "_version": form.row_version, "on": TODAY.strftime("%d-%m-%Y"), **data}
        return client.post(url, body)

    for data, words in (
        ({"outcome": "handed"}, "Tuliskan nama dan jabatan"),
        ({"outcome": ACCEPTED}, "Isi nomor suratnya"),
        ({"outcome": RETURNED, "number": "1"}, "sedikitnya satu catatan"),
        ({"outcome": ACCEPTED, "number": "1", "note_results": "Kurang."}, "Pilih “Dikembalikan”"),
    ):
        page = answer(**data)
        assert page.status_code == 422 and words in page.content.decode(), data
    page = answer(outcome=RETURNED, number="460/1", note_results="Tambahkan jumlah peserta.")
    assert page.status_code == 302 and make.fresh(alone).stage == "returned"
    told = client.get(reverse("reporting:section", args=[alone.uid, "results"])).content.decode()
    assert "Tambahkan jumlah peserta." in told
