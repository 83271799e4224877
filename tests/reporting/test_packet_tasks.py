"""The Dinas is told of the report on money that a semester or year asks for, by when, and until it is sent (REP-08)."""

from datetime import date, timedelta

import pytest

from reporting.models import OfficeReport
from reporting.tasks.packets import packet_tasks
from tests.reporting import make

LIST = "/laporan-kantor/"
END = date(2025, 6, 30)
DUE = END + timedelta(days=31)


@pytest.fixture
def unit(people):
    return make.unit(people.secretary.region, decreed_on=date(2024, 2, 1))


def told(by, today):
    return list(packet_tasks(by, today))


@pytest.mark.clause("REP-08")
def test_a_semester_that_is_over_is_due_after_a_month_and_late_then(people, unit):
    by = people.regency_funds
    for today, state in ((END + timedelta(days=1), "later"), (DUE - timedelta(days=7), "soon"), (DUE, "soon"),
                         (DUE + timedelta(days=3), "late")):  # fmt: skip
        (task,) = told(by, today)
        assert (task.title, task.due, task.due_state, task.url) == (
            "Siapkan laporan Semester I Tahun 2025", DUE, state, LIST,
        )  # fmt: skip
    assert task.why.startswith("Terlambat 3 hari")
    by.region.settings.create(key="packet_due_days", value="60")
    assert told(by, DUE)[0].due == END + timedelta(days=60)


def test_what_was_begun_is_opened_and_what_was_sent_asks_for_nothing(people, unit):
    by, facts = people.regency_funds, {"kind": "semester", "year": 2025, "part": 1}
    report = OfficeReport.objects.create(region=by.region, **facts)
    (task,) = told(by, DUE)
    assert (task.verb, task.url) == ("Lanjutkan", f"{LIST}{report.uid}/")
    OfficeReport.objects.update(stage="sent", sent_on=DUE, receipt_number="TT-1")
    assert told(by, DUE) == []
    OfficeReport.objects.update(stage="returned", return_note="Kuitansi N-3 belum ada.")
    (task,) = told(by, DUE)
    assert task.verb == "Perbaiki" and "N-3" in task.why


def test_a_year_is_asked_for_with_its_second_semester(people, unit):
    titles = [task.title for task in told(people.regency_funds, date(2026, 1, 5))]
    assert titles == ["Siapkan laporan Semester II Tahun 2025", "Siapkan laporan akhir tahun 2025"]


def test_others_and_places_without_anything_are_not_asked(people, regions):
    assert told(people.regency_funds, DUE) == []  # no FCU, no money
    make.unit(regions.village, decreed_on=date(2024, 2, 1))
    for other in (people.regency_reports, people.lk3, people.ministry, people.secretary):
        assert told(other, DUE) == []
    assert told(people.regency_funds, date(2023, 8, 1)) == []  # before there was one
