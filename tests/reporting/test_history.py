"""How a report came about: each step on the day on which it was done, under the name of whoever did it."""

from datetime import timedelta

import pytest

from fcu_project import dates
from reporting.actions import report as actions
from reporting.models import Section
from reporting.quarterly.history import events_of
from tests.factories import TODAY
from tests.reporting import make

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def told(report):
    row = make.fresh(report)
    return events_of(row, list(row.versions.all()))


def test_a_return_keeps_its_day_after_the_report_was_sent_again(people):
    dinas, by = people.regency_reports, people.secretary
    report = make.review(make.sent(by), dinas, mend=(Section.RESULTS,))
    make.step(report, "return", dinas, on=YESTERDAY, note="Lengkapi dahulu.")
    actions.save_section(make.fresh(report), Section.RESULTS, text="Dua belas keluarga.", done=True, by=by, on=TODAY)
    make.step(report, "send", by)
    events = {event["title"]: event for event in told(report)}
    assert list(events)[:4] == ["Dikirim, versi 2", "Disetujui Koordinator", "Diperbaiki", "Dikembalikan"]
    back, mended = events["Dikembalikan"], events["Diperbaiki"]
    assert (back["when"], back["by"]) == (dates.long_date(YESTERDAY), dinas.signature)
    assert back["text"] == "Perlu diperbaiki: Hasil yang dicapai. Lengkapi dahulu."
    assert (mended["when"], mended["by"]) == (dates.long_date(TODAY), by.signature)


def test_an_accepted_report_that_was_opened_again_still_says_that_it_was_accepted(people):
    report = make.accepted(people)
    make.step(report, "reopen", people.regency_reports, note="Salah jumlah uang.")
    assert [event["title"] for event in told(report)][:2] == ["Dibuka kembali", "Diterima"]
