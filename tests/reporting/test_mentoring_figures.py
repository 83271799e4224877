"""What the pioneers reported stands in chapter III of the quarter it is about, and is sent as it stood (REP-10)."""

from datetime import timedelta

import pytest

from families.models import Pairing, Participation
from institutions.models import FamilyCareUnit
from reporting.models import ReportVersion
from reporting.quarterly import content
from reporting.quarterly.mentoring_tables import spans_in
from tests.families import make as families
from tests.families import mentoring
from tests.reporting import make
from tests.reporting.fill_reports import section_url
from tests.reporting.make import DECREED_ON, QUARTER
from tests.reporting.test_screens import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing(people):
    row = families.paired(people)
    FamilyCareUnit.objects.update(decreed_on=DECREED_ON, inaugurated_on=DECREED_ON)
    Pairing.objects.update(paired_from=QUARTER.start)
    Participation.objects.update(designated_on=QUARTER.previous.end)
    row.refresh_from_db()
    return row


def month(number):
    return QUARTER.start.replace(month=QUARTER.start.month + number)


def table(told, heading):
    return next(found for found in told if found["heading"] == heading)


@pytest.mark.clause("REP-10")
def test_progress_reports_feed_chapter_three(people, pairing, sign_in):
    mentoring.report(pairing, people.secretary, period=month(2), on=QUARTER.end, change_needs=True)
    report = make.filled(people.secretary)
    told = content.mentoring_of(report)
    came = table(told, "Laporan kemajuan keluarga pionir")
    assert [row[1:] for row in came["rows"]] == [[1, 0, 1], [1, 0, 1], [1, 1, 0]]
    assert came["total"] == ["Jumlah", 3, 1, 2]
    results = table(told, "Empat hasil pada keluarga plasma")
    women, men = (1, 0) if pairing.plasma.family.head_sex == "female" else (0, 1)
    assert results["rows"][1] == ["Pemenuhan kebutuhan", 1, women, men, 0, 0, 0]
    assert results["rows"][0] == ["Cara pandang mengatasi masalah", 0, 0, 0, 1, women, men]

    client = sign_in(people.secretary)
    page = " ".join(text_of(client.get(section_url(report, "results"))).split())
    assert "Angka otomatis" in page and "Jumlah 3 1 2" in page and pairing.plasma.family.head_name not in page
    assert "Angka otomatis" not in text_of(client.get(section_url(report, "activities")))

    sent = make.step(make.reasoned(report, people.secretary), "send", people.secretary).latest_version()
    mentoring.report(pairing, people.secretary, period=month(1), on=QUARTER.end)
    assert ReportVersion.objects.get(pk=sent.pk).content["mentoring"] == told  # frozen as it stood
    assert table(content.mentoring_of(make.fresh(report)), came["heading"])["total"] == ["Jumlah", 3, 2, 1]


def test_rounds_of_the_quarter_are_compared_with_the_one_before(people, pairing):
    family, by = pairing.plasma.family, people.secretary
    report = make.draft(by)
    heading = "Penilaian ulang keluarga plasma"
    families.assessed(family, "plasma", by, unmet=("L2.1", "L3.2"), on=QUARTER.start - timedelta(days=3))
    assert table(content.mentoring_of(report), heading)["total"] == ["Dinilai ulang", 0, 0, 0]
    families.assessed(family, "plasma", by, unmet=("L2.1", "L5.1", "L5.2"), on=QUARTER.end)
    told = table(content.mentoring_of(report), heading)
    assert [row[1] for row in told["rows"]] == [0, 0, 1] and told["total"][1] == 1
    families.assessed(family, "plasma", by, on=QUARTER.next.start)  # after the quarter
    assert table(content.mentoring_of(report), heading) == told


@pytest.mark.parametrize(("months", "firsts"), [("1", [0, 1, 2]), ("3", [0]), ("2", [-1, 1])])
def test_which_spans_a_quarter_reports_on(months, firsts, people, monkeypatch):
    """Those that end in it, whatever their length."""
    village = people.secretary.region
    monkeypatch.setattr(type(village), "setting", lambda region, key, usual=None: months)
    quarter = type(QUARTER)(2026, 2)
    starts = [first for first, _ in spans_in(village, quarter)]
    assert [start.month - quarter.start.month for start in starts] == firsts
