"""What TKSK and LK3 did in a village stands beside the FCU's report and in none of its figures (SVC-12, REP-09)."""

from types import SimpleNamespace

from reporting import indicators
from reporting.panels import others_panel
from tests.reporting import helped, make
from tests.reporting.make import QUARTER, day


def test_it_is_shown_beside_the_report_and_not_counted(people, regions):
    village = regions.village
    report = make.draft(people.secretary)
    request = SimpleNamespace(assignment=people.secretary)
    helped.record(village, day(QUARTER, 5))
    assert others_panel(request, report) == ""
    helped.record(village, day(QUARTER, 6), kind="outreach", topic="Kunjungan LK3", keeper=regions.regency)
    helped.record(village, day(QUARTER, 7), kind="outreach", topic="Kunjungan TKSK", keeper=regions.subdistrict)
    helped.record(village, QUARTER.next.start, kind="outreach", topic="Lain triwulan", keeper=regions.regency)
    helped.record(regions.sibling, day(QUARTER, 6), kind="outreach", topic="Lain desa", keeper=regions.regency)
    page = others_panel(request, report)
    assert "Kunjungan LK3" in page and "Kunjungan TKSK" in page and "Tidak masuk angka FCU" in page
    assert "Lain triwulan" not in page and "Lain desa" not in page
    assert indicators.count(village, QUARTER)["help_held"] == 1
    assert others_panel(SimpleNamespace(assignment=people.province), report) == ""
