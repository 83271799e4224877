"""What an office adds up equals the records, after an edit, a reopening, a report that came late (REP-07)."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.urls import reverse

from fcu_project import workflow
from reporting import indicators
from reporting.above import office_content
from reporting.above.office_kinds import Kind
from reporting.above.office_tables import tables_of
from tests import factories
from tests.factories import TODAY
from tests.families import short
from tests.reporting import make, offices
from tests.reporting.make import QUARTER

SUMMED = (Kind.SUBDISTRICT, Kind.REGENCY, Kind.PROVINCE, Kind.NATION)
# Counted apart from the application: figures of FCUs whose report stands as accepted, in the territory of a code.
COUNTED = """
    SELECT COALESCE(SUM(f.{column}), 0) FROM reporting_quarterfigures f
    JOIN reporting_report r ON r.id = f.report_id JOIN institutions_region g ON g.id = r.region_id
    WHERE r.stage = 'accepted' AND r.year = %s AND r.quarter = %s AND g.code LIKE %s
"""
MONEY = """
    SELECT COALESCE(SUM(r.income_self_help), 0), COALESCE(SUM(r.expense_total), 0) FROM reporting_report r
    JOIN institutions_region g ON g.id = r.region_id
    WHERE r.stage = 'accepted' AND r.year = %s AND r.quarter = %s AND g.code LIKE %s
"""


def asked(sql, region):
    with connection.cursor() as cursor:
        cursor.execute(sql, [QUARTER.year, QUARTER.number, f"{region.code}%"])
        return cursor.fetchone()


def counted(region):
    """Every figure by independent SQL."""
    return {column: int(asked(COUNTED.format(column=column), region)[0]) for column in indicators.REPORT_COLUMNS}


def table(report, heading):
    return next(one for one in tables_of(report) if one["heading"].startswith(heading))


def equal_to_the_unit(report):
    """Figures, figures by region and money of the live report against the records."""
    by_hand = counted(report.region)
    assert office_content.figures_of(report) == by_hand
    for _, heading, figures in indicators.GROUPS:
        rows = {row[0]: row for row in table(report, heading)["rows"]}
        for figure in figures:
            numbers = [by_hand[column] for column in figure.columns]
            assert rows[figure.label][1 : len(numbers) + 1] == numbers, figure.code
    regions = [one for one in tables_of(report) if one["heading"].startswith("Angka menurut wilayah")]
    for row in (row for one in regions for row in one["rows"]):
        assert sum(row[2:]) == row[1] == by_hand[next(c for c in by_hand if indicators.label_of(c) == row[0])]
    assert len({row[0] for one in regions for row in one["rows"]}) == sum(bool(number) for number in by_hand.values())
    money = table(report, "Keuangan")
    assert (money["total"][2], money["total"][6]) == tuple(map(int, asked(MONEY, report.region)))


@pytest.fixture
def two(people, regions):
    """The cast of two villages: Sidomekar has reported and was accepted, Sukamaju has not."""
    short.held("routine", regions.village, make.day(QUARTER, 5))
    other = SimpleNamespace(
        secretary=factories.AssignmentFactory(role="secretary", region=regions.sibling),
        regency_reports=people.regency_reports,
    )
    make.unit(regions.sibling, name="Mawar")
    report = make.accepted(people)
    return SimpleNamespace(people=people, other=other, report=report)


@pytest.mark.clause("REP-07")
def test_sums_equal_the_unit_after_an_edit_a_reopening_and_a_late_report(two, regions, people):
    """The live sums change with what happens below; what was sent stays, and the page names the difference."""
    sent = {kind: offices.sent(people, kind, period=QUARTER) for kind in SUMMED}
    versions = {kind: report.latest_version() for kind, report in sent.items()}
    before = {kind: dict(version.figures) for kind, version in versions.items()}
    for kind, report in sent.items():
        equal_to_the_unit(report)
        assert before[kind] == counted(report.region) and before[kind]["meetings_held"] == 1

    def all_equal():
        for kind, report in sent.items():
            equal_to_the_unit(report)
            assert report.latest_version().figures == before[kind], kind
        return office_content.later_changes(sent[Kind.REGENCY].latest_version())

    # A record that came late is in no sum as long as the report is locked.
    short.held("routine", regions.village, make.day(QUARTER, 9))
    label = indicators.label_of("meetings_held")
    assert label not in [row[0] for row in all_equal()["figures"]]
    # Opened again: out of the sum.
    make.step(two.report, "reopen", people.regency_reports, note="Rapat belum lengkap.")
    assert (label, 1, 0) in all_equal()["figures"]
    # Mended, sent again and accepted: the edit counts.
    make.step(make.reasoned(two.report, people.secretary), "send", people.secretary)
    make.review(two.report, people.regency_reports)
    make.step(two.report, "accept", people.regency_reports)
    assert (label, 1, 2) in all_equal()["figures"]
    # The other village reports late.
    short.held("routine", regions.sibling, make.day(QUARTER, 12))
    make.accepted(two.other)
    changes = all_equal()
    assert (label, 1, 3) in changes["figures"]
    assert {"FCU yang melapor", "Keuangan FCU menurut laporan yang diterima"} <= set(changes["tables"])


def test_the_page_names_what_changed_by_name_and_number(two, people, regions, sign_in):
    report = offices.sent(people, Kind.REGENCY, period=QUARTER)
    make.step(two.report, "reopen", people.regency_reports, note="Salah.")
    for by, name in ((people.regency_reports, "office-report"), (people.province, "office-review")):
        page = sign_in(by).get(reverse(f"reporting:{name}", args=[report.uid])).content.decode()
        assert "Sejak dikirim berubah" in page and indicators.label_of("meetings_held") in page


def test_who_is_missing_is_told_by_name_and_warns(two, people, regions):
    report = offices.filled(people, Kind.REGENCY, period=QUARTER)
    assert [row[:2] for row in table(report, "FCU yang belum")["rows"]] == [["FCU Mawar", str(regions.sibling)]]
    gate = next(gate for gate in workflow.available(report, people.regency_reports, TODAY)[0].gates
                if gate.name == "reported")  # fmt: skip
    assert gate.state == "warn" and "FCU Mawar" in gate.detail
    assert str(regions.subdistrict) in gate.detail and "LK3" in gate.detail  # nor did they send their own
    reports = {row[0]: row[1:] for row in table(report, "FCU yang melapor")["rows"]}
    assert reports[str(regions.subdistrict)] == [2, 1, 0, 0, 1]
    make.sent(two.other.secretary)
    assert not [one for one in tables_of(report) if one["heading"].startswith("FCU yang belum")]
    row = table(report, "FCU yang melapor")["total"]
    assert row == ["Jumlah", 2, 1, 1, 0, 0]


def test_offices_below_are_told_with_what_they_found(two, people, regions):
    offices.sent(people, Kind.SUBDISTRICT, period=QUARTER)
    report = offices.draft(people, Kind.REGENCY, period=QUARTER)
    rows = {row[0]: row[1:] for row in table(report, "Laporan kantor")["rows"]}
    assert rows[str(regions.subdistrict)][0] == "Terkirim"
    assert rows[str(regions.subdistrict)][2:] == [
        "Temuan dan tindak lanjut: dikerjakan. Baris kedua.", "Usulan: dikerjakan. Baris kedua.",
    ]  # fmt: skip
    assert rows[f"LK3 {regions.regency}"] == ["Belum ada", "", "", ""]
    above = offices.draft(people, Kind.PROVINCE, period=QUARTER)
    assert {row[0] for row in table(above, "Laporan kantor")["rows"]} == {
        str(regions.regency), f"LK3 {regions.regency}",
    }  # fmt: skip


@pytest.mark.clause("REP-15")
def test_the_recap_tells_which_offices_sent_their_own_and_leads_to_the_own_one(two, people, regions, sign_in):
    url = f"{reverse('reporting:recap')}?tahun={QUARTER.year}&triwulan={QUARTER.number}"
    page = sign_in(people.regency_reports).get(url).content.decode()
    assert "Tulis laporan kantor" in page and "Belum ada" in page
    below = offices.sent(people, Kind.SUBDISTRICT, period=QUARTER)
    own = offices.draft(people, Kind.REGENCY, period=QUARTER)
    page = sign_in(people.regency_reports).get(url).content.decode()
    assert below.get_absolute_url() in page and own.get_absolute_url() in page and "Lanjutkan laporan" in page
