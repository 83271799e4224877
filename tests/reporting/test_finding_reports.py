"""Findings in reports: of an FCU's quarter, frozen with what was sent, and of the offices above (SME-11)."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import pdf, workflow
from reporting.above.office_kinds import Kind
from reporting.actions import finding as actions
from reporting.documents.report import TEMPLATE, report_facts
from reporting.quarterly.content import content_of
from reporting.visits.finding_panels import report_panel
from reporting.visits.finding_tables import HEADING, OWN_HEADING, office_findings, unit_findings
from tests.factories import TODAY
from tests.reporting import make, offices
from tests.reporting.fill_finding import EVIDENCE, FOUND, found, fresh, handed, visit_of

QUARTER = make.QUARTER


def found_in(by, village, number, *, due, **told):
    """Found on a day of the quarter that ended last, due so many days after it."""
    day = make.day(QUARTER, number)
    row = found(by, village, visit=visit_of(by, village, held_on=day), due_on=day + timedelta(days=due), **told)
    return handed(row)


def test_the_report_tells_findings_by_dates_and_freezes_them(people, regions):
    """Closed after the quarter, it still stands there as open at its end; what was sent stays as it was."""
    by, village = people.tksk, regions.village
    late = found_in(by, village, 10, due=5, found="Buku kas tertinggal.")
    found_in(by, village, 20, due=200, found="Papan nama belum ada.")
    seen_to = found_in(by, village, 30, due=20, found="Daftar hadir belum ada.")
    actions.close_finding(seen_to, evidence=EVIDENCE, by=people.secretary, on=make.day(QUARTER, 40))
    found(by, village, found="Masih ditulis.", due_on=TODAY)
    actions.close_finding(late, evidence=EVIDENCE, by=people.secretary, on=TODAY)
    table = unit_findings(make.unit_of(village), QUARTER)
    states = {row[0]: row[-1] for row in table["rows"]}
    assert states == {
        "Buku kas tertinggal.": "Lewat batas waktu", "Papan nama belum ada.": "Belum selesai",
        "Daftar hadir belum ada.": "Selesai",
    }  # fmt: skip
    assert table["note"].startswith("Ditemukan 3, diselesaikan 1, belum selesai 2, di antaranya 1 lewat")
    report = make.sent(people.secretary)
    version = report.latest_version()
    assert version.content["findings"] == table
    paper = pdf.compose(TEMPLATE, report_facts(report, version))
    assert HEADING in paper and "Papan nama belum ada." in paper
    workflow.perform(fresh(found_in(by, village, 50, due=9)), "withdraw", by=by, on=TODAY, note="Keliru.")
    assert report.latest_version().content["findings"] == table
    assert len(content_of(report)["findings"]["rows"]) == 4  # withdrawn after the quarter: at its end it stood


def test_an_fcu_without_findings_says_so(people, regions):
    report = make.draft(people.secretary)
    assert content_of(report)["findings"]["rows"] == []
    assert f"{HEADING}: tidak ada temuan" in pdf.compose(TEMPLATE, report_facts(report))


def test_the_page_of_the_report_names_what_is_open(people, regions, sign_in, rf):
    handed(found(people.tksk, regions.village))
    report = make.draft(people.secretary)
    request = rf.get("/")
    request.assignment = people.secretary
    assert FOUND in report_panel(request, report)
    assert FOUND in sign_in(people.secretary).get(report.get_absolute_url()).content.decode()
    section = reverse("reporting:section", args=[report.uid, "obstacles"])
    assert sign_in(people.secretary).get(section).status_code == 200


def test_an_office_counts_its_territory_and_lists_its_own_visits(people, regions):
    found_in(people.tksk, regions.village, 10, due=5)
    own = found_in(people.regency_reports, regions.sibling, 12, due=200, found="Papan nama belum ada.")
    territory, visits = office_findings(offices.draft(people, Kind.REGENCY))
    assert territory.heading == HEADING and territory.total == ["Jumlah", 2, 0, 2, 1]
    assert [row[0] for row in territory.rows] == [str(regions.subdistrict)]
    assert visits.heading == OWN_HEADING and [row[1] for row in visits.rows] == [own.found]
    (lk3,) = office_findings(offices.draft(people, Kind.LK3))
    assert lk3.heading == OWN_HEADING and lk3.rows == []
