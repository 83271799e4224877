"""What the home page of a village says of its reports, to whom, and by when."""

from datetime import timedelta

import pytest

from reporting.actions import report as actions
from reporting.models import Section
from reporting.tasks.report import report_tasks, reports_note
from tests.factories import TODAY, scan
from tests.reporting import make
from tests.reporting.make import QUARTER

DUE = QUARTER.next.start + timedelta(days=9)


def told(by, today=None):
    return list(report_tasks(by, today or by.today))


def titles(by, today=None):
    return [task.title for task in told(by, today)]


@pytest.mark.clause("REP-02")
def test_an_owed_report_is_due_on_the_tenth_and_late_after_it(people):
    by = people.secretary
    make.unit_of(by.region)
    first = QUARTER.next.start
    for today, state in ((first, "later"), (DUE - timedelta(days=7), "soon"), (DUE, "soon"),
                         (DUE + timedelta(days=1), "late")):  # fmt: skip
        task = next(task for task in told(by, today) if task.title == f"Kirim laporan {QUARTER.words}")
        assert (task.due, task.due_state, task.url, task.verb) == (DUE, state, "/laporan/", "Mulai"), today
    make.filled(by, leave_out=(Section.RESULTS, Section.FINANCE))
    task = told(by, DUE)[0]
    assert (task.why, task.verb) == ("2 bagian belum selesai.", "Lanjutkan")
    make.sent(by)
    assert titles(by, DUE) == []


def test_the_running_quarter_is_told_in_its_last_days_only(people):
    by = people.coordinator
    make.unit(by.region, decreed_on=QUARTER.start)
    running = QUARTER.next
    assert titles(by, running.end - timedelta(days=10)) == []
    assert titles(by, running.end - timedelta(days=9)) == [f"Siapkan laporan {running.words}"]
    assert titles(by, running.end) == [f"Siapkan laporan {running.words}"]


def test_a_returned_report_opens_at_its_first_note(people):
    report = make.returned(people, mend=(Section.RESULTS, Section.FINANCE))
    task = told(people.secretary, DUE)[0]
    assert (task.title, task.url) == (
        f"Perbaiki laporan {QUARTER.words}", f"{report.get_absolute_url()}#bagian-results",
    )  # fmt: skip
    assert task.why.startswith("2 bagian perlu diperbaiki")


def test_a_mended_report_waits_for_the_coordinator_and_then_for_the_post(people):
    by = people.secretary
    report = make.returned(people, mend=(Section.RESULTS,))
    actions.save_section(make.fresh(report), Section.RESULTS, text="Dua belas keluarga.", done=True, by=by, on=TODAY)
    assert titles(by, DUE) == [f"Laporan {QUARTER.words} menunggu persetujuan Koordinator"]
    assert titles(people.coordinator, DUE) == [f"Setujui laporan {QUARTER.words}"]
    make.approved(report)
    assert titles(by, DUE) == [f"Kirim lagi laporan {QUARTER.words}"]
    assert reports_note(by) == "1 belum dikirim lagi"


def test_an_accepted_report_is_signed_and_scanned(people):
    report = make.accepted(people)
    assert titles(people.secretary, DUE) == [
        f"Cetak, tandatangani, dan unggah pindaian laporan {QUARTER.words}"
    ]  # fmt: skip
    assert titles(people.village_head, DUE) == [f"Tanda tangani laporan {QUARTER.words}"]
    actions.attach_signed_scan(make.fresh(report), scan(), by=people.secretary, on=TODAY)
    assert titles(people.secretary, DUE) == titles(people.village_head, DUE) == []


def test_the_treasurer_is_told_of_the_finance_half_alone(people):
    make.filled(people.secretary, leave_out=(Section.FINANCE,))
    task = told(people.treasurer, DUE)[0]
    assert (task.title, task.due) == (f"Isi keuangan laporan {QUARTER.words}", DUE)
    assert task.url.endswith("/bagian/finance/")
    assert len(told(people.treasurer, DUE)) == 1
    make.sent(people.secretary)
    assert titles(people.treasurer, DUE) == []


def test_nobody_else_and_nothing_before_the_decree(people):
    assert titles(people.secretary) == []
    make.unit_of(people.secretary.region)
    for role in ("village_head", "treasurer", "tksk", "regency_reports", "pioneer", "member"):
        assert titles(getattr(people, role), DUE) == [], role


def test_the_tile_counts_what_was_not_sent(people):
    by = people.secretary
    assert reports_note(by) == "Belum ada yang perlu dikirim"
    make.unit_of(by.region)
    assert reports_note(by) == "1 belum dikirim"
    make.sent(by)
    assert reports_note(by) == "Semua sudah dikirim"


def test_the_home_page_shows_the_task_with_its_menu_entry(people, sign_in):
    make.unit_of(people.secretary.region)
    html = sign_in(people.secretary).get("/").content.decode()
    assert f"Kirim laporan {QUARTER.words}" in html and 'href="/laporan/"' in html
