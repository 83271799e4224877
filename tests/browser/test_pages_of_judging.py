"""Every page of visits, findings, instruments, indicators, dashboards and verdicts, by who opens them most."""

import pytest

from fcu_project.access import may_open
from reporting.models import Aim, Visit
from tests.browser.conftest import account_for
from tests.browser.test_pages import Crawl, judged
from tests.factories import TODAY
from tests.reporting import fill_finding, told, verdicts, visits
from tests.reporting.make import QUARTER

pytestmark = pytest.mark.browser

PAGES = (
    "/pembinaan-fcu/", "/catatan-pantauan/", "/temuan/", "/instrumen/", "/indikator/", "/dasbor/", "/kesimpulan/",
    "/penelitian/",
)  # fmt: skip


@pytest.fixture
def scene(people, regions, remember):
    remember("a village that is judged", lambda: build_scene(people, regions))


def build_scene(people, regions):
    """Visits at every point of their way, findings open and closed, an accepted report, verdicts done and begun."""
    village = regions.village
    figures = {"plasma_end": 7, "plasma_end_women": 3, "plasma_end_men": 4, "plasma_promoted": 2, "needs_met": 6}
    told.report(village, **figures)
    told.report(regions.sibling, stage="sent", **figures)
    visits.planned(people.tksk, village)
    visits.begun(people.regency_reports, village, Aim.SUPERVISION)
    visits.handed(people.tksk, village)
    visits.signed(people.regency_reports, people.secretary, village, Aim.EVALUATION, phase="end")
    visits.note(people.tksk, village)
    fill_finding.handed_over(people)
    fill_finding.closed(people)
    Visit.objects.filter(stage="handed", signed_on=None).update(signed_on=TODAY)
    verdicts.concluded(people)
    verdicts.draft(people, regions.sibling)


@pytest.mark.parametrize(("role", "at_least"), [("ministry", 20), ("secretary", 10), ("tksk", 12)])
def test_every_page_of_judging(role, at_least, scene, people, window):
    starts = [page for page in PAGES if may_open(getattr(people, role), page)]
    screen = window(role).sign_in(account_for(getattr(people, role), role))
    asked = f"?tahun={QUARTER.year}&triwulan={QUARTER.number}"
    crawl = Crawl(screen, judged, rows=2, stays_in=PAGES).run(*starts, f"/dasbor/{asked}", f"/indikator/{asked}")
    assert crawl.findings == []
    assert len(crawl.routes) >= at_least
